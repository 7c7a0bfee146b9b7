// Memory that is given back all at once: what a hundred thousand records are read into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

namespace muster::load {

// Values side by side in an Arena; a view, valid as long as the arena keeps them.
template <class T>
struct Run {
  const T* first = nullptr;
  std::uint32_t count = 0;

  const T* begin() const { return first; }
  const T* end() const { return first + count; }
  std::size_t size() const { return count; }
  bool empty() const { return count == 0; }
  const T& operator[](std::size_t i) const { return first[i]; }
  const T& front() const { return *first; }
};

// One thread. Views into it stay valid until they are rewound over or it dies; it may be moved.
class Arena {
 public:
  struct Mark {
    std::size_t blocks = 0, used = 0;
  };

  template <class T>
  Run<T> keep(const T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    if (count == 0) return {};
    void* at = allocate(count * sizeof(T), alignof(T));
    std::memcpy(at, static_cast<const void*>(values), count * sizeof(T));
    return {static_cast<const T*>(at), static_cast<std::uint32_t>(count)};
  }
  // Room for `count` values, to be written at once.
  template <class T>
  T* room(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
  }
  template <class T>
  Run<T> keep(const std::vector<T>& values) {
    return keep(values.data(), values.size());
  }
  std::string_view keep(std::string_view text) {
    const Run<char> kept = keep(text.data(), text.size());
    return {kept.first, kept.count};
  }

  // What is kept after mark() is given back by rewind(mark).
  Mark mark() const { return {blocks_.size(), used_}; }
  void rewind(Mark mark) {
    if (blocks_.size() > mark.blocks + 1) blocks_.resize(mark.blocks + 1);
    if (blocks_.size() > mark.blocks) {  // the next block stays to be used again
      spare_ = std::move(blocks_.back());
      blocks_.pop_back();
    }
    used_ = mark.used;
  }

 private:
  struct Free {
    void operator()(void* bytes) const { std::free(bytes); }
  };
  struct Block {
    std::unique_ptr<void, Free> bytes;
    std::size_t size = 0;
  };

  // `alignment` is a power of two.
  void* allocate(std::size_t bytes, std::size_t alignment) {
    used_ = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || used_ + bytes > blocks_.back().size) begin_block(bytes);
    void* at = static_cast<std::byte*>(blocks_.back().bytes.get()) + used_;
    used_ += bytes;
    return at;
  }
  // Another block with room for so many bytes.
  void begin_block(std::size_t bytes);
  static Block make_block(std::size_t size);

  std::vector<Block> blocks_;
  Block spare_;
  std::size_t used_ = 0;  // of the last block
};

}  // namespace muster::load
