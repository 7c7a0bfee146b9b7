// Several needs that share heads: an exact matching puts heads on the least that each need asks
// for; teams of needs that want one team only are enumerated. Then each need is filled up as usual.
#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "solve/crews.h"

namespace muster::solve {

namespace {

constexpr std::uint32_t kNobody = 0xffffffffu;

}  // namespace

bool Crews::of_chosen_team(std::size_t demand, std::uint32_t offer) const {
  const std::uint32_t chosen = chosen_offer_[demand];
  return chosen < demands_[demand].last_offer && offers_[offer].team == offers_[chosen].team;
}

bool Crews::match_slots() {
  std::vector<std::vector<std::uint32_t>> may;
  std::vector<std::uint32_t> heads;  // of candidates_, as numbered for the matching
  for (std::uint32_t c = 0; c < candidates_.size(); ++c) heads.push_back(candidates_[c].head.value);
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  const auto number = [&](std::uint32_t c) {
    const auto at = std::lower_bound(heads.begin(), heads.end(), candidates_[c].head.value);
    return static_cast<std::uint32_t>(at - heads.begin());
  };
  for (std::size_t d = 0; d < demands_.size(); ++d) {
    const Demand& demand = demands_[d];
    const NeedView& need = in_.needs[view_->first_need + demand.need];
    std::vector<std::uint32_t> accepted;
    for (auto i = demand.first_offer; i < demand.last_offer; ++i) {
      if (need.one_team && !of_chosen_team(d, i)) continue;
      for (auto k = offers_[i].first; k < offers_[i].last; ++k) {
        accepted.push_back(number(order_[k]));
      }
    }
    for (std::int32_t slot = 0; slot < need.min; ++slot) may.push_back(accepted);
  }
  return matching_.complete(may, heads.size());
}

// Chooses a team for each need that wants one, then matches. False when nothing within the budget
// of matchings works.
bool Crews::choose_teams(std::size_t demand, int& budget) {
  if (demand == demands_.size()) return budget-- > 0 && match_slots();
  const NeedView& need = in_.needs[view_->first_need + demands_[demand].need];
  if (!need.one_team || need.min == 0) {
    chosen_offer_[demand] = demands_[demand].last_offer;
    return choose_teams(demand + 1, budget);
  }
  for (auto i = demands_[demand].first_offer; i < demands_[demand].last_offer;) {
    chosen_offer_[demand] = i;
    std::uint32_t heads = 0;
    const std::uint32_t end = end_of_team(i, demands_[demand].last_offer);
    for (; i < end; ++i) heads += offers_[i].last - offers_[i].first;
    if (static_cast<std::int32_t>(heads) < need.min) continue;
    if (choose_teams(demand + 1, budget)) return true;
    if (budget <= 0) return false;
  }
  return false;
}

bool Crews::fill_by_matching(Delta& sum) {
  for (std::size_t d = demands_.size(); d-- > 0;) {
    while (demands_[d].taken > 0) pop(demands_[d]);
  }
  sum = Delta{};
  chosen_offer_.assign(demands_.size(), 0);
  int budget = 4096;
  if (!choose_teams(0, budget)) return false;
  std::vector<std::uint32_t> heads;
  for (const Candidate& candidate : candidates_) heads.push_back(candidate.head.value);
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  std::size_t slot = 0;
  for (std::size_t d = 0; d < demands_.size(); ++d) {
    Demand& demand = demands_[d];
    const NeedView& need = in_.needs[view_->first_need + demand.need];
    for (std::int32_t k = 0; k < need.min; ++k, ++slot) {
      const HeadIndex head(std::size_t{heads[matching_.head_of()[slot]]});
      const Offer* from = nullptr;
      std::uint32_t who = kNobody;
      for (auto i = demand.first_offer; i < demand.last_offer && who == kNobody; ++i) {
        if (need.one_team && !of_chosen_team(d, i)) continue;
        for (auto o = offers_[i].first; o < offers_[i].last && who == kNobody; ++o) {
          if (candidates_[order_[o]].head != head) continue;
          from = &offers_[i];
          who = order_[o];
        }
      }
      if (who == kNobody) return false;
      sum += uniform_price(demand);
      sum += team_price(from->team, from->like);
      add_price(who, sum);
      push(demand, from->team, head);
    }
  }
  for (std::size_t d = 0; d < demands_.size(); ++d) {
    Demand& demand = demands_[d];
    const bool one = in_.needs[view_->first_need + demand.need].one_team;
    if (one && demand.taken == 0) continue;
    const auto first = one ? chosen_offer_[d] : demand.first_offer;
    const auto last = one ? end_of_team(first, demand.last_offer) : demand.last_offer;
    rewind(first, last);
    if (!fill(demand, first, last, sum)) return false;
  }
  return true;
}

void Crews::add_choices(HeadIndex head, std::uint32_t need, std::int64_t sign, Delta& out) const {
  for (std::uint32_t i : terms_->head_choices) {
    const rule::ChoiceTerm& term = in_.rules.choices[i];
    const auto& price = std::get<rule::ChoiceTerm::HeadPrice>(term.price);
    if (price.need == need) out.add(term.level, sign * price.cost[head]);
  }
}

// Whether the head in the seat, with its team, may serve the need instead of its own.
bool Crews::may_take(std::uint32_t need, const Seat& seat) const {
  const auto demand = std::find_if(demands_.begin(), demands_.end(),
                                   [&](const Demand& d) { return d.need == need; });
  for (auto i = demand->first_offer; i < demand->last_offer; ++i) {
    if (offers_[i].team != seat.team) continue;
    for (auto o = offers_[i].first; o < offers_[i].last; ++o) {
      if (candidates_[order_[o]].head == seat.head) return true;
    }
  }
  return false;
}

// Heads of two needs change seats where that costs less: taken one by one, the first need may have
// got whom the second wants. All else that they cost stays as it is.
void Crews::trade_seats(Delta& sum) {
  const auto one_team = [&](const Seat& seat) {
    return in_.needs[view_->first_need + seat.need].one_team;
  };
  bool traded = !terms_->head_choices.empty() && demands_.size() > 1;
  while (traded) {
    traded = false;
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      for (std::size_t j = i + 1; j < seats_.size(); ++j) {
        Seat& a = seats_[i];
        Seat& b = seats_[j];
        if (a.need == b.need || ((one_team(a) || one_team(b)) && a.team != b.team)) continue;
        Delta change;
        add_choices(a.head, a.need, -1, change);
        add_choices(b.head, b.need, -1, change);
        add_choices(a.head, b.need, 1, change);
        add_choices(b.head, a.need, 1, change);
        if (!change.improves() || !may_take(a.need, b) || !may_take(b.need, a)) continue;
        std::swap(a.need, b.need);
        sum += change;
        traded = true;
      }
    }
  }
}

}  // namespace muster::solve
