// The workspace of a text, read from a file as users have it.
#pragma once

#include "folder.h"
#include "load/workspace.h"

namespace muster::testing {

inline load::Workspace zone_from(const Folder& folder, const std::string& yaml) {
  folder.write("zone.yaml", yaml);
  auto read = load::load_workspace(folder.path, {});
  REQUIRE(read.ok());
  INFO(to_text(read.value().diagnostics, read.value().sources, Language::english));
  REQUIRE(read.value().workspace);
  return std::move(*read.value().workspace);
}

}  // namespace muster::testing
