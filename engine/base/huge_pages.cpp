#include "base/huge_pages.h"

#include <sys/mman.h>

#include <cstdint>

namespace muster {

void prefer_huge_pages(const void* begin, std::size_t bytes) {
  const auto at = reinterpret_cast<std::uintptr_t>(begin);
  const std::uintptr_t from = (at + kHugePage - 1) / kHugePage * kHugePage;
  const std::uintptr_t until = (at + bytes) / kHugePage * kHugePage;
  if (from >= until) return;
  // Systems without them say so, and nothing is lost.
  [[maybe_unused]] const int ignored =
      ::madvise(reinterpret_cast<void*>(from), until - from, MADV_HUGEPAGE);
}

}  // namespace muster
