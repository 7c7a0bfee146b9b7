#include "plan/relax.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "plan/conflict.h"
#include "rule/catalog.h"

namespace muster::plan {

namespace {

constexpr std::int32_t kMorePeople = 4;  // added at most
constexpr std::size_t kTeams = 2;        // that get them, for each need
constexpr std::size_t kOthers = 6;       // sessions that are asked to give way
constexpr std::uint32_t kMoved = 2;      // others that may move at once
constexpr int kChain = 4;                // sessions that must come before, served along

// Whether it gives up something that was asked for, instead of adding time, people or room.
bool asks_less(const Remedy& remedy) {
  return std::any_of(remedy.changes.begin(), remedy.changes.end(), [](const Change& change) {
    return std::holds_alternative<NeedLowered>(change) ||
           std::holds_alternative<SkillWaived>(change) || std::holds_alternative<AnyTeam>(change) ||
           std::holds_alternative<AnyVenue>(change) ||
           std::holds_alternative<SeatsLowered>(change) ||
           std::holds_alternative<RuleSoftened>(change);
  });
}

// What is tried: changes, and others that are not served at first.
struct Trial {
  std::vector<Change> changes;
  std::vector<SessionIndex> out;
};

class Relaxer {
 public:
  Relaxer(const Problem& problem, const std::vector<rule::RuleSpec>& specs,
          const rule::RuleSet& rules, const model::Solution& solution, SessionIndex s)
      : problem_(problem),
        specs_(specs),
        rules_(rules),
        solution_(solution),
        session_(s),
        facts_(problem, solution),
        venues_(facts_),
        judge_(problem, rules, solution),
        fit_(facts_, venues_, judge_),
        before_(verify(problem, specs, rules.levels, solution)) {}

  Relaxed run(std::size_t most, const Trying& trying) {
    fit_.approach(session_, true);
    if (fit_.fits(nothing())) {
      trials_.push_back({});
    } else {
      list_parts();
      list_rooms();
      list_people();
    }
    const std::size_t all = trials_.size() + 1;
    for (const Trial& trial : trials_) {
      if (enough(trying, all)) return finish(most);
      try_out(trial);
    }
    if (enough(trying, all)) return finish(most);
    move_others();
    if (out_.remedies.empty() && !enough(trying, all + 1)) serve_before(trying);
    if (out_.remedies.empty() && !enough(trying, all + 2)) combine();
    return finish(most);
  }

 private:
  std::vector<char> nothing() const { return std::vector<char>(fit_.parts().size(), 0); }
  bool enough(const Trying& trying, std::size_t all) {
    out_.stopped = out_.stopped || (trying && !trying(out_.tried, all));
    return out_.stopped;
  }
  Relaxed finish(std::size_t most) {
    const auto size = [](const Remedy& r) {
      return r.changes.size() + r.left_out.size() + (r.moved.empty() ? 0 : 1);
    };
    std::stable_sort(out_.remedies.begin(), out_.remedies.end(), [&](const auto& a, const auto& b) {
      if (size(a) != size(b)) return size(a) < size(b);
      if (asks_less(a) != asks_less(b)) return asks_less(b);
      if (a.change != b.change) return a.change < b.change;
      return a.people < b.people;
    });
    const std::size_t kept = std::min(most, out_.remedies.size());
    out_.remedies.erase(out_.remedies.begin() + static_cast<std::ptrdiff_t>(kept),
                        out_.remedies.end());
    return std::move(out_);
  }

