package peer;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import java.util.List;

/** One instance and the plan for it. Soft levels: the instance's, then what guides construction. */
@PlanningSolution
public class Zone {
    static final int SOFT_LEVELS = 16;

    @PlanningEntityCollectionProperty List<Session> sessions;
    @PlanningEntityCollectionProperty List<Seat> seats;
    @ProblemFactCollectionProperty List<Facts.Precedence> precedences;
    @ProblemFactCollectionProperty List<Facts.Ledger> ledgers;

    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = SOFT_LEVELS)
    BendableLongScore score;

    public Zone() {}
}
