// Field service on one day: each task is at a grid, wants one person with a skill, has a window and
// a weight; each team is one person. What is served comes first, then the minutes of travel, base
// to base. VROOM and PyVRP can state exactly this:
// - one level of priority, for VROOM adds up priorities from 0 to 100 and has no levels above that;
// - teams work all day and windows end early enough for the way home, so that a vehicle's shift,
//   which holds the way from and to its depot, is the same as a team's hours, which don't;
// - times, durations and travel in whole steps of five minutes, so that a start at a window's begin
//   plus whole steps loses nothing against a free one.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "generate.h"
#include "text.h"

namespace muster::bench {

namespace {

constexpr int kMostPlaces = 1'000;    // tasks share them beyond; the matrix is their square
constexpr double kTasksPerTeam = 12;  // at moderate tightness
constexpr int kOpen = 8 * 60, kClosed = 18 * 60;
constexpr std::string_view kSkills[] = {"care", "repair", "electric", "legal"};

struct Spot {
  int x, y;
};

// A step for each two kilometres begun, along the streets.
int minutes_between(Spot a, Spot b) {
  const int metres = std::abs(a.x - b.x) + std::abs(a.y - b.y);
  return 5 * std::max(1, (metres + 1'999) / 2'000);
}

void write_teams(const std::filesystem::path& folder, int teams, std::uint32_t n_places,
                 Random& random) {
  TextFile out(folder / "teams.yaml");
  out.line("teams:");
  for (int t = 0; t < teams; ++t) {
    std::string skills(kSkills[static_cast<std::size_t>(t) % std::size(kSkills)]);
    const auto second = one_of(random, kSkills);
    if (second != skills) skills += fmt::format(", {}", second);
    out.line("  - {{id: t{:05}, base: g{:04}, size: 1, skills: [{}]}}", t, random.below(n_places),
             skills);
  }
  out.close();
}

void write_tasks(const std::filesystem::path& folder, int sessions, std::uint32_t n_places,
                 Random& random) {
  TextFile out(folder / "tasks" / "tasks.csv");
  out.line("id,grid,weight,duration,window.from,window.to,people,skills");
  for (int k = 0; k < sessions; ++k) {
    const int duration = 5 * between(random, 3, 12);
    // A quarter may come any time of the day, the others within one to four hours.
    int from = kOpen;
    int to = kClosed;
    if (!random.chance(0.25)) {
      const int slack = 5 * between(random, 12, 48);
      from = kOpen + 5 * between(random, 0, (kClosed - kOpen - duration - slack) / 5);
      to = from + duration + slack;
    }
    const auto skill = random.chance(0.6) ? one_of(random, kSkills) : std::string_view{};
    const int weight = random.chance(0.2) ? between(random, 50, 100) : between(random, 1, 20);
    out.line("k{:06},g{:04},{},{}min,{},{},1,{}", k, random.below(n_places), weight, duration,
             clock(from), clock(to), skill);
  }
  out.close();
}

}  // namespace

void write_field(const std::filesystem::path& folder, const Wish& wish) {
  std::filesystem::create_directories(folder / "tasks");
  std::filesystem::create_directories(folder / "rules");
  Random random(wish.seed);
  const int n_places = std::clamp(wish.sessions, 10, kMostPlaces);
  const double metres = 600 * std::sqrt(n_places);  // as dense at any size
  std::vector<Spot> places;
  for (int i = 0; i < n_places; ++i) {
    const int x = static_cast<int>(random.real() * metres);
    places.push_back({x, static_cast<int>(random.real() * metres)});
  }
  write_field_zone(
      folder, "Generated for measuring; invented throughout.", "generated-field", places.size(),
      [&](std::size_t i, std::size_t j) { return minutes_between(places[i], places[j]); });
  const double teams = wish.sessions / kTasksPerTeam / wish.tightness;
  write_teams(folder, std::max(1, static_cast<int>(std::lround(teams))),
              static_cast<std::uint32_t>(n_places), random);
  write_tasks(folder, wish.sessions, static_cast<std::uint32_t>(n_places), random);
  TextFile rules(folder / "rules" / "rules.yaml");
  rules.line("rules: [{{id: short-ways, kind: travel}}]");
  rules.close();
}

}  // namespace muster::bench
