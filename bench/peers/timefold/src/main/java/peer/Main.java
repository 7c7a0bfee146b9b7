package peer;

import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * timefold-peer INSTANCE PLAN --time SECONDS [--threads N] [--seed S]
 *
 * <p>Reads what bench_export wrote, lets Timefold's community edition with its default phases plan
 * it, and writes a plan for {@code muster verify}. The community edition uses one thread for moves.
 */
public final class Main {
    static final String[] PRIORITIES = {"must", "high", "normal", "low"};

    private static List<String> levels = new ArrayList<>();
    private static int[][] travel;

    private Main() {}

    static int levelOf(String name) {
        return levels.indexOf(name) - 1; // "hard" comes first and is Timefold's own
    }

    static boolean clash(Seat a, Seat b) {
        boolean inOrder = a.slot.start() <= b.slot.start();
        Seat first = inOrder ? a : b;
        Seat second = inOrder ? b : a;
        return second.slot.start() < first.end() + leg(first.slot.place(), second.slot.place());
    }

    private static int leg(Integer from, Integer to) {
        return from == null || to == null ? 0 : travel[from][to];
    }

    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 2; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        double seconds = Double.parseDouble(options.getOrDefault("--time", "10"));
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        ObjectMapper mapper = new ObjectMapper();
        Zone zone = new Reader(mapper.readTree(new File(args[0]))).zone();
        SolverConfig config =
                new SolverConfig()
                        .withSolutionClass(Zone.class)
                        .withEntityClasses(Session.class, Seat.class)
                        .withConstraintProviderClass(Rules.class)
                        .withRandomSeed(seed)
                        .withTerminationConfig(
                                new TerminationConfig()
                                        .withSpentLimit(Duration.ofMillis((long) (seconds * 1000))));
        SolverFactory<Zone> factory = SolverFactory.create(config);
        long begin = System.nanoTime();
        Zone best = factory.buildSolver().solve(zone);
        double took = (System.nanoTime() - begin) / 1e9;
        mapper.writeValue(new File(args[1]), plan(mapper, best));
        System.out.printf("%.2f %s%n", took, best.score);
    }

    private static ObjectNode plan(ObjectMapper mapper, Zone zone) {
        Map<Facts.Info, Map<Facts.Need, List<Seat>>> crews = new HashMap<>();
        for (Seat seat : zone.seats) {
            List<Seat> crew =
                    crews.computeIfAbsent(seat.info(), info -> new HashMap<>())
                            .computeIfAbsent(seat.need, need -> new ArrayList<>());
            if (seat.isTaken()) {
                crew.add(seat);
            }
        }
        Map<Facts.Info, Boolean> served = new HashMap<>();
        for (Session session : zone.sessions) {
            boolean whole = session.slot != null;
            for (var crew : crews.get(session.info).entrySet()) {
                whole &= crew.getValue().size() >= crew.getKey().min();
            }
            served.put(session.info, whole);
        }
        // What follows an unserved session is not served either.
        for (int round = 0; round < zone.precedences.size(); ++round) {
            for (Facts.Precedence p : zone.precedences) {
                if (!served.get(p.before())) {
                    served.put(p.after(), false);
                }
            }
        }
        ObjectNode out = mapper.createObjectNode().put("format", 1);
        ArrayNode placements = out.putArray("placements");
        for (Session session : zone.sessions) {
            if (served.get(session.info)) {
                placements.add(placement(mapper, session, crews.get(session.info)));
            }
        }
        return out;
    }

    private static ObjectNode placement(
            ObjectMapper mapper, Session session, Map<Facts.Need, List<Seat>> needs) {
        ObjectNode out = mapper.createObjectNode().put("session", session.info.id());
        if (!session.info.standing()) {
            out.put("start", Instant.ofEpochSecond(session.slot.start() * 60L).toString());
        }
        if (session.slot.venue() != null) {
            out.put("venue", session.slot.venue().id());
        }
        ArrayNode crews = out.putArray("crews");
        for (var need : needs.entrySet()) {
            Map<String, List<String>> byTeam = new TreeMap<>();
            for (Seat seat : need.getValue()) {
                byTeam.computeIfAbsent(seat.sender.team().id(), team -> new ArrayList<>())
                        .add(seat.head().id());
            }
            for (var crew : byTeam.entrySet()) {
                ObjectNode row = crews.addObject();
                row.put("need", need.getKey().index()).put("team", crew.getKey());
                ArrayNode heads = row.putArray("heads");
                crew.getValue().forEach(heads::add);
            }
        }
        return out;
    }

    /** From bench_export's JSON to entities and facts. */
    private static final class Reader {
        private final JsonNode root;
        private final int[] dayStarts;
        private final List<Facts.Team> teams = new ArrayList<>();
        private final List<Facts.Head> heads = new ArrayList<>();
        private final List<Facts.Venue> venues = new ArrayList<>();
        private final Map<JsonNode, List<Facts.Sender>> eligible = new HashMap<>();

        Reader(JsonNode root) {
            this.root = root;
            root.get("levels").forEach(level -> levels.add(level.asText()));
            dayStarts = numbers(root.get("day_starts"));
            travel = rows(root.get("travel"));
            for (JsonNode t : root.get("teams")) {
                teams.add(new Facts.Team(
                        teams.size(), t.get("id").asText(), rows(t.get("available"))));
            }
            for (JsonNode h : root.get("heads")) {
                JsonNode own = h.get("available");
                heads.add(new Facts.Head(
                        heads.size(), h.get("id").asText(), own.isNull() ? null : rows(own)));
            }
            for (JsonNode v : root.get("venues")) {
                venues.add(new Facts.Venue(
                        venues.size(), v.get("id").asText(), v.get("place").asInt(),
                        v.get("rooms").asInt(), rows(v.get("open"))));
            }
        }

        Zone zone() {
            Zone zone = new Zone();
            zone.sessions = new ArrayList<>();
            zone.seats = new ArrayList<>();
            zone.precedences = new ArrayList<>();
            zone.ledgers = new ArrayList<>();
            for (JsonNode s : root.get("sessions")) {
                JsonNode task = root.get("tasks").get(s.get("task").asInt());
                Session session = new Session(info(zone.sessions.size(), s, task));
                zone.sessions.add(session);
                int index = 0;
                for (JsonNode n : task.get("needs")) {
                    Facts.Need need = new Facts.Need(
                            index++, session.info, n.get("min").asInt(), n.get("want").asInt(),
                            n.get("one_team").asBoolean());
                    List<Facts.Sender> senders = senders(n);
                    // More heads than are wanted help nobody but mix-of-lines, which is not stated.
                    for (int k = 0; k < need.want(); ++k) {
                        zone.seats.add(new Seat(zone.seats.size(), session, need, senders));
                    }
                }
            }
            for (JsonNode p : root.get("precedences")) {
                zone.precedences.add(new Facts.Precedence(
                        zone.sessions.get(p.get(0).asInt()).info,
                        zone.sessions.get(p.get(1).asInt()).info, p.get(2).asInt()));
            }
            for (JsonNode l : root.get("ledgers")) {
                boolean ofHeads = l.get("owner").asText().equals("head")
                        && l.get("level").asText().equals("hard");
                if (ofHeads || l.get("owner").asText().equals("grid")) {
                    zone.ledgers.add(ledger(l, ofHeads));
                }
            }
            return zone;
        }

        private Facts.Info info(int index, JsonNode s, JsonNode task) {
            boolean standing = task.get("standing").asBoolean();
            int duration = s.get("duration").asInt();
            List<Facts.Slot> slots = new ArrayList<>();
            if (standing) {
                slots.add(new Facts.Slot(0, null, null, 0));
            }
            int step = root.get("step").asInt();
            for (int[] window : standing ? new int[0][] : rows(s.get("windows"))) {
                for (int start = window[0]; start + duration <= window[1]; start += step) {
                    addSlots(slots, start, duration, task);
                }
            }
            return new Facts.Info(
                    index, s.get("id").asText(), duration, standing, task.get("weight").asLong(),
                    levelOf(task.get("priority").asText()), maybe(task.get("grid")), slots);
        }

        private void addSlots(List<Facts.Slot> out, int start, int duration, JsonNode task) {
            if (task.get("venues").isNull()) {
                out.add(new Facts.Slot(start, null, maybe(task.get("place")), day(start)));
                return;
            }
            for (JsonNode v : task.get("venues")) {
                Facts.Venue venue = venues.get(v.asInt());
                if (Facts.inside(venue.open(), start, start + duration)) {
                    out.add(new Facts.Slot(start, venue, venue.place(), day(start)));
                }
            }
        }

        private List<Facts.Sender> senders(JsonNode need) {
            ObjectNode key = ((ObjectNode) need).deepCopy();
            key.retain("skills", "teams");
            return eligible.computeIfAbsent(key, k -> {
                List<Facts.Sender> out = new ArrayList<>();
                for (Facts.Head head : heads) {
                    JsonNode raw = root.get("heads").get(head.index());
                    if (!all(raw.get("skills")).containsAll(all(k.get("skills")))) {
                        continue;
                    }
                    for (Integer team : all(raw.get("teams"))) {
                        if (all(k.get("teams")).contains(team)) {
                            out.add(new Facts.Sender(head, teams.get(team)));
                        }
                    }
                }
                return out;
            });
        }

        private Facts.Ledger ledger(JsonNode l, boolean ofHeads) {
            boolean[] counts = new boolean[root.get("sessions").size()];
            l.get("sessions").forEach(s -> counts[s.asInt()] = true);
            int n = l.get("bounds").size();
            long[] atLeast = new long[n];
            long[] atMost = new long[n];
            long[] weight = new long[n];
            for (int i = 0; i < n; ++i) {
                JsonNode bounds = l.get("bounds").get(i);
                atLeast[i] = bounds.get(0).asLong();
                atMost[i] = bounds.get(1).isNull() ? Long.MAX_VALUE : bounds.get(1).asLong();
                weight[i] = bounds.get(3).asLong();
            }
            return new Facts.Ledger(
                    ofHeads, levelOf(l.get("level").asText()), numbers(l.get("period_of_day")),
                    counts, numbers(l.get("slot_of")), atLeast, atMost, weight);
        }

        private int day(int minute) {
            int day = 0;
            while (day + 2 < dayStarts.length && dayStarts[day + 1] <= minute) {
                ++day;
            }
            return day;
        }

        private static List<Integer> all(JsonNode list) {
            List<Integer> out = new ArrayList<>();
            list.forEach(value -> out.add(value.asInt()));
            return out;
        }

        private static Integer maybe(JsonNode value) {
            return value.isNull() ? null : value.asInt();
        }

        private static int[] numbers(JsonNode list) {
            return all(list).stream().mapToInt(Integer::intValue).toArray();
        }

        private static int[][] rows(JsonNode list) {
            int[][] out = new int[list.size()][];
            for (int i = 0; i < out.length; ++i) {
                out[i] = numbers(list.get(i));
            }
            return out;
        }
    }
}
