// The house rules as functions of source text: each returns what it finds wrong, one line each
// ("engine/plan/x.cpp:12: …"). The design page's section on rooms says why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::tidy {

struct SourceFile {
  std::string path;  // from the root of the sources, with slashes
  std::string text;
};
using Findings = std::vector<std::string>;

// The files below `root`/`folder` whose names end in one of `endings`, by path.
std::vector<SourceFile> read_tree(const std::string& root, const std::string& folder,
                                  const std::vector<std::string>& endings);

// "plan" of engine/plan/verify.cpp; empty elsewhere.
std::string room_of(const std::string& path);
bool is_header(const SourceFile&);

// Includes go down the order of rooms only.
Findings check_directions(const SourceFile&);
// Third-party headers stay in the rooms that own them.
Findings check_owners(const SourceFile&);
// One namespace a room.
Findings check_namespace(const SourceFile&);
// Headers say `#pragma once`; no tabs, no trailing blanks, no lines over 100 characters, no files
// over 500 lines, no notes to self.
Findings check_text(const SourceFile&);
// Chinese texts are punctuated in full width, except in what is quoted in backticks.
Findings check_chinese(const SourceFile&);
// No function over 70 lines. Reads the layout that clang-format gives.
Findings check_functions(const SourceFile&);
// No file or folder that is named after nothing in particular; two folders deep at most.
Findings check_name(const std::string& path);
// `from` reaches none of `banned` through any chain of includes.
Findings check_reach(const std::vector<SourceFile>& engine, const std::string& from,
                     const std::vector<std::string>& banned);

}  // namespace muster::tidy
