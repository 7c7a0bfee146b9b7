package peer;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** When and where; none: unserved. */
@PlanningEntity
public class Session {
    @PlanningId int id;
    Facts.Info info;

    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "slots")
    Facts.Slot slot;

    public Session() {}

    Session(Facts.Info info) {
        this.id = info.index();
        this.info = info;
    }

    @ValueRangeProvider(id = "slots")
    public List<Facts.Slot> slots() {
        return info.slots();
    }

    Facts.Info info() {
        return info;
    }

    int end() {
        return slot.start() + info.duration();
    }
}
