#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "base/limits.h"
#include "plan/choose_heads.h"
#include "plan/facts.h"
#include "plan/plan_json.h"
#include "plan/plan_reader.h"

namespace muster::plan {

namespace {

namespace json = boost::json;

// Ids of a table's rows; looked up only, never walked.
template <class I>
class IdMap {
 public:
  template <class T>
  explicit IdMap(const Table<I, T>& table) {
    map_.reserve(table.size());
    for (auto i : indices(table)) map_.emplace(table[i].id, i);
  }
  I find(std::string_view id) const {
    const auto found = map_.find(id);
    return found == map_.end() ? I() : found->second;
  }

 private:
  std::unordered_map<std::string_view, I> map_;
};

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

class Parser {
 public:
  Parser(const Problem& problem, const rule::Levels& levels, const JsonPlaces& places,
         Diagnostics& out)
      : problem_(problem),
        reader_(places, out),
        sessions_(problem.sessions()),
        teams_(problem.teams()),
        venues_(problem.venues()),
        heads_(problem.heads()),
        plan_{.zone = problem.zone().id,
              .seed = 1,
              .inputs = {},
              .levels = levels,
              .score = {},
              .bound = {},
              .solution = {},
              .unserved = {}} {
    plan_.solution.placements.resize(problem.sessions().size());
  }

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
      for (std::size_t i = 0; i < list->size(); ++i) placement((*list)[i], at[i]);
    }
    if (const json::array* list = reader_.array(top, "unserved", false)) unserved(top, *list);
    if (reader_.diagnostics().errors() > errors_before) return std::nullopt;
    choose();
    explain_all();
    return std::move(plan_);
  }

