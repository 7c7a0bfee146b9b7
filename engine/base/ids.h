// Strong indices: a GridIndex can't be used where a TeamIndex is meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace muster {

// A position in a Table, or none. Four bytes, trivially copyable, ordered by position.
template <class Tag>
struct Index {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value = kNone;

  constexpr Index() = default;
  constexpr explicit Index(std::size_t position) : value(static_cast<std::uint32_t>(position)) {}
  constexpr bool exists() const { return value != kNone; }
  friend constexpr auto operator<=>(const Index&, const Index&) = default;
};

// A vector that is read with one kind of index only.
template <class I, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t n, T fill = T()) : rows_(n, std::move(fill)) {}
  explicit Table(std::vector<T> rows) : rows_(std::move(rows)) {}

  decltype(auto) operator[](I i) { return rows_[i.value]; }
  decltype(auto) operator[](I i) const { return rows_[i.value]; }
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  bool holds(I i) const { return i.value < rows_.size(); }
  I push_back(T row) {
    rows_.push_back(std::move(row));
    return I(rows_.size() - 1);
  }
  void resize(std::size_t n) { rows_.resize(n); }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  std::vector<T>& rows() { return rows_; }
  const std::vector<T>& rows() const { return rows_; }
  friend bool operator==(const Table&, const Table&) = default;

 private:
  std::vector<T> rows_;
};

// All indices of a table of n rows: for (auto team : all<TeamIndex>(n)).
template <class I>
class IndexRange {
 public:
  struct Iterator {
    std::size_t at;
    I operator*() const { return I(at); }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  explicit IndexRange(std::size_t n) : n_(n) {}
  IndexRange(I first, std::size_t n) : first_(first.value), n_(n) {}
  Iterator begin() const { return {first_}; }
  Iterator end() const { return {first_ + n_}; }

 private:
  std::size_t first_ = 0, n_;
};
template <class I>
IndexRange<I> all(std::size_t n) {
  return IndexRange<I>(n);
}
template <class I, class T>
IndexRange<I> indices(const Table<I, T>& table) {
  return IndexRange<I>(table.size());
}

}  // namespace muster

template <class Tag>
struct std::hash<muster::Index<Tag>> {
  std::size_t operator()(muster::Index<Tag> i) const noexcept { return i.value; }
};
