package peer;

import java.util.List;

/** What does not change while planning; each is itself alone. Times: minutes since 1970 UTC. */
final class Facts {
    private Facts() {}

    record Team(int index, String id, int[][] available) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    record Head(int index, String id, int[][] available) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /** A head, sent by one of its teams. */
    record Sender(Head head, Team team) {
        boolean isFree(int begin, int end) {
            return inside(team.available(), begin, end)
                    && (head.available() == null || inside(head.available(), begin, end));
        }
    }

    record Venue(int index, String id, int place, int rooms, int[][] open) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /** A start, and a venue where the session needs one. A standing session has one slot, day 0. */
    record Slot(int start, Venue venue, Integer place, int day) {}

    record Info(
            int index, String id, int duration, boolean standing, long weight, int level, Integer grid,
            List<Slot> slots) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    record Need(int index, Info session, int min, int want, boolean oneTeam) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 31 * session.index() + index;
        }
    }

    record Precedence(Info before, Info after, int lag) {}

    /** Amounts under keys: minutes of heads with a hard limit, or sessions in grids. */
    record Ledger(
            boolean ofHeads, int level, int[] periodOfDay, boolean[] counts, int[] slotOf,
            long[] atLeast, long[] atMost, long[] weight) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        int period(Slot slot) {
            return periodOfDay[slot.day()];
        }
    }

    static boolean inside(int[][] intervals, int begin, int end) {
        for (int[] part : intervals) {
            if (part[0] <= begin && end <= part[1]) {
                return true;
            }
        }
        return false;
    }
}
