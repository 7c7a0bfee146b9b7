// A coordinator's folder, read: text to values, with everything that is wrong in it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "load/dispatch_policy.h"
#include "model/problem.h"
#include "rule/score.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::load {

struct Options {
  int threads = 1;  // files are read in parallel; the result does not depend on it
  // Where `use:` finds rule packs, tried in order; the workspace's own rules/ comes first.
  std::vector<std::filesystem::path> pack_folders;
  // Files from elsewhere that are read on top, as if they were in the workspace.
  std::vector<std::filesystem::path> also;
  // Looked up for ${NAME} in contacts; none: the process's environment.
  std::function<std::optional<std::string>(const std::string&)> environment;
};

// What is right, bound and ready to plan.
struct Workspace {
  model::Problem problem;
  std::vector<rule::RuleSpec> specs;
  rule::RuleSet rules;
  DispatchPolicy dispatch;
  std::size_t over_booked = 0;  // needs that want more people than is written: reliability.h
  std::string inputs;           // "sha256:…" over names and bytes of all files, in name order
};

struct Loaded {
  Sources sources;
  Diagnostics diagnostics;             // sorted by file and place
  std::optional<Workspace> workspace;  // none when there is an error
};

// Bad input is in `diagnostics`; the Failure is for a folder or file that can't be read.
Result<Loaded> load_workspace(const std::filesystem::path& folder, const Options&);
// The same from memory: file name → text. For tests, fuzzing and embedding; no file is touched
// except packs.
Loaded load_texts(const std::map<std::string, std::string>& files, const Options&);

}  // namespace muster::load
