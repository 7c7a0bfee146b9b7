// Tasks at fixed times in two weeks: each wants one person with a skill, teams are one person each
// with two skills and hours on some days. No travel and no rules but the priorities, so that it is
// interval scheduling with eligibility, which CP-SAT states well.
#include <algorithm>
#include <cmath>
#include <string>

#include "generate.h"
#include "text.h"

namespace muster::bench {

namespace {

constexpr double kTasksPerTeam = 18;  // at moderate tightness
constexpr int kDays = 14;
constexpr std::string_view kSkills[] = {"care",  "legal",   "first-aid", "tutoring", "patrol",
                                        "waste", "lecture", "docent",    "referee",  "cooking"};
constexpr std::string_view kShifts[] = {"from: 06:00, to: 14:00", "from: 08:00, to: 18:00",
                                        "from: 13:00, to: 22:00", "from: 06:00, to: 22:00"};
constexpr std::string_view kPriorities[] = {"must", "high", "normal", "normal", "low"};

void write_teams(const std::filesystem::path& folder, int teams, Random& random) {
  TextFile out(folder / "teams.yaml");
  out.line("teams:");
  for (int t = 0; t < teams; ++t) {
    const auto first =
        static_cast<std::uint32_t>(t) % static_cast<std::uint32_t>(std::size(kSkills));
    const auto other = (first + 1 + random.below(std::size(kSkills) - 1)) %
                       static_cast<std::uint32_t>(std::size(kSkills));
    std::string dates;
    for (int d = 0; d < kDays; ++d) {
      if (random.chance(0.3)) dates += fmt::format("{}{}", dates.empty() ? "" : ", ", date(d));
    }
    out.line("  - {{id: t{:05}, size: 1, skills: [{}, {}], available: [{{{}}}], except: [{}]}}", t,
             kSkills[first], kSkills[other], one_of(random, kShifts), dates);
  }
  out.close();
}

void write_tasks(const std::filesystem::path& folder, int sessions, Random& random) {
  TextFile out(folder / "tasks" / "tasks.csv");
  out.line("id,priority,weight,duration,window.from,window.to,people,skills");
  for (int k = 0; k < sessions; ++k) {
    const int duration = 15 * between(random, 2, 16);
    const int from = 6 * 60 + 15 * between(random, 0, (16 * 60 - duration) / 15);
    const int to = from + duration;
    const int day = between(random, 0, kDays - 1);
    const std::string_view skill = one_of(random, kSkills);
    const int weight = between(random, 1, 5);
    const std::string_view priority = one_of(random, kPriorities);
    out.line("k{:06},{},{},{}min,{},{},1,{}", k, priority, weight, duration, moment(day, from),
             moment(day, to), skill);
  }
  out.close();
}

}  // namespace

void write_fixed(const std::filesystem::path& folder, const Wish& wish) {
  std::filesystem::create_directories(folder / "tasks");
  Random random(wish.seed);
  TextFile zone(folder / "zone.yaml");
  zone.line("# Generated for measuring; invented throughout.");
  zone.line("zone:");
  zone.line("  id: generated-fixed");
  zone.line("  timezone: Asia/Shanghai");
  zone.line("  horizon: {{from: {}, until: {}}}", date(0), date(kDays - 1));
  zone.line("  step: 15min");
  zone.close();
  const double teams = wish.sessions / kTasksPerTeam / wish.tightness;
  write_teams(folder, std::max(2, static_cast<int>(std::lround(teams))), random);
  write_tasks(folder, wish.sessions, random);
}

}  // namespace muster::bench
