// Input that means harm, or is merely broken: each gets its diagnostic at its place, and the
// reading ends. What is not bounded would not come back from here.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/limits.h"
#include "load/workspace.h"

namespace muster::load {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kZone = R"(zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-17}
  lines: [{id: youth}]
  grids: [{id: north, kind: village}]
teams: [{id: guard, lines: [youth], size: 4, base: north}]
)";
const std::string kTask = "{id: a, duration: 1h, needs: [{people: 1}]}\n";

Loaded load(Files files) {
  files.emplace("zone.yaml", kZone);
  return load_texts(files, Options());
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The place of the first diagnostic with this code: "tasks/a.yaml:3:1", or all that was said.
std::string place_of(const Loaded& loaded, const std::string& code) {
  for (const Diagnostic& d : loaded.diagnostics.all()) {
    if (d.text->code != code || d.place.file >= loaded.sources.size()) continue;
    return loaded.sources.file(d.place.file).name + ":" + std::to_string(d.place.line) + ":" +
           std::to_string(d.place.column);
  }
  return to_text(loaded.diagnostics, loaded.sources, Language::english).substr(0, 2000);
}

// Refused, with the code at the place; and every diagnostic can be shown, in few words.
void check_refused(const Loaded& loaded, const std::string& code, const std::string& place) {
  CHECK_FALSE(loaded.workspace.has_value());
  CHECK(loaded.diagnostics.any_error());
  CHECK(place_of(loaded, code) == place);
  CHECK(loaded.diagnostics.all().size() <= limits::kDiagnostics + 1);
  for (const Language language : {Language::english, Language::chinese}) {
    const std::string text = to_text(loaded.diagnostics, loaded.sources, language);
    CHECK(text.find(code) != std::string::npos);
    CHECK(text.size() < loaded.diagnostics.all().size() * 4096);
  }
}

void check_refused(const std::string& yaml, const std::string& code, const std::string& place) {
  check_refused(load({{"a.yaml", yaml}}), code, place);
}

TEST_CASE("aliases are refused before they can multiply") {
  SECTION("nine levels of nine") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
      const std::string below = "*a" + std::to_string(i - 1);
      bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
      bomb += repeated(", " + below, 8) + "]\n";
    }
    check_refused(bomb, "yaml-alias", "a.yaml:2:10");
  }
  SECTION("a list in itself") { check_refused("tasks: &a [*a]\n", "yaml-alias", "a.yaml:1:12"); }
  SECTION("a merge key") {
    check_refused("tasks:\n  - &t {id: a}\n  - {<<: *t}\n", "yaml-alias", "a.yaml:3:10");
  }
  SECTION("an alias of nothing") {
    const Loaded loaded = load({{"a.yaml", "tasks: [*nobody]\n"}});
    CHECK(loaded.diagnostics.any_error());
    CHECK_FALSE(loaded.workspace.has_value());
  }
}

TEST_CASE("nesting a hundred thousand deep ends at the limit") {
  constexpr std::size_t kDeep = 100'000;
  SECTION("flow lists") {
    const Loaded loaded = load({{"a.yaml", "tasks: " + repeated("[", kDeep)}});
    CHECK_FALSE(loaded.workspace.has_value());
    CHECK(place_of(loaded, "too-deep").substr(0, 9) == "a.yaml:1:");
  }
  SECTION("flow lists that are closed") {
    check_refused("tasks: " + repeated("[", kDeep) + repeated("]", kDeep), "too-deep",
                  "a.yaml:1:71");
  }
  SECTION("flow maps") {
    check_refused("tasks: " + repeated("{a: ", kDeep), "too-deep", "a.yaml:1:260");
  }
  SECTION("lists in blocks, on one line") {
    check_refused("tasks:\n" + repeated("- ", kDeep) + "x\n", "too-deep", "a.yaml:2:127");
  }
  SECTION("maps in blocks") {
    std::string deep;
    for (std::size_t i = 0; i < 1000; ++i) deep += std::string(i, ' ') + "a:\n";
    check_refused(deep, "too-deep", "a.yaml:65:65");
  }
  SECTION("lists of maps by turns") {
    const Loaded loaded = load({{"a.yaml", "tasks: " + repeated("[{a: ", kDeep)}});
    CHECK_FALSE(loaded.workspace.has_value());
    CHECK(place_of(loaded, "too-deep").substr(0, 9) == "a.yaml:1:");
  }
  SECTION("JSON Lines") {
    const Loaded loaded = load({{"tasks/a.jsonl", "{\"id\": " + repeated("[", kDeep) + "\n"}});
    CHECK_FALSE(loaded.workspace.has_value());
    REQUIRE(loaded.diagnostics.errors() == 1);
    CHECK(loaded.diagnostics.all()[0].place.line == 1);
  }
}

