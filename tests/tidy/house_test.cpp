// The house as it stands, and that each of its checks finds what it looks for.
#include "tidy/house.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>

#include "rule/catalog.h"

namespace muster::tidy {
namespace {

namespace fs = std::filesystem;

const std::string kRoot = MUSTER_SOURCE_DIR;
using Names = std::set<std::string>;

const std::vector<SourceFile>& engine() {
  static const auto kFiles = read_tree(kRoot, "engine", {".h", ".cpp"});
  return kFiles;
}

const std::vector<SourceFile>& all_code() {
  static const auto kFiles = [] {
    auto files = engine();
    for (const char* folder : {"tests", "bench", "examples"}) {
      for (SourceFile& file : read_tree(kRoot, folder, {".h", ".cpp"})) {
        files.push_back(std::move(file));
      }
    }
    return files;
  }();
  return kFiles;
}

template <class Check>
std::string run(const std::vector<SourceFile>& files, Check check) {
  std::string found;
  for (const SourceFile& file : files) {
    for (const std::string& finding : check(file)) found += finding + "\n";
  }
  return found;
}

bool has_entry_ending(const fs::path& folder, const std::string& ending) {
  if (!fs::exists(folder)) return false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending) {
      return true;
    }
  }
  return false;
}

std::string text_of(const std::string& path) {
  const fs::path full = fs::path(kRoot) / path;
  const auto files =
      read_tree(kRoot, fs::path(path).parent_path().string(), {full.filename().string()});
  for (const SourceFile& file : files) {
    if (file.path == path) return file.text;
  }
  return {};
}

TEST_CASE("includes go down the order of rooms") {
  REQUIRE(engine().size() > 50);
  CHECK(run(engine(), check_directions) == "");
}

TEST_CASE("third-party headers stay in the rooms that own them") {
  CHECK(run(engine(), check_owners) == "");
}

TEST_CASE("the verifier shares nothing with the search or the compiled rules") {
  std::size_t verifiers = 0;
  std::string found;
  for (const SourceFile& file : engine()) {
    if (file.path.rfind("engine/plan/verify", 0) != 0) continue;
    ++verifiers;
    for (const std::string& finding : check_reach(engine(), file.path,
                                                  {"engine/rule/terms.h", "engine/rule/evaluate.h",
                                                   "engine/rule/catalog.h", "engine/solve/"})) {
      found += finding + "\n";
    }
  }
  CHECK(verifiers > 1);
  CHECK(found == "");
}

TEST_CASE("rule kinds never appear in the search") {
  for (const SourceFile& file : engine()) {
    if (room_of(file.path) != "solve") continue;
    for (const rule::Kind& kind : rule::catalog()) {
      INFO(file.path << " names " << kind.name);
      CHECK(file.text.find("\"" + std::string(kind.name) + "\"") == std::string::npos);
    }
  }
}

TEST_CASE("one namespace a room") { CHECK(run(engine(), check_namespace) == ""); }

TEST_CASE("files are short, plain and finished") { CHECK(run(all_code(), check_text) == ""); }

TEST_CASE("Chinese is punctuated as Chinese") { CHECK(run(engine(), check_chinese) == ""); }

TEST_CASE("functions are short") { CHECK(run(engine(), check_functions) == ""); }

TEST_CASE("names say what is inside") {
  CHECK(run(all_code(), [](const SourceFile& file) { return check_name(file.path); }) == "");
}

TEST_CASE("the top of the house is the design's") {
  const Names expected{"CMakeLists.txt", "CMakePresets.json",
                       "README.md",      "README.zh-CN.md",
                       "bench",          "dev",
                       "engine",         "examples",
                       "rules",          "tests"};
  Names found;
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    if (name[0] != '.' && name != "build") found.insert(name);
  }
  CHECK(found == expected);
}

TEST_CASE("every room has tests") {
  for (const auto& entry : fs::directory_iterator(fs::path(kRoot) / "engine")) {
    if (!entry.is_directory()) continue;
    const std::string room = entry.path().filename().string();
    INFO(room);
    CHECK(has_entry_ending(fs::path(kRoot) / "tests" / room, "_test.cpp"));
  }
}

TEST_CASE("every rule kind has its cases and its section") {
  REQUIRE(rule::catalog().size() >= 9);
  const std::string manual = text_of("rules/README.md");
  Names kinds;
  for (const rule::Kind& kind : rule::catalog()) {
    const std::string name(kind.name);
    kinds.insert(name);
    INFO(name);
    CHECK(fs::exists(fs::path(kRoot) / "rules/cases" / (name + ".yaml")));
    const bool has_section = manual.find("\n## " + name + "\n") != std::string::npos ||
                             manual.find("\n### " + name + "\n") != std::string::npos ||
                             manual.find("\n## `" + name + "`") != std::string::npos ||
                             manual.find("\n### `" + name + "`") != std::string::npos;
    CHECK(has_section);
  }
  for (const auto& entry : fs::directory_iterator(fs::path(kRoot) / "rules/cases")) {
    INFO(entry.path());
    CHECK(kinds.count(entry.path().stem().string()) == 1);
  }
}

