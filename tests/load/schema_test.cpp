// rules/schema/workspace.json says what the loader reads: it accepts every file that is committed,
// refuses what the loader refuses, and lists the catalog's rule kinds with their parameters.
#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "json_schema.h"
#include "loading.h"
#include "rule/catalog.h"

namespace muster::load {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const fs::path kRoot = MUSTER_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const json::value& schema_json() {
  static const json::value kSchema =
      json::parse(muster::testing::source_text("rules/schema/workspace.json"));
  return kSchema;
}

// A scalar as an editor's YAML 1.2 reads it.
json::value scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::string(text);
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  if (text == "true" || text == "false") return text == "true";
  json::error_code trouble;
  json::value number = json::parse(text, trouble);
  if (!trouble && number.is_number()) return number;
  return json::string(text);
}

json::value as_json(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object map;
    for (const auto& each : node) map[each.first.Scalar()] = as_json(each.second);
    return map;
  }
  if (node.IsSequence()) {
    json::array list;
    for (const auto& each : node) list.push_back(as_json(each));
    return list;
  }
  return node.IsScalar() ? scalar(node) : json::value(nullptr);
}

// What the schema says against the YAML text; empty: nothing.
std::string trouble_with(const std::string& yaml) {
  static const muster::testing::JsonSchema kSchema(schema_json());
  return kSchema.trouble_with(as_json(YAML::Load(yaml)));
}

std::vector<fs::path> yaml_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST_CASE("the schema accepts every example and rule pack") {
  std::vector<fs::path> files = yaml_below(kRoot / "examples");
  for (const fs::path& pack : yaml_below(kRoot / "rules" / "packs")) files.push_back(pack);
  CHECK(files.size() > 10);
  for (const fs::path& file : files) {
    INFO(file.string());
    CHECK(trouble_with(text_of(file)) == "");
  }
}

TEST_CASE("the schema accepts the workspaces of the rule cases") {
  const std::vector<fs::path> files = yaml_below(kRoot / "rules" / "cases");
  CHECK(files.size() == rule::catalog().size());
  for (const fs::path& file : files) {
    INFO(file.string());
    const std::string text = text_of(file);
    CHECK(trouble_with(text.substr(0, text.find("\n---\n") + 1)) == "");
  }
}

TEST_CASE("the schema accepts the examples that `muster rules` shows") {
  for (const rule::Kind& kind : rule::catalog()) {
    INFO(kind.example);
    CHECK(trouble_with(std::string(kind.example)) == "");
  }
}

// Each with what the loader reads in its place.
TEST_CASE("the schema and the loader refuse the same mistakes") {
  const std::string task = "tasks: [{id: a, duration: 1h, needs: [{people: 1}]";
  struct Mistake {
    std::string right, wrong;
  };
  const std::vector<Mistake> mistakes{
      {task + "}]", "tusks: []"},
      {task + ", window: {from: 16:30, to: 18:00}}]", task + ", widnow: {from: 16:30}}]"},
      {task + ", window: {from: 16:30, to: 18:00}}]", task + ", window: {from: 1630}}]"},
      {task + ", weight: 2}]", task + ", weight: two}]"},
      {task + ", weight: 2}]", task + ", weight: 0}]"},
      {task + ", priority: high}]", task + ", priority: urgent}]"},
      {task + "}]", "tasks: [{id: a, duration: 1h}]"},
      {task + "}]", "tasks: [{id: a, needs: [{people: 1}]}]"},
      {task + "}]", "tasks: [{id: a, duration: 1hour, needs: [{people: 1}]}]"},
      {task + "}]", "tasks: [{id: A, duration: 1h, needs: [{people: 1}]}]"},
      {task + "}]", "tasks: [{id: a, duration: 1h, needs: [{people: 1, form: {kind: guard}}]}]"},
      {"tasks: [{id: a, standing: true, needs: [{people: 1}]}]",
       "tasks: [{id: a, standing: true, duration: 1h, needs: [{people: 1}]}]"},
      {task + ", venue: {facilities: [stage], seats: 40}}]", task + ", venue: {facility: stage}}]"},
      {task + ", repeat: FREQ=DAILY, except: [2017-09-05]}]",
       task + ", repeat: FREQ=DAILY, except: [2017-9-5]}]"},
      {task + ", after: [{task: b, lag: 2h}]}, {id: b, duration: 1h, needs: [{people: 1}]}]",
       task + ", after: [{tesk: b}]}, {id: b, duration: 1h, needs: [{people: 1}]}]"},
      {task + ", each: {kind: village}}]", task + ", each: {kinds: village}}]"},
      {"people: [{id: p, teams: [guard]}]", "people: [{id: p}]"},
      {"teams: [{id: t, size: 3, skills: {tutoring: 2}}]",
       "teams: [{id: t, size: 3, skills: {tutoring: some}}]"},
      {"teams: [{id: t, size: 3, available: {days: mon-fri}}]",
       "teams: [{id: t, size: 3, available: {days: weekdays}}]"},
      {"venues: [{id: v, at: [28.9, 120.0]}]", "venues: [{id: v, at: [128.9, 120.0]}]"},
      {"rules: [{id: r, kind: rest, at-least: 10h}]", "rules: [{id: r, kind: rest}]"},
      {"rules: [{id: r, kind: rest, at-least: 10h}]", "rules: [{id: r, kind: nap, at-least: 10h}]"},
      {"rules: [{id: r, kind: rest, at-least: 10h}]",
       "rules: [{id: r, kind: rest, at-least: 10h, every: day}]"},
      {"rules: [{id: r, kind: travel, free: 10min}]", "rules: [{id: r, kind: travel, free: ten}]"},
      {"rules: [{id: r, kind: fair-share, measure: hours}]",
       "rules: [{id: r, kind: fair-share, measure: days}]"},
      {"rules: [{id: r, kind: working-time, every: week, at-most: 9h}]",
       "rules: [{id: r, kind: working-time, every: week}]"},
      {"rules: [{id: r, kind: preference, times: {from: 08:00}}]",
       "rules: [{id: r, kind: preference, times: {from: 08:00}, venues: hall}]"},
  };
  for (const auto& [right, wrong] : mistakes) {
    INFO(right << "\n" << wrong);
    CHECK(trouble_with(right) == "");
    CHECK(testing::load_with(right).workspace.has_value());
    CHECK(trouble_with(wrong) != "");
    CHECK_FALSE(testing::load_with(wrong).workspace.has_value());
  }
}

