#include "solve/components.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include <boost/pending/disjoint_sets.hpp>

namespace muster::solve {

using rule::LedgerTerm;

namespace {

// Nodes: sessions, then heads, teams, venues, pools, and the cells of shared ledgers (of groups:
// slots).
class Linker {
 public:
  explicit Linker(const Instance& in)
      : in_(in),
        heads_(in.sessions.size()),
        teams_(heads_ + in.problem.heads().size()),
        venues_(teams_ + in.problem.teams().size()),
        pools_(venues_ + in.problem.venues().size()),
        cells_(pools_ + in.pools.size()) {
    first_cell_.push_back(cells_);
    for (const LedgerTerm& term : in.rules.ledgers) {
      const std::size_t n = term.bounds.size() * static_cast<std::size_t>(term.periods);
      const bool shared =
          term.owner == LedgerTerm::Owner::zone || term.owner == LedgerTerm::Owner::grid;
      const bool grouped = term.owner == LedgerTerm::Owner::group;
      first_cell_.push_back(first_cell_.back() + (shared ? n : grouped ? term.bounds.size() : 0));
    }
    parent_.resize(first_cell_.back());
    rank_.assign(parent_.size(), 0);
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    link_pools();
    link_groups();
    for (auto s : indices(in.sessions)) link_session(s);
    for (const auto& term : in.rules.relations) link(term.first.value, term.second.value);
  }
  std::size_t root(std::size_t node) { return sets().find_set(node); }

 private:
  using Sets = boost::disjoint_sets<std::size_t*, std::size_t*>;
  Sets sets() { return Sets(rank_.data(), parent_.data()); }
  void link(std::size_t a, std::size_t b) { sets().union_set(a, b); }

  void link_pools() {
    for (std::size_t p = 0; p < in_.pools.size(); ++p) {
      for (HeadIndex head : in_.pools[p].heads) link(pools_ + p, heads_ + head.value);
      for (const PoolTeam& team : in_.pools[p].teams) link(pools_ + p, teams_ + team.team.value);
    }
  }
  // Heads that share a slot, whatever the period.
  void link_groups() {
    for (std::size_t i = 0; i < in_.rules.ledgers.size(); ++i) {
      const LedgerTerm& term = in_.rules.ledgers[i];
      if (term.owner != LedgerTerm::Owner::group) continue;
      for (std::size_t head = 0; head < term.slot_of.size(); ++head) {
        if (term.slot_of[head] < 0) continue;
        link(heads_ + head, first_cell_[i] + static_cast<std::size_t>(term.slot_of[head]));
      }
    }
  }
  void link_session(SessionIndex s) {
    const SessionView& view = in_.sessions[s];
    for (const NeedView& need : in_.needs_of(view)) link(s.value, pools_ + need.pool);
    for (VenueIndex venue : in_.venues[view.venues]) {
      if (venue.exists()) link(s.value, venues_ + venue.value);
    }
    const auto& pin = in_.problem.sessions()[s].pin;
    if (pin && pin->venue.exists()) link(s.value, venues_ + pin->venue.value);
    if (pin) {
      for (const model::Crew& crew : pin->crews) {
        link(s.value, teams_ + crew.team.value);
        for (HeadIndex head : crew.heads) link(s.value, heads_ + head.value);
      }
    }
    const TermSet& terms = in_.terms[view.terms];
    if (terms.local_ledgers.empty()) return;
    std::set<std::int32_t> days;
    for (const StartPoint& start : in_.starts[view.starts]) days.insert(start.day);
    const auto& session = in_.problem.sessions()[s];
    if (session.pin) {  // it may have to be placed where it does not fit
      for (std::int32_t day = 0; day < in_.problem.calendar().days(); ++day) days.insert(day);
    }
    for (std::uint32_t i : terms.local_ledgers) {
      for (VenueIndex venue : in_.venues[view.venues]) link_cells(s, i, venue, days);
      if (session.pin) link_cells(s, i, session.pin->venue, days);
    }
  }
  void link_cells(SessionIndex s, std::uint32_t ledger, VenueIndex venue,
                  const std::set<std::int32_t>& days) {
    const LedgerTerm& term = in_.rules.ledgers[ledger];
    std::int32_t slot = term.owner == LedgerTerm::Owner::zone ? term.slot_of[0] : -1;
    if (term.owner == LedgerTerm::Owner::grid) {
      const GridIndex grid = in_.problem.served_grid(s, venue);
      if (!grid.exists()) return;
      slot = term.slot_of[grid.value];
    }
    if (slot < 0) return;
    const auto& bounds = term.bounds[static_cast<std::size_t>(slot)];
    if (bounds.at_most == INT64_MAX && bounds.at_least <= 0) return;
    for (std::int32_t day : days) {
      const auto period = in_.period_of_day[static_cast<std::size_t>(term.period)][day];
      link(s.value, first_cell_[ledger] +
                        static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods) +
                        static_cast<std::size_t>(period));
    }
  }

  const Instance& in_;
  std::size_t heads_, teams_, venues_, pools_, cells_;
  std::vector<std::size_t> first_cell_;
  std::vector<std::size_t> parent_, rank_;
};

}  // namespace

std::vector<std::vector<SessionIndex>> components(const Instance& in) {
  Linker linker(in);
  std::map<std::size_t, std::size_t> part_of;
  std::vector<std::vector<SessionIndex>> parts;
  for (auto s : indices(in.sessions)) {
    const auto [found, is_new] = part_of.try_emplace(linker.root(s.value), parts.size());
    if (is_new) parts.emplace_back();
    parts[found->second].push_back(s);
  }
  return parts;
}

}  // namespace muster::solve
