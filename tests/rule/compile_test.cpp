// Levels, weights, ids, and the fixed objectives.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;

namespace {

using Codes = std::vector<std::string>;
using Names = std::vector<std::string>;

RuleSpec travel_on(const std::string& id, const std::string& level) {
  RuleSpec spec = soft("travel", {});
  spec.id = id;
  spec.level = level;
  return spec;
}

Codes codes_of(const std::vector<RuleSpec>& specs, const Names& levels) {
  const model::Problem problem = SmallProblem(1).build();
  Diagnostics diagnostics;
  compile(specs, levels, problem, diagnostics);
  Codes codes;
  for (const Diagnostic& each : diagnostics.all()) codes.emplace_back(each.text->code);
  return codes;
}

}  // namespace

TEST_CASE("levels follow the rules where none are written", "[rule]") {
  const Levels levels =
      order_levels({travel_on("a", "care"), travel_on("b", "travel"), travel_on("c", "care")}, {});
  CHECK(levels.names() ==
        Names{"hard", "must", "high", "normal", "low", "staffing", "care", "travel"});
  CHECK(levels.find("travel")->value == 7);
  CHECK_FALSE(levels.find("trvel"));
}

TEST_CASE("written levels keep their order and fixed ones are added behind", "[rule]") {
  const Levels levels = order_levels({travel_on("a", "care")}, {"must", "care", "normal"});
  CHECK(levels.names() == Names{"hard", "must", "care", "normal", "high", "low", "staffing"});
}

TEST_CASE("a rule's level must be among the written ones", "[rule]") {
  const Names levels{"must", "high", "normal", "low", "staffing", "care"};
  CHECK(codes_of({travel_on("a", "care")}, levels).empty());
  CHECK(codes_of({travel_on("a", "cares")}, levels) == Codes{"level-not-listed"});
  CHECK(codes_of({travel_on("a", "hard")}, levels) == Codes{"level-reserved"});
}

TEST_CASE("trouble names the nearest word, or all where none is near", "[rule]") {
  const model::Problem problem = SmallProblem(1).build();
  const auto advice = [&](const std::string& level) {
    Diagnostics diagnostics;
    compile({travel_on("a", level)}, {"must", "high", "normal", "low", "staffing", "care"}, problem,
            diagnostics);
    REQUIRE(diagnostics.all().size() == 1);
    return diagnostics.all().front().args.back();
  };
  CHECK(advice("cares") == "\"care\"");
  CHECK(advice("wonderful-things") ==
        "\"must\", \"high\", \"normal\", \"low\", \"staffing\", \"care\"");
}

TEST_CASE("words in levels that mean nothing are told", "[rule]") {
  CHECK(codes_of({}, {"must", "must"}) == Codes{"duplicate-level"});
  CHECK(codes_of({}, {"hard", "must"}) == Codes{"level-reserved"});
  CHECK(codes_of({}, {"msut"}) == Codes{"level-unused"});
  CHECK(codes_of({}, {"fairness"}).empty());  // a kind's default, used or not
}

TEST_CASE("more levels than a score holds are refused and the fixed ones stay", "[rule]") {
  std::vector<RuleSpec> specs;
  for (int i = 0; i < 10; ++i) {
    specs.push_back(travel_on("r" + std::to_string(i), "level-" + std::to_string(i)));
  }
  CHECK(codes_of(specs, {}).empty());
  CHECK(order_levels(specs, {}).size() == limits::kLevels);
  specs.push_back(travel_on("one-more", "level-10"));
  const Codes codes = codes_of(specs, {});
  REQUIRE_FALSE(codes.empty());
  CHECK(codes.front() == "too-many-levels");
  const Levels levels = order_levels(specs, {});
  CHECK(levels.size() == limits::kLevels);
  CHECK(levels.find("staffing"));
}

