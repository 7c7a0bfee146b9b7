// Workspaces of any size from a seed, for measuring. The same wish writes the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/random.h"

namespace muster::bench {

struct Wish {
  int sessions = 1'000;    // exactly so many are written, but see the planted ones
  double tightness = 1.0;  // demand over supply, against `moderate`: see tightness_of
  std::uint64_t seed = 1;
};

// slack 0.6, moderate 1, tight 1.25, over 1.8, or a number; negative for any other word.
double tightness_of(const std::string& word);

// Each makes the folder and writes a whole workspace into it. Throws std::runtime_error where a
// file can't be written.
//
// zone: examples/yongkang repeated over many areas that share teams with their neighbours; four
// weeks; for 10,000 sessions 200 venues and 1,000 teams.
void write_zone(const std::filesystem::path& folder, const Wish&);
// field: one team of one head a task, skills, windows, weights, travel by a matrix; one day.
void write_field(const std::filesystem::path& folder, const Wish&);
// fixed: fixed times and skills, one team of one head a task, weighted priorities; two weeks.
void write_fixed(const std::filesystem::path& folder, const Wish&);

// The same kinds from a known plan that fills the teams' time to the last minute. planted.txt says
// the best possible score, a level a line ("low -17"); levels it does not name are at zero.
// Tightness above 1 adds tasks of least importance that can't be served, below 1 teams that are not
// needed, and then fewer sessions may be written than wished for. A field takes at most 4,096 tasks
// and teams together: std::invalid_argument.
void write_planted_zone(const std::filesystem::path& folder, const Wish&);
void write_planted_field(const std::filesystem::path& folder, const Wish&);
void write_planted_fixed(const std::filesystem::path& folder, const Wish&);

}  // namespace muster::bench
