// Accounts of what is served: placements, teams, venues and rules.
#include "report/explain.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "plan/facts.h"
#include "report/explain_json.h"
#include "report/phrases.h"

namespace muster::report {

namespace json = boost::json;

namespace {

bool is_zh(const Subject& in) { return in.language == Language::chinese; }

std::string say(const Subject& in, std::string_view english, std::string_view chinese) {
  return std::string(is_zh(in) ? chinese : english);
}

std::string placement_text(const Subject& in, model::SessionIndex s,
                           const model::Placement& placement) {
  const Phrases phrases(in.problem, in.language);
  const std::string when =
      in.problem.task_of(s).standing ? "-" : plan::clock_text(in.problem, placement.start);
  return fmt::format("{}, {}, {}", when, phrases.place(s, placement.venue),
                     phrases.crews(placement));
}

std::string session_line(const Subject& in, model::SessionIndex s) {
  const Phrases phrases(in.problem, in.language);
  const auto& placement = in.solution.placements[s];
  std::string name =
      fmt::format("{} [{}]", plan::name_of(in.problem, s), in.problem.sessions()[s].id);
  if (!placement || in.problem.task_of(s).standing) return name;
  return plan::span_text(in.problem,
                         {placement->start, placement->start + in.problem.sessions()[s].duration}) +
         "  " + name;
}

json::array sessions_json(const Subject& in, const std::vector<model::SessionIndex>& sessions) {
  json::array out;
  for (model::SessionIndex s : sessions) out.emplace_back(in.problem.sessions()[s].id);
  return out;
}

}  // namespace

std::string change_text(const rule::Levels& levels, const rule::Score& change, Language language) {
  const bool zh = language == Language::chinese;
  std::string out;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    if (change[level] == 0) continue;
    out += fmt::format("{}{} {:+}",
                       out.empty() ? ""
                       : zh        ? "，"
                                   : ", ",
                       levels.name(level), -change[level]);
  }
  return !out.empty() ? out : zh ? "没有差别" : "no difference";
}

std::string costs_text(const Subject& in, const std::vector<plan::RuleCost>& costs) {
  const Phrases phrases(in.problem, in.language);
  std::string out;
  for (const plan::RuleCost& cost : costs) {
    std::string name = cost.rule.empty() ? cost.code : cost.rule;
    if (!cost.why.empty()) name += say(in, ": ", "：") + cost.why;
    out += fmt::format("    {:>8}  {}  {}\n", fmt::format("{:+}", -cost.cost),
                       phrases.level(in.levels.name(cost.level)), name);
  }
  return out;
}

std::string account_text(const Subject& in, const plan::PlacementAccount& account) {
  std::string out = fmt::format("{} [{}]: {}\n", plan::name_of(in.problem, account.session),
                                in.problem.sessions()[account.session].id,
                                placement_text(in, account.session, account.placement));
  out += say(in, "  served so instead of not at all: ", "  这样安排与不安排相比：") +
         change_text(in.levels, account.change, in.language) + '\n';
  out += costs_text(in, account.costs);
  if (!account.has_next) {
    return out + say(in, "  there is no other placement while everything else stays\n",
                     "  其余不动时没有别的安排方式\n");
  }
  out += say(in, "  the next best: ", "  次优安排：") +
         placement_text(in, account.session, account.next) + '\n';
  return out + say(in, "    instead of this one: ", "    与现在相比：") +
         change_text(in.levels, account.next_change, in.language) + '\n';
}

std::string account_json(const Subject& in, const plan::PlacementAccount& account) {
  json::object out{{"about", "placement"},
                   {"placement", placement_json(in.problem, account.session, account.placement)},
                   {"change", change_json(in.levels, account.change)},
                   {"costs", costs_json(in.levels, account.costs)}};
  if (account.has_next) {
    out["next"] = placement_json(in.problem, account.session, account.next);
    out["next_change"] = change_json(in.levels, account.next_change);
  }
  return json::serialize(out) + '\n';
}

std::string account_text(const Subject& in, const plan::TeamAccount& account) {
  const model::Team& team = in.problem.teams()[account.team];
  std::string out =
      fmt::format(fmt::runtime(say(in, "{} [{}], {} people: {} sessions, {} head hours\n",
                                   "{}（{}），{} 人：{} 场，{} 人时\n")),
                  plan::name_of(in.problem, account.team), team.id, team.size,
                  account.duties.size(), hours(account.head_minutes));
  for (const plan::TeamAccount::Duty& duty : account.duties) {
    out += fmt::format("    {}  ×{}\n", session_line(in, duty.session), duty.heads);
  }
  if (!account.costs.empty())
    out += say(in, "  what its crews add under each rule:\n", "  它的出勤在各条规则下的代价：\n");
  out += costs_text(in, account.costs);
  if (!account.missed.empty())
    out += say(in, "  what it may serve and does not:\n", "  它可以承担而没有承担的：\n");
  for (const plan::TeamAccount::Missed& missed : account.missed) {
    const std::string why = !in.solution.serves(missed.session) ? say(in, "not served", "没有安排")
                            : missed.why == plan::Sieve::open
                                ? say(in, "it could go; others are sent", "可以去，派了别的队伍")
                                : std::string(sieve_text(missed.why, in.language));
    out += fmt::format("    {}  {}", session_line(in, missed.session), why);
    if (!missed.blockers.empty()) {
      out += say(in, ": ", "：") + plan::list_text(missed.blockers, is_zh(in));
    }
    out += '\n';
  }
  return out;
}

