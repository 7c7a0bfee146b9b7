// Packs' rules that a workspace replaces, changes or switches off; rules that clash.
#include "loading.h"

namespace muster::load {
namespace {

using testing::good;

const std::string kPack =
    "rules:\n"
    "  - {id: short-days, kind: working-time, per: team, every: day, at-most: 8h, hard: true, why: "
    "A}\n"
    "  - {id: rests, kind: rest, at-least: 10h, weight: 3, why: B}\n";
const std::string kOther = "rules:\n  - {id: rests, kind: rest, at-least: 2h}\n";

Loaded with(const std::string& rules, const std::string& use = "[own]") {
  return testing::read({{"zone.yaml", testing::kZone},
                        {"teams.yaml", testing::kTeams},
                        {"rules/packs/own.yaml", kPack},
                        {"rules/packs/other.yaml", kOther},
                        {"main.yaml", "use: " + use + "\n" + rules}});
}

const rule::RuleSpec* find(const Workspace& workspace, const std::string& id) {
  for (const rule::RuleSpec& spec : workspace.specs) {
    if (spec.id == id) return &spec;
  }
  return nullptr;
}

TEST_CASE("a rule without a kind changes what it writes of the pack's") {
  const auto workspace =
      good(with("rules: [{id: short-days, at-most: 6h, tasks: {kind: class}}]\n"));
  REQUIRE(workspace.specs.size() == 2);
  const rule::RuleSpec* spec = find(workspace, "short-days");
  REQUIRE(spec != nullptr);
  CHECK(spec->hard);
  CHECK(spec->why == "A");
  CHECK(spec->get("at-most", Duration{}) == Duration{360});
  CHECK(spec->get("per", std::string()) == "team");
  CHECK(spec->has("tasks"));
}

TEST_CASE("a rule with its kind takes the place of the pack's") {
  const auto workspace = good(with("rules: [{id: short-days, kind: rest, at-least: 1h}]\n"));
  REQUIRE(workspace.specs.size() == 2);
  const rule::RuleSpec* spec = find(workspace, "short-days");
  CHECK(spec->kind == "rest");
  CHECK_FALSE(spec->hard);
  CHECK(spec->why.empty());
}

TEST_CASE("a pack's rule can be switched off") {
  const auto workspace = good(with("rules: [{id: rests, use: off, why: 夜里没人}]\n"));
  REQUIRE(workspace.specs.size() == 1);
  CHECK(workspace.specs[0].id == "short-days");
}

TEST_CASE("the implied rule is changed and switched off like a pack's") {
  const std::string task =
      "tasks: [{id: a, grid: lanjie, duration: 1h, needs: [{people: 1, prefer: [tutoring]}]}]\n";
  const auto changed =
      good(with(task + "rules: [{id: preferred-skills, level: normal, weight: 7}]\n"));
  const rule::RuleSpec* spec = find(changed, "preferred-skills");
  REQUIRE(spec != nullptr);
  CHECK(spec->level == "normal");
  CHECK(spec->weight == 7);
  CHECK(spec->kind == "preference");
  const auto off = good(with(task + "rules: [{id: preferred-skills, use: off}]\n"));
  CHECK(find(off, "preferred-skills") == nullptr);
}

TEST_CASE("only what a pack has can be changed, and only switched off") {
  CHECK(testing::texts(with("rules: [{id: rest, use: off}]\n")) ==
        "main.yaml:2:14: error: no pack in use has a rule \"rest\" to change or switch off "
        "[no-such-pack-rule]\n"
        "   2 | rules: [{id: rest, use: off}]\n"
        "     |              ^~~~\n"
        "  try: \"rests\"\n");
  CHECK(
      testing::texts(with("rules: [{id: entirely-other, at-most: 6h}]\n")).find("look at `use:`") !=
      std::string::npos);
  CHECK(testing::texts(with("rules: [{id: rests, use: never}]\n")).find("off") !=
        std::string::npos);
  CHECK(testing::texts(with("rules: [{id: rests, use: off, weight: 3}]\n"))
            .find("unknown key \"weight\"") != std::string::npos);
}

TEST_CASE("two packs' rules of one id are told with both places, and the first counts") {
  const Loaded loaded = with("", "[own, other]");
  REQUIRE(loaded.workspace);
  CHECK(find(*loaded.workspace, "rests")->weight == 3);
  CHECK(testing::texts(loaded) ==
        "rules/packs/other.yaml:2:10: warning: two packs have a rule \"rests\"; the first one "
        "counts [rule-in-two-packs]\n"
        "   2 |   - {id: rests, kind: rest, at-least: 2h}\n"
        "     |          ^~~~~\n"
        "  try: write {id: rests, ..} in the workspace to say what holds\n"
        "  rules/packs/own.yaml:3:10: first written here\n"
        "   3 |   - {id: rests, kind: rest, at-least: 10h, weight: 3, why: B}\n"
        "     |          ^~~~~\n");
}

TEST_CASE("two rules of one id in a workspace are told with both places") {
  const Loaded loaded = with("rules: [{id: x, kind: travel}, {id: x, kind: travel}]\n");
  CHECK_FALSE(loaded.workspace);
  const std::string text = testing::texts(loaded);
  CHECK(text.find("main.yaml:2:37: error: the id \"x\" is used twice") != std::string::npos);
  CHECK(text.find("main.yaml:2:14:") != std::string::npos);
}

TEST_CASE("hard rules that can't both hold are told with both places") {
  const Loaded loaded = with(
      "rules:\n"
      "  - {id: much, kind: working-time, per: team, every: day, at-least: 9h, hard: true}\n");
  CHECK_FALSE(loaded.workspace);
  const std::string text = testing::texts(loaded);
  CHECK(text.find("main.yaml:3:10: error: the hard rule \"much\" asks for at least 9h, but the "
                  "hard rule \"short-days\" allows at most 8h [rules-contradict]") == 0);
  CHECK(text.find("rules/packs/own.yaml:2:10: the other one") != std::string::npos);
}

TEST_CASE("rules of other things, or soft ones, do not contradict") {
  const std::string much = "rules:\n  - {id: much, kind: working-time, at-least: 9h, ";
  CHECK(with(much + "per: team, every: day}\n").workspace);
  CHECK(with(much + "per: team, every: week, hard: true}\n").workspace);
  CHECK(with(much + "every: day, hard: true}\n").workspace);  // per person
  CHECK(with(much + "per: team, every: day, teams: {kind: guard}, hard: true}\n").workspace);
}

TEST_CASE("a coverage and a quota of the same sessions can contradict") {
  const auto rules = [](const std::string& quota) {
    return with(
        "rules:\n  - {id: c, kind: coverage, every: week, at-least: 3, hard: true}\n"
        "  - {id: q, kind: quota, every: week, at-most: 2, hard: true" +
        quota + "}\n");
  };
  CHECK_FALSE(rules(", per: grid").workspace);
  CHECK(rules("").workspace);  // in the zone as a whole
}

}  // namespace
}  // namespace muster::load
