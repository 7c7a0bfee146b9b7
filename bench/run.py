"""All measurements by one command; see bench/README.md. Run by `./dev bench`.

Usage: run.py quick|full [--instances FOLDER] [--only PART…]

quick takes some minutes with one seed. full takes two hours with five seeds (one where other solvers
have a minute) and makes the peers ready; each part puts its figures into bench/README.md once it is
through. Both write build/bench/figures.md.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
WORK = ROOT / "build" / "bench"
PEERS = ROOT / "build" / "peers"
PARTS = ("plans", "peers", "smptsp", "load", "dispatch")

# kind, sessions, tightness, planted, seconds, threads
QUICK_PLANS = [
    ("zone", 1_000, "moderate", False, 5, 2),
    ("zone", 10_000, "moderate", False, 10, 2),
    ("field", 1_000, "over", False, 5, 2),
    ("fixed", 1_000, "over", False, 5, 2),
    ("fixed", 1_000, "moderate", True, 5, 2),
]
FULL_PLANS = [
    ("zone", 1_000, "moderate", False, 10, 2),
    ("zone", 1_000, "moderate", False, 10, 1),
    ("zone", 10_000, "slack", False, 10, 2),
    ("zone", 10_000, "moderate", False, 10, 2),
    ("zone", 10_000, "tight", False, 10, 2),
    ("zone", 10_000, "over", False, 10, 2),
    ("zone", 100_000, "moderate", False, 60, 2),
    ("zone", 100_000, "moderate", False, 60, 1),
    ("field", 5_000, "moderate", False, 10, 2),
    ("fixed", 10_000, "moderate", False, 10, 2),
    ("zone", 1_000, "moderate", True, 10, 2),
    ("zone", 1_000, "over", True, 10, 2),
    ("field", 1_000, "moderate", True, 10, 2),
    ("field", 1_000, "over", True, 10, 2),
    ("fixed", 1_000, "moderate", True, 10, 2),
    ("fixed", 10_000, "over", True, 10, 2),
]
# kind, sessions, tightness, peer, seconds, threads
QUICK_PEERS = [
    ("fixed", 1_000, "over", "cpsat_fixed", 10, 2),
    ("field", 1_000, "over", "vroom_field", 10, 2),
    ("field", 1_000, "over", "pyvrp_field", 10, 1),
]
FULL_PEERS = [
    *[
        ("fixed", n, tightness, "cpsat_fixed", seconds, 2)
        for n, seconds in ((1_000, 10), (10_000, 10), (10_000, 60))
        for tightness in ("moderate", "over")
    ],
    *[
        ("field", n, tightness, peer, 10 if n == 1_000 else 60, threads)
        for n in (1_000, 5_000)
        for peer, threads in (("vroom_field", 2), ("pyvrp_field", 1))
        for tightness in ("moderate", "over")
    ],
    *[
        ("zone", 1_000, "moderate", peer, seconds, 2)
        for peer in ("cpsat_zone", "timefold_zone")
        for seconds in (10, 60)
    ],
]


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_of(command):
    """Standard output of a command that must succeed; exit code 1 is muster's for "not all"."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"bench: {shlex.join(map(str, command))} ended with {done.returncode}")
    return done.stdout


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def shown(command):
    """A command as a reader would type it in the project's folder."""
    return shlex.join(str(word).replace(str(ROOT) + "/", "") for word in command)


def workspace(kind, sessions, tightness, planted=False):
    """Generates it once a run; its name says what it is."""
    name = f"{kind}-{sessions}-{tightness}" + ("-planted" if planted else "")
    folder = WORK / name
    command = [BUILD / "bench_generate", kind, folder, "--sessions", str(sessions)]
    command += ["--tightness", tightness] + (["--planted"] if planted else [])
    if folder not in workspace.made:
        shutil.rmtree(folder, ignore_errors=True)
        output_of(command)
        workspace.made[folder] = shown(command)
    return folder


workspace.made = {}


def measure_plans(plans, seeds):
    rows, commands = [], []
    for kind, sessions, tightness, planted, seconds, threads in plans:
        folder = workspace(kind, sessions, tightness, planted)
        command = [BUILD / "bench_solve", folder, "--time", f"{seconds}s"]
        command += ["--threads", str(threads), "--seeds", str(seeds)]
        say(shown(command))
        header, row = (line.split("\t") for line in output_of(command).splitlines())
        cell = dict(zip(header, row))
        commands.append(shown(command))
        rows.append(
            [
                str(len(commands)),
                folder.name,
                f"{seconds} s, {threads}",
                cell["served"],
                cell["gap %"],
                cell["planted"],
                cell["first plan s"],
                cell["within 1 % s"],
                f"{int(cell['moves/s']):,}",
                cell["peak MB"],
                cell["score"],
                cell["bound"],
            ]
        )
    header = ["", "workspace", "time, threads", "served", "gap %", "planted", "first plan s"]
    header += ["within 1 % s", "moves/s", "peak MB", "score", "bound"]
    return table(header, rows) + listed(commands)


