// What a right workspace becomes.
#include "load/workspace.h"

#include <filesystem>

#include "base/file.h"
#include "loading.h"

using namespace muster;
using namespace muster::load;
using namespace muster::load::testing;
using model::SessionIndex;
using model::TaskIndex;
using model::TeamIndex;

namespace {

using Strings = std::vector<std::string>;

std::string local(const model::Problem& p, TimePoint t) { return p.zone_time().iso(t); }

bool same(const model::Task& a, const model::Task& b) {
  const auto need = [](const model::Need& n) {
    return std::tie(n.people.min, n.people.want, n.people.max, n.skills, n.one_team);
  };
  if (a.needs.size() != b.needs.size() || a.venue.has_value() != b.venue.has_value()) return false;
  for (std::size_t i = 0; i < a.needs.size(); ++i) {
    if (need(a.needs[i]) != need(b.needs[i]) || !(a.needs[i].from == b.needs[i].from)) return false;
  }
  if (a.venue && (a.venue->seats != b.venue->seats || a.venue->facilities != b.venue->facilities ||
                  !(a.venue->where == b.venue->where))) {
    return false;
  }
  return std::tie(a.id, a.name, a.kind, a.lines, a.grid, a.priority, a.weight) ==
         std::tie(b.id, b.name, b.kind, b.lines, b.grid, b.priority, b.weight);
}

bool same(const model::Session& a, const model::Session& b) {
  return std::tie(a.id, a.task, a.duration, a.windows) ==
         std::tie(b.id, b.task, b.duration, b.windows);
}

bool same(const model::Problem& a, const model::Problem& b) {
  const auto equal = [](const auto& x, const auto& y) { return same(x, y); };
  return std::equal(a.tasks().begin(), a.tasks().end(), b.tasks().begin(), b.tasks().end(),
                    equal) &&
         std::equal(a.sessions().begin(), a.sessions().end(), b.sessions().begin(),
                    b.sessions().end(), equal) &&
         a.skills() == b.skills();
}

}  // namespace

TEST_CASE("the example of the design loads whole") {
  const std::string example = R"(
zone:
  id: yongkang-edz
  name: 永康经济开发区
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-10-01}
  step: 15min
  lines: [{id: union, name: 工会}, {id: youth, name: 共青团}, {id: women, name: 妇联}, {id: science, name: 科协}]
  grids:
    - {id: lanjie, name: 兰街村, kind: village, at: [28.931, 120.064], households: 290}
    - {id: xiaxi, name: 夏溪村, kind: village, at: [28.95, 120.07]}
    - {id: xianxing, name: 先行集团, kind: enterprise, at: [28.96, 120.05]}
  travel: {speed: 25km/h, detour: 1.3, fixed: 5min}      # or {matrix: travel.csv}
venues:
  - id: xiaxi-hall
    name: 夏溪村文化礼堂
    grid: xiaxi
    line: women
    capacity: 200
    rooms: 2
    facilities: [stage, projector, kitchen]
    open: [{days: mon-sun, from: 08:00, to: 21:00}]
  - {id: xianxing-classroom, grid: xianxing, capacity: 40, facilities: [classroom]}
teams:
  - id: shock-brigade
    name: 开发区青年突击队
    lines: [youth, union, women, science]
    base: xiaxi-hall
    size: 24
    skills: {demolition-safety: 10, first-aid: 4}
    available: [{days: mon-fri, from: 08:00, to: 18:00}]
    except: [{from: 2017-09-18, until: 2017-09-20, why: 培训}]
    contact: {channel: webhook, to: "${GUARD_URL}"}
  - {id: lanjie-grid, kind: guard, size: 50}
  - {id: village-wives, lines: [women], size: 12, skills: {tutoring: 4}}
people:
  - {id: p-01, name: 甲, teams: [lanjie-grid, village-wives], skills: [waste-sorting]}
