// One solve at work: independent parts, large ones cut into regions, handed out to threads.
//
// A part has its own random numbers, seeded by (seed, part, epoch, region), and its share of the
// effort by size; a large part is improved in epochs, each with regions cut anew. Parts and regions
// of one cut touch disjoint rows of one State, so the result depends on no thread, and which thread
// takes which does not matter.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "rule/evaluate.h"
#include "solve/audit.h"
#include "solve/bound.h"
#include "solve/budget.h"
#include "solve/insertion.h"
#include "solve/regions.h"
#include "solve/search.h"
#include "solve/state.h"

namespace muster::solve {

class Run {
 public:
  // `start`: nothing served.
  Run(const Instance& instance, const Options& options, const rule::Evaluation& start,
      const rule::Score& bound);

  // A whole plan, then better ones until effort or time are spent.
  void construct();
  // Proofs aim at the plan constructed, and bound it.
  void prove(Bound& bound, std::uint64_t work);
  void improve();
  // Without the bound, which is left to others.
  Outcome outcome() const;

 private:
  struct Part {
    std::vector<SessionIndex> sessions;  // in order
    std::uint64_t rounds = 0;
    Delta gained;
    std::uint64_t moves = 0, rounds_done = 0;
  };

  // Calls job(i, inserter) for i < n, each once, on all threads.
  template <class Job>
  void in_parallel(std::size_t n, Job job);
  // Calls work(search) on a search over these sessions and counts what it has gained.
  template <class Work>
  void search(Part& part, const std::vector<SessionIndex>& sessions, Territory territory,
              std::uint64_t seed, Inserter& inserter, Work work);
  // Calls work(search, inserter, sessions of the region) for each region of a new cut, on all
  // threads.
  template <class Work>
  void search_regions(Part& part, std::uint64_t epoch, Work work);
  std::uint64_t seed_of(const Part& part, std::uint64_t epoch, std::uint64_t region) const;
  rule::Score reached() const;  // what the plan at hand costs
  void note_usual();
  // What is pinned, and what is kept of a plan before.
  void begin(Search& here, Inserter& inserter) const;
  void construct_large(Part& part);
  std::int64_t left_of_cap() const;  // as things stand; less than zero: more than it was used
  void improve_small(Part& part, Inserter& inserter);
  void improve_large(Part& part);
  // What sessions cost as things stand, and how far a part's search has come.
  Cooling cooling(const Part& part, std::uint64_t left, std::chrono::nanoseconds begin,
                  std::chrono::nanoseconds until) const;
  std::chrono::nanoseconds deadline(const Part& part, int threads) const;

  const Instance& in_;
  const Options& options_;
  Budget budget_;
  Monitor monitor_;
  State state_;
  Table<SessionIndex, std::uint32_t> local_;
  std::vector<Part> parts_;
  std::vector<std::size_t> small_, large_;            // of parts_
  std::vector<std::unique_ptr<Inserter>> inserters_;  // by thread
  std::unique_ptr<Audit> audit_;
  rule::Score start_;                // nothing served
  Cooling usual_;                    // after the last step of all threads
  std::optional<rule::Score> goal_;  // of the only part
  std::int64_t cap_of_region_ = 0;
  std::atomic<std::size_t> waiting_{0};  // sessions of parts that are not improved yet
  std::mutex mutex_;                     // of what parts have gained
};

}  // namespace muster::solve
