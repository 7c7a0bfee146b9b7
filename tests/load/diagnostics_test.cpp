// Whole messages, carets included, in both languages; and that all come at once.
#include "base/limits.h"
#include "load/diagnostics_json.h"
#include "loading.h"

using namespace muster;
using namespace muster::load;
using namespace muster::load::testing;

namespace {

std::vector<std::string> codes(const Loaded& loaded) {
  std::vector<std::string> all;
  for (const Diagnostic& each : loaded.diagnostics.all()) all.emplace_back(each.text->code);
  return all;
}

std::vector<std::string> codes_of(const std::string& more) { return codes(load_with(more)); }

using Codes = std::vector<std::string>;

// One task with `fields` besides what each must have.
std::string task(const std::string& fields) {
  return "tasks:\n  - {id: a, duration: 1h, needs: [{people: 1}], " + fields + "}\n";
}

}  // namespace

TEST_CASE("a wrong key is shown with its line, a caret and the right key") {
  const Loaded loaded = load_with(R"(tasks:
  - id: class
    name: 四点半
    widnow: {from: 16:30}
    duration: 1h
    needs: [{people: 1, from: {line: womn}}]
)");
  CHECK_FALSE(loaded.workspace);
  CHECK(texts(loaded) ==
        R"(main.yaml:4:5: error: unknown key "widnow" [unknown-key]
   4 |     widnow: {from: 16:30}
     |     ^~~~~~
  try: "window"
main.yaml:6:38: error: there is no line "womn" [unknown-id]
   6 |     needs: [{people: 1, from: {line: womn}}]
     |                                      ^~~~
  try: "women"
)");
  CHECK(texts(loaded, Language::chinese) ==
        R"(main.yaml:4:5: 错误: 未知的键“widnow” [unknown-key]
   4 |     widnow: {from: 16:30}
     |     ^~~~~~
  试试: “window”
main.yaml:6:38: 错误: 没有条线“womn” [unknown-id]
   6 |     needs: [{people: 1, from: {line: womn}}]
     |                                      ^~~~
  试试: “women”
)");
}

TEST_CASE("columns count characters, also after Chinese text") {
  const Loaded loaded = load_with("tasks: [{name: 夏溪村, id: Bad}]\n");
  REQUIRE_FALSE(loaded.diagnostics.all().empty());
  const Place place = loaded.diagnostics.all().back().place;
  CHECK(place.line == 1);
  CHECK(place.column == 25);
  CHECK(place.length == 3);
}

