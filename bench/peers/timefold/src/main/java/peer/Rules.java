package peer;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countBi;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toConnectedRanges;

import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import java.util.Arrays;

/**
 * The laws as hard constraints and the levels from must to staffing as soft ones.
 *
 * <p>Stated: windows and steps (by the values of a slot), venues with rooms and hours, head counts,
 * skills and teams (by the values of a seat), who is available, travel, one team for a need,
 * precedence, hard working-time, standing assignments, unserved weight, staffing, coverage. Not
 * stated: mix-of-lines, fairness, care and travel costs.
 */
public class Rules implements ConstraintProvider {
    static BendableLongScore soft(int level) {
        return BendableLongScore.ofSoft(1, Zone.SOFT_LEVELS, level, 1);
    }

    static final BendableLongScore HARD = BendableLongScore.ofHard(1, Zone.SOFT_LEVELS, 0, 1);

    @Override
    public Constraint[] defineConstraints(ConstraintFactory f) {
        Constraint[] laws = {
            headInTwoPlaces(f), headTwiceInOneSession(f), headAway(f), roomsFull(f), twoTeams(f),
            tooEarly(f), withoutPredecessor(f), tooManyHours(f), staffing(f), coverage(f), guide(f), guideSlots(f),
        };
        Constraint[] out = Arrays.copyOf(laws, laws.length + Main.PRIORITIES.length);
        for (int p = 0; p < Main.PRIORITIES.length; ++p) {
            out[laws.length + p] = unserved(f, Main.levelOf(Main.PRIORITIES[p]));
        }
        return out;
    }

    Constraint headInTwoPlaces(ConstraintFactory f) {
        return f.forEach(Seat.class)
                .filter(Seat::isOnTimeline)
                .join(
                        f.forEach(Seat.class).filter(Seat::isOnTimeline),
                        Joiners.equal(Seat::head),
                        Joiners.equal(Seat::day),
                        Joiners.lessThan(seat -> seat.id))
                .filter((a, b) -> a.info() != b.info() && Main.clash(a, b))
                .penalize(HARD)
                .asConstraint("a head in two places");
    }

    Constraint headTwiceInOneSession(ConstraintFactory f) {
        return f.forEach(Seat.class)
                .join(
                        Seat.class,
                        Joiners.equal(Seat::info),
                        Joiners.equal(Seat::head),
                        Joiners.lessThan(seat -> seat.id))
                .penalize(HARD)
                .asConstraint("a head twice in one session");
    }

    Constraint headAway(ConstraintFactory f) {
        return f.forEach(Seat.class)
                .filter(seat -> seat.isOnTimeline()
                        && !seat.sender.isFree(seat.slot.start(), seat.end()))
                .penalize(HARD)
                .asConstraint("a head is away");
    }

    Constraint roomsFull(ConstraintFactory f) {
        return f.forEach(Session.class)
                .filter(session -> session.slot.venue() != null)
                .groupBy(
                        session -> session.slot.venue(),
                        toConnectedRanges(
                                session -> session.slot.start(), Session::end, (a, b) -> b - a))
                .flattenLast(ranges -> ranges.getConnectedRanges())
                .filter((venue, range) -> range.getMaximumOverlap() > venue.rooms())
                .penalizeLong(HARD, (venue, range) -> range.getMaximumOverlap() - venue.rooms())
                .asConstraint("more sessions than rooms");
    }

    Constraint twoTeams(ConstraintFactory f) {
        return f.forEach(Seat.class)
                .filter(seat -> seat.need.oneTeam())
                .join(Seat.class, Joiners.equal(Seat::need), Joiners.lessThan(seat -> seat.id))
                .filter((a, b) -> a.sender.team() != b.sender.team())
                .penalize(HARD)
                .asConstraint("two teams for a need of one");
    }

    Constraint tooEarly(ConstraintFactory f) {
        return f.forEach(Facts.Precedence.class)
                .join(Session.class, Joiners.equal(Facts.Precedence::before, Session::info))
                .join(Session.class, Joiners.equal((p, before) -> p.after(), Session::info))
                .filter((p, before, after) -> after.slot.start() < before.end() + p.lag())
                .penalize(HARD)
                .asConstraint("too early after another");
    }