  // What the part giving way means at the place and time where the session then fits.
  std::optional<Change> change_for(const Part& part, const Placement& at) const {
    const Interval span{at.start, at.start + problem_.sessions()[session_].duration};
    switch (part.kind) {
      case Part::Kind::window: return WindowAdded{session_, span};
      case Part::Kind::pin: return PinSet{session_, std::nullopt};
      case Part::Kind::venue_hours: return VenueOpen{part.venue, span};
      case Part::Kind::team_hours: return TeamAvailable{part.team, span};
      case Part::Kind::person_hours:
        return PersonAvailable{problem_.heads()[part.head].person, span};
      case Part::Kind::rule: return softened(part.rule);
      default: return change_of_demand(part, at);
    }
  }
  // The session's own demands; its task's other sessions ask for less with it.
  std::optional<Change> change_of_demand(const Part& part, const Placement& at) const {
    const model::TaskIndex task = problem_.sessions()[session_].task;
    switch (part.kind) {
      case Part::Kind::skill:
      case Part::Kind::any_skill:
      case Part::Kind::no_skill: return SkillWaived{task, part.need, part.skill};
      case Part::Kind::teams: return AnyTeam{task, part.need};
      case Part::Kind::place: return AnyVenue{task};
      case Part::Kind::seats: return SeatsLowered{task, problem_.venues()[at.venue].capacity};
      case Part::Kind::facilities: {
        const auto& has = problem_.venues()[at.venue].facilities;
        FacilitiesAdded change{at.venue, {}};
        const auto& asked = problem_.tasks()[task].venue->facilities;
        std::set_difference(asked.begin(), asked.end(), has.begin(), has.end(),
                            std::back_inserter(change.facilities));
        return change;
      }
      default: return std::nullopt;
    }
  }
  // On its kind's usual level, or else the last.
  Change softened(rule::RuleIndex index) const {
    const rule::RuleSpec& spec = specs_[index.value];
    const auto usual = rules_.levels.find(rule::find_kind(spec.kind)->default_level);
    const std::string& level = usual && *usual != rule::Levels::hard()
                                   ? rules_.levels.name(*usual)
                                   : rules_.levels.names().back();
    return RuleSoftened{spec.id, level, spec.weight};
  }

  // Single parts that are enough alone: the least important sessions stand last.
  void list_parts() {
    std::vector<char> dropped = nothing();
    std::size_t others = 0;
    for (std::size_t i = dropped.size(); i-- > 0;) {
      const Part part = fit_.parts()[i];
      const bool other = part.kind == Part::Kind::session;
      if (other && (others == kOthers || more_important(part.session))) continue;
      dropped[i] = 1;
      if (fit_.fits(dropped)) {
        if (other) {
          ++others;
          trials_.push_back({{}, {part.session}});
        } else if (const auto change = change_for(part, fit_.example())) {
          trials_.push_back({{*change}, {}});
        }
      }
      dropped[i] = 0;
    }
  }
  bool more_important(SessionIndex other) const {
    const auto level = [&](SessionIndex s) {
      return rules_.level_of(static_cast<int>(problem_.task_of(s).priority));
    };
    return level(other) < level(session_);
  }

  void list_rooms() {
    const Task& task = problem_.task_of(session_);
    if (!task.venue || task.standing) return;
    for (auto venue : indices(problem_.venues())) {
      if (!suits(problem_, *task.venue, venue)) continue;
      const auto starts = starts_of(problem_, session_);
      const bool full = std::any_of(starts.begin(), starts.end(), [&](TimePoint t) {
        return !fit_.has_room(venue, {t, t + problem_.sessions()[session_].duration});
      });
      if (full) trials_.push_back({{RoomAdded{venue}}, {}});
    }
  }

  // More people where a need is a few short of it, or as many fewer asked for.
  void list_people() {
    const Task& task = problem_.task_of(session_);
    for (std::size_t at = 0; at < task.needs.size(); ++at) {
      const Need& need = task.needs[at];
      for (std::int32_t more = 1; more <= std::min(kMorePeople, need.people.min); ++more) {
        if (!fit_.fits_with(at, need.people.min - more)) continue;
        for (TeamIndex team : teams_for(at, fit_.example())) {
          trials_.push_back(
              {std::vector<Change>(static_cast<std::size_t>(more), PersonAdded{team, need.skills}),
               {}});
        }
        const model::TaskIndex index = problem_.sessions()[session_].task;
        if (more < need.people.min) {
          trials_.push_back({{NeedLowered{index, at, need.people.min - more}}, {}});
        }
        break;
      }
    }
  }
  // Who could send one more then: those who go already first, then the nearest.
  std::vector<TeamIndex> teams_for(std::size_t need, const Placement& at) const {
    const Interval span{at.start, at.start + problem_.sessions()[session_].duration};
    const PlaceIndex place = problem_.place_of(session_, at.venue);
    const bool timed = !problem_.task_of(session_).standing;
    std::vector<std::tuple<bool, std::int32_t, TeamIndex>> order;
    for (auto team : indices(problem_.teams())) {
      if (!may_serve(problem_, session_, problem_.task_of(session_).needs[need], team)) continue;
      if (timed && !problem_.teams()[team].available.contains(span)) continue;
      const bool goes = std::any_of(at.crews.begin(), at.crews.end(), [&](const Crew& crew) {
        return crew.need == need && crew.team == team;
      });
      const auto far = problem_.travel().between(problem_.teams()[team].base, place).minutes;
      order.emplace_back(!goes, far, team);
    }
    std::sort(order.begin(), order.end());
    std::vector<TeamIndex> out;
    for (std::size_t i = 0; i < std::min(kTeams, order.size()); ++i) {
      out.push_back(std::get<TeamIndex>(order[i]));
    }
    return out;
  }

