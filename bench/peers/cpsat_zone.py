"""CP-SAT on `zone`: the laws and the levels from must to staffing.

Stated exactly: windows, steps, venues with rooms and hours, head counts, skills, teams, who is
available, one team for a need, precedence, hard working-time, standing assignments, the weight that
is unserved on every priority, staffing, coverage and mix-of-lines.
Stated more tightly than need be: travel. Each session is padded with the way from and to a head's
base, which keeps every plan legal and forbids some that are.
Not stated: fairness, care and travel, the levels below. The others are one objective with
dominating weights.
"""

import time

from ortools.sat.python import cp_model

from instance import Instance, Plan, arguments
from levels import weights


class Model:
    def __init__(self, i):
        self.i = i
        self.m = cp_model.CpModel()
        self.costs = {name: [] for name in i.levels}  # (most, linear expression)
        self.served, self.start, self.venue, self.crew = [], [], [], []
        self.in_period = {}  # (session, day → period, period): literal
        self.by_head = [[] for _ in i.heads]  # (session, literal that the head goes)
        self.by_venue = [[] for _ in i.venues]
        self.eligible = {}
        for s in range(len(i.sessions)):
            self.add_session(s)
        self.add_timelines()
        self.add_precedences()
        for ledger in i.ledgers:
            self.add_ledger(ledger)

    def add_session(self, s):
        i, m = self.i, self.m
        session, task = i.sessions[s], i.task(s)
        assert not session["pinned"], "pins are not stated"
        served = m.new_bool_var("")
        self.served.append(served)
        self.costs[task["priority"]].append((task["weight"], task["weight"] * (1 - served)))
        if task["standing"]:
            self.start.append(None)
            self.venue.append({})
            self.crew.append(self.add_needs(s, None))
            return
        starts = i.starts(s)
        start = m.new_int_var_from_domain(cp_model.Domain.from_values(starts), "")
        self.start.append(start)
        self.venue.append(self.add_venues(s, starts))
        self.crew.append(self.add_needs(s, starts))

    def add_venues(self, s, starts):
        i, m = self.i, self.m
        task, duration = i.task(s), i.sessions[s]["duration"]
        if task["venues"] is None:
            return {}
        out = {}
        for v in task["venues"]:
            good = [
                b for b in starts
                if any(x <= b and b + duration <= y for x, y in i.venues[v]["open"])
            ]
            if not good:
                continue
            here = m.new_bool_var("")
            if len(good) < len(starts):
                self.only_at(s, good, here)
            self.by_venue[v].append(
                m.new_optional_fixed_size_interval_var(self.start[s], duration, here, "")
            )
            out[v] = here
        m.add(sum(out.values()) == self.served[s])
        return out

    def only_at(self, s, starts, literal):
        domain = cp_model.Domain.from_values(starts)
        self.m.add_linear_expression_in_domain(self.start[s], domain).only_enforce_if(literal)

    def add_needs(self, s, starts):
        i, m = self.i, self.m
        served, task, duration = self.served[s], i.task(s), i.sessions[s]["duration"]
        crew = []  # (need, head, team, literal)
        for n, need in enumerate(task["needs"]):
            key = (tuple(need["skills"]), tuple(need["teams"]))
            if key not in self.eligible:
                self.eligible[key] = i.eligible(need)
            mine = []
            for h, t in self.eligible[key]:
                good = None
                if starts is not None:
                    good = [b for b in starts if i.free(h, t, b, b + duration)]
                    if not good:
                        continue
                goes = m.new_bool_var("")
                if good is not None and len(good) < len(starts):
                    self.only_at(s, good, goes)
                mine.append((n, h, t, goes))
            count = sum(goes for _, _, _, goes in mine)
            m.add(count >= need["min"] * served)
            m.add(count <= need["max"] * served)
            most = need["want"] - need["min"]
            if most > 0:
                short = m.new_int_var(0, most, "")
                m.add(short + count >= need["want"] * served + most * (1 - served))
                self.costs["staffing"].append((most, short))
            if need["one_team"]:
                self.one_team(mine)
            crew += mine
        by_head = {}
        for _, h, _, goes in crew:
            by_head.setdefault(h, []).append(goes)
        for h, literals in by_head.items():
            here = literals[0]
            if len(literals) > 1:
                here = m.new_bool_var("")
                m.add(sum(literals) == here)  # once a session
            self.by_head[h].append((s, here))
        return crew

    def one_team(self, mine):
        by_team = {}
        for _, _, t, goes in mine:
            by_team.setdefault(t, []).append(goes)
        chosen = {t: self.m.new_bool_var("") for t in by_team}
        for t, literals in by_team.items():
            for goes in literals:
                self.m.add_implication(goes, chosen[t])
        self.m.add_at_most_one(chosen.values())

    def add_timelines(self):
        i, m = self.i, self.m
        for h, mine in enumerate(self.by_head):
            intervals = []
            for s, here in mine:
                if self.start[s] is None:
                    continue
                places = [i.venues[v]["place"] for v in self.venue[s]] or [i.task(s)["place"]]
                pad = max(i.leg(i.heads[h]["base"], place) for place in places)
                size = i.sessions[s]["duration"] + 2 * pad
                intervals.append(
                    m.new_optional_fixed_size_interval_var(self.start[s] - pad, size, here, "")
                )
            m.add_no_overlap(intervals)
        for v, intervals in enumerate(self.by_venue):
            m.add_cumulative(intervals, [1] * len(intervals), i.venues[v]["rooms"])

    def add_precedences(self):
        for before, after, lag in self.i.precedences:
            self.m.add_implication(self.served[after], self.served[before])
            end = self.start[before] + self.i.sessions[before]["duration"]
            self.m.add(self.start[after] >= end + lag).only_enforce_if(self.served[after])

    def period_literals(self, s, period_of_day):
        """{period: literal or None where it is always that one}."""
        if self.start[s] is None:
            return {0: None}
        periods = {}
        for b in self.i.starts(s):
            periods.setdefault(period_of_day[self.i.day_of(b)], []).append(b)
        if len(periods) == 1:
            return {p: None for p in periods}
        key = (s, tuple(period_of_day))
        if key not in self.in_period:
            literals = {}
            for p, starts in periods.items():
                literals[p] = self.m.new_bool_var("")
                self.only_at(s, starts, literals[p])
            self.m.add_exactly_one(literals.values())
            self.in_period[key] = literals
        return self.in_period[key]

    def both(self, a, b):
        """A literal that is true where both are; may be true where they are not."""
        if b is None:
            return a
        out = self.m.new_bool_var("")
        self.m.add_bool_or([a.negated(), b.negated(), out])
        return out

    def exactly_both(self, a, b):
        out = self.both(a, b)
        if b is not None:
            self.m.add_implication(out, a)
            self.m.add_implication(out, b)
        return out

    def add_ledger(self, ledger):
        if ledger["owner"] == "head" and ledger["level"] == "hard":
            self.add_hours(ledger)
        elif ledger["owner"] == "grid" and ledger["measure"] == "sessions":
            self.add_coverage(ledger)
        elif ledger["owner"] == "session" and not ledger["by_head"]:
            self.add_mix(ledger)

    def add_hours(self, ledger):
        assert ledger["measure"] == "minutes"
        counted = set(ledger["sessions"])
        for h, mine in enumerate(self.by_head):
            slot = ledger["slot_of"][h]
            if slot < 0:
                continue
            at_most = ledger["bounds"][slot][1]
            periods = {}
            for s, here in mine:
                if s not in counted or self.start[s] is None:
                    continue
                for p, literal in self.period_literals(s, ledger["period_of_day"]).items():
                    periods.setdefault(p, []).append((s, here, literal))
            for terms in periods.values():
                if sum(self.i.sessions[s]["duration"] for s, _, _ in terms) <= at_most:
                    continue
                self.m.add(
                    sum(self.i.sessions[s]["duration"] * self.both(a, b) for s, a, b in terms)
                    <= at_most
                )

    def add_coverage(self, ledger):
        cells = {}
        periods = sorted(set(ledger["period_of_day"]))
        for slot in range(len(ledger["bounds"])):
            for p in periods:
                cells[slot, p] = []
        for s in ledger["sessions"]:
            grid = self.i.task(s)["grid"]
            assert grid is not None, "the grid that is served is known"
            slot = ledger["slot_of"][grid]
            if slot < 0:
                continue
            for p, literal in self.period_literals(s, ledger["period_of_day"]).items():
                cells[slot, p].append(self.exactly_both(self.served[s], literal))
        for (slot, _), sessions in cells.items():
            at_least, _, _, weight = ledger["bounds"][slot]
            short = self.m.new_int_var(0, at_least, "")
            self.m.add(short + sum(sessions) >= at_least)
            self.costs[ledger["level"]].append((weight * at_least, weight * short))

    def add_mix(self, ledger):
        for s in ledger["sessions"]:
            slot = ledger["slot_of"][s]
            if slot < 0:
                continue
            at_least, _, _, weight = ledger["bounds"][slot]
            if at_least == 0:
                continue
            there = [g for _, _, t, g in self.crew[s] if ledger["team_value"][t]]
            short = self.m.new_int_var(0, at_least, "")
            self.m.add(short + sum(there) >= at_least * self.served[s])
            self.costs[ledger["level"]].append((weight * at_least, weight * short))

    def minimise(self):
        names = [name for name in self.i.levels if self.costs[name]]
        worth = weights([sum(most for most, _ in self.costs[name]) for name in names])
        assert worth is not None, "the levels do not fit into one objective"
        self.m.minimize(
            sum(w * sum(cost for _, cost in self.costs[name]) for name, w in zip(names, worth))
        )

    def plan(self, solver):
        out = Plan(self.i)
        for s, served in enumerate(self.served):
            if not solver.boolean_value(served):
                continue
            start = None if self.start[s] is None else solver.value(self.start[s])
            venue = next((v for v, x in self.venue[s].items() if solver.boolean_value(x)), None)
            crews = [(n, h, t) for n, h, t, goes in self.crew[s] if solver.boolean_value(goes)]
            out.add(s, start, crews, venue)
        return out


if __name__ == "__main__":
    args = arguments(__doc__)
    model = Model(Instance(args.instance))
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = args.time
    solver.parameters.num_workers = args.threads
    solver.parameters.random_seed = args.seed
    begin = time.monotonic()
    status = solver.solve(model.m)
    took = time.monotonic() - begin
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    (model.plan(solver) if found else Plan(model.i)).write(args.plan)
    print(f"{took:.2f} {solver.status_name(status)}")
