#include "zones.h"

#include <algorithm>

namespace muster::testing {

using namespace model;
using namespace rule;

namespace {

std::chrono::local_days first_day() {
  return std::chrono::local_days{std::chrono::year(2017) / 9 / 4};
}

TimePoint at(const Calendar& calendar, int day, int minute) {
  return calendar.day(day).from + Duration{minute};
}

IntervalSet daily(const Calendar& calendar, int from, int until) {
  std::vector<Interval> parts;
  for (int day = 0; day < calendar.days(); ++day) {
    parts.push_back({at(calendar, day, from), at(calendar, day, until)});
  }
  return IntervalSet(std::move(parts));
}

void add_places(ProblemParts& parts, const ZoneSize& size, Random& random) {
  const char* ids[] = {"union", "youth", "women"};
  for (const char* id : ids) parts.lines.push_back({id, id});
  parts.skills.push_back("first-aid");
  parts.skills.push_back("tutoring");
  for (int i = 0; i < size.grids; ++i) {
    Grid grid;
    grid.id = "g" + std::to_string(i);
    grid.kind = "village";
    grid.at = GeoPoint{28.9 + 0.01 * random.below(8), 120.0 + 0.01 * random.below(8)};
    parts.grids.push_back(grid);
  }
  for (int i = 0; i < size.venues; ++i) {
    Venue venue;
    venue.id = "v" + std::to_string(i);
    venue.grid = GridIndex(random.below(static_cast<std::uint32_t>(size.grids)));
    venue.capacity = random.chance(0.5) ? 50 : 100;
    venue.rooms = 1 + static_cast<int>(random.below(2));
    venue.open = daily(parts.calendar, 480 + 60 * static_cast<int>(random.below(3)), 1200);
    parts.venues.push_back(venue);
  }
  Table<PlaceIndex, std::optional<GeoPoint>> points;
  for (const Grid& grid : parts.grids) points.push_back(grid.at);
  for (const Venue& venue : parts.venues) points.push_back(parts.grids[venue.grid].at);
  parts.travel = Travel({25, 1.3, Duration{5}}, std::move(points));
}

void add_teams(ProblemParts& parts, const ZoneSize& size, Random& random) {
  for (int i = 0; i < size.teams; ++i) {
    Team team;
    team.id = "t" + std::to_string(i);
    team.kind = i % 2 == 0 ? "guard" : "class";
    team.lines = {LineIndex(std::size_t(i) % 3)};
    if (random.chance(0.5)) team.lines.push_back(LineIndex((std::size_t(i) + 1) % 3));
    team.grid = GridIndex(random.below(static_cast<std::uint32_t>(size.grids)));
    team.base = Problem::place_of(team.grid);
    team.size = 2 + static_cast<int>(random.below(3)) + size.people;
    team.skills = {{SkillIndex(std::size_t(0)), 2}, {SkillIndex(std::size_t(1)), 1}};
    team.available = daily(parts.calendar, 420, random.chance(0.5) ? 1080 : 1320);
    parts.teams.push_back(team);
  }
  for (int i = 0; i < size.people; ++i) {
    Person person;
    person.id = "p" + std::to_string(i);
    const auto first = random.below(static_cast<std::uint32_t>(size.teams));
    person.teams = {TeamIndex(std::size_t(first))};
    if (size.teams > 1 && random.chance(0.6)) {
      person.teams.push_back(TeamIndex(std::size_t((first + 1) % size.teams)));
    }
    if (random.chance(0.5)) person.skills.push_back(SkillIndex(std::size_t(1)));
    if (random.chance(0.3)) person.available = daily(parts.calendar, 540, 960);
    parts.people.push_back(person);
  }
}

void add_session(ProblemParts& parts, const ZoneSize& size, Random& random, int number) {
  Task task;
  task.id = "k" + std::to_string(number);
  task.kind = number % 2 == 0 ? "lecture" : "patrol";
  task.lines = {LineIndex(std::size_t(number) % 3)};
  task.priority = static_cast<Priority>(random.below(4));
  task.weight = 1 + random.below(3);
  task.households = number % 4;
  task.standing = size.standing && random.chance(0.08);
  if (random.chance(0.7)) {
    task.grid = GridIndex(random.below(static_cast<std::uint32_t>(size.grids)));
  }
  if (!task.standing && random.chance(0.5)) task.venue = VenueRequirement{60, {}, {}};
  const int n_needs = 1 + static_cast<int>(random.below(2));
  for (int k = 0; k < n_needs; ++k) {
    Need need;
    need.people.min = static_cast<int>(random.below(3)) + (k == 0 ? 1 : 0);
    need.people.want = std::max(1, need.people.min) + static_cast<int>(random.below(2));
    need.people.max = need.people.want + static_cast<int>(random.below(2));
    if (random.chance(0.3)) need.skills = {SkillIndex(random.below(2))};
    if (random.chance(0.3)) need.from.all_of.push_back({Attribute::kind, {"guard"}});
    need.one_team = random.chance(0.3);
    task.needs.push_back(need);
  }
  Session session;
  session.id = task.id;
  session.duration = task.standing ? Duration{0} : Duration{30 * (1 + int(random.below(6)))};
  const int windows = 1 + static_cast<int>(random.below(2));
  for (int w = 0; w < windows && !task.standing; ++w) {
    const int day = static_cast<int>(random.below(static_cast<std::uint32_t>(size.days)));
    const int off = size.off_grid && random.chance(0.3) ? 7 : 0;
    const TimePoint from = at(parts.calendar, day, 480 + 60 * int(random.below(8)) + off);
    session.windows.push_back({from, from + session.duration + Duration{int(random.below(120))}});
  }
  std::sort(session.windows.edit().begin(), session.windows.edit().end());
  session.task = parts.tasks.push_back(task);
  if (size.pins && !task.standing && random.chance(0.2)) {
    Pin pin;
    if (random.chance(0.7))
      pin.start = session.windows.front().from + Duration{int(random.below(40))};
    if (task.venue && random.chance(0.5)) pin.venue = VenueIndex(random.below(2));
    if (random.chance(0.5)) pin.teams = {TeamIndex(random.below(2))};
    session.pin = pin;
  }
  parts.sessions.push_back(session);
}

SessionSet some_sessions(const Problem& problem, Random& random, double share) {
  SessionSet set(problem.sessions().size());
  for (auto in : set.rows()) in = random.chance(share);
  return set;
}

class RuleMaker {
 public:
  RuleMaker(const Problem& problem, Random& random, RuleSet& out)
      : problem_(problem), random_(random), out_(out) {}
  RuleIndex rule(const std::string& id, LevelIndex level) {
    return out_.rules.push_back({id, id, "", level, level.value == 0});
  }
  LevelIndex level() { return LevelIndex(6 + random_.below(4)); }
  SessionSet sessions() { return some_sessions(problem_, random_, 0.7); }
  SessionSet timed() {
    SessionSet set = sessions();
    for (auto s : indices(set)) set[s] = set[s] && !problem_.task_of(s).standing;
    return set;
  }