tasks:
  - id: half-past-four
    name: 四点半学堂
    kind: class
    lines: [union, women]
    repeat: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"            # RFC 5545; no key: once
    window: {from: 16:30, to: 18:00}                      # or several; or with dates
    duration: 90min
    venue: {facilities: [classroom], seats: 40, grids: [xianxing]}
    needs:
      - {people: 3, skills: [tutoring], from: {lines: [women, youth]}}
      - {team: one, people: {min: 2, want: 3, max: 4}, from: {kind: guard}}
    priority: high
  - {id: talk, kind: lecture, each: {kind: village}, duration: 1h, needs: [{people: 1}]}
rules:
  - id: full-coverage
    kind: coverage
    tasks: {kind: lecture}
    per: grid
    every: month
    at-least: 1
    level: coverage
    weight: 50
    why: 实现工、青、妇、科组织全覆盖
levels: [must, high, coverage, normal, staffing, fairness, low, care, travel]
)";
  const Loaded loaded = read({{"all.yaml", example}});
  INFO(texts(loaded));
  REQUIRE(loaded.workspace);
  const model::Problem& p = loaded.workspace->problem;
  CHECK(p.zone().name == "永康经济开发区");
  CHECK(p.calendar().days() == 28);
  CHECK(p.sessions().size() == 22);
  const model::Session& first = p.sessions()[SessionIndex(std::size_t{0})];
  CHECK(first.id == "half-past-four@2017-09-04");
  REQUIRE(first.windows.size() == 1);
  CHECK(local(p, first.windows[0].from) == "2017-09-04T16:30+08:00");
  const model::Team& brigade = p.teams()[TeamIndex(std::size_t{0})];
  CHECK(brigade.size == 24);
  CHECK(brigade.contact->to == "https://guard.example/?key=s3cret");
  const auto at = [&](const char* date, int minute) {
    return p.zone_time().instant({*parse_date(date), minute});
  };
  CHECK(brigade.available.contains(at("2017-09-15", 600)));
  CHECK_FALSE(brigade.available.contains(at("2017-09-16", 600)));  // a Saturday
  CHECK_FALSE(brigade.available.contains(at("2017-09-19", 600)));
  CHECK(p.heads().size() == 24 + 50 + 12 - 1);
  const model::Task& task = p.tasks()[TaskIndex(std::size_t{0})];
  CHECK(task.priority == model::Priority::high);
  CHECK(task.needs[1].one_team);
  CHECK(task.needs[1].people.want == 3);
  REQUIRE(loaded.workspace->specs.size() == 1);
  CHECK(loaded.workspace->specs[0].weight == 50);
  CHECK(loaded.workspace->specs[0].get<std::int64_t>("at-least", 0) == 1);
  CHECK(loaded.workspace->rules.levels.names()[3] == "coverage");
  CHECK(loaded.workspace->inputs.substr(0, 7) == "sha256:");
}