TEST_CASE("ids are unique, kinds known, weights in range", "[rule]") {
  CHECK(codes_of({travel_on("a", "care"), travel_on("a", "care")}, {}) == Codes{"duplicate-rule"});
  RuleSpec odd = travel_on("b", "care");
  odd.kind = "travle";
  CHECK(codes_of({odd}, {}) == Codes{"unknown-rule-kind"});
  CHECK(codes_of({soft("travel", {}, -1)}, {}) == Codes{"weight-out-of-range"});
  CHECK(codes_of({soft("travel", {}, 1'000'001)}, {}) == Codes{"weight-out-of-range"});
  CHECK(codes_of({soft("travel", {}, 0)}, {}).empty());
}

TEST_CASE("every row of the catalog is whole", "[rule]") {
  CHECK(catalog().size() >= 10);
  for (const Kind& kind : catalog()) {
    INFO(kind.name);
    CHECK(find_kind(kind.name) == &kind);
    CHECK_FALSE(kind.summary.english.empty());
    CHECK_FALSE(kind.summary.chinese.empty());
    CHECK(kind.example.find("kind: " + std::string(kind.name)) != std::string_view::npos);
    CHECK(kind.compile != nullptr);
    for (const ParamSpec& param : kind.params) {
      INFO(param.name);
      CHECK_FALSE(param.meaning.english.empty());
      CHECK_FALSE(param.meaning.chinese.empty());
      CHECK((param.type == ParamType::word) == !param.words.empty());
    }
  }
}

TEST_CASE("unserved sessions cost their weight, missing heads the staffing level", "[rule]") {
  SmallProblem made(1);
  made.team("wives", {.size = 9});
  made.task("big", {.priority = model::Priority::high,
                    .weight = 7,
                    .needs = {{.min = 2, .want = 5, .max = 6}, {.min = 0, .want = 1, .max = 1}}});
  made.session("big", 0, "08:00", "12:00", 60);
  const model::Problem problem = made.build();
  const RuleSet rules = compiled(problem, {});
  SmallPlan plan(problem);
  Score score = evaluate(problem, rules, plan.solution()).total;
  CHECK(score[*rules.levels.find("high")] == 7);
  CHECK(score[rules.staffing] == 3 + 1);
  plan.serve("big@2017-09-04", 0, "08:00",
             {{.team = "wives", .heads = {"wives#1", "wives#2", "wives#3"}},
              {.team = "wives", .heads = {"wives#4"}, .need = 1}});
  score = evaluate(problem, rules, plan.solution()).total;
  CHECK(score[*rules.levels.find("high")] == 0);
  CHECK(score[rules.staffing] == 2);
}

TEST_CASE("a hundred thousand sessions compile to terms of linear size", "[rule]") {
  SmallProblem made(7);
  made.line("women").grid("north");
  for (int i = 0; i < 50; ++i) made.team("team-" + std::to_string(i), {.size = 20});
  for (int i = 0; i < 100; ++i) {
    const auto index = made.parts().tasks.push_back({});
    model::Task& task = made.parts().tasks[index];
    task.id = "task-" + std::to_string(i);
    task.needs.push_back({});
    for (int k = 0; k < 1000; ++k) {
      made.parts().sessions.push_back({task.id + "@" + std::to_string(k),
                                       index,
                                       {60},
                                       {made.span(k % 7, "08:00", "12:00")},
                                       {}});
    }
  }
  const model::Problem problem = made.build();
  std::vector<RuleSpec> specs;
  for (const char* kind : {"travel", "fair-share", "home-first", "continuity", "mix-of-lines"}) {
    specs.push_back(soft(kind, {}));
  }
  const RuleSet rules = compiled(problem, specs);
  CHECK(rules.relations.size() == 100 * 999);
  REQUIRE(rules.ledgers.size() == 1);  // no task has lines to mix
  CHECK(rules.ledgers[0].bounds.size() == 50);
  const SmallPlan nothing(problem);
  CHECK(evaluate(problem, rules, nothing.solution()).total[*rules.levels.find("normal")] ==
        100'000);
}
