#include "load/workspace_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/system_text.h"

namespace muster::load {

namespace fs = std::filesystem;

namespace {

Failure cant_read(const fs::path& path, const std::error_code& error) {
  const SystemText why = system_text(error);
  return {Failure::Kind::disk, fmt::format("can't read {}: {}", path.string(), why.english),
          fmt::format("无法读取 {}：{}", path.string(), why.chinese)};
}

void list(const fs::path& root, const fs::path& below, std::vector<std::string>& names,
          std::error_code& error) {
  for (fs::directory_iterator entry(root / below, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path name = below / entry->path().filename();
    std::error_code ignored;
    const bool folder = entry->is_directory(ignored);
    if (folder && (name == "rules" || *name.begin() == "tasks") && !entry->is_symlink(ignored)) {
      list(root, name, names, error);
    } else if (!folder && is_read(name)) {
      names.push_back(name.generic_string());
    }
  }
}

}  // namespace

bool is_read(const fs::path& name) {
  const std::string extension = name.extension().string();
  const bool yaml = extension == ".yaml" || extension == ".yml";
  const auto folder = name.has_parent_path() ? name.begin()->string() : "";
  const bool deep = std::distance(name.begin(), name.end()) > 2;
  if (std::any_of(name.begin(), name.end(), [](auto& p) { return p.string()[0] == '.'; })) {
    return false;
  }
  if (folder == "tasks") return yaml || extension == ".csv" || extension == ".jsonl";
  return yaml && !deep && (folder.empty() || folder == "rules");
}

Result<WorkspaceFiles> list_workspace(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return cant_read(path, error ? error : make_error_code(std::errc::no_such_file_or_directory));
  }
  if (!fs::is_directory(status)) {
    return WorkspaceFiles{path.parent_path(), {path.filename().string()}};
  }
  WorkspaceFiles files{path, {}};
  list(path, {}, files.names, error);
  if (error) return cant_read(path, error);
  return files;
}

std::optional<fs::path> find_pack(const std::string& name, const Folders& folders) {
  std::error_code error;
  for (const fs::path& folder : folders) {
    const fs::path path = folder / (name + ".yaml");
    if (fs::is_regular_file(path, error)) return path;
  }
  return std::nullopt;
}

std::vector<std::string> pack_names(const Folders& folders) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::path& folder : folders) {
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const fs::path& file = entry->path();
      if (file.extension() == ".yaml") names.push_back(file.stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace muster::load