TEST_CASE("the same tasks as YAML, JSON Lines and CSV give equal problems") {
  const std::string yaml = R"(tasks:
  - id: class
    name: 四点半学堂
    kind: lesson
    lines: [women, youth]
    priority: high
    weight: 3
    repeat: "FREQ=WEEKLY;BYDAY=MO,TH"
    window: {from: 16:30, to: 18:00}
    duration: 90min
    venue: {seats: 40, facilities: [stage, projector]}
    needs: [{people: {min: 2, want: 3, max: 4}, skills: [tutoring], from: {lines: [women, youth]}}]
  - {id: watch, grid: lanjie, duration: 2h, window: {date: 2017-09-06, from: 08:00, to: 12:00}, needs: [{people: 2, team: one}], after: [class]}
)";
  const std::string json =
      R"({"id": "class", "name": "四点半学堂", "kind": "lesson", "lines": ["women", "youth"], "priority": "high", "weight": 3, "repeat": "FREQ=WEEKLY;BYDAY=MO,TH", "window": {"from": "16:30", "to": "18:00"}, "duration": "90min", "venue": {"seats": 40, "facilities": ["stage", "projector"]}, "needs": [{"people": {"min": 2, "want": 3, "max": 4}, "skills": ["tutoring"], "from": {"lines": ["women", "youth"]}}]})"
      "\n\n"
      R"({"id": "watch", "grid": "lanjie", "duration": "2h", "window": {"date": "2017-09-06", "from": "08:00", "to": "12:00"}, "needs": [{"people": 2, "team": "one"}], "after": ["class"]})";
  const std::string csv =
      "id,name,kind,lines,priority,weight,repeat,window.date,window.from,window.to,duration,"
      "venue.seats,venue.facilities,people,people.min,skills,from.lines,team,grid,after\r\n";
  const std::string header =
      "id,name,kind,lines,priority,weight,repeat,window.date,window.from,window.to,duration,"
      "venue.seats,venue.facilities,people.min,people.want,people.max,skills,from.lines,team,grid,"
      "after\r\n";
  const std::string rows =
      "class,\"四点半学堂\",lesson,women;youth,high,3,FREQ=WEEKLY;BYDAY=\"\"MO,TH\"\",,16:30,18:00,"
      "90min,40,stage;projector,2,3,4,tutoring,women;youth,,,\r\n";
  const std::string good_rows =
      "class,\"四点半学堂\",lesson,women;youth,high,3,\"FREQ=WEEKLY;BYDAY=MO,TH\",,16:30,18:00,"
      "90min,40,stage;projector,2,3,4,tutoring,women;youth,,,\r\n"
      "watch,,,,,,,2017-09-06,08:00,12:00,2h,,,2,2,2,,,one,lanjie,class\r\n";
  const Workspace a = good(load_with(yaml));
  const auto bulk = [&](const std::string& name, const std::string& text) {
    return read({{"zone.yaml", kZone}, {"teams.yaml", kTeams}, {name, text}});
  };
  const Workspace b = good(bulk("tasks/bulk.jsonl", json));
  const Workspace c = good(bulk("tasks/deep/bulk.csv", "\xef\xbb\xbf" + header + good_rows));
  CHECK(a.problem.sessions().size() == 5);
  CHECK(a.problem.precedences().size() == 4);
  CHECK(same(a.problem, b.problem));
  CHECK(same(a.problem, c.problem));
  CHECK(b.problem.precedences().size() == 4);
  CHECK(c.problem.precedences().size() == 4);
  CHECK(a.inputs != b.inputs);

  // A header that names a field and a part of it is a clash; quotes within a bare field are no CSV.
  CHECK(texts(bulk("tasks/x.csv", csv)).find("[duplicate-key]") != std::string::npos);
  CHECK(texts(bulk("tasks/x.csv", header + rows)).find("[csv-syntax]") != std::string::npos);
}

