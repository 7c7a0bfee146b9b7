#include "load/precedence.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/random.h"

namespace muster::load {
namespace {

using model::Precedence;
using model::SessionIndex;
using Edges = std::vector<std::pair<int, int>>;

std::vector<Precedence> precedences(const Edges& edges) {
  std::vector<Precedence> out;
  for (auto [before, after] : edges) {
    out.push_back({SessionIndex(static_cast<std::size_t>(before)),
                   SessionIndex(static_cast<std::size_t>(after)), Duration{0}});
  }
  return out;
}

std::vector<int> cycle(std::size_t n, const Edges& edges) {
  std::vector<int> out;
  if (const auto found = find_cycle(n, precedences(edges))) {
    for (SessionIndex s : *found) out.push_back(static_cast<int>(s.value));
  }
  return out;
}

TEST_CASE("orders without a circle have no cycle") {
  CHECK_FALSE(find_cycle(0, {}).has_value());
  CHECK_FALSE(find_cycle(5, {}).has_value());
  CHECK(cycle(2, {{0, 1}}).empty());
  CHECK(cycle(4, {{3, 2}, {2, 1}, {1, 0}, {3, 0}, {3, 1}}).empty());
  CHECK(cycle(3, {{0, 1}, {0, 1}, {0, 2}, {1, 2}}).empty());
}

TEST_CASE("a cycle is named in order, from its first session on") {
  CHECK(cycle(2, {{1, 0}, {0, 1}}) == std::vector<int>{0, 1});
  CHECK(cycle(4, {{3, 1}, {1, 2}, {2, 3}, {0, 1}}) == std::vector<int>{1, 2, 3});
  CHECK(cycle(6, {{5, 2}, {2, 4}, {4, 5}, {0, 1}}) == std::vector<int>{2, 4, 5});
}

TEST_CASE("a session that waits for itself is a cycle of one") {
  CHECK(cycle(3, {{0, 1}, {1, 1}}) == std::vector<int>{1});
}

TEST_CASE("of many cycles a shortest through the first session is named") {
  // 0 1 2 3 and back, and 0 2 with a short way home.
  CHECK(cycle(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {2, 0}}) == std::vector<int>{0, 1, 2});
  CHECK(cycle(6, {{4, 5}, {5, 4}, {1, 2}, {2, 3}, {3, 1}}) == std::vector<int>{1, 2, 3});
}

TEST_CASE("the answer does not depend on the order of the precedences") {
  const Edges edges{{0, 3}, {3, 5}, {5, 0}, {0, 4}, {4, 5}, {2, 1}, {1, 2}};
  const auto expected = cycle(6, edges);
  REQUIRE(expected == std::vector<int>{0, 3, 5});
  Edges reversed(edges.rbegin(), edges.rend());
  CHECK(cycle(6, reversed) == expected);
}

TEST_CASE("a million sessions in one row need no stack") {
  constexpr std::size_t kSessions = 1'000'000;
  std::vector<Precedence> row;
  for (std::size_t i = 0; i + 1 < kSessions; ++i) {
    row.push_back({SessionIndex(i), SessionIndex(i + 1), Duration{0}});
  }
  CHECK_FALSE(find_cycle(kSessions, row).has_value());
  row.push_back({SessionIndex(kSessions - 1), SessionIndex(std::size_t{0}), Duration{0}});
  const auto found = find_cycle(kSessions, row);
  REQUIRE(found.has_value());
  CHECK(found->size() == kSessions);
  CHECK(found->front() == SessionIndex(std::size_t{0}));
}

// Whether removing sessions that nothing waits for, again and again, removes all.
bool acyclic(std::size_t n, Edges edges) {
  for (std::size_t round = 0; round < n; ++round) {
    std::vector<bool> has_before(n, false);
    for (auto [before, after] : edges) has_before[static_cast<std::size_t>(after)] = true;
    edges.erase(
        std::remove_if(edges.begin(), edges.end(),
                       [&](auto e) { return !has_before[static_cast<std::size_t>(e.first)]; }),
        edges.end());
  }
  return edges.empty();
}

TEST_CASE("random orders: a cycle is found exactly when there is one, and it is one") {
  Random random(11);
  int cyclic = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::size_t n = 1 + random.below(8);
    Edges edges(random.below(12));
    for (auto& [before, after] : edges) {
      before = static_cast<int>(random.below(static_cast<std::uint32_t>(n)));
      after = static_cast<int>(random.below(static_cast<std::uint32_t>(n)));
    }
    const auto found = cycle(n, edges);
    REQUIRE(found.empty() == acyclic(n, edges));
    if (found.empty()) continue;
    ++cyclic;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::pair<int, int> step{found[i], found[(i + 1) % found.size()]};
      REQUIRE(std::find(edges.begin(), edges.end(), step) != edges.end());
    }
    auto sorted = found;
    std::sort(sorted.begin(), sorted.end());
    REQUIRE(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    REQUIRE(found.front() == sorted.front());
  }
  CHECK(cyclic > 200);
}

}  // namespace
}  // namespace muster::load
