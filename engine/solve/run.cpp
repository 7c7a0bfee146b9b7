#include "solve/run.h"

#include <algorithm>
#include <thread>

#include "solve/components.h"

namespace muster::solve {

namespace {

constexpr std::uint64_t kNoticed = 1024;  // rounds between looks at the time, under a time limit
constexpr double kProofTime = 0.04;       // of what is left of the time after the construction
constexpr std::uint64_t kMostEffort = std::uint64_t{1} << 62;
constexpr std::size_t kRegion = 1'500;  // sessions of a region, about
constexpr std::size_t kLarge = 4 * kRegion;
// How warm a search begins: so much a round and session, up to the most. Measured; see search.h.
constexpr double kWarmth = 0.1;
constexpr double kMostWarmth = 3.0;
constexpr double kUsualPace = 10'000;  // rounds a second of one thread, about
constexpr std::uint64_t kEpochs = 8;   // cuts of a large part, at least, where effort is the limit

std::vector<std::vector<SessionIndex>> together(
    const std::vector<std::vector<SessionIndex>>& parts) {
  std::vector<SessionIndex> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  std::sort(all.begin(), all.end());
  return {std::move(all)};
}

}  // namespace

Run::Run(const Instance& instance, const Options& options, const rule::Evaluation& start,
         const rule::Score& bound)
    : in_(instance),
      options_(options),
      budget_(options),
      monitor_(budget_, start.total, bound),
      state_(instance),
      local_(instance.sessions.size()),
      start_(start.total) {
#ifdef MUSTER_PARANOID
  if (options.threads <= 1) {
    audit_ = std::make_unique<Audit>();
    audit_->start = start;
    audit_->done_by_rule.assign(in_.rules.rules.size(), 0);
  }
#endif
  auto independent = components(in_);
  if (options.cap) independent = together(independent);  // the cap is theirs in common
  for (auto& sessions : independent) {
    Part part;
    part.sessions = std::move(sessions);
    const double share = static_cast<double>(part.sessions.size()) /
                         static_cast<double>(std::max<std::size_t>(1, in_.sessions.size()));
    const auto effort = std::min(options.effort, kMostEffort);
    part.rounds = static_cast<std::uint64_t>(static_cast<double>(effort) * share) + 1;
    (part.sessions.size() >= kLarge ? large_ : small_).push_back(parts_.size());
    parts_.push_back(std::move(part));
  }
  const auto most =
      large_.empty() ? static_cast<int>(std::max<std::size_t>(1, small_.size())) : 256;
  for (int t = 0; t < std::clamp(options_.threads, 1, most); ++t) {
    inserters_.push_back(std::make_unique<Inserter>(state_, budget_));
  }
}

template <class Job>
void Run::in_parallel(std::size_t n, Job job) {
  std::atomic<std::size_t> next{0};
  const auto work = [&](std::size_t thread) {
    for (std::size_t i = next++; i < n; i = next++) job(i, *inserters_[thread]);
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < inserters_.size(); ++t) threads.emplace_back(work, t);
  work(0);
  for (std::thread& thread : threads) thread.join();
}

template <class Work>
void Run::search(Part& part, const std::vector<SessionIndex>& sessions, Territory territory,
                 std::uint64_t seed, Inserter& inserter, Work work) {
  inserter.confine(territory);
  Search search(state_, sessions, local_, seed, budget_, monitor_, audit_.get());
  // A region does not know what the others have gained.
  const bool whole = territory.borders == nullptr;
  if (goal_ && whole) search.aim(*goal_ - part.gained.score);
  if (options_.cap) {
    search.cap({options_.cap->level, whole ? left_of_cap() : cap_of_region_});
  }
  work(search);
  search.restore_best();
  search.tell(true);
  const std::lock_guard lock(mutex_);
  part.gained += search.gained();
  part.moves += search.moves();
  part.rounds_done += search.rounds();
  if (!audit_) return;
  audit_->done += search.gained();
  for (std::size_t r = 0; r < audit_->done_by_rule.size(); ++r) {
    audit_->done_by_rule[r] += search.tally()[r];
  }
}

template <class Work>
void Run::search_regions(Part& part, std::uint64_t epoch, Work work) {
  Random random(seed_of(part, epoch, Borders::kNobody));
  const Regions regions = cut(state_, part.sessions, part.sessions.size() / kRegion, random);
  if (options_.cap) {
    const auto n = static_cast<std::int64_t>(regions.sessions.size());
    cap_of_region_ = std::max<std::int64_t>(0, left_of_cap()) / std::max<std::int64_t>(1, n);
  }
  in_parallel(regions.sessions.size(), [&](std::size_t i, Inserter& inserter) {
    const Territory territory{&regions.borders, static_cast<std::uint16_t>(i)};
    search(part, regions.sessions[i], territory, seed_of(part, epoch, i), inserter,
           [&](Search& here) { work(here, inserter, regions.sessions[i].size()); });
  });
}

std::uint64_t Run::seed_of(const Part& part, std::uint64_t epoch, std::uint64_t region) const {
  const auto number = static_cast<std::uint64_t>(&part - parts_.data());
  std::uint64_t seed = options_.seed * 0x9e3779b97f4a7c15u + number;
  seed = seed * 0xd1342543de82ef95u + epoch;
  return seed * 0xd1342543de82ef95u + region;
}

void Run::construct() {
  in_parallel(small_.size(), [&](std::size_t i, Inserter& inserter) {
    Part& part = parts_[small_[i]];
    search(part, part.sessions, {}, seed_of(part, 0, 0), inserter, [&](Search& here) {
      begin(here, inserter);
      here.construct(inserter);
    });
  });
  for (std::size_t i : large_) construct_large(parts_[i]);
}

void Run::begin(Search& here, Inserter& inserter) const {
  here.keep(inserter, true);
  here.place_pinned(inserter);
  here.keep(inserter, false);
}

std::int64_t Run::left_of_cap() const {
  return options_.cap->most - reached()[options_.cap->level];
}

// What is pinned or kept, then each region by itself, then what rested or found no place in its
// region.
void Run::construct_large(Part& part) {
  Inserter& inserter = *inserters_.front();
  search(part, part.sessions, {}, seed_of(part, 0, 0), inserter,
         [&](Search& here) { begin(here, inserter); });
  search_regions(part, 1, [](Search& here, Inserter& own, std::size_t) { here.construct(own); });
  search(part, part.sessions, {}, seed_of(part, 2, 0), inserter,
         [&](Search& here) { here.construct(inserter); });
}

rule::Score Run::reached() const {
  rule::Score now = start_;
  for (const Part& part : parts_) now += part.gained.score;
  return now;
}

// With one part alone the bound is a goal: nothing is left to do there.
void Run::prove(Bound& bound, std::uint64_t work) {
  const rule::Score achieved = reached();
  bound.tighten(state_.solution(), achieved, {kProofTime, work}, budget_, options_.threads);
  monitor_.bound(bound.given(achieved));
  if (parts_.size() == 1) goal_ = bound.goal() - start_;
}

void Run::note_usual() {
  const rule::Score now = reached();
  const double n = static_cast<double>(std::max<std::size_t>(1, in_.sessions.size()));
  for (std::size_t i = 0; i < usual_.usual.size(); ++i) {
    usual_.usual[i] = static_cast<double>(std::max<std::int64_t>(0, now.cost[i])) / n;
  }
}

Cooling Run::cooling(const Part& part, std::uint64_t left, std::chrono::nanoseconds begin,
                     std::chrono::nanoseconds until) const {
  Cooling out = usual_;
  const double rounds = static_cast<double>(std::max<std::uint64_t>(1, part.rounds));
  out.from = 1 - static_cast<double>(left) / rounds;
  if (options_.time) {
    const auto spent = static_cast<double>((budget_.elapsed() - begin).count());
    const auto all = static_cast<double>(std::max<std::int64_t>(1, (until - begin).count()));
    out.from = std::max(out.from, spent / all);
  }
  out.until = out.from;
  double expected = rounds;
  if (options_.time) {
    const auto seconds = std::chrono::duration<double>(until - begin).count();
    const auto threads = static_cast<double>(inserters_.size());
    expected = std::min(expected, seconds * kUsualPace * threads);
  }
  out.warm = std::clamp(kWarmth * expected / static_cast<double>(part.sessions.size()),
                        Cooling::kCold, kMostWarmth);
  return out;
}

void Run::improve() {
  note_usual();
  waiting_ = in_.sessions.size();
  for (std::size_t i : large_) improve_large(parts_[i]);
  in_parallel(small_.size(), [&](std::size_t i, Inserter& inserter) {
    Part& part = parts_[small_[i]];
    improve_small(part, inserter);
  });
}

// When a part has had its share of the time, by its size among the parts that still wait.
std::chrono::nanoseconds Run::deadline(const Part& part, int threads) const {
  const auto now = budget_.elapsed();
  const auto all = std::max<std::size_t>(1, waiting_.load());
  const double share =
      std::min(1.0, static_cast<double>(part.sessions.size()) * threads / static_cast<double>(all));
  return now + std::chrono::nanoseconds(static_cast<std::int64_t>(
                   static_cast<double>((*options_.time - now).count()) * share));
}

void Run::improve_small(Part& part, Inserter& inserter) {
  search(part, part.sessions, {}, seed_of(part, 1, 0), inserter, [&](Search& here) {
    const auto begin = budget_.elapsed();
    if (!options_.time) {
      Cooling whole = cooling(part, part.rounds, begin, begin);
      whole.until = 1;
      return here.improve(inserter, part.rounds, whole);
    }
    const auto until = deadline(part, static_cast<int>(inserters_.size()));
    const std::uint64_t chunk = std::min<std::uint64_t>(kNoticed, 16 + part.sessions.size());
    std::uint64_t left = part.rounds;
    while (left > 0 && !here.proved() && !budget_.over() && budget_.elapsed() < until) {
      const std::uint64_t step = std::min(left, chunk);
      here.improve(inserter, step, cooling(part, left, begin, until));
      left -= step;
    }
  });
  waiting_ -= part.sessions.size();
}

void Run::improve_large(Part& part) {
  const std::uint64_t n = part.sessions.size();
  const std::uint64_t rounds = std::clamp<std::uint64_t>(part.rounds / kEpochs, 1, n);
  const auto until = options_.time ? deadline(part, 1) : std::chrono::nanoseconds::max();
  const auto begin = budget_.elapsed();
  std::uint64_t left = part.rounds;
  for (std::uint64_t epoch = 3; left > 0; ++epoch) {
    if (budget_.over() || budget_.elapsed() >= until) break;
    const std::uint64_t now = std::min(left, rounds);
    note_usual();
    const Cooling warmth = cooling(part, left, begin, until);
    search_regions(part, epoch, [&](Search& here, Inserter& own, std::size_t size) {
      here.improve(own, now * size / n + 1, warmth);
    });
    left -= now;
  }
  waiting_ -= n;
}

Outcome Run::outcome() const {
  Outcome out;
  out.solution = state_.solution();
  out.score = reached();
  for (const Part& part : parts_) {
    out.moves += part.moves;
    out.rounds += part.rounds_done;
  }
  out.ended_early = budget_.was_over();
  return out;
}

}  // namespace muster::solve