  // The best place for a session that is not served; without moving others.
  static std::optional<Placement> place(const Changed& changed, const model::Solution& solution,
                                        SessionIndex s) {
    solve::Desk desk(changed.problem, changed.rules, solution);
    solve::Question question;
    question.session = s;
    question.most = 1;
    if (!desk.state().placed(s).served) {
      const auto answers = desk.ask(question);
      if (!answers.empty()) return answers.front().placement;
    }
    const Facts facts(changed.problem, solution);
    const VenueDays venues(facts);
    RuleJudge judge(changed.problem, changed.rules, solution);
    Fit fit(facts, venues, judge);
    fit.approach(s, false);
    if (!fit.fits(std::vector<char>(fit.parts().size(), 0))) return std::nullopt;
    return fit.example();
  }

  // With all that may only be served after it, into `out`: each behind what comes before it.
  void leave_out(SessionIndex s, model::Solution& plan, std::vector<SessionIndex>& out) const {
    if (!plan.serves(s)) return;
    plan.placements[s].reset();
    out.push_back(s);
    for (const model::Precedence& p : problem_.precedences()) {
      if (p.before == s) leave_out(p.after, plan, out);
    }
  }

  void try_out(const Trial& trial) {
    ++out_.tried;
    Remedy remedy(apply(problem_, specs_, rules_.levels, trial.changes));
    remedy.changes = trial.changes;
    model::Solution& plan = remedy.solution;
    plan = carry_over(problem_, solution_, remedy.problem.problem);
    std::vector<SessionIndex> out;
    for (SessionIndex s : trial.out) leave_out(s, plan, out);
    plan.placements[session_] = place(remedy.problem, plan, session_);
    if (!plan.serves(session_)) return;
    for (SessionIndex s : out) plan.placements[s] = place(remedy.problem, plan, s);
    add_proved(std::move(remedy));
  }

  void move_others() {
    ++out_.tried;
    solve::Desk desk(problem_, rules_, solution_);
    if (desk.state().placed(session_).served) return;
    solve::Question question;
    question.session = session_;
    question.most = 3;
    question.moved = kMoved;
    for (const solve::Proposal& proposal : desk.ask(question)) {
      if (proposal.moved.empty()) continue;
      Remedy remedy(apply(problem_, specs_, rules_.levels, {}));
      remedy.solution = solution_;
      remedy.solution.placements[session_] = proposal.placement;
      for (const solve::Moved& moved : proposal.moved) {
        remedy.solution.placements[moved.session] = moved.after;
      }
      add_proved(std::move(remedy));
    }
  }

  // Where what must come before it is not served either: first that, by its own best remedy.
  void serve_before(const Trying& trying) {
    if (depth_ == 0) return;
    for (const model::Precedence& p : problem_.precedences()) {
      if (p.after != session_ || solution_.serves(p.before)) continue;
      Relaxer first(problem_, specs_, rules_, solution_, p.before);
      first.depth_ = depth_ - 1;
      Relaxed before = first.run(1, trying);
      out_.tried += before.tried;
      out_.stopped = out_.stopped || before.stopped;
      if (before.remedies.empty()) continue;
      Remedy remedy = std::move(before.remedies.front());
      remedy.served_first.push_back(p.before);
      auto placed = place(remedy.problem, remedy.solution, session_);
      if (!placed) continue;
      remedy.solution.placements[session_] = std::move(placed);
      add_proved(std::move(remedy));
    }
  }

