"""CP-SAT on `fixed`: all of it can be stated.

A boolean for each task and team that may take it; of a team's tasks that run at the same time at
most one, stated for every largest such set, which is the tightest linear form. Levels are one
objective with dominating weights, which is exact. A greedy plan goes along as a hint: without it
CP-SAT has no plan of 10,000 tasks after a minute.
"""

import time

from ortools.sat.python import cp_model

from instance import Instance, Plan, arguments
from levels import weights


def largest_overlaps(items):
    """items: (begin, end, x). Every largest set that shares an instant."""
    active, out = [], []
    grown = False
    for begin, end, x in sorted(items, key=lambda item: item[:2]):
        still = [(e, y) for e, y in active if e > begin]
        if len(still) < len(active) and grown:
            out.append([y for _, y in active])
            grown = False
        active = still + [(end, x)]
        grown = True
    if grown:
        out.append([y for _, y in active])
    return [overlap for overlap in out if len(overlap) > 1]


def add_greedy_hint(model, i, names, choices):
    """By priority, then weight for its time, to the first team that is free."""
    busy = [[] for _ in i.heads]

    def rank(s):
        task = i.task(s)
        return names.index(task["priority"]), -task["weight"] / i.sessions[s]["duration"]

    for s in sorted(range(len(choices)), key=rank):
        (start,) = i.starts(s)
        end = start + i.sessions[s]["duration"]
        taken = False
        for x, h, _ in choices[s]:
            fits = not taken and all(b <= start or end <= a for a, b in busy[h])
            model.add_hint(x, fits)
            if fits:
                busy[h].append((start, end))
                taken = True


def solve(i, limit, threads, seed):
    model = cp_model.CpModel()
    by_head = [[] for _ in i.heads]
    by_skills = {}
    choices = []  # by session: (x, head, team)
    for s, session in enumerate(i.sessions):
        (start,) = i.starts(s)
        end = start + session["duration"]
        need = i.task(s)["needs"][0]
        key = (tuple(need["skills"]), tuple(need["teams"]))
        if key not in by_skills:
            by_skills[key] = i.eligible(need)
        mine = []
        for h, t in by_skills[key]:
            if not i.free(h, t, start, end):
                continue
            x = model.new_bool_var("")
            mine.append((x, h, t))
            by_head[h].append((start, end, x))
        if mine:
            model.add_at_most_one(x for x, _, _ in mine)
        choices.append(mine)
    for items in by_head:
        for overlap in largest_overlaps(items):
            model.add_at_most_one(overlap)

    names = [name for name in i.levels if name in ("must", "high", "normal", "low")]
    possible = dict.fromkeys(names, 0)
    for s in range(len(i.sessions)):
        possible[i.task(s)["priority"]] += i.task(s)["weight"]
    worth = dict(zip(names, weights([possible[name] for name in names])))
    model.maximize(
        sum(
            worth[i.task(s)["priority"]] * i.task(s)["weight"] * x
            for s, mine in enumerate(choices)
            for x, _, _ in mine
        )
    )
    add_greedy_hint(model, i, names, choices)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    begin = time.monotonic()
    status = solver.solve(model)
    took = time.monotonic() - begin
    plan = Plan(i)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        for s, mine in enumerate(choices):
            for x, h, t in mine:
                if solver.boolean_value(x):
                    plan.add(s, i.starts(s)[0], [(0, h, t)])
    return plan, took, solver.status_name(status)


if __name__ == "__main__":
    args = arguments(__doc__)
    plan, took, status = solve(Instance(args.instance), args.time, args.threads, args.seed)
    plan.write(args.plan)
    print(f"{took:.2f} {status}")