  void choices() {
    const auto lv = level();
    Table<VenueIndex, std::int64_t> venues(problem_.venues().size());
    for (auto& cost : venues.rows()) cost = random_.below(4);
    Table<TeamIndex, std::int64_t> teams(problem_.teams().size());
    for (auto& cost : teams.rows()) cost = random_.below(4);
    Table<TeamIndex, char> some(problem_.teams().size(), 1);
    some.rows().front() = 0;
    out_.choices.push_back({rule("times", lv), lv, sessions(),
                            ChoiceTerm::StartPrice{daily(problem_.calendar(), 540, 720), 3, {}}});
    Table<VenueIndex, char> closed(problem_.venues().size(), 1);
    closed.rows().front() = 0;
    out_.choices.push_back(
        {rule("closed", lv), lv, sessions(),
         ChoiceTerm::StartPrice{daily(problem_.calendar(), 600, 720), 2, closed}});
    out_.choices.push_back({rule("late", lv), lv, timed(), ChoiceTerm::LatePrice{1, Duration{50}}});
    out_.choices.push_back({rule("venues", lv), lv, sessions(), ChoiceTerm::VenuePrice{venues}});
    out_.choices.push_back({rule("of-teams", lv), lv, sessions(), ChoiceTerm::TeamPrice{teams}});
    out_.choices.push_back({rule("home", lv), lv, sessions(),
                            ChoiceTerm::HomePrice{2, Duration{5}, Duration{10}, some}});
    for (std::uint32_t need = 0; need < 2; ++need) {
      ChoiceTerm::HeadPrice skills{need, {}};
      for (auto head : indices(problem_.heads())) skills.cost.push_back((head.value + need) % 3);
      const SessionSet all(problem_.sessions().size(), true);
      out_.choices.push_back({rule("skills", lv), lv, all, skills});
    }
  }
  void sequences(bool hard) {
    const auto lv = level();
    Table<HeadIndex, char> heads(problem_.heads().size(), 1);
    heads.rows().back() = 0;
    out_.sequences.push_back(
        {rule("travel", lv), lv, sessions(), heads, SequenceTerm::TravelPrice{1, Duration{3}}});
    const auto top = hard ? Levels::hard() : level();
    out_.sequences.push_back({rule("rest", top), top, sessions(), heads,
                              SequenceTerm::GapPrice{hard ? 1 : 4, Duration{45}, false}});
    out_.sequences.push_back({rule("nights", lv), lv, sessions(), heads,
                              SequenceTerm::GapPrice{2, Duration{840}, true}});
  }
  void ledger(const std::string& id, LedgerTerm::Owner owner, std::size_t n, LevelIndex lv) {
    LedgerTerm term;
    term.rule = rule(id, lv);
    term.level = lv;
    term.sessions = sessions();
    term.owner = owner;
    const Measure pure[] = {kSessions, kMinutes, kHeads, kHeadMinutes};
    term.measure = pure[random_.below(4)];
    if (random_.chance(0.3)) {
      term.measure.session += random_.below(3);
      term.measure.head += random_.below(3);
      term.measure.household += random_.below(2);
    }
    term.period = random_.chance(0.5) ? Period::day : Period::horizon;
    term.periods = problem_.calendar().periods(term.period);
    const std::int64_t unit = term.measure.minute + term.measure.head_minute > 0 ? 60 : 1;
    for (std::size_t i = 0; i < n; ++i) {
      const bool kept = random_.chance(0.8);
      term.slot_of.push_back(kept ? static_cast<std::int32_t>(term.bounds.size()) : -1);
      if (!kept) continue;
      LedgerTerm::Bounds bounds;
      bounds.unit = unit;
      bounds.weight = lv.value == 0 ? 1 : 1 + random_.below(3);
      if (lv.value != 0 && random_.chance(0.6)) bounds.at_least = unit * random_.below(3);
      if (random_.chance(0.6) || lv.value == 0) bounds.at_most = unit * (2 + random_.below(3));
      term.bounds.push_back(bounds);
    }
    if (random_.chance(0.3)) {
      term.initial.assign(term.bounds.size() * static_cast<std::size_t>(term.periods), unit);
    }
    out_.ledgers.push_back(std::move(term));
  }
  // How many of each line are there, and a value of each head, of either sign.
  void of_sessions() {
    for (int line = 0; line < 4; ++line) {
      LedgerTerm term;
      term.level = level();
      term.rule = rule("session-" + std::to_string(line), term.level);
      term.sessions = sessions();
      term.owner = LedgerTerm::Owner::session;
      for (auto s : indices(problem_.sessions())) {
        const bool kept = term.sessions[s] && random_.chance(0.8);
        term.slot_of.push_back(kept ? static_cast<std::int32_t>(term.bounds.size()) : -1);
        if (!kept) continue;
        LedgerTerm::Bounds bounds;
        if (line < 3) bounds.at_least = random_.below(3);
        if (line == 3) bounds.at_most = random_.below(2);
        term.bounds.push_back(bounds);
      }
      if (line < 3) {
        for (const Team& team : problem_.teams()) {
          const auto of = LineIndex(std::size_t(line));
          term.team_value.push_back(std::count(team.lines.begin(), team.lines.end(), of));
        }
      } else {
        for (auto head : indices(problem_.heads())) {
          term.head_value.push_back(static_cast<std::int64_t>(head.value * 7 % 4) - 2);
        }
      }
      out_.ledgers.push_back(std::move(term));
    }
  }
  // Heads that share slots, by slices of time or by day.
  void groups(LevelIndex lv) {
    LedgerTerm term;
    term.level = lv;
    term.rule = rule("groups", lv);
    term.sessions = sessions();
    term.owner = LedgerTerm::Owner::group;
    term.measure = kHeads;
    if (random_.chance(0.7)) {
      term.slice = Duration{30 + 45 * static_cast<int>(random_.below(3))};
      const Interval all = problem_.calendar().horizon();
      term.periods = ((all.until - all.from).minutes + term.slice.minutes - 1) / term.slice.minutes;
    }
    const auto n_groups = 1 + random_.below(3);
    for (auto head : indices(problem_.heads())) {
      term.slot_of.push_back(
          head.value % 5 == 0 ? -1 : static_cast<std::int32_t>(head.value % n_groups));
    }
    for (std::uint32_t i = 0; i < n_groups; ++i) {
      LedgerTerm::Bounds bounds{.at_most = 1 + random_.below(2)};
      if (lv.value != 0) bounds.weight = 2;
      term.bounds.push_back(bounds);
    }
    out_.ledgers.push_back(std::move(term));
  }
  void relations() {
    const auto n = static_cast<std::uint32_t>(problem_.sessions().size());
    const auto team = level();
    const auto people = level();
    const auto same_team = rule("same-team", team);
    const auto same_people = rule("same-people", people);
    for (std::uint32_t i = 0; i + 1 < n; i += 3) {
      const SessionIndex a(std::size_t{i});
      const SessionIndex b(std::size_t{i + 1});
      if (problem_.task_of(a).standing || problem_.task_of(b).standing) continue;
      out_.relations.push_back({same_team, team, a, b, RelationTerm::SameTeam{3}});
      out_.relations.push_back({same_people, people, b, a, RelationTerm::SamePeople{2}});
    }
  }
  void distances(bool hard) {
    const auto n = static_cast<std::uint32_t>(problem_.sessions().size());
    const auto near = hard ? Levels::hard() : level();
    const auto days = level();
    const auto apart = rule("apart", near);
    const auto spread = rule("days-apart", days);
    const auto same_venue = rule("same-venue", days);
    for (std::uint32_t i = 0; i + 1 < n; i += 2) {
      const SessionIndex a(std::size_t{i});
      const SessionIndex b(std::size_t{i + 1 + random_.below(std::min(n - i - 1, 6u))});
      if (problem_.task_of(a).standing || problem_.task_of(b).standing) continue;
      const RelationTerm::Apart gap{.weight = hard ? 1 : 3,
                                    .gap = Duration{int(random_.below(90))},
                                    .same_grid = random_.chance(0.3)};
      out_.relations.push_back({apart, near, a, b, gap});
      const RelationTerm::Apart two_days{.weight = 2, .days = 2, .same_grid = random_.chance(0.5)};
      out_.relations.push_back({spread, days, b, a, two_days});
      out_.relations.push_back({same_venue, days, a, b, RelationTerm::SameVenue{2}});
    }
  }
  void rooms(bool hard) {
    const auto top = hard ? Levels::hard() : level();
    Table<VenueIndex, char> venues(problem_.venues().size(), 1);
    venues.rows().front() = random_.chance(0.7);
    out_.rooms.push_back({rule("rooms", top), top, timed(), std::move(venues), hard ? 1 : 3,
                          Duration{int(random_.below(3)) * 15}, Duration{20}});
  }

