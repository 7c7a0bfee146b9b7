#include "plan/funnel.h"

#include <algorithm>

namespace muster::plan {

namespace {

constexpr std::int64_t kWork = 2'000'000;  // heads looked at, for one session

class Counter {
 public:
  Counter(const Facts& facts, const VenueDays& venues, RuleJudge& judge, Fit& fit,
          SessionIndex session, const FunnelQuestion& question)
      : problem_(facts.problem),
        hours_(facts),
        venue_days_(venues),
        judge_(judge),
        fit_(fit),
        session_(session),
        task_(problem_.task_of(session)),
        question_(question) {
    if (judge_.any()) judge_.take_out({});
    list_spots();
  }

  // `need` may be past the last: then nobody is sent.
  Funnel count(std::size_t need) {
    out_ = {};
    out_.need = need;
    list_teams(need);
    const std::int64_t spots = std::int64_t{n_venues_} * static_cast<std::int64_t>(starts_.size());
    out_.total = n_teams_ * spots;
    for (auto& [sieve, teams] : dull_teams_) row(sieve).candidates += teams * spots;
    const auto teams = static_cast<std::int64_t>(teams_.size());
    const auto starts = static_cast<std::int64_t>(starts_.size());
    for (auto& [sieve, venues] : dull_venues_) row(sieve).candidates += teams * venues * starts;
    if (teams_.empty()) return std::move(out_);
    for (TimePoint start : starts_) count_start(need, start);
    return std::move(out_);
  }

 private:
  struct Team {
    TeamIndex team;  // none where nobody is sent
    std::vector<HeadIndex> heads;
    std::int64_t quota = 1;
  };

  Funnel::Row& row(Sieve sieve) { return out_.rows[static_cast<std::size_t>(sieve)]; }
  void rule_out(Sieve sieve, std::int64_t candidates, const std::string& blocker) {
    row(sieve).candidates += candidates;
    row(sieve).blockers[blocker] += candidates;
  }

  void list_spots() {
    starts_ = starts_of(problem_, session_);
    if (question_.start) {
      std::erase_if(starts_, [&](TimePoint t) { return t != *question_.start; });
    }
    if (!task_.venue || task_.standing) {
      venues_ = {VenueIndex()};
      n_venues_ = 1;
      return;
    }
    const auto& pin = problem_.sessions()[session_].pin;
    for (auto venue : indices(problem_.venues())) {
      if (question_.venue.exists() && venue != question_.venue) continue;
      ++n_venues_;
      if (pin && pin->venue.exists() && pin->venue != venue) {
        ++dull_venues_[Sieve::pinned];
      } else if (!suits(problem_, *task_.venue, venue)) {
        ++dull_venues_[Sieve::venues];
      } else {
        venues_.push_back(venue);
      }
    }
  }

  void list_teams(std::size_t at) {
    teams_.clear();
    dull_teams_.clear();
    n_teams_ = 1;
    if (at >= task_.needs.size()) {
      teams_.push_back({});
      return;
    }
    const Need& need = task_.needs[at];
    const auto& pin = problem_.sessions()[session_].pin;
    const auto pinned = [&](TeamIndex team) {
      return pin && std::find(pin->teams.begin(), pin->teams.end(), team) != pin->teams.end();
    };
    const bool for_pinned = pin && std::any_of(pin->teams.begin(), pin->teams.end(), [&](auto t) {
                              return may_serve(problem_, session_, need, t);
                            });
    n_teams_ = 0;
    for (auto team : indices(problem_.teams())) {
      if (question_.only.exists() && team != question_.only) continue;
      ++n_teams_;
      Team row{team, {}, need.one_team ? need.people.min : 1};
      for (HeadIndex head : problem_.heads_of(team)) {
        if (may_fill(problem_.heads()[head].skills, need)) row.heads.push_back(head);
      }
      if (!may_serve(problem_, session_, need, team)) {
        ++dull_teams_[Sieve::teams];
      } else if (for_pinned && !pinned(team)) {
        ++dull_teams_[Sieve::pinned];
      } else if (static_cast<std::int64_t>(row.heads.size()) < row.quota) {
        ++dull_teams_[Sieve::skills];
      } else {
        teams_.push_back(std::move(row));
      }
    }
  }

