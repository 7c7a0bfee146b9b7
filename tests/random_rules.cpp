#include "random_problem.h"

#include <algorithm>
#include <utility>

#include "random_values.h"

namespace muster::testing {

namespace {

using namespace model;

Selector of_kind(const std::vector<std::string>& kinds, Random& random) {
  Selector selector;
  selector.all_of.push_back({Attribute::kind, {one_of(kinds, random)}});
  if (random.chance(0.2)) return Selector{{}, {selector}};
  return selector;
}

Duration hours_of(int low, int high, Random& random) { return {between(low, high, random) * 60}; }
Period some_period(Random& random) { return static_cast<Period>(random.below(4)); }

void fill_sequence(rule::RuleSpec& spec, Random& random) {
  if (spec.kind == "travel") {
    spec.level = "travel";
    if (random.chance(0.5)) spec.params["free"] = Duration{between(0, 30, random)};
    return;
  }
  spec.params["at-least"] = hours_of(1, 30, random);
  if (random.chance(0.7)) {
    spec.params["between"] = std::string(random.chance(0.5) ? "days" : "sessions");
  }
}

void fill_ledger(rule::RuleSpec& spec, Random& random) {
  if (random.chance(0.7)) spec.params["every"] = some_period(random);
  if (spec.kind == "working-time") {
    if (spec.params.count("every") == 0) spec.params["every"] = Period::week;
    if (random.chance(0.6))
      spec.params["per"] = std::string(random.chance(0.5) ? "team" : "person");
    const bool most = random.chance(0.7);
    if (most) spec.params["at-most"] = hours_of(1, 6, random);
    if (!most) spec.params["at-least"] = hours_of(1, 3, random);
  } else if (spec.kind == "fair-share") {
    spec.level = "fairness";
    if (random.chance(0.6))
      spec.params["per"] = std::string(random.chance(0.5) ? "team" : "person");
    if (random.chance(0.6)) {
      spec.params["measure"] = std::string(random.chance(0.5) ? "hours" : "sessions");
    }
    if (random.chance(0.5)) spec.params["tolerance"] = std::int64_t{between(0, 50, random)};
  } else {
    spec.level = "coverage";
    if (random.chance(0.5)) spec.params["per"] = std::string(random.chance(0.5) ? "zone" : "grid");
    const bool zone = spec.get<std::string>("per", "grid") == "zone";
    if (!zone && random.chance(0.5)) spec.params["grids"] = of_kind(kGridKinds, random);
    spec.params["at-least"] = std::int64_t{between(1, 3, random)};
  }
}

void fill_budget(rule::RuleSpec& spec, Random& random) {
  const std::uint32_t per = random.below(4);
  if (per == 0) spec.params["per"] = std::string("zone");
  if (per == 1) spec.params["per"] = std::string("line");
  if (per == 2) spec.params["per"] = std::string("team");
  if (per == 2 && random.chance(0.3)) spec.params["teams"] = of_kind(kTeamKinds, random);
  if (random.chance(0.5)) spec.params["every"] = some_period(random);
  for (const char* price : {"per-session", "per-hour", "per-head", "per-head-hour"}) {
    if (random.chance(0.5)) spec.params[price] = std::int64_t{between(0, 5, random)};
  }
  spec.params["per-household"] = std::int64_t{between(1, 2, random)};
  spec.params["at-most"] = std::int64_t{between(0, 25, random)};
  if (random.chance(0.5)) spec.params["unit"] = std::int64_t{between(1, 5, random)};
}

Selector some_people(Random& random) {
  if (random.chance(0.4)) return of_kind(kTeamKinds, random);
  Selector selector;
  selector.all_of.push_back({Attribute::skill, {random.chance(0.5) ? "cook" : "teach"}});
  if (random.chance(0.3)) return Selector{{}, {selector}};
  return selector;
}

void fill_people(rule::RuleSpec& spec, Random& random) {
  if (spec.kind == "buddy") {
    spec.params["novices"] = some_people(random);
    spec.params["experienced"] = some_people(random);
    if (random.chance(0.5)) spec.params["at-most"] = std::int64_t{between(0, 2, random)};
    return;
  }
  spec.level = "coverage";
  spec.params["at-least"] = std::int64_t{between(0, 4, random)};
  if (random.chance(0.6)) spec.params["people"] = some_people(random);
  if (random.chance(0.6)) spec.params["per"] = std::string(random.chance(0.5) ? "zone" : "grid");
  if (random.chance(0.6)) spec.params["slot"] = Duration{between(10, 300, random)};
}

void fill_proximity(rule::RuleSpec& spec, Random& random) {
  if (random.chance(0.5)) spec.params["free"] = Duration{between(0, 20, random)};
  if (random.chance(0.5)) spec.params["unit"] = Duration{between(1, 15, random)};
  if (random.chance(0.5)) spec.params["discount"] = std::int64_t{between(0, 100, random)};
  if (random.chance(0.4)) spec.params["at-least"] = std::int64_t{between(0, 2, random)};
  if (random.chance(0.4)) spec.params["at-most"] = std::int64_t{between(2, 4, random)};
}

void fill_choice(rule::RuleSpec& spec, Random& random) {
  if (spec.kind == "home-first") {
    if (random.chance(0.5)) spec.params["free"] = Duration{between(0, 20, random)};
    if (random.chance(0.5)) spec.params["unit"] = Duration{between(1, 15, random)};
    return;
  }
  const std::uint32_t which = random.below(4);
  if (which == 0) spec.params["times"] = IntervalSet();
  if (which == 1) spec.params["venues"] = of_kind({"hall", "gym"}, random);
  if (which == 2) spec.params["of-teams"] = of_kind(kTeamKinds, random);
  if (which == 3) spec.params["skills"] = std::string("preferred");
  if (random.chance(0.5)) {
    spec.params["mode"] = std::string(random.chance(0.5) ? "avoid" : "prefer");
  }
}

void fill_quota(rule::RuleSpec& spec, Random& random) {
  static const std::vector<std::string> kPer{"zone", "grid", "team"};
  if (random.chance(0.7)) spec.params["per"] = one_of(kPer, random);
  const auto per = spec.get<std::string>("per", "zone");
  if (per == "grid" && random.chance(0.5)) spec.params["grids"] = of_kind(kGridKinds, random);
  if (per == "team" && random.chance(0.5)) spec.params["teams"] = of_kind(kTeamKinds, random);
  if (random.chance(0.7)) spec.params["every"] = some_period(random);
  spec.params["at-most"] = std::int64_t{between(0, 3, random)};
}

void fill_place_and_time(rule::RuleSpec& spec, Random& random) {
  if (spec.kind == "venue-preference") {
    spec.params["venues"] = of_kind({"hall", "gym"}, random);
    if (random.chance(0.5)) spec.params["then"] = of_kind({"hall", "gym"}, random);
  } else if (spec.kind == "blackout") {
    spec.params["times"] = IntervalSet();
    if (random.chance(0.5)) spec.params["venues"] = of_kind({"hall", "gym"}, random);
  } else if (random.chance(0.7)) {
    spec.params["unit"] = Duration{between(1, 300, random)};
  }
}

void fill_pairs(rule::RuleSpec& spec, Random& random) {
  if (spec.kind == "same-venue") {
    if (random.chance(0.5))
      spec.params["series"] = std::string(random.chance(0.7) ? "all" : "task");
    return;
  }
  if (random.chance(0.7)) spec.params["per"] = std::string(random.chance(0.5) ? "zone" : "grid");
  if (spec.kind == "spread") spec.params["days"] = std::int64_t{between(1, 4, random)};
  if (spec.kind != "separation") return;
  spec.params["at-least"] = Duration{between(0, 24, random) * 15};
  if (random.chance(0.5)) spec.params["from"] = of_kind(kTaskKinds, random);
}

void fill_turnover(rule::RuleSpec& spec, Random& random) {
  const bool after = random.chance(0.7);
  if (after) spec.params["clean-up"] = Duration{between(1, 8, random) * 10};
  if (!after || random.chance(0.5)) spec.params["set-up"] = Duration{between(1, 8, random) * 10};
  if (random.chance(0.3)) spec.params["venues"] = of_kind({"hall", "gym"}, random);
}

}  // namespace

const std::vector<std::string>& rule_kinds() {
  static const std::vector<std::string> kinds{
      "travel",     "working-time",     "rest",         "fair-share", "home-first",
      "coverage",   "continuity",       "mix-of-lines", "preference", "activation",
      "quota",      "venue-preference", "blackout",     "earliness",  "no-clash",
      "separation", "spread",           "same-venue",   "budget",     "rotation",
      "turnover",   "stability",        "proximity",    "buddy",      "standby"};
  return kinds;
}

rule::RuleSpec random_rule(const std::string& kind, const std::string& id, Random& random) {
  rule::RuleSpec spec;
  spec.id = id;
  spec.kind = kind;
  spec.level = "care";
  spec.weight = between(1, 5, random);
  if (random.chance(0.3)) spec.params["tasks"] = of_kind(kTaskKinds, random);
  const bool of_teams = kind == "travel" || kind == "working-time" || kind == "rest" ||
                        kind == "fair-share" || kind == "home-first" || kind == "activation" ||
                        kind == "rotation" || kind == "stability" || kind == "proximity" ||
                        kind == "standby";
  if (of_teams && random.chance(0.3)) spec.params["teams"] = of_kind(kTeamKinds, random);
  if (kind == "travel" || kind == "rest") fill_sequence(spec, random);
  if (kind == "working-time" || kind == "fair-share" || kind == "coverage") {
    fill_ledger(spec, random);
  }
  const bool of_past = kind == "fair-share" || kind == "coverage";
  if (of_past && random.chance(0.4)) {
    spec.params["every"] = Period::horizon;
    spec.params["over"] = Duration{between(1, 50, random) * 24 * 60};
  }
  if (kind == "home-first" || kind == "preference") fill_choice(spec, random);
  if (kind == "continuity" && random.chance(0.7)) {
    spec.params["keep"] = std::string(random.chance(0.5) ? "team" : "people");
  }
  if (kind == "quota") fill_quota(spec, random);
  if (kind == "venue-preference" || kind == "blackout" || kind == "earliness") {
    fill_place_and_time(spec, random);
  }
  if (kind == "no-clash" || kind == "separation" || kind == "spread" || kind == "same-venue") {
    fill_pairs(spec, random);
  }
  if (kind == "budget") fill_budget(spec, random);
  if (kind == "proximity") fill_proximity(spec, random);
  if (kind == "buddy" || kind == "standby") fill_people(spec, random);
  if (kind == "rotation") {
    spec.level = "fairness";
    if (random.chance(0.6)) {
      spec.params["per"] = std::string(random.chance(0.5) ? "team" : "person");
    }
    if (random.chance(0.5)) spec.params["at-most"] = std::int64_t{between(0, 2, random)};
  }
  if ((kind == "activation" || kind == "rotation") && random.chance(0.7)) {
    spec.params["every"] = some_period(random);
  }
  if (kind == "turnover") fill_turnover(spec, random);
  if (kind == "mix-of-lines") {
    spec.level = "coverage";
    if (random.chance(0.5)) spec.params["lines"] = std::vector<std::string>{"youth", "women"};
    if (random.chance(0.5)) spec.params["at-least"] = std::int64_t{between(1, 2, random)};
  }
  return spec;
}

}  // namespace muster::testing
