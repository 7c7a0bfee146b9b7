// What bench_dispatch sends: a zone of teams that are reached by webhook, and a plan's offers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "dispatch/publish.h"

namespace muster::bench {

// A workspace of a team an endpoint, each with a webhook on the receiver's port; signed, private
// addresses allowed, no quiet hours. False where it can't be written.
bool write_zone(const std::filesystem::path& folder, std::uint32_t endpoints, std::uint32_t port);

// Offer number `i` is session "s-…i" for team `i % endpoints`, with the content that a plan's
// assignment has; it starts a month after `now`.
store::Assignment make_offer(std::uint32_t i, std::uint32_t endpoints, Instant now);
// Offers 0 to `offers` − 1, and a document as long as a plan of so many.
dispatch::Publication make_plan(std::uint32_t offers, std::uint32_t endpoints, Instant now);

}  // namespace muster::bench
