"""PyVRP on `field`: all of it can be stated.

A team is a vehicle type of one vehicle between its base and its base; a task is an optional client
whose prize is its weight times the dearest way there and back, so that serving more weight comes
before travelling less for any one exchange. A skill that a team lacks is an edge that costs more
than any prize: one profile for each set of skills that some team has. PyVRP uses one thread.
"""

import time

import numpy
import pyvrp
from pyvrp.stop import MaxRuntime

from instance import Instance, Plan, arguments

FORBIDDEN = 10**9


def solve(i, limit, seed):
    origin = i.day_starts[0]
    travel = numpy.array(i.travel, dtype=numpy.int64)
    bases = [i.teams[head["teams"][0]]["base"] for head in i.heads]
    depots = sorted(set(bases))
    places = [i.task(s)["place"] for s in range(len(i.sessions))]
    where = numpy.array(depots + places)
    durations = travel[numpy.ix_(where, where)]
    prize = 2 * int(travel.max()) + 1
    clients = []
    for s, session in enumerate(i.sessions):
        (a, b), *more = session["windows"]
        assert not more, "a client has one window"
        clients.append(
            pyvrp.Client(
                location=len(depots) + s,
                service_duration=session["duration"],
                tw_early=a - origin,
                tw_late=b - session["duration"] - origin,
                prize=i.task(s)["weight"] * prize,
                required=False,
            )
        )
    skill_sets = sorted({tuple(head["skills"]) for head in i.heads})
    wanted = [set(i.task(s)["needs"][0]["skills"]) for s in range(len(i.sessions))]
    distances = []
    for skills in skill_sets:
        distance = durations.copy()
        for s, skill in enumerate(wanted):
            if not skill.issubset(skills):
                distance[:, len(depots) + s] = FORBIDDEN
        numpy.fill_diagonal(distance, 0)
        distances.append(distance)
    vehicles = [
        pyvrp.VehicleType(
            start_depot=depots.index(base),
            end_depot=depots.index(base),
            profile=skill_sets.index(tuple(head["skills"])),
        )
        for head, base in zip(i.heads, bases)
    ]
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in where],
        clients=clients,
        depots=[pyvrp.Depot(location=d) for d in range(len(depots))],
        vehicle_types=vehicles,
        distance_matrices=distances,
        duration_matrices=[durations] * len(distances),
    )
    begin = time.monotonic()
    answer = pyvrp.solve(data, stop=MaxRuntime(limit), seed=seed, collect_stats=False)
    took = time.monotonic() - begin
    plan = Plan(i)
    for route in answer.best.routes():
        head = route.vehicle_type()
        for visit in route.schedule():
            if visit.is_client():
                start = origin + visit.start_time
                plan.add(visit.idx, start, [(0, head, i.heads[head]["teams"][0])])
    return plan, took


if __name__ == "__main__":
    args = arguments(__doc__)
    plan, took = solve(Instance(args.instance), args.time, args.seed)
    plan.write(args.plan)
    print(f"{took:.2f}")