    Constraint withoutPredecessor(ConstraintFactory f) {
        return f.forEach(Facts.Precedence.class)
                .join(Session.class, Joiners.equal(Facts.Precedence::after, Session::info))
                .ifNotExists(Session.class, Joiners.equal((p, after) -> p.before(), Session::info))
                .penalize(HARD)
                .asConstraint("without what it follows");
    }

    Constraint tooManyHours(ConstraintFactory f) {
        return f.forEach(Seat.class)
                .filter(Seat::isOnTimeline)
                .join(
                        f.forEach(Facts.Ledger.class).filter(Facts.Ledger::ofHeads),
                        Joiners.filtering((seat, ledger) -> ledger.counts()[seat.info().index()]
                                && ledger.slotOf()[seat.head().index()] >= 0))
                .groupBy(
                        (seat, ledger) -> ledger,
                        (seat, ledger) -> seat.head(),
                        (seat, ledger) -> ledger.period(seat.slot),
                        sum((seat, ledger) -> seat.info().duration()))
                .filter((ledger, head, period, minutes) ->
                        minutes > ledger.atMost()[ledger.slotOf()[head.index()]])
                .penalize(HARD)
                .asConstraint("more hours than allowed");
    }

    Constraint unserved(ConstraintFactory f, int level) {
        return f.forEachIncludingUnassigned(Seat.class)
                .groupBy(Seat::need, sum(seat -> seat.isTaken() ? 1 : 0))
                .groupBy(
                        (need, heads) -> need.session(),
                        sum((need, heads) -> heads < need.min() ? 1 : 0))
                .filter((info, lacking) -> info.level() == level)
                .join(
                        f.forEachIncludingUnassigned(Session.class),
                        Joiners.equal((info, lacking) -> info, Session::info))
                .filter((info, lacking, session) -> lacking > 0 || session.slot == null)
                .penalizeLong(soft(level), (info, lacking, session) -> info.weight())
                .asConstraint("unserved at level " + level);
    }

    Constraint staffing(ConstraintFactory f) {
        return f.forEachIncludingUnassigned(Seat.class)
                .groupBy(Seat::need, sum(seat -> seat.isTaken() ? 1 : 0))
                .filter((need, heads) -> heads < need.want())
                .penalizeLong(
                        soft(Main.levelOf("staffing")),
                        (need, heads) -> Math.min(need.want() - need.min(), need.want() - heads))
                .asConstraint("staffing");
    }

    /** A grid's sessions up to what is asked for; what is missing differs by a constant. */
    Constraint coverage(ConstraintFactory f) {
        return f.forEach(Session.class)
                .join(
                        f.forEach(Facts.Ledger.class).filter(ledger -> !ledger.ofHeads()),
                        Joiners.filtering((session, ledger) -> ledger.counts()[session.info.index()]
                                && session.info.grid() != null
                                && ledger.slotOf()[session.info.grid()] >= 0))
                .groupBy(
                        (session, ledger) -> ledger,
                        (session, ledger) -> ledger.slotOf()[session.info.grid()],
                        (session, ledger) -> ledger.period(session.slot),
                        countBi())
                .rewardLong(
                        soft(Main.levelOf("coverage")),
                        (ledger, slot, period, sessions) ->
                                ledger.weight()[slot] * Math.min(ledger.atLeast()[slot], sessions))
                .asConstraint("coverage");
    }

    Constraint guide(ConstraintFactory f) {
        return f.forEachIncludingUnassigned(Seat.class)
                .groupBy(Seat::need, sum(seat -> seat.isTaken() ? 1 : 0))
                .filter((need, heads) -> heads < need.min())
                .penalizeLong(soft(Zone.SOFT_LEVELS - 1), (need, heads) -> need.min() - heads)
                .asConstraint("heads below the minimum");
    }

    Constraint guideSlots(ConstraintFactory f) {
        return f.forEachIncludingUnassigned(Session.class)
                .filter(session -> session.slot == null)
                .penalize(soft(Zone.SOFT_LEVELS - 1))
                .asConstraint("without a slot");
    }
}
