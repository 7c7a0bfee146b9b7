// plan.json: written, read back, and read with every kind of mistake.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "json_schema.h"
#include "plan/assemble.h"
#include "plan/plan_json.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;

namespace {

plan::Plan plan_of(const Problem& problem, const std::vector<rule::RuleSpec>& specs,
                   const rule::Levels& levels, const model::Solution& solution) {
  const plan::Verdict verdict = plan::verify(problem, specs, levels, solution);
  return plan::assemble(problem, specs, levels, solution, verdict, {7, "sha256:00", {}});
}

bool valid(const std::string& text) {
  const JsonSchema schema(boost::json::parse(source_text("rules/schema/plan.json")));
  const std::string trouble = schema.trouble_with(boost::json::parse(text));
  UNSCOPED_INFO(trouble);
  return trouble.empty();
}

struct Read {
  std::optional<plan::Plan> plan;
  Diagnostics diagnostics;
};
Read read(const Problem& problem, const std::string& text) {
  Read out;
  out.plan = plan::parse_plan(problem, town_levels(), 0, text, out.diagnostics);
  return out;
}

// "code line:column arguments" of each diagnostic.
std::string told(const Read& read) {
  std::string text;
  for (const Diagnostic& d : read.diagnostics.all()) {
    text += std::string(d.text->code) + " " + std::to_string(d.place.line) + ":" +
            std::to_string(d.place.column);
    for (const std::string& arg : d.args) text += " " + arg;
    text += "\n";
  }
  return text;
}

const char* const kByHand = R"({"placements": [
  {"session": "class", "start": "2017-09-04T09:00", "venue": "west-hall",
   "crews": [{"team": "wives", "people": 2}]},
  {"session": "patrol", "start": "2017-09-04T12:00",
   "crews": [{"team": "guards", "heads": ["guards#2"]}]}
]})";

}  // namespace

TEST_CASE("a plan is written one placement a line, in a fixed order") {
  const Problem problem(town());
  model::Solution solution = good_plan(problem);
  solution.placements[kPatrol].reset();
  const std::string text =
      plan::to_json(problem, plan_of(problem, {}, town_levels(), solution), Language::english);
  const std::string first = R"({
"format": 1,
"zone": "town",
"seed": 7,
"inputs": "sha256:00",
"score": {"hard":0,"must":0,"high":0,"normal":-1,"low":0,"staffing":0},
"bound": {"hard":0,"must":0,"high":0,"normal":0,"low":0,"staffing":0},
"optimal": false,
"placements": [
  {"session":"class","task":"class","start":"2017-09-04T09:00+08:00","end":"2017-09-04T10:00+08:00","venue":"west-hall","pinned":false,"crews":[{"need":0,"team":"wives","heads":["p-01"]}]}
],
"unserved": [
  {"session":"patrol","priority":"normal","reasons":[{"code":"not-found",)";
  CHECK(text.substr(0, first.size()) == first);
  CHECK(valid(text));
  plan::Plan met = plan_of(problem, {}, town_levels(), solution);
  met.bound = met.score;
  const std::string proved = plan::to_json(problem, met, Language::english);
  CHECK(proved.find("\n\"optimal\": true,\n") != std::string::npos);
  CHECK(valid(proved));
}

TEST_CASE("random plans satisfy the schema and are read back as they were") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed, {.pins = true, .hard = true});
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    Random choice(seed);
    const plan::Plan plan =
        plan_of(random.problem, random.specs, levels, random_solution(random.problem, choice));
    const Language language = seed % 2 == 0 ? Language::chinese : Language::english;
    const std::string text = plan::to_json(random.problem, plan, language);
    INFO("seed " << seed << "\n" << text);
    REQUIRE(valid(text));
    Diagnostics diagnostics;
    const auto back = plan::parse_plan(random.problem, levels, 0, text, diagnostics);
    REQUIRE(diagnostics.all().empty());
    REQUIRE(back);
    REQUIRE(back->solution == plan.solution);
    REQUIRE(back->score == plan.score);
    REQUIRE(plan::to_json(random.problem, *back, language) == text);
  }
}

TEST_CASE("a schema refuses what is no plan") {
  CHECK_FALSE(valid(R"({"format": 2, "placements": []})"));
  CHECK_FALSE(valid(R"({"format": 1, "placements": [{"session": "a"}]})"));
}

TEST_CASE("a plan made by hand may say how many instead of whom") {
  const Problem problem(town());
  const Read by_hand = read(problem, kByHand);
  CHECK(told(by_hand).empty());
  REQUIRE(by_hand.plan);
  CHECK(by_hand.plan->solution.placements[kClass]->crews ==
        crew(problem, kWives, {"p-01", "wives#2"}));
  CHECK(plan::verify(problem, {}, town_levels(), by_hand.plan->solution).broken.empty());
  CHECK(by_hand.plan->unserved.empty());
}