  void count_start(std::size_t need, TimePoint start) {
    const auto teams = static_cast<std::int64_t>(teams_.size());
    const auto all = teams * static_cast<std::int64_t>(venues_.size());
    const auto& pin = problem_.sessions()[session_].pin;
    if (work_ <= 0) {
      out_.not_looked_at += all;
      return;
    }
    if (pin && pin->start && !task_.standing && *pin->start != start) {
      row(Sieve::pinned).candidates += all;
      return;
    }
    if (const SessionIndex before = fit_.out_of_order(start); before.exists()) {
      rule_out(Sieve::order, all, id_of(problem_, before));
      return;
    }
    const Interval span{start, start + problem_.sessions()[session_].duration};
    std::vector<Team> idle;
    std::map<Sieve, Funnel::Row> busy;  // of one venue; the same at each
    for (const Team& team : teams_) {
      if (task_.standing || !team.team.exists() || sieve_times(team, span, busy, idle)) continue;
    }
    if (task_.standing || !teams_.front().team.exists()) idle = teams_;
    for (VenueIndex venue : venues_) count_spot(need, span, venue, busy, idle);
  }

  // Those of the team who have time but for the way, into `idle`; else why not, into `ruled_out`.
  bool sieve_times(const Team& team, Interval span, std::map<Sieve, Funnel::Row>& ruled_out,
                   std::vector<Team>& idle) {
    const auto rule_out = [&](Sieve sieve) -> Funnel::Row& {
      ++ruled_out[sieve].candidates;
      return ruled_out[sieve];
    };
    if (!hours_.team(team.team, span)) {
      ++rule_out(Sieve::team_hours).blockers[id_of(problem_, team.team)];
      return false;
    }
    std::vector<HeadIndex> there = team.heads;
    std::erase_if(there, [&](HeadIndex head) { return !hours_.person(head, span); });
    if (static_cast<std::int64_t>(there.size()) < team.quota) {
      ++rule_out(Sieve::people_hours).blockers[id_of(problem_, team.team)];
      return false;
    }
    Team left{team.team, {}, team.quota};
    std::map<std::string, std::int64_t> others;
    work_ -= static_cast<std::int64_t>(there.size());
    for (HeadIndex head : there) {
      bool on_the_way = false;
      const SessionIndex other = hours_.clash(head, span, PlaceIndex(), on_the_way);
      if (other.exists()) others[id_of(problem_, other)] = 1;
      if (!other.exists()) left.heads.push_back(head);
    }
    if (static_cast<std::int64_t>(left.heads.size()) < team.quota) {
      Funnel::Row& row = rule_out(Sieve::busy);
      for (const auto& [id, n] : others) row.blockers[id] += n;
      return false;
    }
    idle.push_back(std::move(left));
    return true;
  }

  void count_spot(std::size_t need, Interval span, VenueIndex venue,
                  const std::map<Sieve, Funnel::Row>& busy, const std::vector<Team>& idle) {
    const auto teams = static_cast<std::int64_t>(teams_.size());
    if (venue.exists() && !problem_.venues()[venue].open.contains(span)) {
      rule_out(Sieve::closed, teams, problem_.venues()[venue].id);
      return;
    }
    if (venue.exists() && !fit_.has_room(venue, span)) {
      row(Sieve::rooms).candidates += teams;
      for (SessionIndex s : venue_days_.during(venue, span)) {
        row(Sieve::rooms).blockers[id_of(problem_, s)] += teams;
      }
      return;
    }
    for (const auto& [sieve, of_times] : busy) {
      row(sieve).candidates += of_times.candidates;
      for (const auto& [id, n] : of_times.blockers) row(sieve).blockers[id] += n;
    }
    std::int64_t able = 0;
    for (const Team& team : idle) able += can_come(need, team, span, venue) ? 1 : 0;
    if (able == 0) return;
    row(fit_.fits_at(span.from, venue) ? Sieve::open : Sieve::together).candidates += able;
  }

