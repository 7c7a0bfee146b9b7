#include "solve/bound_ways.h"

#include <algorithm>

namespace muster::solve {

namespace {

constexpr std::size_t kSpots = 96;              // of one resource
constexpr std::uint64_t kLookups = 20'000'000;  // of travel, all resources together

}  // namespace

std::uint32_t Ways::spot_of(std::uint32_t demand) const {
  const Instance& in = out_.in;
  const SessionView& view = in.sessions[out_.rows[out_.demands[demand].row].session];
  const auto n_lists = static_cast<std::uint32_t>(in.venues.size());
  if (view.needs_venue) return view.venues;
  return view.place.exists() ? n_lists + 1 + view.place.value : n_lists;
}

std::vector<PlaceIndex> Ways::places(std::uint32_t spot) const {
  const auto n_lists = static_cast<std::uint32_t>(out_.in.venues.size());
  if (spot == n_lists) return {PlaceIndex()};
  if (spot > n_lists) return {PlaceIndex(std::size_t{spot - n_lists - 1})};
  std::vector<PlaceIndex> list;
  for (VenueIndex venue : out_.in.venues[spot]) list.push_back(out_.in.problem.place_of(venue));
  return list;
}

std::uint16_t Ways::way(std::uint32_t from, std::uint32_t to) {
  const auto [found, is_new] = known_.try_emplace({from, to}, std::uint16_t{0});
  if (!is_new) return found->second;
  const std::vector<PlaceIndex> a = places(from);
  const std::vector<PlaceIndex> b = places(to);
  lookups_ += a.size() * b.size();
  if (lookups_ > kLookups || a.empty() || b.empty()) return 0;
  std::int32_t least = UINT16_MAX;
  for (PlaceIndex p : a) {
    for (PlaceIndex q : b) least = std::min(least, out_.in.travel(p, q));
  }
  return found->second = static_cast<std::uint16_t>(std::max(0, least));
}

void Ways::add(Market::Resource& resource) {
  std::vector<std::uint32_t> spots;
  for (auto i = resource.first; i < resource.last; ++i) {
    spots.push_back(spot_of(out_.candidate_demand[i]));
  }
  std::vector<std::uint32_t> different = spots;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  if (different.size() > kSpots) return;
  std::vector<std::uint16_t> minutes;
  for (std::uint32_t from : different) {
    for (std::uint32_t to : different) minutes.push_back(way(from, to));
  }
  const std::uint16_t longest =
      minutes.empty() ? std::uint16_t{0} : *std::max_element(minutes.begin(), minutes.end());
  if (longest == 0) return;
  resource.first_way = static_cast<std::uint32_t>(out_.ways.size());
  resource.n_spots = static_cast<std::uint32_t>(different.size());
  resource.longest_way = longest;
  out_.ways.insert(out_.ways.end(), minutes.begin(), minutes.end());
  out_.candidate_spot.resize(resource.last, 0);
  for (auto i = resource.first; i < resource.last; ++i) {
    const auto spot =
        std::lower_bound(different.begin(), different.end(), spots[i - resource.first]);
    out_.candidate_spot[i] = static_cast<std::uint8_t>(spot - different.begin());
  }
}

}  // namespace muster::solve
