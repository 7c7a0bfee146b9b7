#include "bulk_workspace.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/random.h"

namespace muster::bench {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string_view>;

struct Service {
  std::string_view kind, name;
  Words lines;
  std::string_view duration, from, to;
  int min, want, max;
  std::string_view skill;  // empty: none
  Words teams;             // kinds; empty: any
  Words facilities;        // of its venue; empty: at the grid itself
  int seats;
};

const std::vector<Service> kServices{{"river-patrol",
                                      "五水共治巡河",
                                      {"youth", "women"},
                                      "90min",
                                      "06:30",
                                      "11:30",
                                      2,
                                      3,
                                      4,
                                      "",
                                      {"village-team", "river-team", "grid-worker"},
                                      {},
                                      0},
                                     {"waste-duty",
                                      "垃圾分类值守",
                                      {"women"},
                                      "2h",
                                      "05:30",
                                      "08:30",
                                      1,
                                      1,
                                      2,
                                      "waste-sorting",
                                      {"grid-worker", "village-wives"},
                                      {},
                                      0},
                                     {"meal-delivery",
                                      "老人送餐",
                                      {"women", "youth"},
                                      "1h",
                                      "11:00",
                                      "12:30",
                                      1,
                                      1,
                                      1,
                                      "",
                                      {"village-wives", "grid-worker", "village-team"},
                                      {},
                                      0},
                                     {"elder-visit",
                                      "独居老人探访",
                                      {"women"},
                                      "90min",
                                      "13:00",
                                      "17:30",
                                      2,
                                      2,
                                      2,
                                      "care",
                                      {},
                                      {},
                                      0},
                                     {"clean-up",
                                      "美丽乡村整治",
                                      {"women", "youth"},
                                      "3h",
                                      "07:00",
                                      "18:00",
                                      3,
                                      5,
                                      8,
                                      "",
                                      {"village-team", "village-wives", "grid-worker"},
                                      {},
                                      0},
                                     {"enterprise-visit",
                                      "安全生产走访",
                                      {"union"},
                                      "90min",
                                      "08:30",
                                      "17:00",
                                      1,
                                      1,
                                      1,
                                      "safety-check",
                                      {"union-team"},
                                      {},
                                      0},
                                     {"night-patrol",
                                      "平安夜巡",
                                      {"youth"},
                                      "2h",
                                      "19:00",
                                      "23:00",
                                      2,
                                      3,
                                      4,
                                      "",
                                      {"village-team"},
                                      {},
                                      0},
                                     {"school-gate",
                                      "校门口护学",
                                      {"youth", "women"},
                                      "45min",
                                      "15:45",
                                      "17:15",
                                      1,
                                      2,
                                      3,
                                      "",
                                      {},
                                      {},
                                      0},
                                     {"lecture",
                                      "好家风宣讲",
                                      {"women"},
                                      "90min",
                                      "18:30",
                                      "21:00",
                                      1,
                                      2,
                                      2,
                                      "lecture",
                                      {},
                                      {"projector"},
                                      30},
                                     {"class",
                                      "四点半学堂",
                                      {"union", "women"},
                                      "90min",
                                      "16:30",
                                      "18:00",
                                      2,
                                      3,
                                      4,
                                      "tutoring",
                                      {"village-wives", "youth-team"},
                                      {"classroom"},
                                      20},
                                     {"course",
                                      "科普课堂",
                                      {"science"},
                                      "2h",
                                      "09:00",
                                      "17:00",
                                      1,
                                      2,
                                      3,
                                      "lecture",
                                      {"science-team"},
                                      {"classroom", "projector"},
                                      20},
                                     {"legal-aid",
                                      "法律援助接待",
                                      {"union"},
                                      "150min",
                                      "09:00",
                                      "17:00",
                                      1,
                                      2,
                                      2,
                                      "legal",
                                      {},
                                      {"meeting-room"},
                                      0}};

const Words kTeamKinds{"village-team", "river-team",   "grid-worker", "village-wives",
                       "union-team",   "science-team", "youth-team"};
const Words kPriorities{"must", "high", "high", "normal", "normal", "normal", "low", "low"};

struct Task {
  const Service* service = nullptr;
  std::uint32_t number = 0, grid = 0;
  std::string_view priority;
  std::string date;    // or
  std::string repeat;  // or any working day
  std::string note;

