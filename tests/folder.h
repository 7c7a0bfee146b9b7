// A folder that is removed with everything in it, and programs run in it.
#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace muster::testing {

class Folder {
 public:
  explicit Folder(const std::filesystem::path& in = std::filesystem::temp_directory_path()) {
    std::string name = (in / "muster-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path / name).rdbuf();
    return text.str();
  }
  // What it wrote to both outputs, and then "exit N".
  std::string output_of(const std::string& program, const std::string& arguments) const {
    const std::string command = "cd '" + path.string() + "' && '" + program + "' " + arguments +
                                " > out 2>&1; echo \"exit $?\" >> out";
    REQUIRE(std::system(command.c_str()) == 0);
    return read("out");
  }

  std::filesystem::path path;
};

}  // namespace muster::testing
