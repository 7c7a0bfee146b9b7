// Every bound on input in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace muster::limits {

inline constexpr std::uint64_t kFileBytes = std::uint64_t{1} << 30;  // one input file
inline constexpr std::size_t kLineBytes = std::size_t{1} << 20;      // one line of input
inline constexpr std::size_t kScalarBytes = std::size_t{1} << 16;    // one value
inline constexpr int kDepth = 64;                                    // nesting in a file
inline constexpr std::size_t kDiagnostics = 1000;                    // shown; the rest are counted
inline constexpr int kHorizonDays = 400;
inline constexpr std::size_t kSessions = 2'000'000;  // all tasks together
inline constexpr std::size_t kOccurrencesPerTask = 10'000;
inline constexpr int kHeadsPerTeam = 10'000;
inline constexpr int kHeadsPerNeed = 10'000;
inline constexpr int kSkillGrade = 9;
inline constexpr std::size_t kHeads = 5'000'000;  // all teams together
inline constexpr std::size_t kLevels = 16;        // "hard" and five fixed ones included

inline constexpr std::size_t kRelatedPairs = 1'000'000;  // of sessions, by one rule

static_assert(kScalarBytes <= kLineBytes && kLineBytes < kFileBytes);
static_assert(kOccurrencesPerTask < kSessions);

}  // namespace muster::limits
