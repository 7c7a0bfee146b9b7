#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::VenueIndex;

namespace {

// All time there is: a session that leaves the horizon is none of this rule's business.
constexpr Interval kEver{{INT32_MIN}, {INT32_MAX}};

void compile_blackout(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                      RuleSet& out, Diagnostics&) {
  ChoiceTerm::StartPrice price;
  price.preferred = IntervalSet({kEver}).without(spec.get("times", IntervalSet{}));
  price.outside = unit_cost(spec);
  if (spec.has("venues")) {
    const auto selector = spec.get("venues", model::Selector{});
    price.venues = Table<VenueIndex, char>(problem.venues().size(), 0);
    for (VenueIndex venue : indices(problem.venues())) {
      price.venues[venue] = matches(selector, problem, venue) ? 1 : 0;
    }
    if (price.venues.empty()) return;  // a zone without venues
  }
  out.choices.push_back(
      {index, out.rules[index].level, timed_sessions_matched(spec, problem), std::move(price)});
}

}  // namespace

const Kind& blackout_kind() {
  static const ParamSpec params[] = {
      {.name = "times",
       .type = ParamType::times,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"a session that touches these times costs once",
                   "与这些时间重叠的场次计一次费"}},
      tasks_param(),
      {.name = "venues",
       .type = ParamType::venue_selector,
       .words = {},
       .fallback = "everywhere",
       .meaning = {"only sessions at these venues", "只管在这些阵地的场次"}},
  };
  static const Kind kind{
      .name = "blackout",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"At some times nothing of these tasks takes place, anywhere or at some venues.",
                  "某些时间不安排这些任务，可以只限某些阵地。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: no-noise-in-exams\n"
          "    kind: blackout\n"
          "    tasks: {kind: festival}\n"
          "    times: [{dates: [2017-09-06, 2017-09-07], from: 07:00, to: 18:00}]\n"
          "    venues: {kind: hall}\n"
          "    hard: true\n"
          "    why: 考试期间考点附近不办活动\n",
      .compile = compile_blackout};
  return kind;
}

}  // namespace muster::rule
