#include "solve/search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "solve/keep.h"

namespace muster::solve {

namespace {

// As long as a change take about so many looks at heads, and draws of an exchange.
constexpr double kLooks = 32;
constexpr double kDraws = 4;
constexpr std::uint32_t kNowhere = 0xffffffffu;
constexpr std::uint64_t kCoarse = 0xfff;
constexpr double kElsewhere = 1.0 / 16;  // chance to look elsewhere where pushing found nothing

}  // namespace

Search::Search(State& state, const std::vector<SessionIndex>& sessions,
               Table<SessionIndex, std::uint32_t>& local, std::uint64_t seed, Budget& budget,
               Monitor& monitor, const Audit* audit)
    : state_(state),
      in_(state.instance()),
      sessions_(sessions),
      local_(local),
      budget_(budget),
      monitor_(monitor),
      random_(seed),
      slots_(sessions.size()),
      by_day_(static_cast<std::size_t>(in_.problem.calendar().days())),
      best_(sessions.size()),
      tally_(in_.rules.rules.size()),
      ejector_(state, sessions, local),
      closings_(state),
      exchanges_(state, sessions),
      audit_(audit) {
  for (std::uint32_t i = 0; i < sessions_.size(); ++i) {
    local_[sessions_[i]] = i;
    slots_[i].unserved_at = kNowhere;
    if (state_.placed(sessions_[i]).served) {
      note_served(sessions_[i]);
    } else {
      note_unserved(sessions_[i]);
    }
  }
  if (const auto& base = in_.problem.base()) {
    base_.resize(sessions_.size());
    for (std::uint32_t i = 0; i < sessions_.size(); ++i) {
      const SessionIndex s = sessions_[i];
      if (base->serves(s)) base_[i] = row_of(in_, s, *base->placements[s]);
    }
  }
  remember_best();
}

void Search::note_served(SessionIndex s) {
  Slot& slot = slots_[local_[s]];
  if (slot.unserved_at != kNowhere) {
    const SessionIndex last = unserved_.back();
    unserved_[slot.unserved_at] = last;
    slots_[local_[last]].unserved_at = slot.unserved_at;
    unserved_.pop_back();
    slot.unserved_at = kNowhere;
  }
  slot.day = state_.placed(s).start.day;
  auto& day = by_day_[static_cast<std::size_t>(slot.day)];
  slot.day_at = static_cast<std::uint32_t>(day.size());
  day.push_back(s);
  if (!slot.dirty) dirty_.push_back(s);
  slot.dirty = true;
}

void Search::note_unserved(SessionIndex s) {
  Slot& slot = slots_[local_[s]];
  if (slot.day >= 0) {
    auto& day = by_day_[static_cast<std::size_t>(slot.day)];
    day[slot.day_at] = day.back();
    slots_[local_[day.back()]].day_at = slot.day_at;
    day.pop_back();
    slot.day = -1;
  }
  if (in_.sessions[s].possible) {
    slot.unserved_at = static_cast<std::uint32_t>(unserved_.size());
    unserved_.push_back(s);
  }
  if (!slot.dirty) dirty_.push_back(s);
  slot.dirty = true;
}

void Search::put(SessionIndex s, const Placed& plan) {
  if (recording_) {
    if (journal_size_ == journal_.size()) journal_.emplace_back();
    Entry& entry = journal_[journal_size_++];
    entry.session = s;
    entry.before.served = false;
  }
#ifdef MUSTER_PARANOID
  round_delta_ += state_.place(s, plan, &tally_);
#else
  round_delta_ += state_.place(s, plan, nullptr);
#endif
  ++changes_;
  note_served(s);
}

void Search::take_out(SessionIndex s) {
  if (recording_) {
    if (journal_size_ == journal_.size()) journal_.emplace_back();
    Entry& entry = journal_[journal_size_++];
    entry.session = s;
    entry.before = state_.placed(s);
  }
#ifdef MUSTER_PARANOID
  round_delta_ += state_.remove(s, &tally_);
#else
  round_delta_ += state_.remove(s, nullptr);
#endif
  ++changes_;
  note_unserved(s);
}

// A session that others wait for takes them along.
void Search::take_out_with_successors(SessionIndex s) {
  if (!state_.placed(s).served || state_.placed(s).forced) return;
  in_.each_successor(s, [&](SessionIndex after) { take_out_with_successors(after); });
  waiting_.push_back(s);
  take_out(s);
}

void Search::undo(std::size_t journal) {
  const bool recording = std::exchange(recording_, false);
  while (journal_size_ > journal) {
    Entry& entry = journal_[--journal_size_];
    if (state_.placed(entry.session).served) {
      take_out(entry.session);
    } else {
      put(entry.session, entry.before);
    }
  }
  recording_ = recording;
}

bool Search::insert(SessionIndex s, const Reach& reach, Random* random) {
  const bool pushes = random != nullptr && pushing(s);
  if (pushes) {
    find_push(s);
    if (push_.found && make_push(s)) return true;
    // Little else will be found: heads further away, or whom a pin keeps twice at once.
    if (!random->chance(kElsewhere)) return false;
  }
  const Reach rest{std::min(reach.crews, 2u), std::min(reach.tries, 6u), reach.blink, reach.hasty,
                   reach.patient};
  const Insertion& best = inserter_->best(s, pushes ? rest : reach, random);
  if (!best.found) return false;
#ifdef MUSTER_PARANOID
  const Delta before = round_delta_;
  Delta promised = before;
  promised += best.change;
  put(s, best.plan);
  MUSTER_CHECK(promised.score == round_delta_.score && promised.broken == round_delta_.broken &&
                   promised.unforced == round_delta_.unforced,
               "an insertion promised another change than it made");
#else
  put(s, best.plan);
#endif
  return true;
}

void Search::choose_unserved() {
  if (unserved_.empty()) return;
  // What was taken out is unserved too, so this may choose the same: recreate() drops doubles.
  const std::uint32_t n = std::min<std::uint32_t>(4, static_cast<std::uint32_t>(unserved_.size()));
  for (std::uint32_t k = 0; k < n; ++k) {
    SessionIndex pick = unserved_[random_.below(static_cast<std::uint32_t>(unserved_.size()))];
    // Of two, the more important: the higher its level, the more often it is tried.
    const SessionIndex other =
        unserved_[random_.below(static_cast<std::uint32_t>(unserved_.size()))];
    if (dearer(other, pick)) pick = other;
    waiting_.push_back(pick);
  }
}

bool Search::dearer(SessionIndex a, SessionIndex b) const {
  if (in_.rank[a] != in_.rank[b]) return in_.rank[a] < in_.rank[b];
  return in_.sessions[a].weight > in_.sessions[b].weight;
}

// Twelve bits, less for what goes first.
std::uint64_t Search::place_in(Order order, SessionIndex s) const {
  const SessionView& view = in_.sessions[s];
  const auto needs = static_cast<std::uint64_t>(view.last_need - view.first_need) + 1;
  const std::uint64_t work = needs * static_cast<std::uint64_t>(view.duration);
  // As a float's exponent and first digits, which are in the order of the numbers.
  const auto coarse = [](float x) { return std::uint64_t{std::bit_cast<std::uint32_t>(x)} >> 19; };
  const auto weight = static_cast<float>(view.weight);
  switch (order) {
    case Order::choices:
      return std::min<std::uint64_t>(
          in_.starts[view.starts].size() * in_.venues[view.venues].size(), kCoarse);
    case Order::work: return kCoarse - std::min(work, kCoarse);
    case Order::weight: return kCoarse - coarse(weight);
    case Order::yield:
      return kCoarse - coarse(weight / static_cast<float>(std::max<std::uint64_t>(1, work)));
    default: return 0;
  }
}

// Puts back what waits: by importance, then before what depends on it, then by the order.
void Search::recreate(Order by) {
  const bool target_first = random_.chance(0.5);
  order_.clear();
  for (SessionIndex s : waiting_) {
    std::uint64_t key = random_.below(1u << 16);
    key += place_in(by, s) << 16;
    key += static_cast<std::uint64_t>(std::min(in_.depth[s], 0xfff)) << 32;
    key += static_cast<std::uint64_t>(in_.rank[s]) << 48;
    if (target_first && s == target_ && in_.depth[s] == 0) key = 0;
    order_.emplace_back(key, s);
  }
  std::sort(order_.begin(), order_.end());
  const std::uint32_t often = sessions_.size() <= 40 ? 16 : 32;
  for (const auto& [key, s] : order_) {
    if (state_.placed(s).served) continue;
    // Now and then one of the first spots that come: always the best one would never make room.
    const std::uint32_t crews = random_.below(often) == 0 ? 1 + random_.below(2) : 12;
    insert(s, {crews, 120, 0.01, true, false}, &random_);
  }
}

void Search::begin_round() {
  round_delta_ = Delta{};
  journal_size_ = 0;
  recording_ = true;
  ruined_.clear();
  waiting_.clear();
  target_ = SessionIndex();
}

// Returns for how many it counts.
std::uint64_t Search::round() {
  const auto which =
      neighbourhoods_.choose({true, !unserved_.empty(), closings_.any(), true, !strayed_.empty()});
  if (which != Neighbourhood::ruin) return round_by_force(which);
  const double before = work();
  begin_round();
  ruin_and_recreate();
  const double gain = conclude();
  neighbourhoods_.note(which, work() - before, gain);
  return 1;
}

// All that was done so far, in changes that would take as long.
double Search::work() const {
  return static_cast<double>(rounds_ + changes_ + inserter_->moves()) +
         static_cast<double>(ejector_.looks()) / kLooks +
         static_cast<double>(force_.draws) / kDraws;
}

void Search::ruin_and_recreate() {
  // Weights matter where there is a choice whom to leave out.
  const std::size_t orders = unserved_.empty() ? kWeightless : std::size(kOrders);
  ruin();
  for (SessionIndex s : ruined_) take_out_with_successors(s);
  choose_unserved();
  recreate(kOrders[random_.below(static_cast<std::uint32_t>(orders))]);
}

// Keeps the round's change or undoes it. How much better the best plan got: a share of what the
// first level that changed costs, halved for each level above it.
double Search::conclude() {
  recording_ = false;
  bool lost_pin = false;
  for (SessionIndex s : waiting_) {
    lost_pin = lost_pin || (in_.sessions[s].pinned && !state_.placed(s).served);
  }
  Delta next = current_;
  next += round_delta_;
  ++rounds_;
  const bool too_much =
      cap_ && round_delta_.score[cap_->level] > 0 && next.score[cap_->level] > cap_->most;
  const bool legal = round_delta_.broken <= 0 && round_delta_.unforced <= 0 && !lost_pin &&
                     !too_much && !budget_.was_over();
  double gain = 0;
  if (legal && next < best_score_) {
    std::size_t level = 0;
    const auto& best = best_score_.score.cost;
    while (level + 1 < best.size() && next.score.cost[level] == best[level]) ++level;
    const double all = std::max(1.0, usual_[level] * static_cast<double>(sessions_.size()));
    gain = std::ldexp(static_cast<double>(best[level] - next.score.cost[level]) / all,
                      -static_cast<int>(level));
  }
  if (legal && acceptable(next)) {
    accept(next);
  } else {
    undo();
  }
  return gain;
}

bool Search::acceptable(const Delta& next) {
  if (next.broken != current_.broken) return next.broken < current_.broken;
  for (std::size_t i = 0; i < next.score.cost.size(); ++i) {
    const std::int64_t loss = next.score.cost[i] - current_.score.cost[i];
    if (loss == 0) continue;
    if (loss < 0) return true;
    // exp(-loss / temperature) against a number in (0, 1].
    return temperature_[i] > 0 &&
           static_cast<double>(loss) < -temperature_[i] * std::log(1 - random_.real());
  }
  return true;
}

void Search::accept(const Delta& next) {
  current_ = next;
  const bool due = sessions_.size() <= 40 || rounds_ % 512 == 0;
  if (audit_ != nullptr && due) audit_->check(state_, current_, tally_);
  if (current_ < best_score_) remember_best();
}

void Search::remember_best() {
  best_score_ = current_;
  for (SessionIndex s : dirty_) {
    const std::uint32_t i = local_[s];
    slots_[i].dirty = false;
    best_[i] = state_.placed(s);
  }
  dirty_.clear();
}

void Search::restore_best() {
  recording_ = false;
  const std::vector<SessionIndex> changed = dirty_;
  for (SessionIndex s : changed) {
    if (state_.placed(s).served) take_out(s);
  }
  for (SessionIndex s : changed) {
    if (best_[local_[s]].served) put(s, best_[local_[s]]);
  }
  current_ = best_score_;
}

void Search::tell(bool last) {
  Delta gain = best_score_;
  gain -= noted_;
  if (!monitor_.note(gain, moves_ - noted_moves_, last)) return;
  noted_ = best_score_;
  noted_moves_ = moves_;
}

void Search::improve(Inserter& inserter, std::uint64_t rounds, const Cooling& cooling) {
  inserter_ = &inserter;
  std::uint64_t moves_before = inserter.moves();
  std::uint32_t calls = 0;
  usual_ = cooling.usual;
  std::uint64_t next_look = 0;
  for (std::uint64_t k = 0; k < rounds && !proved() && !budget_.over_soon(calls);) {
    const bool look = k >= next_look;
    if (look) {
      next_look = k + 64;
      list_strayed();
      const double done = cooling.from + (cooling.until - cooling.from) * static_cast<double>(k) /
                                             static_cast<double>(rounds);
      const double share =
          cooling.warm * std::pow(Cooling::kCold / cooling.warm, std::clamp(done, 0.0, 1.0));
      for (std::size_t i = 0; i < temperature_.size(); ++i) {
        temperature_[i] = share * cooling.usual[i];
      }
    }
    k += round();
    if (!look) continue;
    moves_ += inserter.moves() - moves_before;
    moves_before = inserter.moves();
    tell(false);
  }
  moves_ += inserter.moves() - moves_before;
}

}  // namespace muster::solve
