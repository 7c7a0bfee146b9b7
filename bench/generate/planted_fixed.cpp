// Tasks at fixed times whose optimum is known: every team's ten hours of every day are cut into six
// tasks without a gap, each of a skill that the team has. So all of them can be served, and when
// they are, nobody has a minute left for the extras, which are of the lowest priority.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "generate.h"
#include "text.h"

namespace muster::bench {

namespace {

constexpr int kPieces = 6, kOpen = 8 * 60, kClosed = 18 * 60, kStep = 15, kShortest = 30;
constexpr std::string_view kSkills[] = {"care",    "legal",  "first-aid", "tutoring", "patrol",
                                        "lecture", "docent", "referee",   "cooking",  "waste"};
constexpr std::string_view kPriorities[] = {"must", "high", "normal", "normal"};

// One task as a CSV row without its id.
std::string row(std::string_view priority, int weight, int day, int from, int to,
                std::string_view skill) {
  return fmt::format("{},{},{}min,{},{},1,{}", priority, weight, to - from, moment(day, from),
                     moment(day, to), skill);
}

std::vector<int> cut_day(Random& random) {
  std::vector<int> lengths(kPieces, kShortest);
  for (int left = kClosed - kOpen - kPieces * kShortest; left > 0; left -= kStep) {
    lengths[random.below(kPieces)] += kStep;
  }
  return lengths;
}

}  // namespace

void write_planted_fixed(const std::filesystem::path& folder, const Wish& wish) {
  Random random(wish.seed);
  const int planted = static_cast<int>(wish.sessions / std::max(1.0, wish.tightness));
  const int days = std::clamp(planted / kPieces / 4, 1, 14);
  const int busy = std::max(1, planted / kPieces / days);
  const int teams = std::max(busy, static_cast<int>(std::lround(busy / wish.tightness)));
  // Where teams are left over they would serve what is too many, and the optimum be unknown.
  const int extras = teams > busy ? 0 : std::max(0, wish.sessions - busy * days * kPieces);
  std::filesystem::create_directories(folder / "tasks");
  TextFile zone(folder / "zone.yaml");
  zone.line("# Generated for measuring, from a known plan: see planted.txt.");
  zone.line("zone:");
  zone.line("  id: planted-fixed");
  zone.line("  timezone: Asia/Shanghai");
  zone.line("  horizon: {{from: {}, until: {}}}", date(0), date(days - 1));
  zone.close();
  std::vector<Planted> tasks;
  TextFile out(folder / "teams.yaml");
  out.line("teams:");
  for (int t = 0; t < teams; ++t) {
    const std::size_t first = static_cast<std::size_t>(t) % std::size(kSkills);
    const std::size_t second =
        (first + 1 + random.below(std::size(kSkills) - 1)) % std::size(kSkills);
    out.line("  - {{id: t{:05}, size: 1, skills: [{}, {}], available: [{{from: {}, to: {}}}]}}", t,
             kSkills[first], kSkills[second], clock(kOpen), clock(kClosed));
    for (int d = 0; d < days && t < busy; ++d) {
      int at = kOpen;
      for (int length : cut_day(random)) {
        const std::size_t skill = random.chance(0.5) ? first : second;
        const int weight = between(random, 1, 5);
        const std::string_view priority = one_of(random, kPriorities);
        tasks.push_back({row(priority, weight, d, at, at + length, kSkills[skill]),
                         fmt::format(R"("start":"{}","crews":[{{"team":"t{:05}","people":1}}])",
                                     moment(d, at), t)});
        at += length;
      }
    }
  }
  out.close();
  std::int64_t unserved = 0;
  for (int k = 0; k < extras; ++k) {
    const int length = kStep * between(random, 2, 12);
    const int from = kOpen + kStep * between(random, 0, (kClosed - kOpen - length) / kStep);
    const int weight = between(random, 1, 5);
    const std::string_view skill = one_of(random, kSkills);
    const int day = between(random, 0, days - 1);
    tasks.push_back({row("low", weight, day, from, from + length, skill), ""});
    unserved += weight;
  }
  shuffle(random, tasks);
  TextFile csv(folder / "tasks" / "tasks.csv");
  csv.line("id,priority,weight,duration,window.from,window.to,people,skills");
  for (std::size_t k = 0; k < tasks.size(); ++k) csv.line("k{:06},{}", k, tasks[k].task);
  csv.close();
  TextFile known(folder / "planted.txt");
  known.line("must 0");
  known.line("high 0");
  known.line("normal 0");
  known.line("low {}", -unserved);
  known.close();
  write_planted_plan(folder, tasks);
}

}  // namespace muster::bench
