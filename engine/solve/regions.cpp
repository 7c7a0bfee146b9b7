#include "solve/regions.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

namespace muster::solve {

using rule::LedgerTerm;
using rule::RelationTerm;

namespace {

struct Spot2 {
  float x = 0, y = 0;
};

class Cutter {
 public:
  Cutter(const State& state, const std::vector<SessionIndex>& part, std::size_t count,
         Random& random)
      : state_(state), in_(state.instance()), part_(part), count_(count), random_(random) {}

  Regions cut() {
    spread();
    std::vector<Home> homes;
    for (SessionIndex s : part_) {
      if (!state_.placed(s).forced) homes.push_back({home_of(s), s});
    }
    split(homes, 0, homes.size(), 0, count_);
    settle_heads_and_venues();
    region_of_.resize(in_.sessions.size());
    std::fill(region_of_.begin(), region_of_.end(), Borders::kNobody);
    for (SessionIndex s : part_) region_of_[s] = settle(s);
    rest_shared_cells();
    rest_relations();
    out_.sessions.resize(count_);
    for (SessionIndex s : part_) {
      if (region_of_[s] != Borders::kNobody) out_.sessions[region_of_[s]].push_back(s);
    }
    return std::move(out_);
  }

 private:
  struct Home {
    Spot2 at;
    SessionIndex session;
  };
  struct Cut {  // a node of the tree; leaves have no axis
    float at = 0;
    int axis = -1;
    std::uint32_t below = 0, above = 0;
    std::uint16_t region = 0;
  };

  Spot2 anywhere() {
    return {static_cast<float>(random_.real()), static_cast<float>(random_.real())};
  }

  // Points of all places in turned coordinates; random ones for what is nowhere.
  void spread() {
    const auto& travel = in_.problem.travel();
    const double turn = random_.real() * std::numbers::pi;
    const double cosine = std::cos(turn);
    const double sine = std::sin(turn);
    const std::size_t n = in_.problem.grids().size() + in_.problem.venues().size();
    known_.assign(n, 0);
    points_.resize(n);
    for (auto place : all<PlaceIndex>(n)) {
      const auto at = travel.point(place);
      if (!at) {
        points_[place.value] = anywhere();
        continue;
      }
      known_[place.value] = 1;
      const double east = at->longitude * std::cos(at->latitude * std::numbers::pi / 180);
      points_[place.value] = {static_cast<float>(cosine * east - sine * at->latitude),
                              static_cast<float>(sine * east + cosine * at->latitude)};
    }
    for (const auto& team : in_.problem.teams()) {
      const bool placed = team.base.exists() && known_[team.base.value];
      bases_.push_back(placed ? points_[team.base.value] : anywhere());
    }
  }

  Spot2 home_of(SessionIndex s) {
    const Placed& plan = state_.placed(s);
    const SessionView& view = in_.sessions[s];
    PlaceIndex place = plan.served ? plan.place : view.place;
    const auto& venues = in_.venues[view.venues];
    if (!plan.served && !venues.empty() && venues.front().exists()) {
      place =
          in_.problem.place_of(venues[random_.below(static_cast<std::uint32_t>(venues.size()))]);
    }
    const bool venue = plan.served && plan.venue.exists();
    if (place.exists() && (known_[place.value] || venue)) return points_[place.value];
    if (plan.served && !plan.seats.empty()) return bases_[plan.seats.front().team.value];
    return anywhere();
  }