TEST_CASE("the schema's zone refuses what the loader refuses") {
  CHECK(trouble_with(testing::kZone) == "");
  CHECK(trouble_with(testing::kTeams) == "");
  for (const auto& [right, wrong] : std::map<std::string, std::string>{
           {"step: 15min", "step: quarter"},
           {"lines: [{id: youth", "lanes: [{id: youth"},
           {"{speed: 25km/h, fixed: 5min}", "{speed: fast, fixed: 5min}"},
           {"until: 2017-09-17", "untli: 2017-09-17"}}) {
    std::string zone = testing::kZone;
    zone.replace(zone.find(right), right.size(), wrong);
    INFO(zone);
    CHECK(trouble_with(zone) != "");
    CHECK_FALSE(testing::read({{"zone.yaml", zone}}).workspace.has_value());
  }
}

std::string definition_of(rule::ParamType type) {
  switch (type) {
    case rule::ParamType::count: return "count";
    case rule::ParamType::duration: return "duration";
    case rule::ParamType::word: return "";
    case rule::ParamType::period: return "period";
    case rule::ParamType::task_selector: return "taskSelector";
    case rule::ParamType::team_selector: return "teamSelector";
    case rule::ParamType::venue_selector: return "venueSelector";
    case rule::ParamType::grid_selector: return "gridSelector";
    case rule::ParamType::people_selector: return "peopleSelector";
    case rule::ParamType::line_list: return "ids";
    case rule::ParamType::times: return "times";
  }
  return "";
}

void check_param(const rule::ParamSpec& param, const json::object& property) {
  if (param.type == rule::ParamType::word) {
    json::array words;
    for (std::string_view word : param.words) words.emplace_back(json::string(word));
    CHECK(property.at("enum") == json::value(words));
  } else {
    CHECK(property.at("allOf").at(0).at("$ref") ==
          json::string("#/definitions/" + definition_of(param.type)));
  }
  const json::string& description = property.at("description").as_string();
  CHECK(std::string_view(description).find(param.meaning.english) == 0);
}

TEST_CASE("the schema lists the catalog's rule kinds and their parameters") {
  const json::object& definitions = schema_json().at("definitions").as_object();
  const json::value& rule = definitions.at("rule");
  json::array kinds;
  for (const rule::Kind& kind : rule::catalog()) kinds.emplace_back(json::string(kind.name));
  CHECK(rule.at("properties").at("kind").at("enum") == json::value(kinds));
  REQUIRE(rule.at("allOf").as_array().size() == kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const rule::Kind& kind = rule::catalog()[i];
    const std::string name = "rule-" + std::string(kind.name);
    INFO(name);
    const json::value& branch = rule.at("allOf").at(i);
    CHECK(branch.at("if").at("properties").at("kind").at("const") == json::string(kind.name));
    CHECK(branch.at("then").at("$ref") == json::string("#/definitions/" + name));

    const json::object& known = definitions.at(name).as_object();
    std::set<std::string> expected{"id", "kind", "level", "hard", "weight", "why"};
    std::set<std::string> required;
    for (const rule::ParamSpec& param : kind.params) {
      INFO(param.name);
      expected.emplace(param.name);
      if (param.required) required.emplace(param.name);
      const json::object& properties = known.at("properties").as_object();
      REQUIRE(properties.contains(json::string(param.name)));
      check_param(param, properties.at(json::string(param.name)).as_object());
    }
    std::set<std::string> properties, must;
    for (const auto& each : known.at("properties").as_object()) properties.emplace(each.key());
    if (const json::value* list = known.if_contains("required")) {
      for (const json::value& each : list->as_array()) must.emplace(each.as_string());
    }
    CHECK(properties == expected);
    CHECK(must == required);
  }
}

}  // namespace
}  // namespace muster::load
