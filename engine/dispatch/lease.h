// One dispatcher at a time: a lease in the store with a fence that grows with every holder. A
// holder that was stopped and comes back finds another fence and may write no more.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "store/store.h"

namespace muster::dispatch {

inline constexpr std::chrono::seconds kLeaseTime{15};

// "host:pid:nonce" of this process.
std::string holder_name();
// Whether a process of this host that is named so has gone.
bool holder_is_gone(const std::string& holder);

// The fence, when the lease was free, ran out, or its holder has gone; else none, and `held_by`
// says who has it.
std::optional<std::int64_t> take_lease(store::Transaction&, const std::string& holder, Instant now,
                                       std::string& held_by);
// Whether `fence` is still the one; then the lease is prolonged where half its time is over.
bool hold_lease(store::Transaction&, const std::string& holder, std::int64_t fence, Instant now);
void give_back_lease(store::Transaction&, std::int64_t fence);

}  // namespace muster::dispatch
