#include "solve/bound_crews.h"

#include <algorithm>

namespace muster::solve {

namespace {

constexpr std::int32_t kManyCrews = 16;  // beyond, what is lost by rounding is little
constexpr int kSizes = 3;                // of crews, for each set of people

}  // namespace

CrewSlots::CrewSlots(const Instance& instance, const Table<SessionIndex, char>& counts)
    : in_(instance) {
  std::map<std::vector<HeadIndex>, std::uint32_t> known;
  for (std::uint32_t p = 0; p < in_.pools.size(); ++p) {
    std::vector<HeadIndex> heads = in_.pools[p].heads;
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    const auto n = static_cast<std::int32_t>(heads.size());
    const auto [found, is_new] =
        known.try_emplace(std::move(heads), static_cast<std::uint32_t>(known.size()));
    if (is_new) {
      pool_of_.push_back(p);
      count_.push_back(n);
    }
    people_of_.push_back(found->second);
  }
  std::vector<std::map<std::int32_t, Asked>> asked(count_.size());
  for (auto s : indices(counts)) {
    if (!counts[s]) continue;
    for (const auto& [people, ask] : asks(s)) {
      Asked& row = asked[people][ask.heads];
      ++row.sessions;
      row.one_team = row.one_team && ask.one_team;
    }
  }
  for (std::uint32_t people = 0; people < asked.size(); ++people) add_slots(people, asked[people]);
}

// Heads that a session wants of each set of people, all its needs together.
std::map<std::uint32_t, CrewSlots::Ask> CrewSlots::asks(SessionIndex session) const {
  std::map<std::uint32_t, Ask> out;
  for (const NeedView& need : in_.needs_of(in_.sessions[session])) {
    if (need.min == 0) continue;
    Ask& ask = out[people_of_[need.pool]];
    ask.one_team = need.one_team && ask.heads == 0;
    ask.heads += need.min;
  }
  return out;
}

std::int32_t CrewSlots::capacity(std::uint32_t people, std::int32_t heads, bool one_team) const {
  if (!one_team) return count_[people] / heads;
  const Pool& pool = in_.pools[pool_of_[people]];
  std::int32_t crews = 0;
  for (const PoolTeam& team : pool.teams) {
    std::int32_t here = 0;
    for (auto g = team.first_group; g < team.last_group; ++g) {
      here += static_cast<std::int32_t>(pool.groups[g].last - pool.groups[g].first);
    }
    crews += here / heads;
  }
  return std::min(crews, count_[people] / heads);
}

// Where rounding takes something away and there are sessions enough to notice.
void CrewSlots::add_slots(std::uint32_t people, const std::map<std::int32_t, Asked>& asked) {
  int sizes = 0;
  for (auto from = asked.begin(); from != asked.end() && sizes < kSizes; ++from) {
    const std::int32_t heads = from->first;
    Asked all;
    for (auto row = from; row != asked.end(); ++row) {
      all.sessions += row->second.sessions;
      all.one_team = all.one_team && row->second.one_team;
    }
    const std::int32_t crews = capacity(people, heads, all.one_team);
    if (crews * heads == count_[people] || crews > kManyCrews || all.sessions <= crews) continue;
    slots_.push_back({people, heads, crews});
    ++sizes;
  }
}

std::vector<std::uint32_t> CrewSlots::of(SessionIndex session) const {
  std::vector<std::uint32_t> out;
  for (const auto& [people, ask] : asks(session)) {
    const auto wanted = people;
    const auto first = std::partition_point(slots_.begin(), slots_.end(),
                                            [&](const Slot& slot) { return slot.people < wanted; });
    for (auto slot = first; slot != slots_.end() && slot->people == wanted; ++slot) {
      if (slot->heads > ask.heads) break;
      out.push_back(static_cast<std::uint32_t>(slot - slots_.begin()));
    }
  }
  return out;
}

}  // namespace muster::solve
