#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

// Each session has as many places beside the experienced as their number allows; a novice takes
// one, and what is taken beyond them costs.
void compile_buddy(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                   RuleSet& out, Diagnostics&) {
  const auto novices = spec.get("novices", model::Selector{});
  const auto experienced = spec.get("experienced", model::Selector{});
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::session;
  for (auto session : indices(term.sessions)) {
    term.slot_of.push_back(term.sessions[session] ? 0 : -1);
  }
  term.bounds.push_back(
      {.at_least = INT64_MIN / 4, .at_most = 0, .unit = 1, .weight = unit_cost(spec)});
  const std::int64_t places = spec.get("at-most", std::int64_t{1});
  for (auto head : indices(problem.heads())) {
    std::int64_t value = 0;
    if (matches(experienced, problem, head)) {
      value = -places;
    } else if (matches(novices, problem, head)) {
      value = 1;
    }
    term.head_value.push_back(value);
  }
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& buddy_kind() {
  static const ParamSpec params[] = {
      {.name = "novices",
       .type = ParamType::people_selector,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"who may not go alone", "哪些人不能单独出勤"}},
      {.name = "experienced",
       .type = ParamType::people_selector,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"who looks after them; one who is both needs nobody",
                   "由谁带；两者都是的人不需要别人带"}},
      {.name = "at-most",
       .type = ParamType::count,
       .words = {},
       .fallback = "1",
       .meaning = {"novices that each experienced one looks after in the same session",
                   "同一场里每名老队员最多带几名新人"}},
      tasks_param(),
  };
  static const Kind kind{
      .name = "buddy",
      .shape = Shape::ledger,
      .default_level = "care",
      .summary = {"A novice goes with somebody experienced: each novice in a session whom nobody "
                  "there can look after costs.",
                  "老带新：每一场里没有老队员带的新人，每人计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: not-alone\n"
          "    kind: buddy\n"
          "    novices: {kind: service}\n"
          "    experienced: {kind: brigade}\n"
          "    at-most: 2\n"
          "    why: 新人由老队员带\n",
      .compile = compile_buddy};
  return kind;
}

}  // namespace muster::rule