  bool can_come(std::size_t need, const Team& team, Interval span, VenueIndex venue) {
    if (!team.team.exists()) return true;
    const PlaceIndex place = problem_.place_of(session_, venue);
    std::map<std::string, std::int64_t> far, rules;
    std::int64_t in_time = 0;
    std::int64_t allowed = 0;
    work_ -= static_cast<std::int64_t>(team.heads.size());
    for (HeadIndex head : team.heads) {
      bool on_the_way = false;
      const SessionIndex other =
          task_.standing ? SessionIndex() : hours_.clash(head, span, place, on_the_way);
      if (other.exists()) {
        far[id_of(problem_, other)] = 1;
        continue;
      }
      ++in_time;
      const auto against = forbidding(need, team.team, head, span.from, venue);
      for (const std::string& id : against) rules[id] = 1;
      allowed += against.empty() ? 1 : 0;
    }
    if (allowed >= team.quota) return true;
    const Sieve sieve = in_time < team.quota ? Sieve::travel : Sieve::rule;
    ++row(sieve).candidates;
    for (const auto& [id, n] : sieve == Sieve::travel ? far : rules) row(sieve).blockers[id] += n;
    return false;
  }

  // Hard rules that forbid one head, whoever else goes.
  std::vector<std::string> forbidding(std::size_t need, TeamIndex team, HeadIndex head,
                                      TimePoint start, VenueIndex venue) {
    std::vector<std::string> out;
    if (!judge_.any()) return out;
    const Placement alone{start, venue, {{static_cast<std::uint32_t>(need), team, {head}}}};
    for (rule::RuleIndex rule : judge_.against(session_, alone)) {
      if (judge_.judges_heads(rule)) out.push_back(judge_.id(rule));
    }
    return out;
  }

  const Problem& problem_;
  Hours hours_;
  const VenueDays& venue_days_;
  RuleJudge& judge_;
  Fit& fit_;
  SessionIndex session_;
  const Task& task_;
  const FunnelQuestion& question_;
  std::vector<TimePoint> starts_;
  std::vector<VenueIndex> venues_;
  std::int64_t n_venues_ = 0, n_teams_ = 0;
  std::map<Sieve, std::int64_t> dull_venues_, dull_teams_;
  std::vector<Team> teams_;
  std::int64_t work_ = kWork;
  Funnel out_;
};

}  // namespace

std::vector<Funnel> funnels(const Facts& facts, const VenueDays& venues, RuleJudge& judge, Fit& fit,
                            SessionIndex session, const FunnelQuestion& question) {
  Counter counter(facts, venues, judge, fit, session, question);
  const auto& needs = facts.problem.task_of(session).needs;
  std::vector<Funnel> out;
  for (std::size_t need = 0; need < needs.size(); ++need) {
    if (needs[need].people.min > 0 || question.only.exists()) out.push_back(counter.count(need));
  }
  if (out.empty()) out.push_back(counter.count(needs.size()));
  return out;
}

std::string_view code_of(Sieve sieve) {
  switch (sieve) {
    case Sieve::teams: return "no-team-matches";
    case Sieve::pinned: return "pinned";
    case Sieve::skills: return "no-team-has-skill";
    case Sieve::venues: return "no-venue-fits";
    case Sieve::order: return "after-too-late";
    case Sieve::closed: return "venue-closed";
    case Sieve::rooms: return "venues-full";
    case Sieve::team_hours: return "no-team-available";
    case Sieve::people_hours: return "no-person-available";
    case Sieve::busy: return "teams-busy";
    case Sieve::travel: return "travel-too-long";
    case Sieve::rule: return "rule-forbids";
    case Sieve::together: return "not-enough-people";
    case Sieve::open: return "open";
  }
  return "";
}

}  // namespace muster::plan
