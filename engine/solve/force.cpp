// Rounds that place sessions by force: what waits is served although it needs others' places, the
// others then wait, and so on until nobody does (see ejection.h). A chain of any length thus counts
// as one move, kept only if the whole got better. Two rounds begin so: `force` serves one that is
// unserved, `close` empties a ledger cell (see closing.h), forbids feeding it again and finds other
// places for its sessions. Between steps, and in a round of its own, two heads change places (see
// exchange.h): that turns over the plan without undoing any of it.
//
// While sessions wait, the change is judged by what it will cost if each is served for nothing more
// than it cost before. A chain that has used up its steps goes back to the best plan it came by.
// Patience, the steps of a chain, grows while chains fail and is short again after each success.
//
// Measured on the public shift-minimisation sets (bench_smptsp). Tried and dropped: taking what
// waits last in, first out, as Nagata & Bräysy do (slower than at random); the easiest way over
// several that wait (half the steps in the time, no better); ejecting by minutes or by number
// instead of failures (much worse); looking at a sample of the heads (worse below all of them);
// the shortest chain of single ejections by breadth-first search (it exists too rarely to pay);
// ten to a hundred exchanges before a step, chains ten to a hundred times as long at first, other
// tabus, fewer chains that end sideways, nine tenths of the work for `close` (no better on the
// files that stay one or two teams above their optimum: their day has hardly an idle minute); an
// insertion that exchanges tails at once (the same, at fifty times the price of a step).
#include <algorithm>

#include "base/check.h"
#include "solve/search.h"

