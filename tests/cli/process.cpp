#include "cli/process.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace muster::tests {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "muster-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const std::string& name, const std::string& text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Finished run(const std::string& command, const fs::path& folder,
             const std::map<std::string, std::string>& environment) {
  const TemporaryFolder capture;
  std::string line = "cd '" + folder.string() + "' && env LC_ALL= LC_MESSAGES= LANG=C MUSTER='" +
                     MUSTER_PROGRAM "' SOURCE='" MUSTER_SOURCE_DIR "'";
  for (const auto& [name, value] : environment) line += " " + name + "='" + value + "'";
  const fs::path script = capture.write("script", command + "\n");
  line += " /bin/sh '" + script.string() + "' >'" + (capture.path() / "out").string() + "' 2>'" +
          (capture.path() / "err").string() + "' </dev/null";
  const int status = std::system(line.c_str());
  Finished finished;
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  finished.out = read_text(capture.path() / "out");
  finished.err = read_text(capture.path() / "err");
  return finished;
}

}  // namespace muster::tests