TEST_CASE("each check finds what it looks for") {
  using List = Findings;
  CHECK(check_directions({"engine/model/a.cpp", "\n#include \"solve/b.h\"\n"}) ==
        List{"engine/model/a.cpp:2: model may not include solve/b.h"});
  CHECK(check_directions({"engine/report/a.cpp", "#include \"load/b.h\"\n"}).size() == 1);
  CHECK(check_directions({"engine/cli/a.cpp", "#include \"solve/b.h\"\n"}).empty());
  CHECK(check_directions({"engine/tools/a.cpp", ""}).size() == 1);
  CHECK(check_owners({"engine/rule/a.cpp", "#include <yaml-cpp/yaml.h>\n"}).size() == 1);
  CHECK(check_owners({"engine/load/a.cpp", "#include <yaml-cpp/yaml.h>\n"}).empty());
  CHECK(check_owners({"engine/load/a.cpp", "#include <sqlite3.h>\n"}).size() == 1);
  CHECK(check_owners({"engine/cli/a.cpp", "#include <vector>\n#include <fmt/args.h>\n"}).empty());
  CHECK(check_namespace({"engine/rule/a.h", "namespace muster::solve {\n"}).size() == 1);
  CHECK(check_namespace({"engine/rule/a.h", "namespace muster {\n"}).size() == 1);
  CHECK(check_namespace({"engine/rule/a.h", "namespace muster::rule {\nnamespace {\n"}).empty());
  CHECK(check_namespace({"engine/base/a.h", "namespace muster::limits {\n"}).empty());
  CHECK(check_text({"a.h", "int a;\n"}) == List{"a.h: no #pragma once"});
  CHECK(check_text({"a.cpp", "a\t\nb \n" + std::string(101, 'x') + "\nend"}).size() == 4);
  CHECK(check_text({"a.cpp", "auto css = R\"(\n" + std::string(101, 'x') + "\n)\";\n"}).empty());
  CHECK(check_text({"a.cpp", "{\"FR\"}\n" + std::string(101, 'x') + "\n"}).size() == 1);
  CHECK(check_text({"a.cpp", "auto s = R\"(x)\";\n" + std::string(101, 'x') + "\n"}).size() == 1);
  CHECK(check_text({"a.cpp", std::string(501, '\n')}) == List{"a.cpp: over 500 lines"});
  CHECK(check_text({"a.cpp", std::string("// TO") + "DO: later\n"}).size() == 1);
  CHECK(check_chinese({"a.cpp", "{\"{}, or\", \"{} 天,或\"}\n"}) ==
        List{"a.cpp:1: half-width \",\" in Chinese"});
  CHECK(check_chinese({"a.cpp", "\n\"规则(RFC 5545)\"\n"}).size() == 1);
  CHECK(check_chinese({"a.cpp", "\"写成 `键: 值`，f(x)。\"\n"}).empty());
  const std::string body = "int f() {\n" + std::string(68, '\n') + "}\n";
  CHECK(check_functions({"a.cpp", body}).empty());
  CHECK(check_functions({"a.cpp", "\n" + body.substr(0, 10) + "\n" + body.substr(10)}) ==
        List{"a.cpp:2: a function of over 70 lines"});
  CHECK(check_functions({"a.cpp", "int f(int a,\n      int b) {\n" + std::string(70, '\n') + "}\n"})
            .size() == 1);
  CHECK(
      check_functions({"a.cpp", "  void g() const {\n" + std::string(70, '\n') + "  }\n"}).size() ==
      1);
  CHECK(check_functions({"a.cpp", "std::array kRows{\n" + std::string(90, '\n') + "};\n"}).empty());
  CHECK(check_name("engine/solve/move_util.h").size() == 1);
  CHECK(check_name("engine/common/a.h").size() == 1);
  CHECK(check_name("engine/solve/moves/more/a.h").size() == 1);
  CHECK(check_name("engine/solve/moves/utility_free_name.h").size() == 1);
  CHECK(check_name("engine/solve/moves/swap.h").empty());
}

TEST_CASE("a ban holds through chains of includes") {
  const std::vector<SourceFile> files{{"engine/plan/verify.cpp", "#include \"plan/a.h\"\n"},
                                      {"engine/plan/a.h",
                                       "#include \"plan/verify.h\"\n"
                                       "#include \"rule/terms.h\"\n"},
                                      {"engine/plan/verify.h", "#include \"plan/a.h\"\n"}};
  CHECK(check_reach(files, "engine/plan/verify.cpp", {"engine/rule/terms.h"}) ==
        Findings{"engine/plan/a.h:2: engine/plan/verify.cpp must not reach rule/terms.h"});
  CHECK(check_reach(files, "engine/plan/verify.cpp", {"engine/solve/"}).empty());
}

}  // namespace
}  // namespace muster::tidy