namespace muster::solve {

namespace {

constexpr std::uint64_t kShortest = 500;       // steps of a chain at first
constexpr std::uint64_t kLongest = 1'000'000;  // and at most
constexpr std::uint32_t kFailures = 64;        // before patience grows by a quarter
constexpr int kExchanges = 2;                  // tried before each step
constexpr double kSideways = 0.5;              // of the chains may end no better than they began
constexpr int kTries = 40;                     // for one exchange

// What serving a session again costs at least, by what taking it out has changed.
Delta hope_of(const Delta& taken_out) {
  Delta hope;
  for (std::size_t i = 0; i < hope.score.cost.size(); ++i) {
    hope.score.cost[i] = std::min<std::int64_t>(0, -taken_out.score.cost[i]);
  }
  hope.broken = std::min<std::int64_t>(0, -taken_out.broken);
  hope.unforced = std::min<std::int64_t>(0, -taken_out.unforced);
  return hope;
}

}  // namespace

// Takes a session out, after those that depend on it, and lets them wait.
void Search::eject(SessionIndex s) {
  if (!state_.placed(s).served) return;
  in_.each_successor(s, [&](SessionIndex after) {
    if (ejector_.movable(after)) eject(after);
  });
  const auto tabu = static_cast<std::uint32_t>(force_.waiting.size()) * 3 / 5 + random_.below(10);
  ejector_.keep_off(s, state_.placed(s).seats, tabu);
  Delta change = round_delta_;
  take_out(s);
  change -= round_delta_;
  const Delta hope = hope_of(Delta{} -= change);
  force_.waiting.push_back({s, hope});
  force_.hoped += hope;
}

// One step: serves one that waits, ejecting what is in its way. False when it can't be.
bool Search::force_one(const Ceiling& ceiling) {
  auto& waiting = force_.waiting;
  std::swap(waiting[random_.below(static_cast<std::uint32_t>(waiting.size()))], waiting.back());
  const Waiting now = waiting.back();
  Delta so_far = round_delta_;
  so_far += force_.hoped;
  ++moves_;
  const Way& way = ejector_.find(now.session, so_far, ceiling, inserter_->territory(), random_);
  if (!way.found || !way.out.empty()) ejector_.count_failure(now.session);
  if (!way.found) return false;
  waiting.pop_back();
  force_.hoped -= now.hope;
  const std::size_t journal = journal_size_;
  const std::size_t waited = waiting.size();
  const Delta hoped = force_.hoped;
  for (SessionIndex s : way.out) eject(s);
  Delta change = round_delta_;
  put(now.session, way.plan);
  change -= round_delta_;
  Delta in_the_end = round_delta_;
  in_the_end += force_.hoped;
  if (change.broken >= 0 && change.unforced >= 0 && ceiling.admits(in_the_end)) return true;
  ejector_.keep_off(now.session, way.plan.seats, 10);
  undo(journal);
  waiting.resize(waited);
  waiting.push_back(now);
  force_.hoped = hoped;
  force_.hoped += now.hope;
  return false;
}

// Swaps two tails, if the whole may still pay then.
bool Search::exchange(const Ceiling& ceiling) {
  ++force_.draws;
  if (!exchanges_.draw(ejector_, inserter_->territory(), random_)) return false;
  const std::size_t journal = journal_size_;
  Delta change = round_delta_;
  for (std::size_t i = 0; i < exchanges_.size(); ++i) take_out(exchanges_[i].session);
  for (std::size_t i = 0; i < exchanges_.size(); ++i) {
    put(exchanges_[i].session, exchanges_[i].plan);
  }
  change -= round_delta_;
  Delta in_the_end = round_delta_;
  in_the_end += force_.hoped;
  if (change.broken >= 0 && change.unforced >= 0 && ceiling.admits(in_the_end)) return true;
  undo(journal);
  return false;
}

// Serves what waits in so many steps. The change is left at its best; whether it is kept is for
// conclude() to say.
void Search::force_all(const Ceiling& ceiling, std::uint64_t steps) {
  Delta best;
  std::size_t best_at = 0;
  std::size_t stuck = 0;
  std::uint32_t calls = 0;
  while (!force_.waiting.empty() && steps-- > 0 && !budget_.over_soon(calls)) {
    for (int k = 0; k < kExchanges; ++k) exchange(ceiling);
    stuck = force_one(ceiling) ? 0 : stuck + 1;
    if (stuck > 2 * force_.waiting.size() + 4) break;
    if (round_delta_.broken <= 0 && round_delta_.unforced <= 0 && round_delta_ < best) {
      best = round_delta_;
      best_at = journal_size_;
    }
  }
  if (force_.waiting.empty() && ceiling.admits(round_delta_)) return;
  undo(best_at);
}

void Search::exchange_once() {
  const Ceiling most{.strictly = false};
  for (int k = 0; k < kTries; ++k) {
    if (exchange(most)) return;
  }
}

void Search::be_patient(bool better) {
  if (better) {
    force_.steps = kShortest;
    force_.failures = 0;
  } else if (++force_.failures % kFailures == 0) {
    force_.steps = std::min(kLongest, std::max(kShortest, force_.steps) * 5 / 4);
  }
}

void Search::force_unserved() {
  const auto n = static_cast<std::uint32_t>(unserved_.size());
  SessionIndex pick = unserved_[random_.below(n)];
  const SessionIndex other = unserved_[random_.below(n)];
  if (dearer(other, pick)) pick = other;
  Delta hope;
  hope.add_reachable(in_.sessions[pick].level, -in_.sessions[pick].weight);
  hope.add_reachable(in_.rules.staffing, -in_.sessions[pick].unserved_staffing);
  force_.waiting.push_back({pick, hope});
  force_.hoped += hope;
  force_all({}, kShortest);
}

void Search::close_cell() {
  const Closing& closing = closings_.choose(ejector_, inserter_->territory(), random_);
  if (!closing.found) return;
  for (SessionIndex s : closing.out) eject(s);
  ejector_.limit(closing.cap);
  force_all({.strictly = !random_.chance(kSideways)}, std::max(kShortest, force_.steps));
  ejector_.limit({});
}

// Rounds that it stands for.
std::uint64_t Search::round_by_force(Neighbourhood which) {
  begin_round();
  const double before = work();
  force_.waiting.clear();
  force_.hoped = Delta{};
  if (which == Neighbourhood::force) force_unserved();
  if (which == Neighbourhood::close) close_cell();
  if (which == Neighbourhood::exchange) exchange_once();
  if (which == Neighbourhood::restore) restore_one();
  const double gain = conclude();
  if (which == Neighbourhood::close) be_patient(gain > 0);
  const double spent = work() - before;
  neighbourhoods_.note(which, spent, gain);
  return neighbourhoods_.rounds_of(spent);
}

}  // namespace muster::solve
