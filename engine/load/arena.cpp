#include "load/arena.h"

#include <algorithm>
#include <new>

#include "base/huge_pages.h"

namespace muster::load {

namespace {

// Each block is twice as large as the one before, up to a huge page.
constexpr std::size_t kFirstBlock = std::size_t{1} << 16;

}  // namespace

Arena::Block Arena::make_block(std::size_t size) {
  const bool huge = size >= kHugePage;
  if (huge) size = (size + kHugePage - 1) / kHugePage * kHugePage;
  Block block{{huge ? std::aligned_alloc(kHugePage, size) : std::malloc(size), {}}, size};
  if (block.bytes == nullptr) throw std::bad_alloc();
  prefer_huge_pages(block.bytes.get(), size);
  return block;
}

void Arena::begin_block(std::size_t bytes) {
  const std::size_t usual =
      blocks_.empty() ? kFirstBlock : std::min(2 * blocks_.back().size, kHugePage);
  if (spare_.size < std::max(bytes, kFirstBlock)) spare_ = make_block(std::max(bytes, usual));
  blocks_.push_back(std::move(spare_));
  spare_ = {};
  used_ = 0;
}

}  // namespace muster::load
