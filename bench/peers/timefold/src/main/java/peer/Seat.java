package peer;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.domain.variable.ShadowSources;
import ai.timefold.solver.core.api.domain.variable.ShadowVariable;
import java.util.List;

/** One of the heads that a need may have; none: not taken. */
@PlanningEntity
public class Seat {
    @PlanningId int id;
    Session session;
    Facts.Need need;
    List<Facts.Sender> senders;

    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "senders")
    Facts.Sender sender;

    @ShadowVariable(supplierName = "slotOfSession")
    Facts.Slot slot;

    public Seat() {}

    Seat(int id, Session session, Facts.Need need, List<Facts.Sender> senders) {
        this.id = id;
        this.session = session;
        this.need = need;
        this.senders = senders;
    }

    @ShadowSources("session.slot")
    public Facts.Slot slotOfSession() {
        return session.slot;
    }

    @ValueRangeProvider(id = "senders")
    public List<Facts.Sender> senders() {
        return senders;
    }

    Facts.Need need() {
        return need;
    }

    Facts.Info info() {
        return need.session();
    }

    Facts.Head head() {
        return sender.head();
    }

    boolean isTaken() {
        return sender != null;
    }

    boolean isOnTimeline() {
        return sender != null && slot != null && !need.session().standing();
    }

    int day() {
        return slot.day();
    }

    int end() {
        return slot.start() + need.session().duration();
    }
}
