// The shape of examples/yongkang over many areas on a square lattice. An area has four villages,
// three enterprise grids, a waste point, four household groups, four venues and twenty teams, and
// about 180 sessions in four weeks; requests fill up to 200. River teams, shock brigades and
// requests reach over into the next areas, so the whole hangs together as a real district does.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "generate.h"
#include "text.h"
#include "zone_tasks.h"

namespace muster::bench {

namespace {

constexpr int kSessionsPerArea = 200;
constexpr double kAreaDegrees = 0.036;  // some four kilometres

struct Spot {
  double latitude, longitude;
};

Spot around(Random& random, Spot centre, double reach) {
  return {centre.latitude + (random.real() - 0.5) * reach,
          centre.longitude + (random.real() - 0.5) * reach};
}

Spot centre_of(const Lattice& lattice, int area) {
  return {28.5 + kAreaDegrees * (area / lattice.side),
          119.5 + kAreaDegrees * 1.1 * (area % lattice.side)};
}

void write_grids(TextFile& out, const Lattice& lattice, Random& random) {
  const auto grid = [&](const std::string& id, std::string_view kind, const std::string& parent,
                        Spot at, int households) {
    out.line(
        "    - {{id: {}, name: {}, kind: {}, parent: {}, at: [{:.4f}, {:.4f}], "
        "households: {}}}",
        id, id, kind, parent, at.latitude, at.longitude, households);
  };
  for (int a = 0; a < lattice.areas; ++a) {
    const Spot centre = centre_of(lattice, a);
    out.line("    - {{id: {}, name: 第{}片, kind: area, at: [{:.4f}, {:.4f}]}}", area_id(a), a + 1,
             centre.latitude, centre.longitude);
    Spot first{};
    for (int v = 0; v < kVillages; ++v) {
      const Spot at = around(random, centre, kAreaDegrees);
      if (v == 0) first = at;
      grid(village_id(a, v), "village", area_id(a), at, between(random, 200, 420));
    }
    for (int e = 0; e < kEnterprises; ++e) {
      grid(fmt::format("e{:04}-{}", a, e), "enterprise", area_id(a),
           around(random, centre, kAreaDegrees), 0);
    }
    grid(fmt::format("w{:04}", a), "waste-point", village_id(a, 0), around(random, first, 0.006),
         0);
    for (int h = 0; h < kHouseholdGroups; ++h) {
      const int households = between(random, 5, 6);
      grid(fmt::format("h{:04}-{}", a, h), "household-group", village_id(a, 0),
           around(random, first, 0.006), households);
    }
  }
}

void write_area(const std::filesystem::path& folder, const Lattice& lattice, Random& random) {
  TextFile out(folder / "zone.yaml");
  out.line("# Generated for measuring; invented throughout.");
  out.line("zone:");
  out.line("  id: generated-zone");
  out.line("  name: 测试片区");
  out.line("  timezone: Asia/Shanghai");
  out.line("  horizon: {{from: 2017-09-04, until: 2017-10-01}}");
  out.line("  step: 15min");
  out.line("  lines:");
  for (std::string_view line : kLines) out.line("    - {{id: {}, name: {}}}", line, line);
  out.line("  travel: {{speed: 25km/h, detour: 1.3, fixed: 5min}}");
  out.line("  grids:");
  write_grids(out, lattice, random);
  out.close();
}

void write_venues(const std::filesystem::path& folder, const Lattice& lattice, Random& random) {
  TextFile out(folder / "venues.yaml");
  out.line("venues:");
  const auto venue = [&](const std::string& id, std::string_view kind, const std::string& grid,
                         int capacity, int rooms, std::string_view facilities, int from, int to) {
    const char* days = random.chance(0.2) ? "mon-sat" : "mon-sun";
    const std::string_view owner = one_of(random, kLines);
    out.line(
        "  - {{id: {}, name: {}, kind: {}, grid: {}, line: {}, capacity: {}, rooms: {}, "
        "facilities: [{}], open: [{{days: {}, from: {:02}:00, to: {:02}:00}}]}}",
        id, id, kind, grid, owner, capacity, rooms, facilities, days, from, to);
  };
  for (int a = 0; a < lattice.areas; ++a) {
    const int rooms = between(random, 1, 2);
    const int seats = 10 * between(random, 4, 8);
    venue(fmt::format("centre-{:04}", a), "service-centre", village_id(a, 0), seats, rooms,
          "classroom, projector, counter", 8, 21);
    venue(fmt::format("hall-{:04}", a), "cultural-hall", village_id(a, 1),
          10 * between(random, 15, 30), 1, "stage, projector, classroom", 8, 22);
    venue(fmt::format("canteen-{:04}", a), "canteen", village_id(a, 2), 60, 1, "kitchen", 7, 19);
    venue(fmt::format("gym-{:04}", a), "gym", village_id(a, 3), 200, 1, "court, stage", 8, 22);
  }
  out.close();
}

struct TeamShape {
  std::string_view kind;
  int count;              // in each area
  double size;            // at moderate tightness
  std::string_view line;  // or several
  std::string_view skills;
  double share;  // of the heads that has the skills
  const std::string_view* hours;
  int days;                 // of a week, at moderate tightness
  std::string_view always;  // days that its work falls on
};

// Hours on a working day and at the weekend; none: away.
constexpr std::string_view kLong[] = {"from: 05:00, to: 21:30", "from: 05:00, to: 21:30"};
constexpr std::string_view kHome[] = {"from: 06:30, to: 22:00", "from: 06:00, to: 22:00"};
constexpr std::string_view kEvening[] = {"from: 16:00, to: 22:00", "from: 08:00, to: 22:00"};
constexpr std::string_view kNoon[] = {"from: 11:30, to: 22:00", "from: 08:00, to: 22:00"};
constexpr std::string_view kOffice[] = {"from: 08:00, to: 18:00", "from: 08:00, to: 12:00"};

const TeamShape kTeams[] = {
    {"village-wives", kVillages, 5, "women", "care cooking waste-sorting", 0.6, kHome, 4, ""},
    {"village-team", kVillages, 5, "youth, union", "patrol waste-sorting first-aid", 0.6, kHome, 4,
     ""},
    {"grid-worker", 5, 4, "union, women", "waste-sorting patrol", 0.8, kLong, 5, ""},
    {"hot-moms", 1, 4, "women", "lecture parenting", 0.8, kNoon, 4, ""},
    {"integrity", 1, 2, "union", "lecture integrity", 1, kEvening, 3, "sat"},
    {"science-lecturers", 1, 4, "science", "lecture science docent", 1, kEvening, 4, "sat"},
    {"union-team", 1, 5, "union", "organising legal safety-check", 0.6, kOffice, 4, "wed"},
    {"tutors", 1, 6, "youth, science", "tutoring legal referee", 0.7, kEvening, 5,
     "mon tue wed thu sun"},
    {"river-team", 1, 6, "youth", "water-test patrol", 0.8, kHome, 4, "tue"},
    {"shock-brigade", 1, 8, "youth, union, women, science", "demolition-safety first-aid", 0.5,
     kOffice, 5, ""},
};

constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// So many days of the week, each with its hours.
std::string some_days(const TeamShape& shape, int days, Random& random) {
  std::string working, weekend;
  const auto always = [&](int d) { return shape.always.find(kDays[d]) != std::string_view::npos; };
  int others = 0;
  for (int d = 0; d < 7; ++d) others += !always(d);
  int left = std::max(0, days - (7 - others));
  for (int d = 0; d < 7; ++d) {
    if (!always(d)) {
      const bool taken = random.chance(static_cast<double>(left) / others--);
      if (!taken) continue;
      --left;
    }
    std::string& list = d < 5 ? working : weekend;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", kDays[d]);
  }
  std::string out;
  if (!working.empty()) out = fmt::format("{{days: [{}], {}}}", working, shape.hours[0]);
  if (weekend.empty()) return out;
  return fmt::format("{}{}{{days: [{}], {}}}", out, out.empty() ? "" : ", ", weekend,
                     shape.hours[1]);
}

void write_team(TextFile& out, const TeamShape& shape, int area, int number, double tightness,
                Random& random) {
  // Half of the scarcity is fewer heads, half fewer days.
  const double less = std::sqrt(tightness);
  const double wanted = shape.size / less * (0.75 + 0.5 * random.real());
  const int size = std::max(2, static_cast<int>(std::lround(wanted)));
  const int days = std::clamp(static_cast<int>(std::lround(shape.days / less)), 2, 7);
  std::string skills;
  for (std::string_view rest = shape.skills; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const int able = std::max(1, static_cast<int>(std::lround(shape.share * size)));
    skills += fmt::format("{}{}: {}", skills.empty() ? "" : ", ", rest.substr(0, end), able);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::string except;
  if (random.chance(0.15)) {
    const int day = between(random, 5, 28);
    except = fmt::format(", except: [{{from: 2017-09-{:02}, until: 2017-09-{:02}, why: 培训}}]",
                         day, day + 1);
  }
  const std::string id = team_id(shape.kind, area, number);
  out.line(
      "  - {{id: {}, name: {}, kind: {}, lines: [{}], base: {}, size: {}, skills: {{{}}}, "
      "available: [{}]{}}}",
      id, id, shape.kind, shape.line, village_id(area, number % kVillages), size, skills,
      some_days(shape, days, random), except);
}

void write_teams(const std::filesystem::path& folder, const Lattice& lattice, double tightness,
                 Random& random) {
  TextFile out(folder / "teams.yaml");
  out.line("teams:");
  for (int a = 0; a < lattice.areas; ++a) {
    for (const TeamShape& shape : kTeams) {
      for (int n = 0; n < shape.count; ++n) write_team(out, shape, a, n, tightness, random);
    }
  }
  out.close();
}

// In each area a grid worker who is also in the shock brigade, a village wife who is also a tutor,
// a member of the village's team who also patrols the river; and two of one team only.
void write_people(const std::filesystem::path& folder, const Lattice& lattice, Random& random) {
  TextFile out(folder / "people.yaml");
  out.line("people:");
  for (int a = 0; a < lattice.areas; ++a) {
    int number = 0;
    const auto person = [&](const std::string& teams, std::string_view skills) {
      const char* hours = random.chance(0.3)
                              ? ", available: [{days: mon-fri, from: 16:00, to: 22:00}, "
                                "{days: sat-sun, from: 08:00, to: 22:00}]"
                              : "";
      out.line("  - {{id: p{:04}-{}, name: 队员{}-{}, teams: [{}], skills: [{}]{}}}", a, number,
               a + 1, number + 1, teams, skills, hours);
      ++number;
    };
    const auto both = [&](std::string_view first, std::string_view second) {
      return team_id(first, a, 0) + ", " + team_id(second, a, 0);
    };
    person(both("grid-worker", "shock-brigade"),
           "waste-sorting, patrol, demolition-safety, first-aid");
    person(both("village-wives", "tutors"),
           "care, cooking, waste-sorting, tutoring, legal, referee");
    person(both("village-team", "river-team"), "patrol, waste-sorting, first-aid, water-test");
    person(team_id("hot-moms", a, 0), "lecture, parenting");
    person(team_id("union-team", a, 0), "organising, legal, safety-check");
  }
  out.close();
}

void write_rules(const std::filesystem::path& folder) {
  TextFile out(folder / "rules" / "rules.yaml");
  out.line("{}", R"(levels: [must, high, normal, low, coverage, staffing, fairness, care, travel]
rules:
  - {id: eight-hours, kind: working-time, hard: true, every: day, at-most: 8h}
  - {id: volunteer-hours, kind: working-time, hard: true, every: week, at-most: 6h, teams: {not: {kind: [grid-worker, shock-brigade]}}}
  - {id: grid-worker-hours, kind: working-time, hard: true, every: week, at-most: 9h, teams: {kind: grid-worker}}
  - {id: four-hours-a-week, kind: working-time, every: week, at-most: 4h, weight: 2}
  - {id: night-rest, kind: rest, at-least: 11h, between: days, weight: 2}
  - {id: breathing-space, kind: rest, at-least: 30min, between: sessions}
  - {id: fair-duty, kind: fair-share, per: person, measure: hours, tolerance: 30, tasks: {kind: waste-duty}, teams: {kind: grid-worker}}
  - {id: fair-villages, kind: fair-share, per: team, measure: hours, tolerance: 25, tasks: {kind: [night-patrol, zone-day, waste-guidance]}, teams: {kind: village-team}}
  - {id: near-home, kind: home-first, free: 10min, unit: 10min, weight: 3}
  - {id: women-everywhere, kind: coverage, tasks: {kind: lecture, lines: [women]}, grids: {kind: village}, at-least: 1, weight: 10}
  - {id: science-everywhere, kind: coverage, tasks: {kind: lecture, lines: [science]}, grids: {kind: village}, at-least: 1, weight: 10}
  - {id: rivers-every-week, kind: coverage, tasks: {kind: river-patrol}, grids: {kind: village}, every: week, at-least: 1, weight: 5}
  - {id: lectures-when-home, kind: preference, tasks: {kind: lecture}, times: [{days: mon-fri, from: 19:00, to: 21:30}, {days: sat-sun, from: 09:00, to: 21:30}]}
  - {id: classes-in-centres, kind: preference, tasks: {kind: class}, venues: {kind: service-centre}, weight: 2}
  - {id: wives-in-kitchen, kind: preference, tasks: {kind: canteen}, of-teams: {kind: village-wives}}
  - {id: same-teachers, kind: continuity, tasks: {kind: class}, keep: team, weight: 2}
  - {id: held-together, kind: mix-of-lines, tasks: {kind: joint-event}, lines: [union, youth, women], at-least: 1, weight: 5}
  - {id: short-ways, kind: travel})");
  out.close();
}

}  // namespace

void write_zone(const std::filesystem::path& folder, const Wish& wish) {
  std::filesystem::create_directories(folder / "tasks");
  std::filesystem::create_directories(folder / "rules");
  Random random(wish.seed);
  Lattice lattice;
  lattice.areas = std::max(1, wish.sessions / kSessionsPerArea);
  lattice.side = static_cast<int>(std::ceil(std::sqrt(lattice.areas)));
  write_area(folder, lattice, random);
  write_venues(folder, lattice, random);
  write_teams(folder, lattice, wish.tightness, random);
  write_people(folder, lattice, random);
  write_rules(folder);
  write_zone_tasks(folder / "tasks", lattice, wish.sessions, random);
}

}  // namespace muster::bench
