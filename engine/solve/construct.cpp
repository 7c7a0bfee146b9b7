// Construction: pinned sessions first, then the others by importance, those with the fewest choices
// first; among the next few the one that would lose most by waiting goes first (regret, after
// Potvin & Rousseau 1993, doi:10.1016/0377-2217(93)90221-8). Regret over all open sessions, as in
// the paper, costs the square of their number: looking at the next few keeps it linear.
#include <algorithm>

#include "solve/keep.h"
#include "solve/search.h"

namespace muster::solve {

namespace {

constexpr std::size_t kLookAhead = 4;
const Reach kPatient{0xffffffffu, 0xffffffffu, 0, false, true};
constexpr std::size_t kLarge = 3000;  // beyond it the order alone decides

// More is more urgent: the level at which waiting would cost, then how much there.
bool more_regret(const Insertion& a, const Delta& a_loss, bool a_only, const Delta& b_loss,
                 bool b_only) {
  if (!a.found) return false;
  if (a_only != b_only) return a_only;
  return b_loss < a_loss;
}

}  // namespace

// Legally where that is possible; else its pinned parts are kept and the rest is least broken.
void Search::place_pinned(SessionIndex s) {
  if (state_.placed(s).served) return;
  for (std::uint32_t i : in_.relations_of(s)) {
    const auto& term = in_.rules.relations[i];
    if (term.second != s || state_.placed(term.first).served) continue;
    if (!std::holds_alternative<rule::RelationTerm::Precedence>(term.price)) continue;
    if (in_.sessions[term.first].pinned) {
      place_pinned(term.first);
    } else {
      insert(term.first, kPatient, nullptr);
    }
  }
  if (!insert(s, kPatient, nullptr)) put(s, inserter_->forced(s));
}

// Start and people as pinned, nobody besides, so that nobody is taken whom another pin needs.
void Search::put_pinned(SessionIndex s) {
  const model::Pin& pin = *in_.problem.sessions()[s].pin;
  const auto& venues = in_.venues[in_.sessions[s].venues];
  if (state_.placed(s).served || !pin.start || pin.crews.empty() || venues.size() != 1) return;
  put_if_legal(s, row_of(in_, s, {*pin.start, venues.front(), pin.crews}));
}

void Search::place_pinned(Inserter& inserter) {
  inserter_ = &inserter;
  const std::uint64_t moves_before = inserter.moves();
  round_delta_ = Delta{};
  std::vector<SessionIndex> pinned;
  for (SessionIndex s : sessions_) {
    if (in_.sessions[s].pinned) pinned.push_back(s);
  }
  std::stable_sort(pinned.begin(), pinned.end(), [&](SessionIndex a, SessionIndex b) {
    const auto key = [&](SessionIndex s) {
      return std::tuple(in_.depth[s], in_.rank[s], in_.starts[in_.sessions[s].starts].size());
    };
    return key(a) < key(b);
  });
  for (SessionIndex s : pinned) put_pinned(s);
  for (SessionIndex s : pinned) place_pinned(s);
  finish_construction(moves_before);
}

bool Search::affords(const Delta& change) const {
  if (!cap_ || change.score[cap_->level] <= 0) return true;
  const std::int64_t now = current_.score[cap_->level] + round_delta_.score[cap_->level];
  return now + change.score[cap_->level] <= cap_->most;
}

bool Search::put_if_legal(SessionIndex s, const Placed& plan) {
  if (fit(state_, s, plan).why != Misfit::none) return false;
  const Delta before = round_delta_;
  put(s, plan);
  if (round_delta_.broken <= before.broken && round_delta_.unforced <= before.unforced) return true;
  take_out(s);
  return false;
}

const Insertion* Search::find_near_base(SessionIndex s) {
  const Placed& then = base_[local_[s]];
  const Misfit why = fit(state_, s, then).why;
  if (why == Misfit::start || why == Misfit::venue) return nullptr;
  const Insertion& found = inserter_->at({s, then.start, then.venue, then.place}, then, random_);
  return found.found ? &found : nullptr;
}

void Search::keep(Inserter& inserter, bool pinned) {
  if (base_.empty()) return;
  inserter_ = &inserter;
  const std::uint64_t moves_before = inserter.moves();
  round_delta_ = Delta{};
  std::vector<SessionIndex> served;
  for (SessionIndex s : sessions_) {
    const bool open = !state_.placed(s).served && in_.sessions[s].possible;
    if (open && base_[local_[s]].served && in_.sessions[s].pinned == pinned) served.push_back(s);
  }
  std::vector<SessionIndex> misfits;
  for (SessionIndex s : keeping_order(in_, std::move(served))) {
    if (!put_if_legal(s, base_[local_[s]])) misfits.push_back(s);
  }
  for (SessionIndex s : misfits) {
    const Insertion* found = find_near_base(s);
    if (found != nullptr && affords(found->change)) put(s, found->plan);
  }
  finish_construction(moves_before);
}

void Search::finish_construction(std::uint64_t moves_before) {
  current_ += round_delta_;
  remember_best();
  moves_ += inserter_->moves() - moves_before;
}

void Search::construct(Inserter& inserter) {
  inserter_ = &inserter;
  const std::uint64_t moves_before = inserter.moves();
  round_delta_ = Delta{};
  std::vector<SessionIndex> open;
  for (SessionIndex s : sessions_) {
    if (!state_.placed(s).served && in_.sessions[s].possible) open.push_back(s);
  }
  const auto key = [&](SessionIndex s) {
    const SessionView& view = in_.sessions[s];
    return std::tuple(in_.rank[s], in_.depth[s],
                      in_.starts[view.starts].size() * in_.venues[view.venues].size(), s);
  };
  std::sort(open.begin(), open.end(),
            [&](SessionIndex a, SessionIndex b) { return key(a) < key(b); });
  // Of a large problem's region as well.
  const bool large = in_.sessions.size() > kLarge;
  const Reach reach{large ? 16u : 32u, large ? 100u : 2000u, 0, false, false};
  const std::size_t ahead = large ? 1 : kLookAhead;
  std::size_t next = 0;
  std::vector<SessionIndex> few;
  while ((next < open.size() || !few.empty()) && !budget_.over()) {
    while (few.size() < ahead && next < open.size()) {
      const bool same_rank = few.empty() || (in_.rank[few.front()] == in_.rank[open[next]] &&
                                             in_.depth[few.front()] == in_.depth[open[next]]);
      if (!same_rank) break;
      few.push_back(open[next++]);
    }
    std::size_t pick = 0;
    Delta pick_loss;
    bool pick_only = false;
    Placed plan;
    bool any = false;
    for (std::size_t k = 0; k < few.size(); ++k) {
      const Insertion& best = inserter_->best(few[k], reach, &random_);
      Delta loss;
      if (best.second_found) {
        loss = best.second;
        loss -= best.change;
      }
      if (!best.found || !affords(best.change)) continue;
      if (!any || more_regret(best, loss, !best.second_found, pick_loss, pick_only)) {
        pick = k;
        pick_loss = loss;
        pick_only = !best.second_found;
        plan = best.plan;
        any = true;
      }
    }
    if (any) {
      put(few[pick], plan);
      few.erase(few.begin() + static_cast<std::ptrdiff_t>(pick));
    } else {
      few.clear();  // nothing fits any more: the rounds will try again
    }
  }
  finish_construction(moves_before);
}

}  // namespace muster::solve
