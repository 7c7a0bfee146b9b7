#include "solve/bound_paths.h"

#include <algorithm>

namespace muster::solve {

namespace {

constexpr std::uint32_t kTaken = 0x80000000u;
constexpr std::uint32_t kLooks = 48;  // at candidates that may be too far; then travel is let be

}  // namespace

std::int64_t Paths::best(const Market::Resource& resource, const std::vector<std::int64_t>& prices,
                         const std::vector<std::int64_t>& tolls) {
  resource_ = &resource;
  price(prices, tolls);
  if (resource.n_spots == 0) {
    walk();
  } else {
    walk_by_travel();
  }
  return from_[0];
}

void Paths::price(const std::vector<std::int64_t>& prices, const std::vector<std::int64_t>& tolls) {
  const std::size_t n = resource_->last - resource_->first;
  const std::uint32_t* demand = market_.candidate_demand.data() + resource_->first;
  if (from_.size() < n + 1) {
    from_.resize(n + 1);
    worth_.resize(n + 1);
  }
  from_[n] = 0;
  for (std::size_t i = 0; i < n; ++i) worth_[i] = prices[demand[i]];
  for (auto l = resource_->limits.first; l < resource_->limits.last; ++l) {
    const Market::Limit& limit = market_.limits[l];
    if (tolls[l] == 0) continue;
    for (auto i = limit.first; i < limit.last; ++i) {
      worth_[i] -= tolls[l] * market_.amount(limit, demand[i]);
    }
  }
}

void Paths::walk() {
  const std::uint32_t* next = market_.candidate_next.data() + resource_->first;
  for (std::size_t i = resource_->last - resource_->first; i-- > 0;) {
    from_[i] = std::max(from_[i + 1], worth_[i] + from_[next[i]]);
  }
}

// The first candidate that is near enough is not always the best: they are looked at in order of
// time as long as one of them could be better.
void Paths::walk_by_travel() {
  const Market::Resource& resource = *resource_;
  const auto n = static_cast<std::uint32_t>(resource.last - resource.first);
  const std::uint32_t* demand = market_.candidate_demand.data() + resource.first;
  const std::uint32_t* next = market_.candidate_next.data() + resource.first;
  const std::int32_t* start = market_.candidate_start.data() + resource.first;
  const std::uint8_t* spot = market_.candidate_spot.data() + resource.first;
  const std::uint16_t* ways = market_.ways.data() + resource.first_way;
  if (taking_.size() < n) {
    taking_.resize(n);
    then_.resize(n);
  }
  for (std::uint32_t i = n; i-- > 0;) {
    const std::int32_t end = start[i] + market_.duration_of(demand[i]);
    const std::uint16_t* way = ways + std::size_t{spot[i]} * resource.n_spots;
    std::int64_t most = -1;
    std::uint32_t then = n;
    for (std::uint32_t j = next[i]; from_[j] > most; ++j) {
      const bool sure = j == n || start[j] >= end + resource.longest_way;
      if (sure || j - next[i] == kLooks) {
        most = from_[j];
        then = j;
        break;
      }
      if (taking_[j] > most && start[j] >= end + way[spot[j]]) {
        most = taking_[j];
        then = j | kTaken;
      }
    }
    taking_[i] = worth_[i] + most;
    then_[i] = then;
    from_[i] = std::max(from_[i + 1], taking_[i]);
  }
}

void Paths::trace(std::vector<std::uint32_t>& out) const {
  const auto n = static_cast<std::uint32_t>(resource_->last - resource_->first);
  const std::uint32_t* next = market_.candidate_next.data() + resource_->first;
  bool taken = false;
  for (std::uint32_t i = 0; i < n;) {
    if (!taken && from_[i] == from_[i + 1]) {
      ++i;
      continue;
    }
    out.push_back(i);
    const std::uint32_t then = resource_->n_spots == 0 ? next[i] : then_[i];
    taken = (then & kTaken) != 0;
    i = then & ~kTaken;
  }
}

}  // namespace muster::solve
