#include "solve/regions.h"

#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "rule/evaluate.h"
#include "solve/components.h"
#include "solve/search.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::solve;
using testing::make_case;
using testing::ZoneSize;

namespace {

// Slots of shared ledgers that a session of a region may enter, by the definitions in terms.h.
std::set<std::pair<std::size_t, std::int32_t>> slots(const Instance& in, const Borders& borders,
                                                     std::uint16_t region, SessionIndex s) {
  std::set<std::pair<std::size_t, std::int32_t>> out;
  const auto& ledgers = in.rules.ledgers;
  for (std::size_t i = 0; i < ledgers.size(); ++i) {
    if (!ledgers[i].sessions[s]) continue;
    if (ledgers[i].owner == rule::LedgerTerm::Owner::zone) out.emplace(i, ledgers[i].slot_of[0]);
    if (ledgers[i].owner != rule::LedgerTerm::Owner::grid) continue;
    for (VenueIndex venue : in.venues[in.sessions[s].venues]) {
      if (venue.exists() && borders.of_venue[venue] != region) continue;
      const GridIndex grid = in.problem.served_grid(s, venue);
      if (grid.exists()) out.emplace(i, ledgers[i].slot_of[grid.value]);
    }
  }
  std::erase_if(out, [](const auto& slot) { return slot.second < 0; });
  return out;
}

// Heads that share a slot and do not rest are in one region.
void check_groups(const Instance& in, const Borders& borders) {
  for (const auto& term : in.rules.ledgers) {
    if (term.owner != rule::LedgerTerm::Owner::group) continue;
    std::map<std::int32_t, std::uint16_t> region_of;
    for (auto head : indices(borders.of_head)) {
      const std::int32_t slot = term.slot_of[head.value];
      if (slot < 0 || borders.of_head[head] == Borders::kNobody) continue;
      CHECK(region_of.emplace(slot, borders.of_head[head]).first->second == borders.of_head[head]);
    }
  }
}

struct Planned {
  explicit Planned(const testing::Case& one) : instance(one.problem, one.rules), state(instance) {
    Options options;
    Budget budget(options);
    Monitor monitor(budget, {}, {});
    Table<SessionIndex, std::uint32_t> local(instance.sessions.size());
    for (auto s : indices(instance.sessions)) part.push_back(s);
    Search search(state, part, local, 1, budget, monitor, nullptr);
    Inserter inserter(state, budget);
    search.place_pinned(inserter);
    search.construct(inserter);
  }
  Instance instance;
  State state;
  std::vector<SessionIndex> part;
};

void check_ownership(const Planned& planned, const Regions& regions, std::size_t r) {
  for (SessionIndex s : regions.sessions[r]) {
    const Placed& plan = planned.state.placed(s);
    CHECK_FALSE(plan.forced);
    if (!plan.served) continue;
    if (plan.venue.exists()) CHECK(regions.borders.of_venue[plan.venue] == r);
    for (const Seat& seat : plan.seats) CHECK(regions.borders.of_head[seat.head] == r);
  }
}

}  // namespace

TEST_CASE("regions own what they may change, and share no ledger cell and no relation") {
  std::size_t owned = 0;
  std::size_t all = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 200;
    size.teams = 24;
    size.venues = 12;
    size.grids = 16;
    size.pins = seed % 3 == 0;
    const auto one = make_case(seed, size);
    const Planned planned(one);
    Random random(seed);
    const Regions regions = cut(planned.state, planned.part, 2 + seed % 4, random);
    check_groups(planned.instance, regions.borders);
    std::map<SessionIndex, std::size_t> region_of;
    std::map<std::pair<std::size_t, std::int32_t>, std::size_t> owner;
    for (std::size_t r = 0; r < regions.sessions.size(); ++r) {
      CHECK(std::is_sorted(regions.sessions[r].begin(), regions.sessions[r].end()));
      check_ownership(planned, regions, r);
      for (SessionIndex s : regions.sessions[r]) {
        CHECK(region_of.emplace(s, r).second);
        const auto region = static_cast<std::uint16_t>(r);
        for (const auto& slot : slots(planned.instance, regions.borders, region, s)) {
          CHECK(owner.emplace(slot, r).first->second == r);
        }
      }
    }
    for (const auto& term : one.rules.relations) {
      const auto first = region_of.find(term.first);
      const auto second = region_of.find(term.second);
      if (first == region_of.end()) continue;
      if (second == region_of.end()) {  // it rests
        CHECK_FALSE(std::holds_alternative<rule::RelationTerm::Precedence>(term.price));
        CHECK_FALSE(term.by_crew());
        continue;
      }
      CHECK(first->second == second->second);
    }
    owned += region_of.size();
    all += planned.part.size();
  }
  CHECK(owned * 8 > all);
}

TEST_CASE("a large zone is planned alike by any number of threads, region by region") {
  ZoneSize size;
  size.sessions = 6'500;
  size.teams = 160;
  size.venues = 60;
  size.grids = 40;
  size.days = 28;
  const auto one = make_case(7, size);
  Options options;
  options.effort = 3'000;
  const Outcome first = solve::solve(one.problem, one.rules, options);
  CHECK(testing::broken_laws(one.problem, first.solution) == std::vector<std::string>{});
  CHECK(first.score == rule::evaluate(one.problem, one.rules, first.solution).total);
  options.threads = 3;
  const Outcome second = solve::solve(one.problem, one.rules, options);
  CHECK(first.solution == second.solution);
  CHECK(first.moves == second.moves);
  options.effort = 1;
  CHECK(first.score < solve::solve(one.problem, one.rules, options).score);
}
