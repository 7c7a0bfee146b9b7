// Large stretches of memory in large pages.
#pragma once

#include <cstddef>

namespace muster {

inline constexpr std::size_t kHugePage = std::size_t{1} << 21;

// Asks the system to back what lies between by pages of 2 MB, before it is written: a fault each
// instead of 512. A hint, for memory that will be filled; anything shorter is left as it is.
void prefer_huge_pages(const void* begin, std::size_t bytes);

}  // namespace muster
