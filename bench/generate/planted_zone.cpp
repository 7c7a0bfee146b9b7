// A zone whose optimum is known. In every village five teams have the same five days, 08:00 to
// 18:00. Each day is cut into five slots, and in each slot all heads of all teams are parted
// between two sessions, one at the village and one at its venue: needs by skill, from one team,
// from several. Windows lie around the plan's times and days; teams of the next village are wanted
// as well.
//
// Why nothing is better: the plan serves all that is not an extra, with all wanted heads, nobody
// leaves the village, all hours are equal, so every level is at zero, which no plan exceeds; and it
// leaves no head a minute for the extras, which are of the lowest priority.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "generate.h"
#include "text.h"

namespace muster::bench {

namespace {

constexpr int kTeams = 5, kDays = 5, kSlots = 5, kOpen = 8 * 60, kClosed = 18 * 60, kStep = 15;
constexpr int kSessionsPerVillage = kDays * kSlots * 2;
constexpr int kHorizon = 26;  // from 4 to 29 September
constexpr std::string_view kSkills[] = {"care", "cooking", "legal", "tutoring", "patrol", "docent"};
constexpr std::string_view kPriorities[] = {"must", "high", "normal", "normal"};
constexpr std::string_view kLines[] = {"union", "youth", "women", "science"};

struct Team {
  std::string id;
  int size;
  std::vector<std::string_view> skills;
};

struct Crew {
  const Team* team;
  int heads;
  int first = 1;  // numbers from here on go
};

class Writer {
 public:
  Writer(const std::filesystem::path& folder, const Wish& wish)
      : folder_(folder), random_(wish.seed) {
    const double planted = wish.sessions / std::max(1.0, wish.tightness);
    villages_ = std::max(1, static_cast<int>(planted) / kSessionsPerVillage);
    side_ = static_cast<int>(std::ceil(std::sqrt(villages_)));
    teams_ = std::max(kTeams, static_cast<int>(std::lround(kTeams / wish.tightness)));
    // Where teams are left over they would serve what is too many, and the optimum be unknown.
    extras_ = teams_ > kTeams ? 0 : std::max(0, wish.sessions - villages_ * kSessionsPerVillage);
  }

  void write() {
    std::filesystem::create_directories(folder_ / "tasks");
    std::filesystem::create_directories(folder_ / "rules");
    write_zone();
    TextFile teams(folder_ / "teams.yaml");
    teams.line("teams:");
    for (int v = 0; v < villages_; ++v) write_village(teams, v);
    teams.close();
    for (int k = 0; k < extras_; ++k) add_extra();
    shuffle(random_, tasks_);
    TextFile tasks(folder_ / "tasks" / "tasks.jsonl");
    for (std::size_t k = 0; k < tasks_.size(); ++k) {
      tasks.line(R"({{"id":"k{:06}",{}}})", k, tasks_[k].task);
    }
    tasks.close();
    write_rules();
    TextFile known(folder_ / "planted.txt");
    for (const char* level : {"must", "high", "coverage", "normal", "staffing", "fairness"}) {
      known.line("{} 0", level);
    }
    known.line("low {}", -unserved_);
    known.line("care 0");
    known.line("travel 0");
    known.close();
    write_planted_plan(folder_, tasks_);
  }

 private:
  void write_zone() {
    TextFile zone(folder_ / "zone.yaml");
    zone.line("# Generated for measuring, from a known plan: see planted.txt.");
    zone.line("zone:");
    zone.line("  id: planted-zone");
    zone.line("  timezone: Asia/Shanghai");
    zone.line("  horizon: {{from: {}, until: {}}}", date(0), date(kHorizon - 1));
    zone.line("  lines:");
    for (std::string_view line : kLines) zone.line("    - {{id: {}}}", line);
    zone.line("  travel: {{speed: 25km/h, detour: 1.3}}");
    zone.line("  grids:");
    for (int v = 0; v < villages_; ++v) {
      zone.line("    - {{id: v{:04}, kind: village, at: [{:.4f}, {:.4f}]}}", v,
                28.5 + 0.02 * (v / side_), 119.5 + 0.02 * (v % side_));
    }
    zone.close();
    TextFile venues(folder_ / "venues.yaml");
    venues.line("venues:");
    for (int v = 0; v < villages_; ++v) {
      const int seats = 10 * between(random_, 8, 20);
      const std::string_view line = one_of(random_, kLines);
      venues.line(
          "  - {{id: hall-{0:04}, grid: v{0:04}, line: {1}, capacity: {2}, rooms: 1, "
          "facilities: [stage, projector], open: [{{from: 08:00, to: 18:00}}]}}",
          v, line, seats);
    }
    venues.close();
  }

