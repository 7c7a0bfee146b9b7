// Values that many owners have alike and that are stored once: a hundred thousand tasks with the
// same needs. They behave like values: a change makes a copy of one's own.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace muster {

// Like std::optional<T>, but copies share the T. Any thread may read and copy.
template <class T>
class Shared {
 public:
  Shared() = default;
  Shared(std::nullopt_t) {}
  Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}

  bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  // The value as one's own, to be changed; there must be one.
  T& edit() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }
  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || (a && b && *a == *b);
  }

 private:
  std::shared_ptr<T> value_;
};

// Like const std::vector<T>, but copies share their elements. Any thread may read and copy.
template <class T>
class SharedList {
 public:
  SharedList() = default;
  SharedList(std::vector<T> list) {
    if (!list.empty()) list_ = std::move(list);
  }
  SharedList(std::initializer_list<T> list) : SharedList(std::vector<T>(list)) {}

  const T* begin() const { return list_ ? list_->data() : nullptr; }
  const T* end() const { return begin() + size(); }
  std::size_t size() const { return list_ ? list_->size() : 0; }
  bool empty() const { return size() == 0; }
  const T& operator[](std::size_t i) const { return begin()[i]; }
  const T& front() const { return *begin(); }
  const T& back() const { return end()[-1]; }
  // The elements as one's own, to be changed.
  std::vector<T>& edit() {
    if (!list_) list_ = std::vector<T>();
    return list_.edit();
  }
  void push_back(T element) { edit().push_back(std::move(element)); }
  friend bool operator==(const SharedList& a, const SharedList& b) {
    return a.size() == b.size() &&
           (a.begin() == b.begin() || std::equal(a.begin(), a.end(), b.begin()));
  }

 private:
  Shared<std::vector<T>> list_;
};

}  // namespace muster
