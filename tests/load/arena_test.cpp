// What is kept in an arena stays as it was, whatever comes after it, over blocks of any size.
#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "base/huge_pages.h"
#include "load/arena.h"

namespace muster::load {
namespace {

// Texts of lengths that fill blocks up, reach over them and are longer than any.
std::string text_of(std::size_t i) {
  const std::size_t length = i % 97 == 0 ? 3 * kHugePage / 2 : (i * 7919) % 90'000;
  return std::string(length, static_cast<char>('a' + i % 26));
}

TEST_CASE("texts in an arena stay where they are and as they are") {
  Arena arena;
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i < 300; ++i) kept.push_back(arena.keep(text_of(i)));
  const Arena moved = std::move(arena);
  for (std::size_t i = 0; i < kept.size(); ++i) CHECK(kept[i] == text_of(i));
}

TEST_CASE("rewinding an arena leaves what was kept before") {
  Arena arena;
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i < 100; ++i) {
    kept.push_back(arena.keep(text_of(i)));
    const Arena::Mark mark = arena.mark();
    for (std::size_t j = 0; j < i % 5; ++j) arena.keep(std::string(text_of(i + j).size(), '-'));
    arena.rewind(mark);
  }
  for (std::size_t i = 0; i < kept.size(); ++i) CHECK(kept[i] == text_of(i));
}

TEST_CASE("values in an arena are aligned") {
  Arena arena;
  for (int i = 0; i < 100; ++i) {
    arena.keep(std::string_view("x"));
    const auto at = reinterpret_cast<std::uintptr_t>(arena.room<std::uint64_t>(1));
    CHECK(at % alignof(std::uint64_t) == 0);
  }
}

}  // namespace
}  // namespace muster::load
