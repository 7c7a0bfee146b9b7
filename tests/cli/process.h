// Runs the built program as a user does, and keeps what it said.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace muster::tests {

struct Finished {
  int code = -1;  // exit code; 128 + signal when killed
  std::string out, err;
};

// A folder that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

// `command` for /bin/sh, in `folder`; $MUSTER is the program, $SOURCE the source tree. No terminal;
// LANG is C unless `environment` says otherwise.
Finished run(const std::string& command, const std::filesystem::path& folder,
             const std::map<std::string, std::string>& environment = {});

std::string read_text(const std::filesystem::path&);

}  // namespace muster::tests
