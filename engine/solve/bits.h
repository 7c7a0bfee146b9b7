// A bit calendar: one bit for each quantum of time. Availability questions become one bit test, and
// two calendars are intersected 64 quanta at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muster::solve {

class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t n) : words_((n + 63) / 64) {}

  bool test(std::size_t i) const { return (words_[i >> 6] >> (i & 63)) & 1; }
  void set(std::size_t i) { words_[i >> 6] |= std::uint64_t{1} << (i & 63); }
  // Sets [from, until).
  void set_range(std::size_t from, std::size_t until) {
    for (; from < until && (from & 63) != 0; ++from) set(from);
    for (; from + 64 <= until; from += 64) words_[from >> 6] = ~std::uint64_t{0};
    for (; from < until; ++from) set(from);
  }
  void intersect(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void unite(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  // Calls `visit(i)` for each set bit, in order.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t rest = words_[w]; rest != 0; rest &= rest - 1) {
        visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
      }
    }
  }
  bool operator==(const Bits&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace muster::solve
