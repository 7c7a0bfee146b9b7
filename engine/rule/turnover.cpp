#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::VenueIndex;

namespace {

constexpr MessageText kNoTime{
    "rule-turns-over-in-no-time",
    Severity::error,
    {"rule \"{}\" asks for no time between sessions", "规则“{}”没有要求任何间隔"},
    {"write set-up: 30min, clean-up: 15min, or both",
     "请写 set-up: 30min 或 clean-up: 15min，或两者都写"}};

void compile_turnover(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                      RuleSet& out, Diagnostics& diagnostics) {
  RoomTerm term{.rule = index,
                .level = out.rules[index].level,
                .sessions = timed_sessions_matched(spec, problem),
                .venues = Table<VenueIndex, char>(problem.venues().size(), 0),
                .weight = unit_cost(spec),
                .set_up = spec.get("set-up", Duration{}),
                .clean_up = spec.get("clean-up", Duration{})};
  if (term.set_up == Duration{} && term.clean_up == Duration{}) {
    diagnostics.add(kNoTime, spec.place, {spec.id});
    return;
  }
  const auto selector = spec.get("venues", model::Selector{});
  for (VenueIndex venue : indices(problem.venues())) {
    term.venues[venue] = matches(selector, problem, venue) ? 1 : 0;
  }
  out.rooms.push_back(std::move(term));
}

}  // namespace

const Kind& turnover_kind() {
  static const ParamSpec params[] = {
      {.name = "set-up",
       .type = ParamType::duration,
       .words = {},
       .fallback = "0min",
       .meaning =
           {"a session holds its room so long before it starts; this or clean-up is required",
            "开始前占用房间布置的时间；与 clean-up 至少写一个"}},
      {.name = "clean-up",
       .type = ParamType::duration,
       .words = {},
       .fallback = "0min",
       .meaning = {"and so long after it ends", "结束后占用房间清场的时间"}},
      tasks_param(),
      {.name = "venues",
       .type = ParamType::venue_selector,
       .words = {},
       .fallback = "all",
       .meaning = {"the venues that the rule looks at", "规则所管的阵地"}},
  };
  static const Kind kind{
      .name = "turnover",
      .shape = Shape::sequence,
      .default_level = "care",
      .summary = {"A room is set up before a session and cleaned after it: a session that finds "
                  "no room ready costs.",
                  "布置与清场：房间在场次前后要留出时间；到时没有空房间的场次计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: chairs-out-chairs-in\n"
          "    kind: turnover\n"
          "    venues: {kind: hall}\n"
          "    set-up: 15min\n"
          "    clean-up: 15min\n"
          "    hard: true\n"
          "    why: 礼堂换场要搬桌椅\n",
      .compile = compile_turnover};
  return kind;
}

}  // namespace muster::rule