TEST_CASE("each makes a task for each matching grid, in grid order") {
  const Workspace w = good(load_with(R"(tasks:
  - {id: talk, name: "讲座 {grid}", each: {kind: village}, duration: 1h, needs: [{people: 1}]}
  - {id: prep, each: {not: {kind: enterprise}}, duration: 1h, needs: [{people: 1}]}
  - {id: tidy, each: {grids: xiaxi}, duration: 1h, needs: [{people: 1}], after: {task: talk, lag: 2h}}
  - {id: end, duration: 1h, needs: [{people: 1}], after: [prep, talk/lanjie]}
)"));
  CHECK(session_ids(w.problem) == Strings{"talk/lanjie", "talk/xiaxi", "prep/lanjie", "prep/xiaxi",
                                          "tidy/xiaxi", "tidy/works", "end"});
  CHECK(w.problem.tasks()[TaskIndex(std::size_t{1})].name == "讲座 夏溪村");
  // talk/xiaxi → tidy/xiaxi; both preps and one talk → end.
  REQUIRE(w.problem.precedences().size() == 4);
  CHECK(w.problem.precedences()[0].before == SessionIndex(std::size_t{1}));
  CHECK(w.problem.precedences()[0].after == SessionIndex(std::size_t{4}));
  CHECK(w.problem.precedences()[0].lag == Duration{120});
}

TEST_CASE("after pairs repeating tasks by date and others all with all") {
  const Workspace w = good(load_with(R"(tasks:
  - {id: set-up, repeat: "FREQ=DAILY;COUNT=3", duration: 1h, needs: [{people: 1}]}
  - {id: fair, repeat: "FREQ=DAILY;COUNT=3", start: 2017-09-05, duration: 1h, needs: [{people: 1}], after: set-up}
  - {id: report, duration: 1h, needs: [{people: 1}], after: fair}
)"));
  const auto& p = w.problem;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& each : p.precedences()) {
    pairs.emplace_back(p.sessions()[each.before].id, p.sessions()[each.after].id);
  }
  CHECK(pairs ==
        std::vector<std::pair<std::string, std::string>>{{"set-up@2017-09-05", "fair@2017-09-05"},
                                                         {"set-up@2017-09-06", "fair@2017-09-06"},
                                                         {"fair@2017-09-05", "report"},
                                                         {"fair@2017-09-06", "report"},
                                                         {"fair@2017-09-07", "report"}});
}

TEST_CASE("windows: several, dated, over midnight, absolute, and none") {
  const Workspace w = good(load_with(R"(tasks:
  - {id: night, window: {days: sat, from: 22:00, to: 02:00}, duration: 1h, needs: [{people: 1}]}
  - {id: two, windows: [{date: 2017-09-06, from: 08:00, to: 10:00}, {date: 2017-09-05, from: 08:00, to: 24:00}], duration: 1h, needs: [{people: 1}]}
  - {id: long, window: {from: 2017-09-05T08:00, to: 2017-09-07T09:30}, duration: 30h, needs: [{people: 1}]}
  - {id: any, duration: 1h, except: [2017-09-04], needs: [{people: 1}]}
  - {id: twice, repeat: "FREQ=DAILY;BYHOUR=6,18;COUNT=3", duration: 2h, needs: [{people: 1}]}
)"));
  const auto& p = w.problem;
  const auto shown = [&](std::size_t i) {
    Strings all;
    for (Interval window : p.sessions()[SessionIndex(i)].windows) {
      all.push_back(local(p, window.from).substr(5, 11) + "/" +
                    local(p, window.until).substr(5, 11));
    }
    return all;
  };
  CHECK(shown(0) == Strings{"09-09T22:00/09-10T02:00", "09-16T22:00/09-17T02:00"});
  CHECK(shown(1) == Strings{"09-05T08:00/09-06T00:00", "09-06T08:00/09-06T10:00"});
  CHECK(shown(2) == Strings{"09-05T08:00/09-07T09:30"});
  CHECK(shown(3).size() == 13);
  CHECK(shown(3).front() == "09-05T00:00/09-06T00:00");
  CHECK(p.sessions()[SessionIndex(std::size_t{5})].id == "twice@2017-09-04T18:00");
  CHECK(shown(5) == Strings{"09-04T18:00/09-04T20:00"});
  CHECK(p.sessions().size() == 7);
}

TEST_CASE("pins are bound to the day of each session") {
  const Workspace w = good(load_with(R"(tasks:
  - {id: daily, repeat: "FREQ=DAILY;COUNT=2", duration: 1h, needs: [{people: 1}], venue: {}, pin: {start: 09:00, venue: hall, teams: [guard]}}
  - {id: once, duration: 1h, needs: [{people: 1}], pin: {start: 2017-09-08T10:30, team: wives}}
)"));
  const auto& p = w.problem;
  const auto& second = p.sessions()[SessionIndex(std::size_t{1})];
  REQUIRE(second.pin);
  CHECK(local(p, *second.pin->start) == "2017-09-05T09:00+08:00");
  CHECK(second.pin->venue == model::VenueIndex(std::size_t{0}));
  CHECK(second.pin->teams == std::vector<TeamIndex>{TeamIndex(std::size_t{1})});
  const auto& once = p.sessions()[SessionIndex(std::size_t{2})];
  CHECK(local(p, *once.pin->start) == "2017-09-08T10:30+08:00");
  CHECK(once.pin->teams == std::vector<TeamIndex>{TeamIndex(std::size_t{0})});
}

TEST_CASE("a matrix gives travel, by grid and venue ids, and in both directions") {
  const std::string zone = R"(zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-05}
  grids: [{id: a}, {id: b}]
  travel: {matrix: travel.csv}
venues: [{id: v, grid: a}, {id: w, grid: b}]
teams: [{id: t, size: 1}]
tasks: [{id: x, duration: 1h, needs: [{people: 1}]}]
)";
  const Workspace w =
      good(read({{"a.yaml", zone}, {"travel.csv", "from,to,minutes\na,b,20\nb,v,7\n"}}));
  const auto& travel = w.problem.travel();
  const auto place = [](std::size_t i) { return model::PlaceIndex(i); };
  CHECK(travel.between(place(0), place(1)) == Duration{20});
  CHECK(travel.between(place(1), place(0)) == Duration{20});
  CHECK(travel.between(place(2), place(1)) == Duration{7});
  CHECK(travel.between(place(0), place(3)) == Duration{20});  // w stands where its grid is
  CHECK(texts(read({{"a.yaml", zone}})).find("[no-file]") != std::string::npos);
}

TEST_CASE("packs bring rules and levels; the workspace's own rules replace theirs") {
  const std::string pack = R"(rules:
  - {id: fair, kind: fair-share, tolerance: 20}
  - {id: rested, kind: rest, at-least: 11h, tasks: {kind: no-such-kind}}
levels: [must, high, normal, low, staffing, care, fairness]
)";
  const std::string main = R"(use: [basics]
rules: [{id: fair, kind: fair-share, tolerance: 5}]
tasks: [{id: x, duration: 1h, needs: [{people: 1}]}]
)";
  std::map<std::string, std::string> files{{"main.yaml", main},
                                           {"zone.yaml", kZone},
                                           {"teams.yaml", kTeams},
                                           {"rules/packs/basics.yaml", pack}};
  const Loaded loaded = read(files);
  INFO(texts(loaded));
  REQUIRE(loaded.workspace);
  const Workspace& w = *loaded.workspace;
  REQUIRE(w.specs.size() == 2);
  CHECK(w.specs[0].get<std::int64_t>("tolerance", 0) == 5);
  CHECK(w.rules.levels.names()[6] == "care");
  CHECK(loaded.diagnostics.all().empty());  // a pack may speak of kinds that a zone hasn't
  files["rules/packs/basics.yaml"] = pack + "teams: [{id: t, size: 1}]\n";
  CHECK(texts(read(files)).find("[pack-holds]") != std::string::npos);
  files.erase("rules/packs/basics.yaml");
  CHECK(texts(read(files)).find("main.yaml:1:7: error: there is no rule pack \"basics\"") == 0);
}

