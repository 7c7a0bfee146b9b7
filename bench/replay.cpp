#include "replay.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/zone_time.h"
#include "plan/difference.h"
#include "plan/rebase.h"
#include "plan/verify.h"
#include "rule/catalog.h"
#include "solve/solve.h"

namespace muster::bench {

namespace {

constexpr std::size_t kMostOfCommit = 50;
constexpr std::uint64_t kEffort = 200;
constexpr int kTeams = 8;
constexpr int kTeamSize = 15;

struct Slot {
  TimePoint start;
  Duration duration;
  std::string room;
};
struct Row {
  std::string commit, guid, change;
  std::optional<Slot> now;  // none: dropped
};

std::optional<Slot> slot_of(const std::string& start, const std::string& duration,
                            const std::string& room, const ZoneTime& zone) {
  const auto at = parse_date_time(start);
  const auto length = parse_clock(duration);
  if (!at || !length || *length == 0 || room.empty()) return std::nullopt;
  if (!at->offset_minutes) return Slot{zone.instant(at->local), {*length}, room};
  const ZoneTime utc;
  return Slot{utc.instant(at->local) - Duration{*at->offset_minutes}, {*length}, room};
}

std::vector<Row> read_rows(const std::string& path, const ZoneTime& zone) {
  std::vector<Row> rows;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
    cells.resize(10);
    rows.push_back({cells[1], cells[2], cells[3], slot_of(cells[7], cells[8], cells[9], zone)});
  }
  std::map<std::string, std::size_t> of_commit;
  for (const Row& row : rows) ++of_commit[row.commit];
  std::erase_if(rows, [&](const Row& row) {
    return row.change != "initial" && of_commit[row.commit] > kMostOfCommit;
  });
  return rows;
}

// The programme as a problem. Rooms host all that they are said to.
class Camp {
 public:
  Camp(const std::vector<Row>& rows, const ZoneTime& zone) {
    parts_.zone = {"camp", "Camp", Duration{5}};
    parts_.zone_time = zone;
    TimePoint first{INT32_MAX};
    TimePoint last{INT32_MIN};
    for (const Row& row : rows) {
      if (!row.now) continue;
      first = std::min(first, row.now->start);
      last = std::max(last, row.now->start + row.now->duration);
      rooms_.emplace(row.now->room, model::VenueIndex());
    }
    parts_.calendar = model::Calendar(zone, zone.local(first).day, zone.local(last).day);
    const IntervalSet always({parts_.calendar.horizon()});
    for (auto& [name, index] : rooms_) {
      model::Venue venue;
      venue.id = fmt::format("room-{}", parts_.venues.size());
      venue.name = name;
      venue.rooms = 100;
      venue.open = always;
      index = parts_.venues.push_back(std::move(venue));
    }
    for (int t = 0; t < kTeams; ++t) {
      model::Team team;
      team.id = fmt::format("angels-{}", t);
      team.size = kTeamSize;
      team.available = always;
      parts_.teams.push_back(std::move(team));
    }
  }

  void set(const std::string& guid, const std::optional<Slot>& slot) {
    if (slot) {
      slots_[guid] = *slot;
    } else {
      slots_.erase(guid);
    }
  }

  model::Problem problem() const {
    model::ProblemParts parts = parts_;
    for (const auto& [guid, slot] : slots_) {
      model::Task task;
      task.id = guid;
      model::VenueRequirement where;
      const std::string& room = parts.venues[rooms_.at(slot.room)].id;
      where.where.all_of.push_back({model::Attribute::id, {room}});
      task.venue = where;
      task.needs = {model::Need{{1, 3, 3}, {}, {}, false}};
      model::Session session;
      session.id = guid;
      session.task = parts.tasks.push_back(std::move(task));
      session.duration = slot.duration;
      session.windows = {Interval{slot.start, slot.start + slot.duration}};
      parts.sessions.push_back(std::move(session));
    }
    return model::Problem(std::move(parts));
  }

 private:
  model::ProblemParts parts_;
  std::map<std::string, model::VenueIndex> rooms_;
  std::map<std::string, Slot> slots_;
};

std::vector<rule::RuleSpec> rules_of_camp() {
  rule::RuleSpec day;
  day.id = "eight-hours-a-day";
  day.kind = "working-time";
  day.hard = true;
  day.level = "hard";
  day.params["every"] = model::Period::day;
  day.params["at-most"] = Duration{8 * 60};
  rule::RuleSpec fair;
  fair.id = "fair";
  fair.kind = "fair-share";
  fair.level = "fairness";
  return {day, fair};
}

struct Figures {
  std::vector<double> ms;
  std::vector<std::size_t> disturbed;
  std::size_t broken = 0, unserved = 0;
};

// The plan of the problem, from `before` of another one where there is one.
model::Solution plan_of(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                        const model::Solution* before, std::uint64_t effort, Figures& figures) {
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  Diagnostics diagnostics;
  const auto rules = rule::compile(specs, {}, problem, diagnostics);
  solve::Options options;
  options.effort = effort > 0 ? effort : kEffort;
  model::Solution plan;
  if (before == nullptr) {
    plan = solve::solve(problem, rules, options).solution;
  } else {
    const auto again = plan::rebase(problem, specs, rules, *before, {}, diagnostics);
    if (!again) return *before;
    plan = solve::solve(again->changed.problem, again->changed.rules, options).solution;
    figures.ms.push_back(
        std::chrono::duration<double, std::milli>(clock.elapsed() - begin).count());
    figures.disturbed.push_back(plan::difference(problem, *before, plan).people.size());
  }
  figures.broken += plan::verify(problem, specs, rules.levels, plan).broken.size();
  for (auto s : indices(plan.placements)) figures.unserved += !plan.serves(s);
  return plan;
}

template <class T>
T quantile(std::vector<T> values, double share) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(values.size() - 1, at)];
}

}  // namespace

int replay(const std::vector<std::string>& files, std::uint64_t effort) {
  fmt::print(
      "file\tchanges\tms p50\tms p99\tdisturbed p50\tdisturbed p99\tdisturbed most\tunserved\t"
      "broken\n");
  const ZoneTime zone = ZoneTime::find("Europe/Berlin").value_or(ZoneTime());
  const auto specs = rules_of_camp();
  bool broken = false;
  for (const std::string& file : files) {
    const auto rows = read_rows(file, zone);
    if (rows.empty()) {
      std::fprintf(stderr, "%s: no changes in it\n", file.c_str());
      return 2;
    }
    Camp camp(rows, zone);
    std::size_t at = 0;
    for (; at < rows.size() && rows[at].change == "initial"; ++at) {
      camp.set(rows[at].guid, rows[at].now);
    }
    Figures figures;
    model::Problem problem = camp.problem();
    model::Solution plan = plan_of(problem, specs, nullptr, 2000, figures);
    for (; at < rows.size(); ++at) {
      camp.set(rows[at].guid, rows[at].now);
      model::Problem next = camp.problem();
      const model::Solution before = plan::carry_over(problem, plan, next);
      plan = plan_of(next, specs, &before, effort, figures);
      problem = std::move(next);
    }
    broken = broken || figures.broken > 0;
    fmt::print("{}\t{}\t{:.1f}\t{:.1f}\t{}\t{}\t{}\t{}\t{}\n", file, figures.ms.size(),
               quantile(figures.ms, 0.5), quantile(figures.ms, 0.99),
               quantile(figures.disturbed, 0.5), quantile(figures.disturbed, 0.99),
               quantile(figures.disturbed, 1.0), figures.unserved, figures.broken);
  }
  return broken ? 1 : 0;
}

}  // namespace muster::bench
