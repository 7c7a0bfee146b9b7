"""What bench_export wrote, and the plan that goes back to `muster verify`.

All times are minutes since 1970 UTC. A peer never sees more than this.
"""

import argparse
import datetime
import json


def arguments(what):
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("instance", help="written by bench_export")
    parser.add_argument("plan", help="where the plan goes")
    parser.add_argument("--time", type=float, default=10, help="seconds for the solver itself")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Instance:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            raw = json.load(file)
        self.step = raw["step"]
        self.levels = raw["levels"]
        self.lines = raw["lines"]
        self.day_starts = raw["day_starts"]
        self.teams = raw["teams"]
        self.heads = raw["heads"]
        self.venues = raw["venues"]
        self.tasks = raw["tasks"]
        self.sessions = raw["sessions"]
        self.precedences = raw["precedences"]
        self.rules = raw["rules"]
        self.ledgers = raw["ledgers"]
        self.travel = raw["travel"]

    def task(self, s):
        return self.tasks[self.sessions[s]["task"]]

    def starts(self, s):
        """Starts that the windows alone allow: a window's begin plus whole steps."""
        duration = self.sessions[s]["duration"]
        out = set()
        for begin, end in self.sessions[s]["windows"]:
            out.update(range(begin, end - duration + 1, self.step))
        return sorted(out)

    def day_of(self, minute):
        for day in range(len(self.day_starts) - 2, 0, -1):
            if self.day_starts[day] <= minute:
                return day
        return 0

    def eligible(self, need):
        """(head, team) that may go for a need, times not looked at; each head once a team."""
        teams = set(need["teams"])
        skills = set(need["skills"])
        return [
            (h, t)
            for h, head in enumerate(self.heads)
            if skills.issubset(head["skills"])
            for t in head["teams"]
            if t in teams
        ]

    def free(self, h, t, begin, end):
        """Whether a head, sent by a team, is available for all of [begin, end)."""
        own = self.heads[h]["available"]
        return inside(self.teams[t]["available"], begin, end) and (
            own is None or inside(own, begin, end)
        )

    def leg(self, a, b):
        """Minutes between two places; a place of none is everywhere."""
        return 0 if a is None or b is None else self.travel[a][b]


def inside(intervals, begin, end):
    return any(a <= begin and end <= b for a, b in intervals)


class Plan:
    """Placements in the file format of muster; the verifier says what they are worth."""

    def __init__(self, instance):
        self.instance = instance
        self.placements = []

    def add(self, s, start, crews, venue=None):
        """crews: (need, head, team)."""
        i = self.instance
        by_crew = {}
        for need, head, team in crews:
            by_crew.setdefault((need, team), []).append(i.heads[head]["id"])
        placement = {
            "session": i.sessions[s]["id"],
            "crews": [
                {"need": n, "team": i.teams[t]["id"], "heads": heads}
                for (n, t), heads in sorted(by_crew.items())
            ],
        }
        if start is not None:
            moment = datetime.datetime.fromtimestamp(start * 60, datetime.timezone.utc)
            placement["start"] = moment.strftime("%Y-%m-%dT%H:%M+00:00")
        if venue is not None:
            placement["venue"] = i.venues[venue]["id"]
        self.placements.append(placement)

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"format": 1, "placements": self.placements}, file)
