#include "rule/count_ledger.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace muster::rule {

namespace {

using model::Crew;
using model::HeadIndex;
using model::Placement;
using model::Problem;
using model::SessionIndex;
using model::Solution;
using model::TeamIndex;
using Owner = LedgerTerm::Owner;

class Ledger {
 public:
  Ledger(const Problem& problem, const LedgerTerm& term, const Solution& solution)
      : problem_(problem), term_(term), solution_(solution) {}

  std::int64_t cost() {
    for (std::size_t cell = 0; cell < term_.initial.size(); ++cell) {
      if (term_.initial[cell] != 0) entries_.emplace_back(cell, term_.initial[cell]);
    }
    for (SessionIndex session : indices(term_.sessions)) {
      if (!term_.sessions[session] || !solution_.serves(session)) continue;
      const Placement& placement = *solution_.placements[session];
      if (term_.owner == Owner::session) {
        session_cost_ += cost_of_session(session, placement);
      } else {
        enter(session, placement);
      }
    }
    return term_.owner == Owner::session ? session_cost_ : cost_of_cells();
  }

 private:
  std::int64_t cost_of_session(SessionIndex session, const Placement& placement) const {
    const auto slot = term_.slot_of[session.value];
    if (slot < 0) return 0;
    std::int64_t amount = 0;
    for (const Crew& crew : placement.crews) {
      for (HeadIndex head : crew.heads) amount += term_.value(crew.team, head);
    }
    return LedgerTerm::cost(term_.bounds[static_cast<std::size_t>(slot)], amount);
  }

  std::int64_t amount(SessionIndex session, std::int64_t heads) const {
    const std::int64_t minutes =
        problem_.task_of(session).standing ? 0 : problem_.sessions()[session].duration.minutes;
    return term_.measure.once(minutes, problem_.task_of(session).households) +
           heads * term_.measure.each(minutes);
  }

  // The periods that a session is entered into: one, or the slices that it overlaps.
  LedgerTerm::Slices periods_of(SessionIndex session, const Placement& placement) const {
    const bool standing = problem_.task_of(session).standing;
    if (term_.slice > Duration{0}) {
      if (standing) return {};
      const TimePoint end = placement.start + problem_.sessions()[session].duration;
      return term_.slices({placement.start, end}, problem_.calendar().horizon());
    }
    const int period = standing ? 0 : problem_.calendar().period_of(term_.period, placement.start);
    return {period, period + 1};
  }

  void enter(SessionIndex session, const Placement& placement) {
    const LedgerTerm::Slices periods = periods_of(session, placement);
    const auto book = [&](std::uint32_t owner, std::int64_t heads) {
      const auto slot = term_.slot_of[owner];
      if (slot < 0) return;
      const auto first = static_cast<std::size_t>(slot) * static_cast<std::size_t>(term_.periods);
      if (term_.keeps_before()) {
        entries_.emplace_back(first, term_.as_before(session, placement.start, placement.venue,
                                                     HeadIndex(std::size_t{owner})));
        return;
      }
      for (int period = periods.first; period < periods.last; ++period) {
        entries_.emplace_back(first + static_cast<std::size_t>(period), amount(session, heads));
      }
    };
    if (term_.owner == Owner::team) return enter_teams(placement, book);
    if (term_.owner == Owner::head || term_.owner == Owner::group) {
      return enter_heads(placement, book);
    }
    std::int64_t heads = 0;
    for (const Crew& crew : placement.crews) heads += static_cast<std::int64_t>(crew.heads.size());
    if (term_.owner == Owner::zone) return book(0, heads);
    const auto grid = problem_.served_grid(session, placement.venue);
    if (grid.exists()) book(grid.value, heads);
  }

  // A team that sends several crews is entered once, with all its heads.
  template <class Book>
  void enter_teams(const Placement& placement, Book book) const {
    std::vector<std::pair<TeamIndex, std::int64_t>> sent;
    for (const Crew& crew : placement.crews) {
      sent.emplace_back(crew.team, static_cast<std::int64_t>(crew.heads.size()));
    }
    std::sort(sent.begin(), sent.end());
    for (std::size_t i = 0; i < sent.size();) {
      std::int64_t heads = 0;
      const TeamIndex team = sent[i].first;
      for (; i < sent.size() && sent[i].first == team; ++i) heads += sent[i].second;
      book(team.value, heads);
    }
  }

  template <class Book>
  void enter_heads(const Placement& placement, Book book) const {
    std::vector<HeadIndex> sent;
    for (const Crew& crew : placement.crews) {
      sent.insert(sent.end(), crew.heads.begin(), crew.heads.end());
    }
    std::sort(sent.begin(), sent.end());
    sent.erase(std::unique(sent.begin(), sent.end()), sent.end());
    for (HeadIndex head : sent) book(head.value, 1);
  }

  // All cells as if empty, then what each touched cell costs beyond that.
  std::int64_t cost_of_cells() {
    std::int64_t cost = 0;
    for (const auto& bounds : term_.bounds) cost += term_.periods * LedgerTerm::cost(bounds, 0);
    std::sort(entries_.begin(), entries_.end());
    for (std::size_t i = 0; i < entries_.size();) {
      const std::size_t cell = entries_[i].first;
      std::int64_t sum = 0;
      for (; i < entries_.size() && entries_[i].first == cell; ++i) sum += entries_[i].second;
      const auto& bounds = term_.bounds[cell / static_cast<std::size_t>(term_.periods)];
      cost += LedgerTerm::cost(bounds, sum) - LedgerTerm::cost(bounds, 0);
    }
    return cost;
  }

  const Problem& problem_;
  const LedgerTerm& term_;
  const Solution& solution_;
  std::vector<std::pair<std::size_t, std::int64_t>> entries_;
  std::int64_t session_cost_ = 0;
};

}  // namespace

std::int64_t count_ledger(const Problem& problem, const LedgerTerm& term,
                          const Solution& solution) {
  return Ledger(problem, term, solution).cost();
}

}  // namespace muster::rule
