#include "dispatch/answers.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <boost/json.hpp>

#include "dispatch/content.h"

namespace muster::dispatch {

namespace {

namespace json = boost::json;
using model::Crew;
using model::Placement;
using model::Problem;
using store::State;

// Rows of a table by id.
template <class I>
class Ids {
 public:
  template <class T>
  explicit Ids(const Table<I, T>& table) {
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

class Reading {
 public:
  explicit Reading(const Problem& problem)
      : problem_(problem),
        sessions_(problem.sessions()),
        teams_(problem.teams()),
        venues_(problem.venues()),
        heads_(problem.heads()) {}

  Standing read(std::string_view document) const {
    Standing out;
    out.solution.placements.resize(problem_.sessions().size());
    json::error_code error;
    const json::value plan = json::parse(document, error);
    if (error || !plan.is_object()) return out;
    const json::value* placements = plan.as_object().if_contains("placements");
    if (placements == nullptr || !placements->is_array()) return out;
    for (const json::value& each : placements->as_array()) {
      if (!each.is_object()) continue;
      const json::object& in = each.as_object();
      const auto session = sessions_.find(text_of(in, "session"));
      auto found = session.exists() ? placement(session, in) : std::nullopt;
      if (found) {
        out.solution.placements[session] = std::move(found);
      } else if (const auto start = start_of(in)) {
        out.lost.push_back(instant(*start));
      }
    }
    return out;
  }

 private:
  std::optional<TimePoint> start_of(const json::object& in) const {
    const auto start = parse_date_time(text_of(in, "start"));
    if (!start) return std::nullopt;
    return problem_.zone_time().resolve(*start);
  }

  std::optional<Placement> placement(model::SessionIndex session, const json::object& in) const {
    Placement out;
    out.start = problem_.calendar().horizon().from;
    if (!problem_.task_of(session).standing) {
      const auto start = start_of(in);
      if (!start) return std::nullopt;
      out.start = *start;
      const Interval horizon = problem_.calendar().horizon();
      if (out.start < horizon.from || out.start >= horizon.until) return std::nullopt;
    }
    if (in.contains("venue")) {
      out.venue = venues_.find(text_of(in, "venue"));
      if (!out.venue.exists()) return std::nullopt;
    }
    const json::value* crews = in.if_contains("crews");
    if (crews == nullptr || !crews->is_array()) return std::nullopt;
    for (const json::value& each : crews->as_array()) {
      auto crew = each.is_object() ? this->crew(session, each.as_object()) : std::nullopt;
      if (!crew) return std::nullopt;
      out.crews.push_back(std::move(*crew));
    }
    return out;
  }

  std::optional<Crew> crew(model::SessionIndex session, const json::object& in) const {
    Crew out;
    out.team = teams_.find(text_of(in, "team"));
    const json::value* need = in.if_contains("need");
    const json::value* heads = in.if_contains("heads");
    if (!out.team.exists() || need == nullptr || !need->is_int64() || heads == nullptr ||
        !heads->is_array() || need->as_int64() < 0 ||
        static_cast<std::size_t>(need->as_int64()) >= problem_.task_of(session).needs.size()) {
      return std::nullopt;
    }
    out.need = static_cast<std::uint32_t>(need->as_int64());
    const auto& members = problem_.heads_of(out.team);
    for (const json::value& each : heads->as_array()) {
      if (!each.is_string()) return std::nullopt;
      const auto head = heads_.find({each.as_string().data(), each.as_string().size()});
      if (std::find(members.begin(), members.end(), head) == members.end()) return std::nullopt;
      out.heads.push_back(head);
    }
    if (out.heads.empty()) return std::nullopt;
    std::sort(out.heads.begin(), out.heads.end());
    return out;
  }

  const Problem& problem_;
  Ids<model::SessionIndex> sessions_;
  Ids<model::TeamIndex> teams_;
  Ids<model::VenueIndex> venues_;
  Ids<model::HeadIndex> heads_;
};

void accept(model::Session& session, const std::optional<Placement>& placement,
            model::TeamIndex team) {
  if (!placement) return;
  model::Pin pin = session.pin.value_or(model::Pin{});
  for (const Crew& crew : placement->crews) {
    if (crew.team == team) pin.crews.push_back(crew);
  }
  if (pin.crews.empty()) return;  // a later plan does without it
  pin.start = placement->start;
  pin.venue = placement->venue;
  session.pin = std::move(pin);
}

}  // namespace

std::vector<store::Assignment> answered(store::Transaction& rows, Instant now) {
  std::vector<store::Assignment> out = rows.answered(now);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.session, a.team, a.id) < std::tie(b.session, b.team, b.id);
  });
  return out;
}

Problem with_answers(const Problem& problem, const model::Solution& published,
                     const std::vector<store::Assignment>& answers) {
  const Ids<model::SessionIndex> sessions(problem.sessions());
  const Ids<model::TeamIndex> teams(problem.teams());
  model::ProblemParts parts = problem.parts();
  for (const store::Assignment& each : answers) {
    const auto index = sessions.find(each.session);
    const auto team = teams.find(each.team);
    if (!index.exists() || !team.exists()) continue;
    model::Session& session = parts.sessions[index];
    if (each.state == State::accepted || each.state == State::arrived) {
      accept(session, published.placements[index], team);
    } else if (store::has_refused(each.state)) {
      session.refused.push_back(team);
    }
  }
  for (auto index : indices(parts.sessions)) {
    auto& refused = parts.sessions[index].refused;
    std::sort(refused.begin(), refused.end());
    refused.erase(std::unique(refused.begin(), refused.end()), refused.end());
  }
  return Problem(std::move(parts));
}

Standing published_plan(const Problem& problem, std::string_view document) {
  return Reading(problem).read(document);
}

}  // namespace muster::dispatch
