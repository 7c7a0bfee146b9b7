"""VROOM on `field`: all of it can be stated.

A team is a vehicle from its base to its base, a task a job with skills, windows and, as its
priority, its weight (0 to 100 in both). VROOM serves the greatest sum of priorities first and then
travels least, as the levels say. The time limit is VROOM's own; it may be done before.
"""

import datetime
import time

import numpy
import vroom

from instance import Instance, Plan, arguments

SECOND = 60  # VROOM counts seconds


def solve(i, limit, threads):
    origin = i.day_starts[0]
    problem = vroom.Input()
    problem.set_durations_matrix("car", numpy.array(i.travel, dtype=numpy.uint32) * SECOND)
    for h, head in enumerate(i.heads):
        base = i.teams[head["teams"][0]]["base"]
        problem.add_vehicle(vroom.Vehicle(h, start=base, end=base, skills=set(head["skills"])))
    for s, session in enumerate(i.sessions):
        windows = [
            vroom.TimeWindow((a - origin) * SECOND, (b - session["duration"] - origin) * SECOND)
            for a, b in session["windows"]
        ]
        task = i.task(s)
        problem.add_job(
            vroom.Job(
                s,
                location=task["place"],
                default_service=session["duration"] * SECOND,
                skills=set(task["needs"][0]["skills"]),
                priority=task["weight"],
                time_windows=windows,
            )
        )
    begin = time.monotonic()
    answer = problem.solve(
        exploration_level=1, nb_threads=threads, timeout=datetime.timedelta(seconds=limit)
    )
    took = time.monotonic() - begin
    plan = Plan(i)
    for row in answer.routes.itertuples():
        if row.type != "job":
            continue
        head = int(row.vehicle_id)
        start = origin + (int(row.arrival) + int(row.waiting_time)) // SECOND
        plan.add(int(row.id), start, [(0, head, i.heads[head]["teams"][0])])
    return plan, took


if __name__ == "__main__":
    args = arguments(__doc__)
    plan, took = solve(Instance(args.instance), args.time, args.threads)
    plan.write(args.plan)
    print(f"{took:.2f}")