  void write_village(TextFile& out, int village) {
    std::vector<int> days;
    for (int d = 0; d < kHorizon; ++d) days.push_back(d);
    shuffle(random_, days);
    days.resize(kDays);
    std::sort(days.begin(), days.end());
    std::string hours;
    for (int d : days) {
      hours += fmt::format("{}{{date: {}, from: {}, to: {}}}", hours.empty() ? "" : ", ", date(d),
                           clock(kOpen), clock(kClosed));
    }
    std::vector<Team> teams;
    for (int t = 0; t < teams_; ++t) {
      Team team{fmt::format("t{:04}-{}", village, t), between(random_, 2, 6), {}};
      team.skills = {one_of(random_, kSkills), one_of(random_, kSkills)};
      if (team.skills[0] == team.skills[1]) team.skills.pop_back();
      out.line("  - {{id: {}, lines: [{}], base: v{:04}, size: {}, skills: [{}], available: [{}]}}",
               team.id, one_of(random_, kLines), village, team.size, fmt::join(team.skills, ", "),
               hours);
      if (t < kTeams) teams.push_back(std::move(team));
    }
    for (int d : days) plan_day(teams, village, d);
  }

  void plan_day(const std::vector<Team>& teams, int village, int day) {
    std::vector<int> lengths(kSlots, 60);
    for (int left = kClosed - kOpen - kSlots * 60; left > 0; left -= kStep) {
      lengths[random_.below(kSlots)] += kStep;
    }
    int at = kOpen;
    for (int length : lengths) {
      plan_slot(teams, village, day, at, length);
      at += length;
    }
  }

  // Some whole teams to the one session, one perhaps parted, the others to the other session.
  void plan_slot(const std::vector<Team>& teams, int village, int day, int start, int length) {
    std::vector<const Team*> order;
    for (const Team& team : teams) order.push_back(&team);
    shuffle(random_, order);
    const int whole = between(random_, 1, kTeams - 2);
    const Team* parted = order[static_cast<std::size_t>(whole)];
    const int left = between(random_, 0, parted->size - 1);  // of the parted team's heads
    std::vector<Crew> first, second;
    for (int i = 0; i < kTeams; ++i) {
      const Team* team = order[static_cast<std::size_t>(i)];
      if (team != parted) (i < whole ? first : second).push_back({team, team->size});
    }
    if (left > 0) first.push_back({parted, left});
    second.push_back({parted, parted->size - left, left + 1});
    add_planted(first, village, day, start, length, false);
    add_planted(second, village, day, start, length, true);
  }

  void add_planted(const std::vector<Crew>& crews, int village, int day, int start, int length,
                   bool venue) {
    const std::string from = near(village);
    int others = 0;
    for (std::size_t i = 1; i < crews.size(); ++i) others += crews[i].heads;
    const char* one = random_.chance(0.3) ? R"(,"team":"one")" : "";
    const std::string_view skill = one_of(random_, crews[0].team->skills);
    std::string needs = fmt::format(R"({{"people":{},"skills":["{}"],"from":{{"grids":[{}]}}{}}})",
                                    crews[0].heads, skill, from, one);
    if (others > 0)
      needs += fmt::format(R"(,{{"people":{},"from":{{"grids":[{}]}}}})", others, from);
    const std::string times = window(day, start, length);
    const int weight = between(random_, 1, 3);
    const std::string_view priority = one_of(random_, kPriorities);
    add(priority, weight, village, length, times, venue, needs);
    tasks_.back().placement =
        fmt::format(R"("start":"{}",{}"crews":[{}])", moment(day, start),
                    venue ? fmt::format(R"("venue":"hall-{:04}",)", village) : "", named(crews));
  }

