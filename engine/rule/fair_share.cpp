#include <algorithm>
#include <map>
#include <unordered_map>

#include "model/finder.h"
#include "rule/kinds.h"
#include "rule/matching.h"
#include "rule/past.h"

namespace muster::rule {

using model::HeadIndex;
using model::Need;
using model::Problem;
using model::Selector;
using model::TaskIndex;
using model::TeamIndex;

namespace {

__extension__ typedef __int128 Wide;

// Whether one of the teams may serve a need, asked once for each different `from`. Equal needs of
// many tasks are mostly one, stored once.
class Reach {
 public:
  Reach(const Problem& problem, const Table<TeamIndex, char>& teams)
      : finder_(problem), teams_(teams) {}

  bool any_may_serve(const Need& need) {
    const auto [known, fresh] = known_at_.try_emplace(&need, false);
    if (fresh) known->second = any_may_serve_equal(need);
    return known->second;
  }

 private:
  bool any_may_serve_equal(const Need& need) {
    std::string key;
    append_key(need.from, key);
    const auto [known, fresh] = known_.try_emplace(std::move(key), false);
    if (fresh) {
      const std::vector<TeamIndex> found = finder_.teams(need.from);
      known->second = std::any_of(found.begin(), found.end(),
                                  [&](TeamIndex team) { return teams_[team] != 0; });
    }
    return known->second;
  }

  const model::Finder finder_;
  const Table<TeamIndex, char>& teams_;
  std::map<std::string, bool> known_;
  std::unordered_map<const Need*, bool> known_at_;
};

// Wanted heads of the matched sessions that the teams may serve, by minutes or by sessions.
std::int64_t demand(const RuleSpec& spec, const Problem& problem,
                    const Table<TeamIndex, char>& teams, bool hours) {
  Reach reach(problem, teams);
  const auto selector = spec.get("tasks", Selector{});
  std::int64_t sum = 0;
  for (TaskIndex task : indices(problem.tasks())) {
    if (!matches(selector, problem, task)) continue;
    std::int64_t want = 0;
    for (const Need& need : problem.tasks()[task].needs) {
      if (reach.any_may_serve(need)) want += need.people.want;
    }
    std::int64_t amount = 0;
    for (auto session : problem.sessions_of(task)) {
      amount += hours ? problem.sessions()[session].duration.minutes : 1;
    }
    sum += want * amount;
  }
  return sum;
}

void compile_fair_share(const RuleSpec& spec, RuleIndex index, const Problem& problem, RuleSet& out,
                        Diagnostics& diagnostics) {
  if (!check_over(spec, diagnostics)) return;
  const bool hours = spec.get("measure", std::string("hours")) == "hours";
  const bool person = spec.get("per", std::string("team")) == "person";
  const auto teams = teams_matched(spec, problem);
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  std::vector<std::int64_t> sizes;
  if (person) {
    term.owner = LedgerTerm::Owner::head;
    term.measure = hours ? kMinutes : kSessions;
    term.slot_of = slots_of(heads_of(teams, problem));
    sizes.assign(count_slots(term.slot_of), 1);
  } else {
    term.owner = LedgerTerm::Owner::team;
    term.measure = hours ? kHeadMinutes : kHeads;
    term.slot_of = slots_of(teams);
    for (TeamIndex team : indices(teams)) {
      if (teams[team]) sizes.push_back(problem.teams()[team].size);
    }
  }
  std::int64_t all_sizes = 0;
  for (std::int64_t size : sizes) all_sizes += size;
  if (all_sizes == 0) return;
  term.bounds.resize(sizes.size());
  if (spec.has("over")) enter_past(spec, problem, term);
  const auto done = [&](std::size_t slot) {
    return term.initial.empty() ? std::int64_t{0} : term.initial[slot];
  };
  std::int64_t work = demand(spec, problem, teams, hours);
  for (std::size_t slot = 0; slot < term.initial.size(); ++slot) work += done(slot);
  const Wide share = Wide{work} * (100 + spec.get("tolerance", std::int64_t{10}));
  const Wide parts = Wide{100} * all_sizes * term.periods;
  for (std::size_t slot = 0; slot < sizes.size(); ++slot) {
    const Wide at_most = std::min<Wide>(share * sizes[slot] / parts, INT64_MAX - 1);
    // What was done beyond the share is done; only more of it costs.
    term.bounds[slot] = {.at_most = std::max(static_cast<std::int64_t>(at_most), done(slot)),
                         .unit = hours ? 60 : 1,
                         .weight = unit_cost(spec)};
  }
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& fair_share_kind() {
  static const ParamSpec params[] = {
      {.name = "per",
       .type = ParamType::word,
       .words = {"team", "person"},
       .fallback = "team",
       .meaning = {"shares of teams, by size, or of persons, all the same",
                   "按队伍分摊（依人数），或按人均摊"}},
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "horizon",
       .meaning = {"the period that the shares are counted in", "分摊周期"}},
      {.name = "measure",
       .type = ParamType::word,
       .words = {"hours", "sessions"},
       .fallback = "hours",
       .meaning = {"what is shared: the hours of the heads, or how often they go",
                   "分摊什么：人时，或出勤人次"}},
      {.name = "tolerance",
       .type = ParamType::count,
       .words = {},
       .fallback = "10",
       .meaning = {"percent above the even share that cost nothing",
                   "超出平均份额百分之几以内不计费"}},
      tasks_param(),
      teams_param(),
      over_param(),
  };
  static const Kind kind{
      .name = "fair-share",
      .shape = Shape::ledger,
      .default_level = "fairness",
      .summary = {"The load is shared by size: what a team or person does above its share of the "
                  "wanted work costs.",
                  "公平分担：按人数应得份额分配工作量，超出份额的部分计费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: even-load\n"
          "    kind: fair-share\n"
          "    per: team\n"
          "    every: week\n"
          "    measure: hours\n"
          "    tolerance: 20\n"
          "    level: fairness\n"
          "    why: 各队工作量均衡\n",
      .compile = compile_fair_share};
  return kind;
}

}  // namespace muster::rule