std::string account_json(const Subject& in, const plan::TeamAccount& account) {
  json::array duties, missed;
  for (const plan::TeamAccount::Duty& duty : account.duties) {
    duties.push_back({{"session", in.problem.sessions()[duty.session].id}, {"heads", duty.heads}});
  }
  for (const plan::TeamAccount::Missed& row : account.missed) {
    const bool served = in.solution.serves(row.session);
    missed.push_back({{"session", in.problem.sessions()[row.session].id},
                      {"code", served ? plan::code_of(row.why) : "unserved"},
                      {"blockers", ids_json(row.blockers)}});
  }
  return json::serialize(json::object{{"about", "team"},
                                      {"team", in.problem.teams()[account.team].id},
                                      {"sessions", std::move(duties)},
                                      {"head_minutes", account.head_minutes},
                                      {"costs", costs_json(in.levels, account.costs)},
                                      {"missed", std::move(missed)}}) +
         '\n';
}

std::string account_text(const Subject& in, const plan::VenueAccount& account) {
  const model::Venue& venue = in.problem.venues()[account.venue];
  const Phrases phrases(in.problem, in.language);
  std::string out = fmt::format(fmt::runtime(say(in, "{} [{}], {} rooms\n", "{}（{}），{} 间房\n")),
                                plan::name_of(in.problem, account.venue), venue.id, venue.rooms);
  for (const plan::VenueAccount::Day& day : account.days) {
    out += fmt::format(fmt::runtime(say(in, "    {} {}  {} sessions, {} of {} room hours\n",
                                        "    {} {}  {} 场，使用 {} / {} 小时\n")),
                       phrases.date(day.day), phrases.weekday(day.day), day.sessions,
                       hours(day.minutes), hours(day.open_minutes));
  }
  if (!account.turned_away.empty())
    out +=
        say(in, "  not served, though it would do for them:\n", "  没有安排、而本阵地合适的：\n");
  for (const plan::VenueAccount::TurnedAway& row : account.turned_away) {
    out += "    " + session_line(in, row.session);
    bool first = true;
    for (auto i = static_cast<std::size_t>(plan::Sieve::venues); i < row.funnel.rows.size(); ++i) {
      if (row.funnel.rows[i].candidates == 0) continue;
      out +=
          (first ? ": " : ", ") + fmt::format("{} {}", grouped(row.funnel.rows[i].candidates),
                                              sieve_text(static_cast<plan::Sieve>(i), in.language));
      first = false;
    }
    out += '\n';
  }
  return out;
}

std::string account_json(const Subject& in, const plan::VenueAccount& account) {
  json::array days, turned_away;
  for (const plan::VenueAccount::Day& day : account.days) {
    days.push_back({{"date", in.problem.calendar().name(model::Period::day, day.day)},
                    {"sessions", day.sessions},
                    {"minutes", day.minutes},
                    {"open_minutes", day.open_minutes}});
  }
  for (const plan::VenueAccount::TurnedAway& row : account.turned_away) {
    turned_away.push_back({{"session", in.problem.sessions()[row.session].id},
                           {"candidates", funnel_json(row.funnel)}});
  }
  return json::serialize(json::object{{"about", "venue"},
                                      {"venue", in.problem.venues()[account.venue].id},
                                      {"days", std::move(days)},
                                      {"turned_away", std::move(turned_away)}}) +
         '\n';
}

std::string account_text(const Subject& in, const plan::RuleAccount& account) {
  const rule::RuleSpec& spec = in.specs[account.spec];
  const Phrases phrases(in.problem, in.language);
  std::string out = fmt::format("{} ({})", spec.id, spec.kind);
  if (!spec.why.empty()) out += say(in, ": ", "：") + spec.why;
  out += fmt::format(fmt::runtime(say(in, "\n  {}, {} matches about {} sessions, cost {}\n",
                                      "\n  {}，{} 处，涉及 {} 场，代价 {}\n")),
                     phrases.level(in.levels.name(account.level)), account.matches.size(),
                     account.sessions.size(), grouped(account.cost));
  for (const plan::Match& match : account.matches) {
    out += fmt::format("    {:>8}  {}\n", grouped(-match.cost),
                       is_zh(in) ? match.chinese : match.english);
  }
  if (!account.kept_out.empty()) {
    out += say(in, "  not served, and would fit without this rule:\n",
               "  没有安排，去掉本规则就能排上的：\n");
  }
  for (model::SessionIndex s : account.kept_out) out += "    " + session_line(in, s) + '\n';
  return out;
}

std::string account_json(const Subject& in, const plan::RuleAccount& account) {
  const rule::RuleSpec& spec = in.specs[account.spec];
  json::array matches;
  for (const plan::Match& match : account.matches) {
    matches.push_back({{"cost", match.cost},
                       {"text", is_zh(in) ? match.chinese : match.english},
                       {"sessions", sessions_json(in, match.sessions)}});
  }
  return json::serialize(json::object{{"about", "rule"},
                                      {"rule", spec.id},
                                      {"kind", spec.kind},
                                      {"hard", spec.hard},
                                      {"why", spec.why},
                                      {"level", in.levels.name(account.level)},
                                      {"cost", account.cost},
                                      {"matches", std::move(matches)},
                                      {"sessions", sessions_json(in, account.sessions)},
                                      {"kept_out", sessions_json(in, account.kept_out)}}) +
         '\n';
}

}  // namespace muster::report
