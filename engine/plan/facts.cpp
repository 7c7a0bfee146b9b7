#include "plan/facts.h"

#include <algorithm>

namespace muster::plan {

namespace {

std::vector<SessionIndex> every_session(const Problem& problem) {
  std::vector<SessionIndex> all;
  all.reserve(problem.sessions().size());
  for (auto s : indices(problem.sessions())) all.push_back(s);
  return all;
}

template <class T>
const std::string& name_or_id(const T& row) {
  return row.name.empty() ? row.id : row.name;
}

}  // namespace

Facts::Facts(const Problem& from, const model::Solution& of)
    : Facts(from, of, every_session(from)) {}

Facts::Facts(const Problem& from, const model::Solution& of, const std::vector<SessionIndex>& only)
    : problem(from), solution(of), days(from.heads().size()) {
  for (SessionIndex s : only) {
    if (solution.serves(s)) served.push_back(s);
  }
  std::sort(served.begin(), served.end());
  served.erase(std::unique(served.begin(), served.end()), served.end());
  for (SessionIndex s : served) {
    if (standing(s)) continue;
    for (const Crew& crew : placement(s).crews) {
      for (HeadIndex head : crew.heads) {
        auto& day = days[head];
        if (day.empty()) busy.push_back(head);
        if (day.empty() || day.back() != s) day.push_back(s);
      }
    }
  }
  std::sort(busy.begin(), busy.end());
  for (HeadIndex head : busy) {
    std::sort(days[head].begin(), days[head].end(), [&](SessionIndex a, SessionIndex b) {
      return std::pair(placement(a).start, a) < std::pair(placement(b).start, b);
    });
  }
}

std::int64_t Facts::heads_sent(SessionIndex s) const {
  std::int64_t sum = 0;
  for (const Crew& crew : placement(s).crews) sum += static_cast<std::int64_t>(crew.heads.size());
  return sum;
}

const std::string& id_of(const Problem& problem, SessionIndex session) {
  return problem.sessions()[session].id;
}
const std::string& id_of(const Problem& problem, HeadIndex head) {
  return problem.heads()[head].id;
}
const std::string& id_of(const Problem& problem, TeamIndex team) {
  return problem.teams()[team].id;
}

const std::string& name_of(const Problem& problem, TeamIndex team) {
  return name_or_id(problem.teams()[team]);
}
const std::string& name_of(const Problem& problem, VenueIndex venue) {
  return name_or_id(problem.venues()[venue]);
}
const std::string& name_of(const Problem& problem, GridIndex grid) {
  return name_or_id(problem.grids()[grid]);
}
const std::string& name_of(const Problem& problem, LineIndex line) {
  return name_or_id(problem.lines()[line]);
}

std::string name_of(const Problem& problem, HeadIndex index) {
  const model::Head& head = problem.heads()[index];
  if (head.person.exists()) return name_or_id(problem.people()[head.person]);
  const std::size_t number = head.id.rfind('#');
  if (number == std::string::npos) return head.id;
  return name_of(problem, head.teams.front()) + " " + head.id.substr(number);
}

std::string name_of(const Problem& problem, SessionIndex session) {
  const std::string& id = id_of(problem, session);
  const std::string& name = problem.task_of(session).name;
  if (name.empty()) return id;
  const std::size_t at = id.find('@');
  return at == std::string::npos ? name : name + " " + id.substr(at + 1);
}

std::string name_of(const Problem& problem, PlaceIndex place) {
  if (!place.exists()) return "-";
  const std::size_t grids = problem.grids().size();
  return place.value < grids ? name_of(problem, GridIndex(place.value))
                             : name_of(problem, VenueIndex(place.value - grids));
}

std::string clock_text(const Problem& problem, TimePoint time) {
  std::string text = problem.zone_time().iso(time).substr(0, 16);
  if (text.size() > 10) text[10] = ' ';
  return text;
}

std::string span_text(const Problem& problem, Interval span) {
  const std::string from = clock_text(problem, span.from);
  const std::string until = clock_text(problem, span.until);
  const bool same_day = from.compare(0, 10, until, 0, 10) == 0;
  return from + "-" + (same_day && until.size() > 11 ? until.substr(11) : until);
}

std::string list_text(const std::vector<std::string>& words, bool chinese) {
  constexpr std::size_t kShown = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kShown); ++i) {
    text += (i == 0 ? "" : chinese ? "、" : ", ") + words[i];
  }
  if (words.size() > kShown) {
    text += fmt::format(fmt::runtime(chinese ? "等 {} 个" : " and {} more"),
                        chinese ? words.size() : words.size() - kShown);
  }
  return text;
}

}  // namespace muster::plan
