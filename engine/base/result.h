// Environment trouble (disk, network, lock) as a value. Bad input is a Diagnostic instead.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace muster {

struct Failure {
  enum class Kind { disk, network, lock, interrupted };
  Kind kind = Kind::disk;
  std::string english, chinese;  // one sentence each: what failed, on what, why
};

// A T or the Failure that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}            // NOLINT(google-explicit-constructor)
  Result(Failure failure) : content_(std::move(failure)) {}  // NOLINT(google-explicit-constructor)
  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  const Failure& failure() const { return std::get<1>(content_); }

 private:
  std::variant<T, Failure> content_;
};

struct Done {};

}  // namespace muster
