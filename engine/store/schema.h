// The tables, as numbered migrations. Inside the room only.
#pragma once

#include <span>

namespace muster::store {

// Migration i brings a file from version i to i + 1, in one transaction with the new number. What
// has once been released is never changed.
std::span<const char* const> migrations();

}  // namespace muster::store