  // The smallest set of parts that have to give way together; the session's own demands only where
  // all others would not be enough.
  void combine() {
    const Fits fits = [&](const std::vector<char>& dropped) { return fit_.fits(dropped); };
    Conflict conflict;
    for (const bool demands : {false, true}) {
      fit_.approach(session_, demands);
      if (fit_.fits(nothing())) return;
      conflict = find_conflict(fit_.parts().size(), fits);
      if (conflict.any) break;
    }
    if (!conflict.any) return;
    std::vector<char> dropped = nothing();
    for (std::size_t part : conflict.way_out) dropped[part] = 1;
    if (!fit_.fits(dropped)) return;
    Trial trial;
    for (std::size_t i : conflict.way_out) {
      const Part& part = fit_.parts()[i];
      if (part.kind == Part::Kind::session) {
        trial.out.push_back(part.session);
      } else if (const auto change = change_for(part, fit_.example())) {
        trial.changes.push_back(*change);
      } else {
        return;
      }
    }
    try_out(trial);
  }

  using Broken = std::map<std::pair<std::string, std::string>, std::int64_t>;
  static Broken broken(const Verdict& verdict) {
    Broken out;
    for (const Match& match : verdict.broken) out[{match.code, match.rule}] += match.cost;
    return out;
  }

  void add_proved(Remedy remedy) {
    const Verdict after = verify(remedy.problem.problem, remedy.problem.specs,
                                 remedy.problem.rules.levels, remedy.solution);
    const Broken before = broken(before_);
    for (const auto& [key, cost] : broken(after)) {
      const auto known = before.find(key);
      if (known == before.end() || known->second < cost) return;
    }
    remedy.change = after.score - before_.score;
    remedy.placement = *remedy.solution.placements[session_];
    note_others(remedy);
    const bool known =
        std::any_of(out_.remedies.begin(), out_.remedies.end(), [&](const Remedy& other) {
          return other.changes.empty() && remedy.changes.empty() &&
                 other.solution == remedy.solution;
        });
    if (!known) out_.remedies.push_back(std::move(remedy));
  }

  // What became of the other sessions, and of the people in them.
  void note_others(Remedy& remedy) const {
    remedy.moved.clear();
    remedy.left_out.clear();
    const Problem& changed = remedy.problem.problem;
    const model::Solution same = carry_over(problem_, solution_, changed);
    std::set<HeadIndex> people;
    for (auto s : indices(same.placements)) {
      const auto& before = same.placements[s];
      const auto& after = remedy.solution.placements[s];
      if (s == session_ || !before || before == after) continue;
      if (after) remedy.moved.push_back({s, *before, *after});
      if (!after) remedy.left_out.push_back(s);
      const bool elsewhere =
          !after || before->start != after->start || before->venue != after->venue;
      const auto heads = [](const Placement& placement) {
        std::set<HeadIndex> out;
        for (const Crew& crew : placement.crews) out.insert(crew.heads.begin(), crew.heads.end());
        return out;
      };
      const std::set<HeadIndex> gone = heads(*before);
      const std::set<HeadIndex> come = after ? heads(*after) : std::set<HeadIndex>{};
      for (HeadIndex head : gone) {
        if (elsewhere || come.count(head) == 0) people.insert(head);
      }
      for (HeadIndex head : come) {
        if (elsewhere || gone.count(head) == 0) people.insert(head);
      }
    }
    remedy.people = static_cast<std::int64_t>(people.size());
  }

  const Problem& problem_;
  const std::vector<rule::RuleSpec>& specs_;
  const rule::RuleSet& rules_;
  const model::Solution& solution_;
  SessionIndex session_;
  Facts facts_;
  VenueDays venues_;
  RuleJudge judge_;
  Fit fit_;
  Verdict before_;
  std::vector<Trial> trials_;
  Relaxed out_;
  int depth_ = kChain;
};

}  // namespace

Relaxed relax(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
              const rule::RuleSet& rules, const model::Solution& solution, SessionIndex session,
              std::size_t most, const Trying& trying) {
  return Relaxer(problem, specs, rules, solution, session).run(most, trying);
}

}  // namespace muster::plan
