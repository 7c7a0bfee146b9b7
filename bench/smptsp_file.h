// Public instances of the shift minimisation personnel task scheduling problem (Krishnamoorthy,
// Ernst & Baatar 2012, doi:10.1016/j.ejor.2011.10.008) as problems like any other: tasks at fixed
// times, workers who can do some of them, use few workers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/problem.h"
#include "rule/spec.h"

namespace muster::bench {

struct SmptspFile {
  std::vector<std::pair<std::int32_t, std::int32_t>> jobs;  // [start, end) in minutes
  std::vector<std::vector<std::uint32_t>> jobs_of;          // by worker, sorted
};

// `#` comments; "Type = 1"; "Jobs = n" and n lines "start end"; "Qualifications = m" and m lines
// "k: job job …", jobs from zero. None, and why in `trouble`, where the text is something else.
std::optional<SmptspFile> parse_smptsp(std::string_view text, std::string& trouble);

// Each worker is a team of one. A job is a task that must be done at its time by one who has its
// skill; being called out costs a team one on level "care".
struct Stated {
  model::Problem problem;
  std::vector<rule::RuleSpec> rules;
};
Stated state_smptsp(const SmptspFile&);

// What best_known.tsv, in the file's folder or the one above, says of it.
struct BestKnown {
  std::int64_t upper = 0, lower = 0;
  bool closed = false;
};
std::optional<BestKnown> best_known(const std::filesystem::path& file);

}  // namespace muster::bench
