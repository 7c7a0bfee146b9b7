#include "plan/plan_placements.h"

#include <algorithm>

#include "base/limits.h"

namespace muster::plan {

namespace {

namespace json = boost::json;

// Crews of one team for one need become one.
void add_crew(Crew read, Placement& placement) {
  for (Crew& crew : placement.crews) {
    if (crew.need != read.need || crew.team != read.team) continue;
    crew.heads.insert(crew.heads.end(), read.heads.begin(), read.heads.end());
    std::sort(crew.heads.begin(), crew.heads.end());
    return;
  }
  std::sort(read.heads.begin(), read.heads.end());
  placement.crews.push_back(std::move(read));
}

}  // namespace

PlanPlacements::PlanPlacements(const Problem& problem, PlanReader& reader)
    : problem_(problem),
      reader_(reader),
      sessions_(problem.sessions()),
      teams_(problem.teams()),
      venues_(problem.venues()),
      heads_(problem.heads()) {
  solution_.placements.resize(problem.sessions().size());
}

template <class I, class T>
I PlanPlacements::find(const JsonObject& in, std::string_view key, Bilingual what,
                       const IdMap<I>& map, const Table<I, T>& table, bool required) {
  const json::string* id = reader_.string(in, key, required);
  if (id == nullptr) return {};
  const I found = map.find(view(*id));
  if (!found.exists()) {
    reader_.unknown_id(reader_.places().member(in.at, key), view(*id), what, table,
                       [](const auto& row) { return std::string_view(row.id); });
  }
  return found;
}

SessionIndex PlanPlacements::session(const JsonObject& in) {
  return find(in, "session", {"session", "场次"}, sessions_, problem_.sessions(), true);
}

void PlanPlacements::read(const json::value& value, std::size_t at) {
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
  placement.venue = find(in, "venue", {"venue", "阵地"}, venues_, problem_.venues(), false);
  if (const json::array* list = reader_.array(in, "crews", false)) {
    const auto places = reader_.places().elements(reader_.places().member(at, "crews"));
    for (std::size_t i = 0; i < list->size(); ++i) crew((*list)[i], places[i], s, placement);
  }
  if (!s.exists()) return;
  if (solution_.serves(s)) {
    reader_.add(messages::kTwice, reader_.places().member(at, "session"), {id_of(problem_, s)});
    return;
  }
  std::sort(placement.crews.begin(), placement.crews.end(), [](const Crew& a, const Crew& b) {
    return std::pair(a.need, a.team) < std::pair(b.need, b.team);
  });
  solution_.placements[s] = std::move(placement);
}

model::Solution PlanPlacements::take() {
  choose_heads(problem_, solution_, requests_);
  for (const HeadRequest& r : requests_) {
    if (r.chosen >= r.people) continue;
    reader_.add(messages::kTooFew, request_at_.at(std::tuple(r.session, r.need, r.team)),
                {std::to_string(r.chosen), std::to_string(r.people), id_of(problem_, r.team),
                 id_of(problem_, r.session)});
  }
  return std::move(solution_);
}

TimePoint PlanPlacements::start(const JsonObject& in, SessionIndex s) {
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
  return problem_.zone_time().resolve(*time);
}

void PlanPlacements::crew(const json::value& value, std::size_t at, SessionIndex s,
                          Placement& placement) {
  if (!value.is_object()) {
    reader_.wrong_type(at, "crews", {"a list of objects", "对象列表"});
    return;
  }
  const JsonObject in{value.get_object(), at};
  reader_.only_keys(in, {"need", "team", "heads", "people"});
  const std::optional<std::uint32_t> need = need_of(in, s);
  const TeamIndex team = find(in, "team", {"team", "队伍"}, teams_, problem_.teams(), true);
  Crew read{need.value_or(0), team, {}};
  if (in.value.contains("people")) {
    people(in, s, read);
  } else if (const json::array* list = reader_.array(in, "heads", true)) {
    heads(*list, in, read);
  }
  if (!need || !team.exists() || read.heads.empty()) return;
  add_crew(std::move(read), placement);
}

std::optional<std::uint32_t> PlanPlacements::need_of(const JsonObject& in, SessionIndex s) {
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

void PlanPlacements::people(const JsonObject& in, SessionIndex s, const Crew& crew) {
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

void PlanPlacements::heads(const json::array& list, const JsonObject& in, Crew& crew) {
  std::vector<std::size_t> places;
  const auto at = [&](std::size_t i) {
    if (places.empty()) places = reader_.places().elements(reader_.places().member(in.at, "heads"));
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

}  // namespace muster::plan