  static std::string named(const std::vector<Crew>& crews) {
    std::string out;
    for (std::size_t i = 0; i < crews.size(); ++i) {
      std::string heads;
      for (int k = 0; k < crews[i].heads; ++k) {
        heads +=
            fmt::format(R"({}"{}#{}")", k == 0 ? "" : ",", crews[i].team->id, crews[i].first + k);
      }
      out += fmt::format(R"({}{{"need":{},"team":"{}","heads":[{}]}})", i == 0 ? "" : ",",
                         i == 0 ? 0 : 1, crews[i].team->id, heads);
    }
    return out;
  }

  void add_extra() {
    const int village = static_cast<int>(random_.below(static_cast<std::uint32_t>(villages_)));
    const int length = kStep * between(random_, 2, 12);
    const int start = kOpen + kStep * between(random_, 0, (kClosed - kOpen - length) / kStep);
    const int weight = between(random_, 1, 3);
    const int people = between(random_, 1, 4);
    const bool venue = random_.chance(0.5);
    const std::string times = window(between(random_, 0, kHorizon - 1), start, length);
    add("low", weight, village, length, times, venue,
        fmt::format(R"({{"people":{},"from":{{"grids":[{}]}}}})", people, near(village)));
    unserved_ += weight;
  }

  void add(std::string_view priority, int weight, int village, int length, const std::string& times,
           bool venue, const std::string& needs) {
    const std::string place =
        venue ? fmt::format(R"("venue":{{"facilities":["stage"],"seats":80,"grids":[{}]}},)",
                            near(village))
              : "";
    tasks_.push_back(
        {fmt::format(
             R"("kind":"visit","grid":"v{:04}","priority":"{}","weight":{},"duration":"{}min",)"
             R"("window":{{{}}},{}"needs":[{}])",
             village, priority, weight, length, times, place, needs),
         ""});
  }

  // The day itself or some days around it, the time or some hours around it.
  std::string window(int day, int start, int length) {
    const int first = std::max(0, day - between(random_, 0, 2));
    const int last = std::min(kHorizon - 1, day + between(random_, 0, 2));
    const int from = std::max(kOpen, start - kStep * between(random_, 0, 8));
    const int to = std::min(kClosed, start + length + kStep * between(random_, 0, 8));
    return fmt::format(R"("dates":{{"from":"{}","until":"{}"}},"from":"{}","to":"{}")", date(first),
                       date(last), clock(from), clock(to));
  }

  std::string near(int village) const {
    const int next = (village + 1) % villages_;
    if (next == village) return fmt::format(R"("v{:04}")", village);
    return fmt::format(R"("v{:04}","v{:04}")", village, next);
  }

  void write_rules() {
    // Where some teams idle the others do more than an even share, in the known plan too.
    const int tolerance = (teams_ - kTeams) * 100 / kTeams * 2 + 10;
    TextFile out(folder_ / "rules" / "rules.yaml");
    out.line("levels: [must, high, coverage, normal, staffing, fairness, low, care, travel]");
    out.line("rules:");
    out.line("  - {{id: ten-hours, kind: working-time, hard: true, every: day, at-most: 10h}}");
    out.line("  - {{id: night-rest, kind: rest, at-least: 11h, between: days}}");
    out.line("  - {{id: no-village-out, kind: coverage, grids: {{kind: village}}, at-least: 5}}");
    out.line("  - {{id: even-load, kind: fair-share, tolerance: {}}}", tolerance);
    out.line("  - {{id: near-home, kind: home-first}}");
    out.line("  - {{id: by-day, kind: preference, times: [{{from: 08:00, to: 18:00}}]}}");
    out.line("  - {{id: short-ways, kind: travel}}");
    out.close();
  }

  std::filesystem::path folder_;
  Random random_;
  int villages_ = 1, side_ = 1, teams_ = kTeams, extras_ = 0;
  std::vector<Planted> tasks_;
  std::int64_t unserved_ = 0;
};

}  // namespace

void write_planted_zone(const std::filesystem::path& folder, const Wish& wish) {
  Writer(folder, wish).write();
}

}  // namespace muster::bench
