#include <algorithm>
#include <limits>
#include <map>

#include "base/limits.h"
#include "plan/plan_json.h"
#include "plan/plan_placements.h"
#include "plan/plan_reader.h"

namespace muster::plan {

namespace {

namespace json = boost::json;

class Parser {
 public:
  Parser(const Problem& problem, const rule::Levels& levels, const JsonPlaces& places,
         Diagnostics& out)
      : problem_(problem),
        reader_(places, out),
        placements_(problem, reader_),
        plan_{.zone = problem.zone().id,
              .seed = 1,
              .inputs = {},
              .levels = levels,
              .score = {},
              .bound = {},
              .solution = {},
              .unserved = {}} {}

  std::optional<Plan> read(const json::value& whole) {
    const std::size_t errors_before = reader_.diagnostics().errors();
    const std::size_t root = reader_.places().root();
    if (!whole.is_object()) {
      reader_.wrong_type(root, "plan", {"an object", "对象"});
      return std::nullopt;
    }
    const JsonObject top{whole.get_object(), root};
    header(top);
    if (const json::array* list = reader_.array(top, "placements", true)) {
      const std::vector<std::size_t> at =
          reader_.places().elements(reader_.places().member(root, "placements"));
      for (std::size_t i = 0; i < list->size(); ++i) placements_.read((*list)[i], at[i]);
    }
    if (const json::array* list = reader_.array(top, "unserved", false)) unserved(top, *list);
    if (reader_.diagnostics().errors() > errors_before) return std::nullopt;
    plan_.solution = placements_.take();
    explain_all();
    return std::move(plan_);
  }

 private:
  void header(const JsonObject& top) {
    reader_.only_keys(top, {"format", "zone", "seed", "inputs", "score", "bound", "optimal",
                            "placements", "unserved"});
    const auto format = reader_.integer(top, "format", false);
    if (format && *format != 1) {
      reader_.add(messages::kFormat, reader_.places().member(top.at, "format"),
                  {std::to_string(*format)});
    }
    const json::string* zone = reader_.string(top, "zone", false);
    if (zone != nullptr && view(*zone) != problem_.zone().id) {
      reader_.add(messages::kOtherZone, reader_.places().member(top.at, "zone"),
                  {std::string(view(*zone)), problem_.zone().id});
    }
    const json::value* seed = top.value.if_contains("seed");
    if (seed != nullptr && seed->is_uint64()) {
      plan_.seed = seed->get_uint64();
    } else if (const auto small = reader_.integer(top, "seed", false)) {
      plan_.seed = static_cast<std::uint64_t>(*small);
    }
    if (const json::string* inputs = reader_.string(top, "inputs", false)) {
      plan_.inputs = std::string(view(*inputs));
    }
    plan_.score = score(top, "score");
    plan_.bound = score(top, "bound");
  }

  rule::Score score(const JsonObject& top, std::string_view key) {
    rule::Score score;
    const json::object* object = reader_.object(top, key, false);
    if (object == nullptr) return score;
    const JsonObject in{*object, reader_.places().member(top.at, key)};
    for (auto level : all<rule::LevelIndex>(plan_.levels.size())) {
      const auto value = reader_.integer(in, plan_.levels.name(level), false);
      if (value && *value != std::numeric_limits<std::int64_t>::min()) score[level] = -*value;
    }
    return score;
  }

  void unserved(const JsonObject& top, const json::array& list) {
    const auto at = reader_.places().elements(reader_.places().member(top.at, "unserved"));
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!list[i].is_object()) {
        reader_.wrong_type(at[i], "unserved", {"a list of objects", "对象列表"});
        continue;
      }
      const JsonObject in{list[i].get_object(), at[i]};
      reader_.only_keys(in, {"session", "priority", "reasons"});
      const SessionIndex s = placements_.session(in);
      const json::array* reasons = reader_.array(in, "reasons", false);
      if (!s.exists() || reasons == nullptr) continue;
      for (const json::value& value : *reasons) reason(value, at[i], s);
    }
  }

  void reason(const json::value& value, std::size_t at, SessionIndex s) {
    if (!value.is_object()) {
      reader_.wrong_type(at, "reasons", {"a list of objects", "对象列表"});
      return;
    }
    const JsonObject in{value.get_object(), at};
    Reason reason;
    if (const json::string* code = reader_.string(in, "code", false)) reason.code = view(*code);
    if (const json::string* text = reader_.string(in, "text", false)) {
      reason.english = reason.chinese = std::string(view(*text));
    }
    if (const json::array* list = reader_.array(in, "blockers", false)) {
      for (const json::value& id : *list) {
        if (id.is_string()) reason.blockers.emplace_back(view(id.get_string()));
      }
    }
    told_[s].push_back(std::move(reason));
  }

  // Every session that the file does not place gets an entry, told about or not.
  void explain_all() {
    for (auto s : indices(problem_.sessions())) {
      if (plan_.solution.serves(s)) continue;
      const auto told = told_.find(s);
      if (told != told_.end()) {
        plan_.unserved.push_back({s, std::move(told->second)});
        continue;
      }
      plan_.unserved.push_back(
          {s, {{"not-in-plan", "the plan does not place it", "计划中没有安排", {}}}});
    }
  }

  const Problem& problem_;
  PlanReader reader_;
  PlanPlacements placements_;
  std::map<SessionIndex, std::vector<Reason>> told_;
  Plan plan_;
};

}  // namespace

std::optional<Plan> parse_plan(const Problem& problem, const rule::Levels& levels,
                               std::uint32_t file, std::string_view text, Diagnostics& out) {
  const JsonPlaces places(file, text);
  if (text.size() > limits::kFileBytes) {
    out.add(messages::kTooLarge, Place{file, 1, 1, 1}, {std::to_string(limits::kFileBytes)});
    return std::nullopt;
  }
  json::parse_options options;
  options.max_depth = limits::kDepth;
  json::stream_parser parser(json::storage_ptr(), options);
  json::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (error) {
    out.add(messages::kMalformed, places.byte(std::min(read, text.size())), {error.message()});
    return std::nullopt;
  }
  return Parser(problem, levels, places, out).read(parser.release());
}

void compare_scores(const Plan& plan, const rule::Score& counted, std::uint32_t file,
                    std::string_view text, Diagnostics& out) {
  const JsonPlaces places(file, text);
  const std::size_t score = places.member(places.root(), "score");
  if (score == places.root()) return;
  for (auto level : all<rule::LevelIndex>(plan.levels.size())) {
    const std::string& name = plan.levels.name(level);
    const std::size_t at = places.member(score, name);
    if (at == score || plan.score[level] == counted[level]) continue;
    out.add(messages::kOtherScore, places.place(at),
            {name, std::to_string(-plan.score[level]), std::to_string(-counted[level])});
  }
}

}  // namespace muster::plan
