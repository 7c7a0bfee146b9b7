// One solve: compile, split into independent parts, search each, put them together.
//
// Each part has its own random numbers, seeded by (seed, number of the part), and its share of the
// effort by size; parts touch disjoint rows of one State. So the result does not depend on which
// thread solves which part.
#include "solve/solve.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "base/check.h"
#include "rule/evaluate.h"
#include "solve/audit.h"
#include "solve/bound.h"
#include "solve/budget.h"
#include "solve/components.h"
#include "solve/instance.h"
#include "solve/search.h"
#include "solve/state.h"

namespace muster::solve {

namespace {

constexpr std::uint64_t kNoticed = 4096;  // rounds between looks at the time, under a time limit
constexpr std::uint64_t kMostEffort = std::uint64_t{1} << 62;

struct Part {
  std::vector<SessionIndex> sessions;
  std::uint64_t rounds = 0;
  Delta gained;
  Tally tally;
  std::uint64_t moves = 0, rounds_done = 0;
};

class Run {
 public:
  Run(const Instance& in, const Options& options, const rule::Evaluation& start,
      const rule::Score& the_bound)
      : in_(in),
        options_(options),
        budget_(options),
        monitor_(budget_, start.total, the_bound),
        state_(in),
        local_(in.sessions.size()) {
#ifdef MUSTER_PARANOID
    if (options.threads <= 1) {
      audit_ = std::make_unique<Audit>();
      audit_->start = start;
      audit_->done_by_rule.assign(in.rules.rules.size(), 0);
    }
#endif
    for (auto& sessions : components(in)) {
      Part part;
      part.sessions = std::move(sessions);
      const double share = static_cast<double>(part.sessions.size()) /
                           static_cast<double>(std::max<std::size_t>(1, in.sessions.size()));
      const auto effort = std::min(options.effort, kMostEffort);
      part.rounds = static_cast<std::uint64_t>(static_cast<double>(effort) * share) + 1;
      parts_.push_back(std::move(part));
    }
  }

  // With one part alone the bound is a goal: nothing is left to do there.
  void aim(const rule::Score& start, const rule::Score& the_bound) {
    if (parts_.size() == 1) goal_ = the_bound - start;
  }
  void solve_all() {
    const auto most = static_cast<int>(std::max<std::size_t>(1, parts_.size()));
    const int n_threads = std::clamp(options_.threads, 1, most);
    construct_and_improve(n_threads);
  }

  Outcome outcome() {
    Outcome out;
    out.solution = state_.solution();
    for (const Part& part : parts_) {
      out.score += part.gained.score;
      out.moves += part.moves;
      out.rounds += part.rounds_done;
    }
    out.ended_early = budget_.was_over();
    return out;
  }

 private:
  // Under a time limit every part is constructed before any is improved, so that none is left out.
  void construct_and_improve(int n_threads) {
    searches_.resize(parts_.size());
    in_parallel(n_threads, [&](std::size_t i, Inserter& inserter) {
      searches_[i] = std::make_unique<Search>(state_, parts_[i].sessions, local_,
                                              options_.seed * 0x9e3779b97f4a7c15u + i, budget_,
                                              monitor_, audit_.get());
      if (goal_) searches_[i]->aim(*goal_);
      searches_[i]->construct(inserter);
      finish(i);
    });
    in_parallel(n_threads, [&](std::size_t i, Inserter& inserter) {
      if (audit_) leave(i);
      improve(i, inserter);
      finish(i);
      searches_[i].reset();
    });
  }

  void improve(std::size_t i, Inserter& inserter) {
    if (!options_.time) return searches_[i]->improve(inserter, parts_[i].rounds);
    // Its share of the time that is left, by its size among the parts that still wait.
    std::uint64_t left = parts_[i].rounds;
    const auto now = budget_.elapsed();
    const auto all = std::max<std::size_t>(1, waiting_.load());
    const double share =
        std::min(1.0, static_cast<double>(parts_[i].sessions.size()) *
                          std::max(1, options_.threads) / static_cast<double>(all));
    const auto until = now + std::chrono::nanoseconds(static_cast<std::int64_t>(
                                 static_cast<double>((*options_.time - now).count()) * share));
    const std::uint64_t chunk = std::min<std::uint64_t>(kNoticed, 16 + parts_[i].sessions.size());
    while (left > 0 && !searches_[i]->proved() && !budget_.over() && budget_.elapsed() < until) {
      const std::uint64_t step = std::min(left, chunk);
      searches_[i]->improve(inserter, step);
      left -= step;
    }
    waiting_ -= parts_[i].sessions.size();
  }

  void finish(std::size_t i) {
    Part& part = parts_[i];
    searches_[i]->restore_best();
    part.gained = searches_[i]->gained();
    part.tally = searches_[i]->tally();
    part.moves = searches_[i]->moves();
    part.rounds_done = searches_[i]->rounds();
    if (!audit_) return;
    audit_->done += part.gained;
    for (std::size_t r = 0; r < part.tally.size(); ++r) audit_->done_by_rule[r] += part.tally[r];
  }
  // The part's changes count as its own again.
  void leave(std::size_t i) {
    audit_->done -= parts_[i].gained;
    for (std::size_t r = 0; r < parts_[i].tally.size(); ++r) {
      audit_->done_by_rule[r] -= parts_[i].tally[r];
    }
  }

  template <class Job>
  void in_parallel(int n_threads, Job job) {
    waiting_ = in_.sessions.size();
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      Inserter inserter(state_, budget_);
      for (std::size_t i = next++; i < parts_.size(); i = next++) job(i, inserter);
    };
    std::vector<std::thread> threads;
    for (int t = 1; t < n_threads; ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
  }

  const Instance& in_;
  const Options& options_;
  Budget budget_;
  Monitor monitor_;
  State state_;
  Table<SessionIndex, std::uint32_t> local_;
  std::vector<Part> parts_;
  std::vector<std::unique_ptr<Search>> searches_;
  std::unique_ptr<Audit> audit_;
  std::optional<rule::Score> goal_;
  std::atomic<std::size_t> waiting_{0};
};

}  // namespace

Outcome solve(const model::Problem& problem, const rule::RuleSet& rules, const Options& options) {
  const Instance instance(problem, rules);
  model::Solution nothing;
  nothing.placements.resize(problem.sessions().size());
  const rule::Evaluation start = rule::evaluate(problem, rules, nothing);
  const rule::Score least = bound(instance);
  Run run(instance, options, start, least);
  run.aim(start.total, least);
  run.solve_all();
  Outcome out = run.outcome();
  out.score += start.total;
  out.bound = least;
  MUSTER_ASSERT(out.score == rule::evaluate(problem, rules, out.solution).total,
                "the score of the outcome is not what it costs");
  return out;
}

}  // namespace muster::solve