TEST_CASE("any number of threads gives the same bytes, from disk as from memory") {
  const std::filesystem::path folder =
      std::filesystem::path(MUSTER_BUILD_DIR) / "load-test-workspace";
  std::map<std::string, std::string> files{{"zone.yaml", kZone}, {"teams.yaml", kTeams}};
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    files["tasks/" + n + ".yaml"] = "tasks:\n  - {id: t" + n +
                                    ", duration: 1h, needs: [{people: 1, from: {kind: gard}}]}\n" +
                                    "  - {id: u" + n + ", grid: nowhere" + n + "}\n";
  }
  std::filesystem::remove_all(folder);
  for (const auto& [name, text] : files) {
    std::filesystem::create_directories((folder / name).parent_path());
    REQUIRE(write_file(folder / name, text));
  }
  Options serial, parallel;
  parallel.threads = 4;
  const auto a = load_workspace(folder, serial);
  const auto b = load_workspace(folder, parallel);
  REQUIRE(a);
  REQUIRE(b);
  CHECK_FALSE(texts(a.value()).empty());
  CHECK(texts(a.value()) == texts(b.value()));
  CHECK(texts(a.value()) == texts(read(files)));
  std::filesystem::remove_all(folder);
  CHECK_FALSE(load_workspace(folder, serial));
}
