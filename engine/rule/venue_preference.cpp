#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::VenueIndex;

namespace {

// Where no second choice is written, what is not the first is one step away from it; else two. A
// hard rule takes either choice.
void compile_venue_preference(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                              RuleSet& out, Diagnostics&) {
  const auto first = spec.get("venues", model::Selector{});
  const auto then = spec.get("then", model::Selector{});
  const bool ranked = spec.has("then");
  const std::int64_t step = unit_cost(spec);
  ChoiceTerm::VenuePrice price;
  price.cost = Table<VenueIndex, std::int64_t>(problem.venues().size(), 0);
  for (VenueIndex venue : indices(problem.venues())) {
    if (matches(first, problem, venue)) continue;
    const bool second = ranked && matches(then, problem, venue);
    if (spec.hard) {
      price.cost[venue] = second ? 0 : step;
    } else {
      price.cost[venue] = ranked && !second ? 2 * step : step;
    }
  }
  // Named first: g++ 12 at -O2 takes the members of a temporary for uninitialised.
  const ChoiceTerm term{index, out.rules[index].level, sessions_matched(spec, problem),
                        std::move(price)};
  out.choices.push_back(term);
}

}  // namespace

const Kind& venue_preference_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "venues",
       .type = ParamType::venue_selector,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"the first choice, free of charge", "首选阵地，不计费"}},
      {.name = "then",
       .type = ParamType::venue_selector,
       .words = {},
       .fallback = "",
       .meaning = {"the second choice, costs once; all others then cost twice",
                   "备选阵地，计一次费；此时其余阵地计两次费"}},
  };
  static const Kind kind{
      .name = "venue-preference",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"Venues in order of liking: the first choice is free, the second costs, any "
                  "other costs more.",
                  "选用阵地的先后：首选不计费，备选计费，其余计得更多。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: service-centres-first\n"
          "    kind: venue-preference\n"
          "    tasks: {kind: class}\n"
          "    venues: {kind: service-centre}\n"
          "    then: {kind: hall}\n"
          "    why: 先用党群服务中心，满了再用礼堂\n",
      .compile = compile_venue_preference};
  return kind;
}

}  // namespace muster::rule