TEST_CASE("heads are chosen by matching over the whole plan") {
  model::ProblemParts parts = town();
  // Both at once; only p-01 has the skill that the later one in the file's order needs.
  parts.people[model::PersonIndex(std::size_t{0})].skills = {model::SkillIndex(std::size_t{1})};
  parts.tasks[model::TaskIndex(std::size_t{1})].needs.edit()[0].skills = {
      model::SkillIndex(std::size_t{1})};
  parts.sessions[kPatrol].windows = parts.sessions[kClass].windows;
  const Problem problem(std::move(parts));
  const Read both = read(problem, R"({"placements": [
    {"session": "class", "start": "2017-09-04T09:00", "venue": "west-hall",
     "crews": [{"team": "wives", "people": 1}]},
    {"session": "patrol", "start": "2017-09-04T09:00", "crews": [{"team": "wives", "people": 1}]}]})");
  CHECK(told(both).empty());
  REQUIRE(both.plan);
  CHECK(both.plan->solution.placements[kClass]->crews == crew(problem, kWives, {"wives#2"}));
  CHECK(both.plan->solution.placements[kPatrol]->crews == crew(problem, kWives, {"p-01"}));
}

TEST_CASE("mistakes in plans made by hand are shown where they are") {
  const Problem problem(town());
  const auto replaced = [&](const std::string& old, const std::string& with) {
    std::string text = kByHand;
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return told(read(problem, text.replace(at, old.size(), with)));
  };
  CHECK(replaced("\"class\"", "\"clas\"") == "unknown-id 2:15 session 场次 clas class\n");
  CHECK(replaced("west-hall", "west-hal") == "unknown-id 2:62 venue 阵地 west-hal west-hall\n");
  CHECK(replaced("\"wives\"", "\"wifes\"") == "unknown-id 3:23 team 队伍 wifes wives\n");
  CHECK(replaced("guards#2", "guards#9").substr(0, 16) == "unknown-id 5:43 ");
  CHECK(replaced("\"patrol\"", "\"class\"") == "duplicate-session 4:15 class\n");
  CHECK(replaced("2017-09-04T09:00", "2017-13-04T09:00") == "bad-time 2:33 2017-13-04T09:00\n");
  CHECK(replaced("2017-09-04T09:00", "9999-12-31T09:00") == "bad-time 2:33 9999-12-31T09:00\n");
  CHECK(replaced("\"people\": 2", "\"people\": \"two\"") ==
        "wrong-type 3:42 people a whole number 整数\n");
  CHECK(replaced("\"people\": 2", "\"people\": 0") == "bad-people 3:42 10000\n");
  CHECK(replaced("\"people\": 2", "\"people\": 3") == "too-few-people 3:42 2 3 wives class\n");
  CHECK(replaced("\"people\": 2", "\"heads\": 2") == "wrong-type 3:41 heads a list 列表\n");
  CHECK(replaced("{\"team\": \"wives\"", "{\"need\": 5, \"team\": \"wives\"") ==
        "bad-need 3:23 class 1\n");
  CHECK(replaced("\"start\": \"2017-09-04T09:00\"", "\"strat\": 1") ==
        "unknown-key 2:24 strat start\nmissing-key 2:3 start\n");
  CHECK(replaced("[{\"team\": \"guards\", \"heads\": [\"guards#2\"]}]", "7") ==
        "wrong-type 5:13 crews a list 列表\n");
}

TEST_CASE("what is no JSON or no plan gets a place and no crash") {
  const Problem problem(town());
  const Read broken = read(problem, "{\"placements\": [\n  {\"session\": !}\n]}");
  CHECK_FALSE(broken.plan);
  CHECK(told(broken).substr(0, 20) == "malformed-json 2:15 ");
  CHECK(told(read(problem, "[]")) == "wrong-type 1:1 plan an object 对象\n");
  CHECK(told(read(problem, "{}")) == "missing-key 1:1 placements\n");
  CHECK(told(read(problem, "")).substr(0, 15) == "malformed-json ");
  CHECK(told(read(problem, R"({"format": 2, "placements": []})")) == "unknown-format 1:12 2\n");
  CHECK(told(read(problem, R"({"zone": "x", "placements": []})")) == "other-zone 1:10 x town\n");
  const std::string deep = std::string(100'000, '[');
  CHECK(told(read(problem, deep)).substr(0, 15) == "malformed-json ");
}