def listed(commands):
    return "\n\n```sh\n" + "\n".join(commands) + "\n```\n"


def judged(folder, plan):
    """What the verifier says of a plan: its score by level; None where it breaks something."""
    verify = [BUILD / "muster", "verify", folder, plan, "--format", "json"]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        say(done.stderr.strip()[:2000])
        return None
    return json.loads(done.stdout)["score"]


def middle(scores):
    """The median plan, by the order of levels; none, or one that breaks a law, is the worst."""
    lowest = float("-inf")
    ordered = sorted(scores, key=lambda s: [lowest] if s is None else list(s.values()))
    return ordered[len(ordered) // 2]


def level_text(score):
    if score is None:
        return "no legal plan"
    return " ".join(f"{name}:{value}" for name, value in score.items() if name != "hard")


def compared(ours, theirs):
    """Who is better at the first level that differs."""
    if ours is None or theirs is None:
        return "muster" if theirs is None else "peer"
    for name, value in ours.items():
        if value != theirs[name]:
            who = "muster" if value > theirs[name] else "peer"
            return f"{who} at {name}: {value} against {theirs[name]}"
    return "equal"


def peer_command(peer, instance, plan, seconds, threads, seed):
    common = [instance, plan, "--time", str(seconds), "--threads", str(threads)]
    common += ["--seed", str(seed)]
    if peer == "timefold_zone":
        return ["java", "-jar", PEERS / "timefold" / "timefold-peer.jar", *common]
    return [PEERS / "venv" / "bin" / "python", ROOT / "bench" / "peers" / f"{peer}.py", *common]


def measure_peers(rows, seeds):
    out, commands, cache = [], [], {}
    for kind, sessions, tightness, peer, seconds, threads in rows:
        if not ready(peer):
            say(f"{peer}: skipped, it is not installed")
            continue
        folder = workspace(kind, sessions, tightness)
        instance = WORK / f"{folder.name}.json"
        instance.write_text(output_of([BUILD / "bench_export", folder]), encoding="utf-8")
        plan = WORK / "plan.json"
        several = seeds if seconds <= 10 else 1
        key = (folder, seconds, threads)
        if key not in cache:
            cache[key] = []
            for seed in range(1, several + 1):
                ours = [BUILD / "muster", "plan", folder, "-q", "-o", plan]
                ours += ["--time", f"{seconds}s", "--threads", str(threads), "--seed", str(seed)]
                say(shown(ours))
                output_of(ours)
                cache[key].append(judged(folder, plan))
        theirs, took = [], []
        # VROOM has no seed: it would find the same again.
        for seed in range(1, 1 + (1 if peer == "vroom_field" else several)):
            command = peer_command(peer, instance, plan, seconds, threads, seed)
            say(shown(command))
            plan.unlink(missing_ok=True)
            answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            if answer.returncode != 0:
                say(f"{peer}: ended with {answer.returncode}")
            took.append(float(answer.stdout.split()[0]) if answer.returncode == 0 else seconds)
            theirs.append(judged(folder, plan) if plan.exists() else None)
        commands.append(shown(command))
        us, them = middle(cache[key]), middle(theirs)
        out.append(
            [
                str(len(commands)),
                folder.name,
                f"{seconds} s, {threads}",
                f"{several}",
                peer.split("_")[0],
                level_text(us),
                level_text(them),
                f"{statistics.median(took):.1f}",
                compared(us, them),
            ]
        )
    header = ["", "workspace", "time, threads", "seeds", "peer", "muster", "peer's plan"]
    return table([*header, "peer took s", "better"], out) + listed(commands)


def ready(peer):
    if peer == "timefold_zone":
        return (PEERS / "timefold" / "timefold-peer.jar").exists()
    return (PEERS / "venv" / "bin" / "python").exists()


def prepare_peers():
    """A virtual environment and a jar under build/; what can't be had is left out."""
    peers = ROOT / "bench" / "peers"
    python = PEERS / "venv" / "bin" / "python"
    steps = [
        [sys.executable, "-m", "venv", PEERS / "venv"],
        [python, "-m", "pip", "install", "-q", "-r", peers / "requirements.txt"],
    ]
    if shutil.which("mvn"):
        steps.append(["mvn", "-q", "-f", peers / "timefold" / "pom.xml", "package"])
    for step in steps:
        if subprocess.run(step, check=False).returncode != 0:
            say(f"bench: {shown(step)} failed; going on without")


def measure_smptsp(instances, full):
    if instances is None:
        return "skipped: no instances (`--instances FOLDER` or MUSTER_INSTANCES)\n"
    files = sorted(pathlib.Path(instances).glob("smptsp/*/*.dat"))
    if not full:
        files = [f for f in files if f.parent.name == "Data_137"][:5]
    seconds = 10 if full else 2
    command = [BUILD / "bench_smptsp", *files, "--time", f"{seconds}s", "--threads", "1"]
    say(f"bench_smptsp: {len(files)} files of {seconds} s each")
    lines = output_of(command).splitlines()
    told = [line[2:].replace(str(instances) + "/", "") for line in lines if line.startswith("#")]
    told = told or [f"{len(files)} files"]
    files = "$MUSTER_INSTANCES/smptsp/*/*.dat"
    command = f"build/release/bench_smptsp {files} --time {seconds}s --threads 1"
    return "\n".join(f"- {line}" for line in told) + listed([command])


def measure_load(full):
    command = [BUILD / "bench_load", "--tasks", "100000" if full else "20000"]
    command += ["--runs", "5" if full else "1"]
    say(shown(command))
    header, *rows = (line.split("\t") for line in output_of(command).splitlines() if line)
    return table(header, rows) + listed([shown(command)])


def measure_dispatch(full):
    """Medians of runs with different seeds, a table a command."""
    quick = ["--offers", "20000", "--trickle", "300"]
    kinds = [["--think", "0"], ["--think", "20"]] + ([["--endpoints", "10000"]] if full else [])
    out = []
    for kind in kinds:
        command = [BUILD / "bench_dispatch", *kind, *([] if full else quick)]
        say(shown(command))
        runs = {}
        for seed in range(1, 6 if full else 2):
            lines = output_of([*command, "--seed", str(seed)]).splitlines()
            header = lines[0].split("\t")
            for line in lines[1:]:
                cells = line.split("\t")
                runs.setdefault(cells[0], []).append(cells + [""] * (len(header) - len(cells)))
        rows = [[run, *map(middle_text, zip(*(cells[1:] for cells in all_cells)))]
                for run, all_cells in runs.items()]
        out.append(table(header, rows) + listed([shown(command)]))
    return "\n".join(out)


def middle_text(cells):
    """The lower median of numbers as it was printed; of other texts the first."""
    try:
        return sorted(cells, key=float)[(len(cells) - 1) // 2]
    except ValueError:
        return cells[0]


def machine():
    def first_line(command):
        try:
            return output_of(command).splitlines()[0]
        except (OSError, IndexError):
            return "unknown"

    cpu = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = first_line(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"])
    peers = (ROOT / "bench" / "peers" / "requirements.txt").read_text(encoding="utf-8").split()
    pom = (ROOT / "bench" / "peers" / "timefold" / "pom.xml").read_text(encoding="utf-8")
    timefold = re.search(r"<timefold.version>(.*)</timefold.version>", pom).group(1)
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB; {first_line(['g++', '--version'])}; "
        f"{first_line([BUILD / 'muster', '--version'])} at {commit}; peers: "
        f"{', '.join(peers)}, timefold=={timefold}"
    )


def put_into_readme(title, section):
    """In the place of what stands there under that title, or after the others."""
    readme = ROOT / "bench" / "README.md"
    begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
    before, rest = readme.read_text(encoding="utf-8").split(begin)
    figures, after = rest.split(end)
    others = re.split(r"^(?=### )", figures, flags=re.MULTILINE)
    places = [i for i, text in enumerate(others) if text.startswith(f"### {title}\n")]
    if places:
        others[places[0]] = section
    else:
        others.append(section)
    text = before + begin + "".join(others) + end + after
    readme.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=("quick", "full"))
    parser.add_argument("--instances", default=os.environ.get("MUSTER_INSTANCES"))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    args = parser.parse_args()
    full = args.mode == "full"
    seeds = 5 if full else 1
    WORK.mkdir(parents=True, exist_ok=True)
    if full and "peers" in args.only:
        prepare_peers()
    measured = {
        "plans": lambda: measure_plans(FULL_PLANS if full else QUICK_PLANS, seeds),
        "peers": lambda: measure_peers(FULL_PEERS if full else QUICK_PEERS, seeds),
        "smptsp": lambda: measure_smptsp(args.instances, full),
        "load": lambda: measure_load(full),
        "dispatch": lambda: measure_dispatch(full),
    }
    titles = {
        "plans": "Plans",
        "peers": "Beside others",
        "smptsp": "Shift minimisation",
        "load": "Load",
        "dispatch": "Dispatch",
    }
    counted = f"medians of {seeds} seeds" if seeds > 1 else "one seed"
    where = machine()
    figures = WORK / "figures.md"
    figures.write_text("", encoding="utf-8")
    for part in PARTS:
        if part not in args.only:
            continue
        workspace.made.clear()
        text = f"`./dev bench {args.mode} --only {part}`, {counted}. {where}\n\n{measured[part]()}"
        if workspace.made:
            text += "\nThe workspaces are made by" + listed(workspace.made.values())
        text = f"### {titles[part]}\n\n{text}\n"
        with figures.open("a", encoding="utf-8") as file:
            file.write(text)
        if full:
            put_into_readme(titles[part], text)
        print(text)


if __name__ == "__main__":
    main()
