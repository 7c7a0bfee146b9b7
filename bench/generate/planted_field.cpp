// A field whose optimum is known. Places are nodes of a lattice, ten minutes from one to the next;
// each holds one base or one task. A block of 4 × 2 nodes is one team's round: base and seven tasks
// of 40 minutes, ten minutes apart, which fill the day to the minute.
//
// Why nothing is better: tasks are at different places, so eight of them take 390 of the day's 340
// minutes, and no plan serves more than seven a team. Extras weigh less than any other task. Every
// leg takes ten minutes at least, one leads to each task and one home from each team that goes, and
// at least a seventh of the tasks' number of teams must go.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "generate.h"
#include "text.h"

namespace muster::bench {

namespace {

constexpr int kRound = 7, kDuration = 40, kLeg = 10;
constexpr int kOpen = 8 * 60, kClosed = kOpen + kRound * kDuration + (kRound - 1) * kLeg;
constexpr std::size_t kMostPlaces = 4'096;  // of a travel matrix
constexpr std::string_view kSkills[] = {"care", "repair", "electric", "legal"};

struct Node {
  int x, y;
};

struct Layout {
  std::vector<Node> nodes;
  int per_row = 1;  // blocks

  // The base first, then the round's seven stops.
  std::string block_node(int block, int k) {
    constexpr Node kRing[] = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 1}, {2, 1}, {1, 1}, {0, 1}};
    nodes.push_back({4 * (block % per_row) + kRing[k].x, 2 * (block / per_row) + kRing[k].y});
    return fmt::format("g{:04}", nodes.size() - 1);
  }
};

// A task as CSV without its id, its window around `start`.
std::string stop(const std::string& grid, std::string_view skill, int weight, int start,
                 Random& random) {
  int from = kOpen;
  int to = kClosed;
  if (!random.chance(0.25)) {
    from = std::max(kOpen, start - 5 * between(random, 0, 24));
    to = std::min(kClosed, start + kDuration + 5 * between(random, 0, 24));
  }
  return fmt::format("{},{},{}min,{},{},1,{}", grid, weight, kDuration, clock(from), clock(to),
                     skill);
}

}  // namespace

void write_planted_field(const std::filesystem::path& folder, const Wish& wish) {
  Random random(wish.seed);
  const int rounds =
      std::max(1, static_cast<int>(wish.sessions / std::max(1.0, wish.tightness)) / kRound);
  const int teams = std::max(rounds, static_cast<int>(std::lround(rounds / wish.tightness)));
  // Where teams are left over they would serve what is too many, and the optimum be unknown.
  const int extras = teams > rounds ? 0 : std::max(0, wish.sessions - rounds * kRound);
  Layout layout;
  layout.per_row = static_cast<int>(std::ceil(std::sqrt((teams + extras) / 2.0)));
  std::vector<std::string> team_rows;
  std::vector<Planted> tasks;
  int block = 0;
  for (; block < teams; ++block) {
    const std::string base = layout.block_node(block, 0);
    const auto first = one_of(random, kSkills);
    const auto second = one_of(random, kSkills);
    const std::string more = first == second ? "" : fmt::format(", {}", second);
    team_rows.push_back(
        fmt::format("id: t{:05}, base: {}, size: 1, skills: [{}{}]", block, base, first, more));
    for (int k = 0; k < kRound && block < rounds; ++k) {
      const auto skill = random.chance(0.6) ? (random.chance(0.5) ? first : second) : "";
      const int start = kOpen + k * (kDuration + kLeg);
      tasks.push_back(
          {stop(layout.block_node(block, k + 1), skill, between(random, 50, 100), start, random),
           fmt::format(R"("start":"{}","crews":[{{"team":"t{:05}","people":1}}])", moment(0, start),
                       block)});
    }
  }
  std::int64_t unserved = 0;
  for (int k = 0; k < extras; ++k) {
    const int weight = between(random, 1, 49);
    const std::string grid = layout.block_node(block + k / 8, k % 8);
    tasks.push_back({stop(grid, one_of(random, kSkills), weight, kOpen + 150, random), ""});
    unserved += weight;
  }
  if (layout.nodes.size() > kMostPlaces) {
    throw std::invalid_argument("a planted field has at most 4096 tasks and teams together");
  }
  std::filesystem::create_directories(folder / "tasks");
  std::filesystem::create_directories(folder / "rules");
  const auto& nodes = layout.nodes;
  write_field_zone(folder, "Generated for measuring, from a known plan: see planted.txt.",
                   "planted-field", nodes.size(), [&](std::size_t i, std::size_t j) {
                     return kLeg *
                            (std::abs(nodes[i].x - nodes[j].x) + std::abs(nodes[i].y - nodes[j].y));
                   });
  shuffle(random, team_rows);
  shuffle(random, tasks);
  TextFile out(folder / "teams.yaml");
  out.line("teams:");
  for (const std::string& row : team_rows) out.line("  - {{{}}}", row);
  out.close();
  TextFile csv(folder / "tasks" / "tasks.csv");
  csv.line("id,grid,weight,duration,window.from,window.to,people,skills");
  for (std::size_t k = 0; k < tasks.size(); ++k) csv.line("k{:06},{}", k, tasks[k].task);
  csv.close();
  TextFile rules(folder / "rules" / "rules.yaml");
  rules.line("rules: [{{id: short-ways, kind: travel}}]");
  rules.close();
  TextFile known(folder / "planted.txt");
  known.line("normal {}", -unserved);
  known.line("travel {}", -kLeg * (kRound + 1) * rounds);
  known.close();
  write_planted_plan(folder, tasks);
}

}  // namespace muster::bench