TEST_CASE("a line of 64 MB is not read to its end") {
  const std::string line(std::size_t{64} << 20, 'x');
  for (const char* name : {"a.yaml", "tasks/a.jsonl", "tasks/a.csv"}) {
    check_refused(load({{name, "# first\n" + line}}), "line-too-long", std::string(name) + ":2:1");
  }
}

TEST_CASE("a value of 20 MB in many lines is refused") {
  const std::string text = "tasks:\n  - id: a\n    note: |\n" +
                           repeated("      " + std::string(200, 'x') + "\n", 100'000);
  const Loaded loaded = load({{"a.yaml", text}});
  CHECK_FALSE(loaded.workspace.has_value());
  CHECK(place_of(loaded, "value-too-long").substr(0, 9) == "a.yaml:3:");
}

TEST_CASE("text that is not UTF-8 is refused where it begins not to be") {
  SECTION("Latin-1") { check_refused("tasks:\n  - name: caf\xe9\n", "not-utf8", "a.yaml:2:14"); }
  SECTION("GBK") { check_refused("# \xd6\xd0\xce\xc4\n", "not-utf8", "a.yaml:1:3"); }
  SECTION("UTF-16 with its mark") {
    check_refused(std::string("\xff\xfet\0a\0", 6), "not-utf8", "a.yaml:1:1");
    check_refused(std::string("\xfe\xff\0t\0a", 6), "not-utf8", "a.yaml:1:1");
  }
  SECTION("UTF-16 without it") {
    check_refused(std::string("t\0a\0s\0", 6), "nul-byte", "a.yaml:1:2");
  }
  SECTION("a surrogate, an overlong slash, a cut sequence") {
    check_refused("a: \xed\xa0\x80\n", "not-utf8", "a.yaml:1:4");
    check_refused("a: \xc0\xaf\n", "not-utf8", "a.yaml:1:4");
    check_refused("a: \xe5\x85", "not-utf8", "a.yaml:1:4");
  }
  SECTION("a zero byte") { check_refused(std::string("a: \0b\n", 6), "nul-byte", "a.yaml:1:4"); }
  SECTION("in CSV and JSON Lines too") {
    check_refused(load({{"tasks/a.csv", "id\n\xe9\n"}}), "not-utf8", "tasks/a.csv:2:1");
    check_refused(load({{"tasks/a.jsonl", "\xe9\n"}}), "not-utf8", "tasks/a.jsonl:1:1");
  }
}

TEST_CASE("a byte-order mark and CRLF are let pass") {
  const std::string mark = "\xef\xbb\xbf";
  CHECK(load({{"a.yaml", mark + "tasks:\r\n  - " + kTask}}).workspace.has_value());
  CHECK(load({{"tasks/a.csv", mark + "id,duration,people\r\na,1h,1\r\n"}}).workspace.has_value());
  const std::string json = R"({"id":"a","duration":"1h","needs":[{"people":1}]})";
  CHECK(load({{"tasks/a.jsonl", mark + json + "\r\n"}}).workspace.has_value());
  SECTION("columns are counted without the mark") {
    check_refused(mark + "colour: red\r\n", "unknown-section", "a.yaml:1:1");
  }
}

TEST_CASE("keys and ids written twice") {
  check_refused("tasks:\n  - {id: a, id: b, duration: 1h, needs: [{people: 1}]}\n", "duplicate-key",
                "a.yaml:2:13");
  check_refused("tasks: []\ntasks: []\n", "duplicate-key", "a.yaml:2:1");
  check_refused("tasks:\n  - " + kTask + "  - " + kTask, "duplicate-id", "a.yaml:3:10");
  check_refused(load({{"tasks/a.jsonl", "{\"id\":\"a\",\"id\":\"b\"}\n"}}), "duplicate-key",
                "tasks/a.jsonl:1:11");
}

TEST_CASE("a hundred thousand keys in one map") {
  SECTION("all different, all unknown") {
    std::string map = "tasks:\n  - id: a\n";
    for (int i = 0; i < 100'000; ++i) map += "    k" + std::to_string(i) + ": 1\n";
    check_refused(map, "unknown-key", "a.yaml:3:5");
  }
  SECTION("all the same") {
    check_refused("tasks:\n  - id: a\n" + repeated("    name: x\n", 100'000), "duplicate-key",
                  "a.yaml:4:5");
  }
}

TEST_CASE("a hundred thousand wrong records are counted, not all shown") {
  const Loaded loaded = load({{"a.yaml", "tasks:\n" + repeated("  - {id: A}\n", 100'000)}});
  check_refused(loaded, "bad-id", "a.yaml:2:10");
  CHECK(loaded.diagnostics.errors() >= 100'000);
}

TEST_CASE("tasks that wait for each other name the circle") {
  std::string ring = "tasks:\n";
  for (int i = 0; i < 5; ++i) {
    ring += "  - {id: t" + std::to_string(i) + ", duration: 1h, needs: [{people: 1}], after: t" +
            std::to_string((i + 4) % 5) + "}\n";
  }
  const Loaded loaded = load({{"a.yaml", ring}});
  check_refused(loaded, "after-cycle", "a.yaml:2:10");
  CHECK(to_text(loaded.diagnostics, loaded.sources, Language::english).find("t0 → t1 → t2") !=
        std::string::npos);
  check_refused("tasks: [{id: a, duration: 1h, needs: [{people: 1}], after: a}]\n", "after-cycle",
                "a.yaml:1:14");
}

TEST_CASE("recurrence bombs") {
  const auto with_rule = [](const std::string& rule) {
    return load({{"a.yaml", "tasks:\n  - {id: a, duration: 1min, needs: [{people: 1}], repeat: \"" +
                                rule + "\"}\n"}});
  };
  check_refused(with_rule("FREQ=MINUTELY;COUNT=10000000"), "repeat-too-many", "a.yaml:2:59");
  check_refused(with_rule("FREQ=SECONDLY"), "repeat-unsupported", "a.yaml:2:59");
  check_refused(with_rule("FREQ=DAILY;COUNT=0"), "repeat-malformed", "a.yaml:2:59");
  CHECK(place_of(with_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), "never-occurs").substr(0, 9) ==
        "a.yaml:2:");
}

TEST_CASE("CSV with quotes that never end") {
  const Loaded open = load({{"tasks/a.csv", "id,name,duration,people\na,\"A,1h,1\nb,B,1h,1\n"}});
  CHECK_FALSE(open.workspace.has_value());
  CHECK(place_of(open, "csv-syntax").substr(0, 12) == "tasks/a.csv:");
  const Loaded inside = load({{"tasks/a.csv", "id,name,duration,people\na,x\"y,1h,1\n"}});
  CHECK(inside.diagnostics.any_error() != inside.workspace.has_value());
  check_refused(load({{"tasks/a.csv", "id,duration,people\na,1h,1,2,3\n"}}), "csv-cells",
                "tasks/a.csv:2:8");
}

// /dev/null's worth of YAML that makes yaml-cpp 0.7 throw, loop or grow.
TEST_CASE("odd YAML is refused or read, and always ends") {
  for (const std::string& text : std::vector<std::string>{"{",
                                                          "[",
                                                          "}",
                                                          "]",
                                                          "\"",
                                                          "'",
                                                          "|",
                                                          ">",
                                                          "&",
                                                          "*",
                                                          "!",
                                                          "!<",
                                                          "%",
                                                          "%YAML",
                                                          "%YAML 9.9\n",
                                                          "%TAG ! x\n",
                                                          "---",
                                                          "--- ---",
                                                          "...",
                                                          "? ",
                                                          "? ? ?",
                                                          ": : :",
                                                          "- - -",
                                                          "-",
                                                          "\t",
                                                          "\t- x",
                                                          "@",
                                                          "`",
                                                          "a: b: c",
                                                          "a:\n\t- b",
                                                          "{a}",
                                                          "{a, b: }",
                                                          "[a: b, ]",
                                                          "{: }",
                                                          "{,}",
                                                          "[,]",
                                                          "a: |9\n x",
                                                          "a: >-+\n x",
                                                          "? [a]\n: {b}",
                                                          "!!map {}",
                                                          "!<tag:x> y",
                                                          "\"\\x\"",
                                                          "\"\\uD800\"",
                                                          "\"\\U00110000\"",
                                                          "--- [\n--- ]",
                                                          "a\n...\nb\n...\n",
                                                          "<<: {a: b}",
                                                          "~: ~",
                                                          "null",
                                                          "",
                                                          "\n",
                                                          "#",
                                                          "--- |\n--- >\n---",
                                                          "{\"a\":1}",
                                                          "[[],{},[]]",
                                                          "- {\n-",
                                                          "? - a\n: - b",
                                                          "key: [\n]]",
                                                          "\xc2\x85",
                                                          "\xe2\x80\xa8x: y"}) {
    INFO(text);
    const Loaded loaded = load({{"a.yaml", text}});
    CHECK(loaded.workspace.has_value() != loaded.diagnostics.any_error());
    to_text(loaded.diagnostics, loaded.sources, Language::chinese);
  }
}

TEST_CASE("what yaml-cpp reads again and again without going on is refused") {
  for (const char* text :
       {"a: 1\n...\n]", "a: 1\n...\n, b", "a: 1\n--- \nb: |\n  t\n...\n [1, 2], pa...\n: x}\n"}) {
    INFO(text);
    const Loaded loaded = load({{"a.yaml", text}});
    CHECK_FALSE(loaded.workspace.has_value());
    CHECK(place_of(loaded, "yaml-syntax").substr(0, 7) == "a.yaml:");
  }
}

TEST_CASE("many documents in one file end too") {
  const Loaded loaded = load({{"a.yaml", repeated("--- ~\n", 100'000)}});
  CHECK(loaded.workspace.has_value() != loaded.diagnostics.any_error());
}

TEST_CASE("numbers beyond all bounds") {
  const auto with_people = [](const std::string& people) {
    return "tasks:\n  - {id: a, duration: 1h, needs: [{people: " + people + "}]}\n";
  };
  check_refused(with_people("99999999999999999999999"), "out-of-range", "a.yaml:2:44");
  check_refused(with_people("1000000000"), "out-of-range", "a.yaml:2:44");
  check_refused(with_people("-1"), "out-of-range", "a.yaml:2:44");
  check_refused(with_people("0x10"), "not-a-number", "a.yaml:2:44");
  check_refused(with_people("1e3"), "not-a-number", "a.yaml:2:44");
  check_refused("tasks:\n  - {id: a, duration: 99999999h, needs: [{people: 1}]}\n",
                "not-a-duration", "a.yaml:2:23");
}

TEST_CASE("no file and nothing in it") {
  const Loaded none = load_texts({}, Options());
  CHECK(none.diagnostics.any_error());
  const Loaded empty = load_texts({{"a.yaml", ""}}, Options());
  CHECK(empty.diagnostics.any_error());
  CHECK_FALSE(to_text(empty.diagnostics, empty.sources, Language::english).empty());
}

}  // namespace
}  // namespace muster::load