  std::string id() const { return fmt::format("{}-{:06}", service->kind, number); }
  std::string name() const { return fmt::format("第{}村{}", grid + 1, service->name); }
};

Task random_task(std::uint32_t number, std::uint32_t grids, Random& random) {
  Task task;
  task.number = number;
  task.service = &kServices[random.below(static_cast<std::uint32_t>(kServices.size()))];
  task.grid = random.below(grids);
  task.priority = kPriorities[random.below(static_cast<std::uint32_t>(kPriorities.size()))];
  const std::uint32_t when = random.below(100);
  const std::uint32_t day = random.below(27);
  if (when < 84) task.date = fmt::format("2017-09-{:02}", 4 + day);
  const Words days{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  if (when >= 94) task.repeat = fmt::format("FREQ=WEEKLY;BYDAY={}", days[day % 7]);
  if (random.below(20) == 0) task.note = "请提前十分钟到场，带好证件";
  return task;
}

std::string list_of(const Words& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

void write_yaml(std::ostream& out, const Task& task) {
  const Service& service = *task.service;
  out << fmt::format("  - id: {}\n    name: {}\n    kind: {}\n    lines: [{}]\n    grid: g-{}\n",
                     task.id(), task.name(), service.kind, list_of(service.lines, ", "), task.grid);
  out << "    priority: " << task.priority << '\n';
  if (!task.repeat.empty()) out << "    repeat: \"" << task.repeat << "\"\n";
  const std::string days = !task.date.empty()    ? fmt::format("date: {}, ", task.date)
                           : task.repeat.empty() ? "days: mon-fri, "
                                                 : "";
  out << fmt::format("    window: {{{}from: {}, to: {}}}\n    duration: {}\n", days, service.from,
                     service.to, service.duration);
  if (!service.facilities.empty()) {
    out << fmt::format("    venue: {{facilities: [{}], seats: {}}}\n",
                       list_of(service.facilities, ", "), service.seats);
  }
  out << fmt::format("    needs:\n      - {{people: {{min: {}, want: {}, max: {}}}", service.min,
                     service.want, service.max);
  if (!service.skill.empty()) out << ", skills: [" << service.skill << ']';
  if (!service.teams.empty()) out << ", from: {kind: [" << list_of(service.teams, ", ") << "]}";
  out << "}\n";
  if (!task.note.empty()) out << "    note: " << task.note << '\n';
}

void write_json_line(std::ostream& out, const Task& task) {
  const Service& service = *task.service;
  out << fmt::format(R"({{"id": "{}", "name": "{}", "kind": "{}", "lines": ["{}"], "grid": "g-{}")",
                     task.id(), task.name(), service.kind, list_of(service.lines, "\", \""),
                     task.grid);
  out << fmt::format(R"(, "priority": "{}")", task.priority);
  if (!task.repeat.empty()) out << fmt::format(R"(, "repeat": "{}")", task.repeat);
  const std::string days = !task.date.empty()    ? fmt::format(R"("date": "{}", )", task.date)
                           : task.repeat.empty() ? R"("days": "mon-fri", )"
                                                 : "";
  out << fmt::format(R"(, "window": {{{}"from": "{}", "to": "{}"}}, "duration": "{}")", days,
                     service.from, service.to, service.duration);
  if (!service.facilities.empty()) {
    out << fmt::format(R"(, "venue": {{"facilities": ["{}"], "seats": {}}})",
                       list_of(service.facilities, "\", \""), service.seats);
  }
  out << fmt::format(R"(, "needs": [{{"people": {{"min": {}, "want": {}, "max": {}}})", service.min,
                     service.want, service.max);
  if (!service.skill.empty()) out << fmt::format(R"(, "skills": ["{}"])", service.skill);
  if (!service.teams.empty()) {
    out << fmt::format(R"(, "from": {{"kind": ["{}"]}})", list_of(service.teams, "\", \""));
  }
  out << "}]";
  if (!task.note.empty()) out << fmt::format(R"(, "note": "{}")", task.note);
  out << "}\n";
}

constexpr std::string_view kHeader =
    "id,name,kind,lines,grid,priority,repeat,window.date,window.days,window.from,window.to,"
    "duration,venue.facilities,venue.seats,people.min,people.want,people.max,skills,from.kind,"
    "note\n";

void write_csv(std::ostream& out, const Task& task) {
  const Service& service = *task.service;
  const bool any_day = task.date.empty() && task.repeat.empty();
  out << fmt::format("{},{},{},{},g-{},{},{},{},{},{},{},{},", task.id(), task.name(), service.kind,
                     list_of(service.lines, ";"), task.grid, task.priority, task.repeat, task.date,
                     any_day ? "mon-fri" : "", service.from, service.to, service.duration);
  if (!service.facilities.empty()) {
    out << list_of(service.facilities, ";") << ',' << service.seats;
  } else {
    out << ',';
  }
  out << fmt::format(",{},{},{},{},{},{}\n", service.min, service.want, service.max, service.skill,
                     list_of(service.teams, ";"), task.note);
}

constexpr std::string_view kZone = R"(zone:
  id: bulk
  name: 永康经济开发区
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-10-01}
  step: 15min
  lines: [{id: union, name: 工会}, {id: youth, name: 共青团}, {id: women, name: 妇联}, {id: science, name: 科协}]
  travel: {speed: 25km/h, detour: 1.3, fixed: 5min}
  grids:
)";

void write_zone(std::ostream& out, std::uint32_t grids, std::uint32_t tasks, Random& random) {
  out << kZone;
  for (std::uint32_t g = 0; g < grids; ++g) {
    out << fmt::format("    - {{id: g-{}, name: 第{}村, kind: village, at: [{:.3f}, {:.3f}]}}\n", g,
                       g + 1, 28.8 + random.real() * 0.3, 119.9 + random.real() * 0.3);
  }
  out << "venues:\n";
  for (std::uint32_t v = 0; v < std::max(8u, tasks / 1000); ++v) {
    out << fmt::format(
        "  - {{id: v-{}, name: 第{}村党群服务中心, kind: service-centre, grid: g-{}, "
        "capacity: 60, rooms: 2, facilities: [classroom, projector, meeting-room], "
        "open: [{{from: 08:00, to: 21:30}}]}}\n",
        v, v + 1, random.below(grids));
  }
  out << "teams:\n";
  const Words skills{"waste-sorting", "care", "safety-check", "lecture", "tutoring", "legal"};
  for (std::uint32_t t = 0; t < std::max(14u, tasks / 500); ++t) {
    out << fmt::format(
        "  - {{id: t-{}, name: 第{}队, kind: {}, lines: [{}], base: g-{}, size: 12, "
        "skills: [{}], available: [{{from: 05:00, to: 23:00}}]}}\n",
        t, t + 1, kTeamKinds[t % kTeamKinds.size()],
        Words{"union", "youth", "women", "science"}[t % 4], random.below(grids),
        list_of(skills, ", "));
  }
  out << "use: [volunteer-service, grid-governance]\n";
}

}  // namespace

fs::path tasks_file(const fs::path& folder, Format format) {
  constexpr std::string_view kEndings[] = {"yaml", "jsonl", "csv"};
  return folder / "tasks" / fmt::format("bulk.{}", kEndings[static_cast<int>(format)]);
}

bool write_bulk_workspace(const fs::path& folder, Format format, std::uint32_t tasks,
                          std::uint64_t seed) {
  Random random(seed);
  const std::uint32_t grids = std::max(10u, tasks / 200);
  fs::create_directory(folder / "tasks");
  std::ofstream zone(folder / "zone.yaml");
  write_zone(zone, grids, tasks, random);
  std::ofstream out(tasks_file(folder, format));
  if (format == Format::yaml) out << "tasks:\n";
  if (format == Format::csv) out << kHeader;
  for (std::uint32_t number = 0; number < tasks; ++number) {
    const Task task = random_task(number, grids, random);
    switch (format) {
      case Format::yaml: write_yaml(out, task); break;
      case Format::json_lines: write_json_line(out, task); break;
      case Format::csv: write_csv(out, task); break;
    }
  }
  zone.close();
  out.close();
  return zone.good() && out.good();
}

}  // namespace muster::bench