  std::uint32_t split(std::vector<Home>& homes, std::size_t from, std::size_t until,
                      std::uint16_t region, std::size_t regions) {
    const auto node = static_cast<std::uint32_t>(tree_.size());
    tree_.emplace_back();
    if (regions == 1) {
      tree_[node].region = region;
      return node;
    }
    float low[2] = {INFINITY, INFINITY};
    float high[2] = {-INFINITY, -INFINITY};
    for (std::size_t i = from; i < until; ++i) {
      const float at[2] = {homes[i].at.x, homes[i].at.y};
      for (int axis = 0; axis < 2; ++axis) {
        low[axis] = std::min(low[axis], at[axis]);
        high[axis] = std::max(high[axis], at[axis]);
      }
    }
    const int axis = high[1] - low[1] > high[0] - low[0] ? 1 : 0;
    const auto along = [&](const Home& home) { return axis == 0 ? home.at.x : home.at.y; };
    const std::size_t half = regions / 2;
    const std::size_t middle = from + (until - from) * half / regions;
    const auto begin = homes.begin();
    const auto nth = begin + static_cast<std::ptrdiff_t>(middle);
    std::nth_element(begin + static_cast<std::ptrdiff_t>(from), nth,
                     begin + static_cast<std::ptrdiff_t>(until), [&](const Home& a, const Home& b) {
                       return std::pair(along(a), a.session) < std::pair(along(b), b.session);
                     });
    tree_[node].axis = axis;
    tree_[node].at = middle < until ? along(*nth) : 0;
    const auto below = split(homes, from, middle, region, half);
    const auto above =
        split(homes, middle, until, static_cast<std::uint16_t>(region + half), regions - half);
    tree_[node].below = below;
    tree_[node].above = above;
    return node;
  }

  std::uint16_t region_at(Spot2 at) const {
    std::uint32_t node = 0;
    while (tree_[node].axis >= 0) {
      const float along = tree_[node].axis == 0 ? at.x : at.y;
      node = along < tree_[node].at ? tree_[node].below : tree_[node].above;
    }
    return tree_[node].region;
  }

  void settle_heads_and_venues() {
    std::vector<std::uint16_t> of_team;
    for (Spot2 base : bases_) of_team.push_back(region_at(base));
    for (const auto& head : in_.problem.heads()) {
      std::uint16_t region = of_team[head.teams.front().value];
      for (TeamIndex team : head.teams) {
        if (of_team[team.value] != region) region = Borders::kNobody;
      }
      out_.borders.of_head.push_back(region);
    }
    for (const LedgerTerm& term : in_.rules.ledgers) {
      if (term.owner == LedgerTerm::Owner::group) settle_groups(term);
    }
    for (auto venue : indices(in_.problem.venues())) {
      out_.borders.of_venue.push_back(region_at(points_[in_.problem.place_of(venue).value]));
    }
  }

  // Heads that share a slot belong to the region that most of them are in; the others rest.
  void settle_groups(const LedgerTerm& term) {
    auto& of_head = out_.borders.of_head;
    std::vector<std::int32_t> votes(term.bounds.size() * count_, 0);
    const auto each = [&](auto visit) {
      for (auto head : indices(of_head)) {
        const std::int32_t slot = term.slot_of[head.value];
        if (slot >= 0 && of_head[head] != Borders::kNobody) {
          visit(head, votes.begin() + static_cast<std::ptrdiff_t>(count_) * slot);
        }
      }
    };
    each([&](HeadIndex head, auto first) { ++first[of_head[head]]; });
    each([&](HeadIndex head, auto first) {
      const auto most = std::max_element(first, first + static_cast<std::ptrdiff_t>(count_));
      if (most - first != of_head[head]) of_head[head] = Borders::kNobody;
    });
  }

  // The region that owns all a session stands on, or none.
  std::uint16_t settle(SessionIndex s) {
    const Placed& plan = state_.placed(s);
    if (plan.forced) return Borders::kNobody;
    if (!plan.served) return region_at(home_of(s));
    std::uint16_t region = Borders::kNobody;
    bool first = true;
    const auto agree = [&](std::uint16_t other) {
      region = first || region == other ? other : Borders::kNobody;
      first = false;
      return region != Borders::kNobody;
    };
    if (plan.venue.exists() && !agree(out_.borders.of_venue[plan.venue])) return region;
    for (const Seat& seat : plan.seats) {
      if (!agree(out_.borders.of_head[seat.head])) return Borders::kNobody;
    }
    return first ? region_at(home_of(s)) : region;
  }

