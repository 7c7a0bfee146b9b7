// Where values stand in a JSON text that is known to be well-formed: a scanner that counts nothing
// until somebody asks, so that right files cost nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace muster::plan {

// The text must outlive it.
class JsonPlaces {
 public:
  JsonPlaces(std::uint32_t file, std::string_view text) : file_(file), text_(text) {}

  // Offset of the whole text's value.
  std::size_t root() const { return skip_space(0); }
  // The value of `key` in the object at `object`; the object itself where it has no such key.
  std::size_t member(std::size_t object, std::string_view key) const;
  // The key itself.
  std::size_t key(std::size_t object, std::string_view key) const;
  // Offsets of all elements of the array at `array`.
  std::vector<std::size_t> elements(std::size_t array) const;
  // The place of the scalar, or of the opening bracket, at `offset`.
  Place place(std::size_t offset) const;
  // The place of a byte in any text, well-formed or not.
  Place byte(std::size_t offset, std::size_t characters = 1) const;

 private:
  std::size_t skip_space(std::size_t at) const;
  std::size_t skip_string(std::size_t at) const;
  std::size_t skip_value(std::size_t at) const;
  template <class Visit>
  void each_member(std::size_t object, Visit visit) const;

  std::uint32_t file_;
  std::string_view text_;
  mutable std::vector<std::size_t> lines_;  // offsets of line starts, made when first asked for
};

}  // namespace muster::plan
