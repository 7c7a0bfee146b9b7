// Which files a workspace and its packs are.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace muster::load {

// Whether a file of this name, relative to the workspace, is read.
bool is_read(const std::filesystem::path& name);

struct WorkspaceFiles {
  std::filesystem::path root;
  std::vector<std::string> names;  // relative to it, in no order
};
// `path` is a folder, or one file. Symbolic links to folders are not followed.
Result<WorkspaceFiles> list_workspace(const std::filesystem::path& path);

using Folders = std::vector<std::filesystem::path>;
std::optional<std::filesystem::path> find_pack(const std::string& name, const Folders& folders);
// Sorted; a folder that can't be read has none.
std::vector<std::string> pack_names(const Folders& folders);

}  // namespace muster::load
