// The Lagrangian of the relaxed problem: exact lower bounds from integer multipliers.
//
// "What is asked for is had" is relaxed demand by demand: a head or room asked for costs its price,
// one that is had earns it. "What is fed is served" likewise by cell. Then sessions and resources
// are independent of each other: a session is served where its price is below what leaving it out
// costs, a head or room takes its best path. Their sum is no more than any plan costs. The best
// multipliers reach the bound of the linear relaxation (Geoffrion 1974, doi:10.1007/BFb0120690).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/bound_market.h"
#include "solve/bound_paths.h"

namespace muster::solve {

__extension__ typedef __int128 Wide;

struct Multipliers {
  Market::LevelCosts weight{};       // of one unit of cost, by level
  std::vector<std::int64_t> price;   // by demand, of a head or room
  std::vector<std::int64_t> reward;  // by cell, of one unit fed
  std::vector<std::int64_t> toll;    // by limit, of one unit that a head does
};

// What the cheapest relaxed plan at some multipliers leaves open; positive: raise the multiplier.
struct Excess {
  std::vector<std::int32_t> asked;   // by demand
  std::vector<std::int32_t> demand;  // heads or rooms asked for and not had
  std::vector<std::int64_t> cell;    // short of what is asked
  std::vector<std::int64_t> limit;   // done above the most
  Market::LevelCosts cost{};         // of the relaxed plan
};

class Lagrangian {
 public:
  Lagrangian(const Market& market, int threads);

  const Market& market() const { return market_; }
  // A lower bound of Σ weight × cost over all plans. Multipliers are clipped.
  Wide value(Multipliers& at);
  // To where they help: greater ones prove no more.
  void clip(Multipliers& at);
  const Excess& excess() const { return excess_; }  // at the last value
  // What one value costs, in candidates looked at, and all values so far.
  std::uint64_t work() const;
  std::uint64_t spent() const { return values_ * work(); }

 private:
  struct Worker {
    explicit Worker(const Market& market) : paths(market) {}
    Paths paths;
    Wide earned = 0;
    Market::LevelCosts charged{};
    std::vector<std::int32_t> had;  // by demand
    std::vector<std::uint32_t> path, bounds;
    std::vector<std::int64_t> gains;
  };

  void choose_options(const Multipliers& at);
  void begin(const Multipliers& at);
  void ask(const Multipliers& at, const Market::Row& row);
  std::int64_t ask(const Multipliers& at, const Market::Demand& demand, std::int64_t price,
                   std::int32_t& heads) const;
  void take_paths(const Multipliers& at);
  void take_path(std::uint32_t resource, std::size_t k, Worker& worker);
  void take_group(const Multipliers& at, const Market::Group& group, Worker& worker);
  std::int64_t sum(Market::Range prices, const Market::LevelCosts& weight) const;
  void count(Market::Range prices, std::int64_t times, Market::LevelCosts& cost) const;

  const Market& market_;
  Excess excess_;
  Wide total_ = 0;
  std::uint64_t values_ = 0;
  std::vector<std::int64_t> option_value_;  // by option set: the cheapest
  std::vector<std::uint32_t> option_chosen_;
  std::vector<Worker> workers_;
};

}  // namespace muster::solve