  // Slots of the ledgers of zone and grids that a session may enter from its region.
  template <class Visit>
  void slots(SessionIndex s, Visit visit) const {
    const SessionView& view = in_.sessions[s];
    for (std::uint32_t i : in_.terms[view.terms].local_ledgers) {
      const LedgerTerm& term = in_.rules.ledgers[i];
      if (term.owner == LedgerTerm::Owner::zone) {
        if (term.slot_of[0] >= 0) visit(i, term.slot_of[0]);
        continue;
      }
      const GridIndex own = in_.problem.task_of(s).grid;
      if (own.exists()) {
        if (term.slot_of[own.value] >= 0) visit(i, term.slot_of[own.value]);
        continue;
      }
      for (VenueIndex venue : in_.venues[view.venues]) {
        if (!venue.exists() || out_.borders.of_venue[venue] != region_of_[s]) continue;
        const std::int32_t slot = state_.grid_slot(term, s, venue);
        if (slot >= 0) visit(i, slot);
      }
    }
  }

  // Each such slot goes to the region most of whose sessions may enter it; the others' rest.
  void rest_shared_cells() {
    std::vector<std::vector<std::pair<std::uint16_t, std::int32_t>>> claims;  // (region, votes)
    std::vector<std::size_t> first_slot;
    for (const LedgerTerm& term : in_.rules.ledgers) {
      first_slot.push_back(claims.size());
      const bool local =
          term.owner == LedgerTerm::Owner::zone || term.owner == LedgerTerm::Owner::grid;
      claims.resize(claims.size() + (local ? term.bounds.size() : 0));
    }
    for (SessionIndex s : part_) {
      if (region_of_[s] == Borders::kNobody) continue;
      slots(s, [&](std::uint32_t i, std::int32_t slot) {
        auto& votes = claims[first_slot[i] + static_cast<std::size_t>(slot)];
        for (auto& [region, count] : votes) {
          if (region == region_of_[s]) return void(++count);
        }
        votes.emplace_back(region_of_[s], 1);
      });
    }
    for (auto& votes : claims) {
      if (votes.empty()) continue;
      const auto most = std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) {
        return std::pair(a.second, b.first) < std::pair(b.second, a.first);
      });
      votes.front().first = most->first;
    }
    for (SessionIndex s : part_) {
      if (region_of_[s] == Borders::kNobody) continue;
      bool rests = false;
      slots(s, [&](std::uint32_t i, std::int32_t slot) {
        const auto& votes = claims[first_slot[i] + static_cast<std::size_t>(slot)];
        rests = rests || votes.front().first != region_of_[s];
      });
      if (rests) region_of_[s] = Borders::kNobody;
    }
  }

  // Of two related sessions on both sides of a border, what comes first rests; so does, in turn,
  // what comes before it. Beside what rests anyway only a precedence or a common crew matters.
  void rest_relations() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (SessionIndex s : part_) {
        if (region_of_[s] == Borders::kNobody) continue;
        for (std::uint32_t i : in_.relations_of(s)) {
          const auto& term = in_.rules.relations[i];
          if (term.first != s || region_of_[term.second] == region_of_[s]) continue;
          const bool lasting = std::holds_alternative<RelationTerm::Precedence>(term.price);
          const bool rests = region_of_[term.second] == Borders::kNobody;
          if (rests && !lasting && !term.by_crew()) continue;
          region_of_[s] = Borders::kNobody;
          changed = true;
          break;
        }
      }
    }
  }

  const State& state_;
  const Instance& in_;
  const std::vector<SessionIndex>& part_;
  const std::size_t count_;
  Random& random_;
  Regions out_;
  std::vector<Cut> tree_;
  std::vector<Spot2> points_;  // by place
  std::vector<char> known_;    // by place
  std::vector<Spot2> bases_;   // by team
  Table<SessionIndex, std::uint16_t> region_of_;
};

}  // namespace

Regions cut(const State& state, const std::vector<SessionIndex>& part, std::size_t count,
            Random& random) {
  return Cutter(state, part, count, random).cut();
}

}  // namespace muster::solve