TEST_CASE("an id that is used twice shows both places") {
  const Loaded loaded =
      read({{"a.yaml", kZone}, {"b.yaml", kTeams + "  - {id: wives, size: 2}\n"}});
  CHECK(texts(loaded) ==
        R"(b.yaml:6:10: error: the id "wives" is used twice [duplicate-id]
   6 |   - {id: wives, size: 2}
     |          ^~~~~
  try: rename one of them
  b.yaml:4:10: first written here
   4 |   - {id: wives, kind: service, lines: [women], base: hall, size: 6, skills: {tutoring: 3…
     |          ^~~~~
)");
}

TEST_CASE("everything that is wrong is reported at once, and good records go on") {
  CHECK(codes_of(R"(tasks:
  - {id: a, duration: long, needs: [{people: 0}]}
  - {id: b, duration: 1h, grid: nowhere, needs: [{people: {min: 3, max: 2}}]}
  - {id: c, duration: 1h, duration: 2h, needs: [{people: 1, from: {is: wifes}}]}
  - not a task
  - {id: d, priority: urgent, duration: 1h, needs: [{people: 1}]}
rules:
  - {id: r, kind: fair-shares}
  - {id: s, kind: rest, at-least: 11h, between: weeks}
venue: []
)") == Codes{"not-a-duration", "out-of-range", "unknown-id", "head-counts", "duplicate-key",
             "unknown-id", "not-a-map", "not-a-choice", "unknown-rule-kind", "not-a-choice",
             "unknown-section"});
}

TEST_CASE("each way of being wrong has its code") {
  CHECK(codes_of(task("window: {days: xyz}")) == Codes{"not-days"});
  CHECK(codes_of(task("window: {from: 25h}")) == Codes{"not-a-time"});
  CHECK(codes_of(task("window: {date: 2017-02-30}")) == Codes{"not-a-date"});
  CHECK(codes_of(task("window: {from: 2017-09-05T08:00+08:00, to: 2017-09-05T09:00}")) ==
        Codes{"offset"});
  CHECK(codes_of(task("window: {from: 2017-09-05T08:00, to: 2017-09-05T07:00}")) ==
        Codes{"reversed"});
  CHECK(codes_of(task("repeat: FREQ=SOMETIMES")) == Codes{"repeat-malformed"});
  CHECK(codes_of(task("start: 2018-01-01")) == Codes{"never-occurs"});
  CHECK(codes_of(task("pin: {start: 09:00}")) == Codes{"pin-needs-date"});
  CHECK(codes_of(task("each: {kind: town}")) == Codes{"each-none", "matches-nothing"});
  CHECK(codes_of(task("each: {kind: village}, grid: xiaxi")) == Codes{"each-and-grid"});
  CHECK(codes_of(task("after: a")) == Codes{"after-cycle"});
  CHECK(codes_of(task("name: \"${GUARD_URL}\"")) == Codes{"variable-here"});
  CHECK(codes_of(task("venue: {facilities: [stag], line: men}")) ==
        Codes{"no-such-facility", "unknown-id"});
  CHECK(codes_of(task("standing: true")) == Codes{"standing-has"});
  CHECK(codes_of("tasks: {id: a}\n") == Codes{"section-not-list"});
  CHECK(codes_of("taks: []\nuse: x\n") == Codes{"unknown-section", "unknown-pack"});
  CHECK(codes_of("taks: [a, b]\n") == Codes{"unknown-section"});
  CHECK(codes_of("- a\n") == Codes{"file-not-map"});
  CHECK(codes_of("tasks: [&a x, *a]\n")[0] == "yaml-anchor");
  CHECK(codes_of("tasks: [}\n") == Codes{"yaml-syntax"});
  CHECK(codes_of("levels: [must, must, hard]\n") == Codes{"duplicate-id", "level-hard"});
  CHECK(codes_of("zone: {id: q}\n").back() == "zone-twice");
  CHECK(codes(read({})) == Codes{"workspace-empty"});
  CHECK(codes(read({{"a.yaml", kTeams}})).back() == "zone-missing");
}

TEST_CASE("teams must agree with their people") {
  const std::string people =
      "people: [{id: p, teams: [t]}, {id: q, teams: [t]}, {id: r, teams: [t, s]}]\n";
  const auto team = [&](const std::string& fields) {
    return codes_of(people + "teams: [{id: s, size: 9}, {id: t, " + fields + "}]\n");
  };
  CHECK(team("size: 3").empty());
  CHECK(team("kind: x").empty());
  CHECK(team("size: 2") == Codes{"size-below-people"});
  CHECK(team("size: 4, skills: {sing: 5}") == Codes{"skill-above-size"});
  CHECK(team("size: 4, skills: {sing: 2}") == Codes{"skill-above-people"});
  CHECK(codes_of("teams: [{id: u}]\n") == Codes{"empty-team"});
  CHECK(codes_of("people: [{id: p}]\n") == Codes{"missing-key"});
}

TEST_CASE("a missing variable is named; no value of one is ever printed") {
  const Loaded loaded = load_with(
      "teams: [{id: t, size: 1, contact: {channel: sms, to: \"${GUARD_URL} ${NO_SUCH}\"}}]\n");
  CHECK(codes(loaded) == Codes{"no-variable"});
  CHECK(texts(loaded).find("the environment has no variable NO_SUCH") != std::string::npos);
  CHECK(texts(loaded).find("s3cret") == std::string::npos);
  CHECK(to_json(loaded.diagnostics, loaded.sources, Language::english).find("s3cret") ==
        std::string::npos);
}

TEST_CASE("a circle of after names its sessions") {
  const Loaded loaded = load_with(R"(tasks:
  - {id: a, duration: 1h, needs: [{people: 1}], after: c}
  - {id: b, duration: 1h, needs: [{people: 1}], after: a}
  - {id: c, duration: 1h, needs: [{people: 1}], after: b}
)");
  CHECK(codes(loaded) == Codes{"after-cycle"});
  CHECK(texts(loaded).find("these wait for each other: a → b → c → a") != std::string::npos);
  CHECK(loaded.diagnostics.all()[0].related.size() == 2);
}

TEST_CASE("texts in the wrong encoding say where") {
  const Loaded gbk = load_with("tasks: []\n# \xcf\xc4\xcf\xaa\n");
  CHECK(codes(gbk) == Codes{"not-utf8"});
  CHECK(gbk.diagnostics.all()[0].place.line == 2);
  CHECK(codes_of(std::string("\xff\xfet\0a\0", 6)) == Codes{"not-utf8"});
  CHECK(codes_of(std::string("tasks: []\n\0", 11)) == Codes{"nul-byte"});
  CHECK(codes_of("# " + std::string(limits::kLineBytes, 'x')) == Codes{"line-too-long"});
  CHECK(codes_of("a: " + std::string(100'000, '[')) == Codes{"unknown-section", "too-deep"});
}

TEST_CASE("what can never be placed is a warning") {
  const auto warned = [](const std::string& fields) {
    const Loaded loaded = load_with("tasks: [{id: a, duration: 2h, " + fields + "}]\n");
    CHECK(loaded.workspace);
    return codes(loaded);
  };
  CHECK(warned("needs: [{people: 10}]").empty());
  CHECK(warned("needs: [{people: 11}]") == Codes{"too-few-people"});
  CHECK(warned("needs: [{people: 7, team: one}]") == Codes{"too-few-people"});
  CHECK(warned("needs: [{people: 4, skills: [tutoring]}]") == Codes{"no-team-has-skill"});
  CHECK(warned("needs: [{people: 1, from: {kind: service, lines: youth}}]") == Codes{"no-team"});
  CHECK(warned("needs: [{people: 1}], venue: {seats: 61}") == Codes{"no-venue-fits"});
  CHECK(warned("needs: [{people: 1}], window: {from: 08:00, to: 09:30}") ==
        Codes{"window-too-short"});
  CHECK(warned("needs: [{people: 1, skills: [tutorin]}]") ==
        Codes{"no-team-has-skill", "no-such-skill"});
}

TEST_CASE("more diagnostics than anybody reads are counted") {
  std::string text = "tasks:\n";
  for (int i = 0; i < 1'500; ++i) text += "  - {di: x}\n";
  const Loaded loaded = load_with(text);
  CHECK(loaded.diagnostics.all().size() == limits::kDiagnostics);
  CHECK(loaded.diagnostics.errors() == 1'500 * 4);  // the key, and id, duration and needs
}

TEST_CASE("diagnostics as JSON carry what the text says") {
  const Loaded loaded = load_with("tasks: [{id: a, dration: 1h, needs: [{people: 1}]}]\n");
  CHECK(
      to_json(loaded.diagnostics, loaded.sources, Language::english)
          .find(R"({"code":"unknown-key","severity":"error","message":"unknown key \"dration\"",)"
                R"("remedy":"\"duration\"","file":"main.yaml","line":1,"column":17,"length":7})") !=
      std::string::npos);
}