 private:
  void header(const JsonObject& top) {
    reader_.only_keys(
        top, {"format", "zone", "seed", "inputs", "score", "bound", "placements", "unserved"});
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

  SessionIndex session(const JsonObject& in) {
    const json::string* id = reader_.string(in, "session", true);
    if (id == nullptr) return {};
    const SessionIndex found = sessions_.find(view(*id));
    if (!found.exists()) {
      reader_.unknown_id(reader_.places().member(in.at, "session"), view(*id), {"session", "场次"},
                         problem_.sessions(),
                         [](const auto& row) { return std::string_view(row.id); });
    }
    return found;
  }

  void placement(const json::value& value, std::size_t at) {
    if (!value.is_object()) {
      reader_.wrong_type(at, "placements", {"a list of objects", "对象列表"});
      return;
    }
    const JsonObject in{value.get_object(), at};
    reader_.only_keys(in,
                      {"session", "task", "start", "end", "standing", "venue", "pinned", "crews"});
    const SessionIndex s = session(in);
    Placement placement;
    if (s.exists()) placement.start = start(in, s);
    if (const json::string* id = reader_.string(in, "venue", false)) {
      placement.venue = venues_.find(view(*id));
      if (!placement.venue.exists()) {
        reader_.unknown_id(reader_.places().member(at, "venue"), view(*id), {"venue", "阵地"},
                           problem_.venues(),
                           [](const auto& row) { return std::string_view(row.id); });
      }
    }
    if (const json::array* list = reader_.array(in, "crews", false)) {
      const auto places = reader_.places().elements(reader_.places().member(at, "crews"));
      for (std::size_t i = 0; i < list->size(); ++i) crew((*list)[i], places[i], s, placement);
    }
    if (!s.exists()) return;
    if (plan_.solution.serves(s)) {
      reader_.add(messages::kTwice, reader_.places().member(at, "session"), {id_of(problem_, s)});
      return;
    }
    std::sort(placement.crews.begin(), placement.crews.end(), [](const Crew& a, const Crew& b) {
      return std::pair(a.need, a.team) < std::pair(b.need, b.team);
    });
    plan_.solution.placements[s] = std::move(placement);
  }

  TimePoint start(const JsonObject& in, SessionIndex s) {
    if (problem_.task_of(s).standing) return problem_.calendar().horizon().from;
    const json::string* text = reader_.string(in, "start", true);
    if (text == nullptr) return {};
    const auto time = parse_date_time(view(*text));
    // Far years would not fit into minutes of 32 bits.
    constexpr std::int64_t kDays = 1'000'000;
    const std::int64_t days = time ? time->local.day.time_since_epoch().count() : 0;
    if (!time || days < -kDays || days > kDays) {
      reader_.add(messages::kBadTime, reader_.places().member(in.at, "start"),
                  {std::string(view(*text))});
      return {};
    }
    if (!time->offset_minutes) return problem_.zone_time().instant(time->local);
    return TimePoint{static_cast<std::int32_t>(days) * 24 * 60 + time->local.minute -
                     *time->offset_minutes};
  }

  void crew(const json::value& value, std::size_t at, SessionIndex s, Placement& placement) {
    if (!value.is_object()) {
      reader_.wrong_type(at, "crews", {"a list of objects", "对象列表"});
      return;
    }
    const JsonObject in{value.get_object(), at};
    reader_.only_keys(in, {"need", "team", "heads", "people"});
    const std::optional<std::uint32_t> need = need_of(in, s);
    const json::string* id = reader_.string(in, "team", true);
    if (id == nullptr) return;
    const TeamIndex team = teams_.find(view(*id));
    if (!team.exists()) {
      reader_.unknown_id(reader_.places().member(at, "team"), view(*id), {"team", "队伍"},
                         problem_.teams(),
                         [](const auto& row) { return std::string_view(row.id); });
    }
    Crew read{need.value_or(0), team, {}};
    if (in.value.contains("people")) {
      people(in, s, read);
    } else if (const json::array* list = reader_.array(in, "heads", true)) {
      heads(*list, in, read);
    }
    if (!need || !team.exists() || read.heads.empty()) return;
    add(std::move(read), placement);
  }

  std::optional<std::uint32_t> need_of(const JsonObject& in, SessionIndex s) {
    if (!s.exists()) return std::nullopt;
    const Task& task = problem_.task_of(s);
    const auto need = reader_.integer(in, "need", task.needs.size() > 1);
    if (!need) return in.value.contains("need") ? std::nullopt : std::optional<std::uint32_t>(0);
    if (*need >= 0 && *need < static_cast<std::int64_t>(task.needs.size())) {
      return static_cast<std::uint32_t>(*need);
    }
    reader_.add(messages::kBadNeed, reader_.places().member(in.at, "need"),
                {task.id, std::to_string(task.needs.size())});
    return std::nullopt;
  }

  void people(const JsonObject& in, SessionIndex s, const Crew& crew) {
    const auto count = reader_.integer(in, "people", true);
    if (!count) return;
    const std::size_t at = reader_.places().member(in.at, "people");
    if (*count < 1 || *count > limits::kHeadsPerNeed) {
      reader_.add(messages::kBadPeople, at, {std::to_string(limits::kHeadsPerNeed)});
    } else if (s.exists() && crew.team.exists()) {
      requests_.push_back({s, crew.need, crew.team, static_cast<std::int32_t>(*count), 0});
      request_at_.emplace(std::tuple(s, crew.need, crew.team), at);
    }
  }

  void heads(const json::array& list, const JsonObject& in, Crew& crew) {
    std::vector<std::size_t> places;
    const auto at = [&](std::size_t i) {
      if (places.empty())
        places = reader_.places().elements(reader_.places().member(in.at, "heads"));
      return places[i];
    };
    for (std::size_t i = 0; i < list.size(); ++i) {
      const json::string* id = list[i].if_string();
      if (id == nullptr) {
        reader_.wrong_type(at(i), "heads", {"a list of texts", "文本列表"});
        continue;
      }
      const HeadIndex head = heads_.find(view(*id));
      if (head.exists()) {
        crew.heads.push_back(head);
      } else {
        reader_.unknown_id(at(i), view(*id), {"person or numbered head", "队员"}, problem_.heads(),
                           [](const auto& row) { return std::string_view(row.id); });
      }
    }
  }

  static void add(Crew read, Placement& placement) {
    for (Crew& crew : placement.crews) {
      if (crew.need != read.need || crew.team != read.team) continue;
      crew.heads.insert(crew.heads.end(), read.heads.begin(), read.heads.end());
      std::sort(crew.heads.begin(), crew.heads.end());
      return;
    }
    std::sort(read.heads.begin(), read.heads.end());
    placement.crews.push_back(std::move(read));
  }

  void choose() {
    choose_heads(problem_, plan_.solution, requests_);
    for (const HeadRequest& r : requests_) {
      if (r.chosen >= r.people) continue;
      reader_.add(messages::kTooFew, request_at_.at(std::tuple(r.session, r.need, r.team)),
                  {std::to_string(r.chosen), std::to_string(r.people), id_of(problem_, r.team),
                   id_of(problem_, r.session)});
    }
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
      const SessionIndex s = session(in);
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
  IdMap<SessionIndex> sessions_;
  IdMap<TeamIndex> teams_;
  IdMap<VenueIndex> venues_;
  IdMap<HeadIndex> heads_;
  std::vector<HeadRequest> requests_;
  std::map<std::tuple<SessionIndex, std::uint32_t, TeamIndex>, std::size_t> request_at_;
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

}  // namespace muster::plan