 private:
  const Problem& problem_;
  Random& random_;
  RuleSet& out_;
};

}  // namespace

ProblemParts plain_parts(int days) {
  ProblemParts parts;
  parts.zone = {"zone", "zone", Duration{15}};
  parts.calendar =
      Calendar(parts.zone_time, first_day(), first_day() + std::chrono::days(days - 1));
  return parts;
}

ZoneSize tiny(std::uint64_t seed) {
  ZoneSize size;
  size.sessions = 2 + static_cast<int>(seed % 2);
  size.teams = 1 + static_cast<int>(seed % 3 == 0);
  size.people = 0;
  size.venues = 2;
  size.days = 1;
  return size;
}

Case make_case(std::uint64_t seed, const ZoneSize& size, bool with_rules) {
  Random random(seed);
  ProblemParts parts = plain_parts(size.days);
  add_places(parts, size, random);
  add_teams(parts, size, random);
  for (int i = 0; i < size.sessions; ++i) add_session(parts, size, random, i);
  for (int i = 0; size.precedences && i + 1 < size.sessions; i += 4) {
    const SessionIndex before(static_cast<std::size_t>(i));
    const SessionIndex after(static_cast<std::size_t>(i + 1));
    const bool standing = parts.tasks[parts.sessions[before].task].standing ||
                          parts.tasks[parts.sessions[after].task].standing;
    if (!standing) parts.precedences.push_back({before, after, Duration{30}});
  }
  Problem problem(std::move(parts));
  RuleSet rules{Levels({"must", "high", "normal", "low", "staffing", "a", "b", "c", "d"}),
                {},
                {},
                {},
                {},
                {},
                {},
                {},
                {LevelIndex(std::size_t(1)), LevelIndex(std::size_t(2)), LevelIndex(std::size_t(3)),
                 LevelIndex(std::size_t(4))},
                LevelIndex(std::size_t(5))};
  for (const Precedence& p : problem.precedences()) {
    rules.relations.push_back(
        {RuleIndex(), Levels::hard(), p.before, p.after, RelationTerm::Precedence{p.lag}});
  }
  if (with_rules) {
    RuleMaker make(problem, random, rules);
    make.choices();
    make.sequences(random.chance(0.3));
    using Owner = LedgerTerm::Owner;
    make.ledger("zone-sum", Owner::zone, 1, make.level());
    make.ledger("team-sum", Owner::team, problem.teams().size(), make.level());
    make.ledger("head-sum", Owner::head, problem.heads().size(), make.level());
    make.ledger("grid-sum", Owner::grid, problem.grids().size(), make.level());
    if (random.chance(0.3)) {
      make.ledger("head-limit", Owner::head, problem.heads().size(), Levels::hard());
    }
    make.of_sessions();
    make.groups(random.chance(0.2) ? Levels::hard() : make.level());
    make.relations();
    make.distances(random.chance(0.3));
    make.rooms(random.chance(0.3));
  }
  return {std::move(problem), std::move(rules)};
}

}  // namespace muster::testing
