#include "sample_plan.h"

#include <chrono>

#include <fmt/format.h>

namespace muster::report {

using model::Crew;
using model::GridIndex;
using model::HeadIndex;
using model::LineIndex;
using model::Placement;
using model::SessionIndex;
using model::TaskIndex;
using model::TeamIndex;
using model::VenueIndex;

namespace {

std::chrono::local_days day_one() { return *parse_date("2017-09-04"); }

// Minutes of a local clock on the horizon's day.
Interval at(const ZoneTime& zone, int day, int from_minute, int until_minute) {
  const auto date = day_one() + std::chrono::days(day);
  return {zone.instant({date, from_minute}), zone.instant({date, until_minute})};
}

model::ProblemParts frame(int days) {
  model::ProblemParts parts;
  parts.zone_time = *ZoneTime::find("Asia/Shanghai");
  parts.calendar =
      model::Calendar(parts.zone_time, day_one(), day_one() + std::chrono::days(days - 1));
  parts.lines.push_back({"union", "工会"});
  parts.lines.push_back({"women", "妇联"});
  return parts;
}

model::Task task(std::string id, std::string_view name, model::Priority priority, GridIndex grid,
                 int heads) {
  model::Task task;
  task.id = std::move(id);
  task.name = name;
  task.kind = "duty";
  task.lines = {LineIndex(std::size_t{1})};
  task.grid = grid;
  task.priority = priority;
  model::Need need;
  need.people = {heads, heads, heads};
  task.needs = {need};
  return task;
}

void add_session(model::ProblemParts& parts, TaskIndex task, std::string id, Interval window) {
  parts.sessions.push_back({std::move(id), task, window.length(), {window}, {}});
}

model::ProblemParts village() {
  model::ProblemParts parts = frame(14);
  parts.zone = {"edz", "永康经济开发区", Duration{15}};
  const GridIndex top = parts.grids.push_back({"edz", "开发区", "zone", {}, {}, 0});
  const GridIndex lanjie = parts.grids.push_back({"lanjie", "兰街村", "village", top, {}, 290});
  parts.grids.push_back({"xiaxi", "夏溪村", "village", top, {}, 0});
  model::Venue hall;
  hall.id = "xiaxi-hall";
  hall.name = "夏溪村文化礼堂";
  hall.grid = GridIndex(std::size_t{2});
  parts.venues.push_back(hall);
  const model::Contact contact{"sms", std::string(kSecret)};
  const TeamIndex wardens(std::size_t{0});
  model::Team team;
  team.id = "wardens";
  team.name = "兰街网格员";
  team.size = 4;
  team.contact = contact;
  parts.teams.push_back(team);
  team.id = "wives";
  team.name = "村嫂公益团";
  team.size = 3;
  parts.teams.push_back(team);
  parts.people.push_back({"p-01", "甲", {wardens}, {}, {}, contact, {}});
  parts.people.push_back({"p-02", "乙", {wardens}, {}, {}, contact, {}});
  const auto normal = model::Priority::normal;
  parts.tasks.push_back(task("sorting", "垃圾分类", normal, lanjie, 2));
  parts.tasks.push_back(task("watch", "夜巡", model::Priority::high, lanjie, 3));
  parts.tasks.push_back(task("talk", kHostile, normal, {}, 3));
  parts.tasks.push_back(task("group-1", "第一户组", normal, lanjie, 1));
  parts.tasks.push_back(task("lecture", kFormula, model::Priority::must, lanjie, 9));
  model::Task& group = parts.tasks[TaskIndex(std::size_t{3})];
  group.standing = true;
  group.households = 6;
  return parts;
}

void add_sessions(model::ProblemParts& parts) {
  const ZoneTime& zone = parts.zone_time;
  for (int day : {0, 2, 7, 9}) {  // Mondays and Wednesdays
    add_session(parts, TaskIndex(std::size_t{0}),
                "sorting@" + iso_date(day_one() + std::chrono::days(day)), at(zone, day, 330, 420));
  }
  add_session(parts, TaskIndex(std::size_t{1}), "watch", at(zone, 4, 22 * 60, 26 * 60));
  add_session(parts, TaskIndex(std::size_t{2}), "talk", at(zone, 5, 14 * 60, 16 * 60));
  parts.sessions.push_back({"group-1", TaskIndex(std::size_t{3}), {}, {}, {}});
  add_session(parts, TaskIndex(std::size_t{4}), "lecture", at(zone, 6, 9 * 60, 11 * 60));
}

Placement placed(TimePoint start, VenueIndex venue, std::vector<Crew> crews) {
  return {start, venue, std::move(crews)};
}

HeadIndex head(std::size_t i) { return HeadIndex(i); }  // 甲 乙 wardens#3 #4 wives#1 #2 #3

void decide(SamplePlan& sample) {
  const TeamIndex wardens(std::size_t{0}), wives(std::size_t{1});
  auto& placements = sample.plan.solution.placements;
  placements.resize(sample.problem.sessions().size());
  const auto start = [&](std::size_t session) {
    return sample.problem.sessions()[SessionIndex(session)].windows.front().from;
  };
  const auto place = [&](std::size_t session, Placement placement) {
    placements[SessionIndex(session)] = std::move(placement);
  };
  const VenueIndex nowhere, hall(std::size_t{0});
  place(0, placed(start(0), nowhere, {{0, wardens, {head(0), head(1)}}}));
  place(1, placed(start(1), nowhere, {{0, wardens, {head(0), head(2)}}}));
  place(2, placed(start(2), nowhere, {{0, wardens, {head(0), head(1)}}}));
  place(4, placed(start(4), nowhere, {{0, wives, {head(4), head(5), head(6)}}}));
  place(5, placed(start(5), hall, {{0, wardens, {head(1)}}, {0, wives, {head(4), head(5)}}}));
  place(6, placed(sample.problem.calendar().horizon().from, nowhere, {{0, wardens, {head(0)}}}));
  const plan::Reason busy{"teams-busy", "the wardens are at <work>", "网格员<忙>", {"wardens"}};
  const plan::Reason few{
      "too-few-heads", "9 people are needed, 7 exist", "需要 9 人，只有 7 人", {"=cmd", "wives"}};
  sample.plan.unserved = {{SessionIndex(std::size_t{3}), {busy}},
                          {SessionIndex(std::size_t{7}), {few, busy}}};
}

void judge(SamplePlan& sample) {
  rule::Levels& levels = sample.plan.levels;
  const rule::LevelIndex care = *levels.find("care");
  rule::Score& score = sample.verdict.score;
  score[*levels.find("must")] = 1;
  score[*levels.find("normal")] = 1;
  score[care] = 1250;
  sample.plan.score = score;
  sample.plan.bound[*levels.find("must")] = 1;
  sample.plan.bound[care] = 1000;
  rule::RuleSpec spec;
  spec.id = "short-days";
  spec.kind = "working-time";
  spec.level = "care";
  spec.why = "别让<队员>太累";
  sample.specs = {spec};
  for (int i = 1; i <= 7; ++i) {
    sample.verdict.priced.push_back({"working-time",
                                     "short-days",
                                     false,
                                     care,
                                     100 + i,
                                     fmt::format("甲 works {} h", i),
                                     fmt::format("甲 {} 小时", i),
                                     {}});
  }
}

plan::Plan empty_plan(std::string zone) {
  plan::Plan plan{std::move(zone),
                  7,
                  "sha256:abc",
                  rule::Levels({"must", "high", "normal", "low", "staffing", "care"}),
                  {},
                  {},
                  {},
                  {}};
  return plan;
}

}  // namespace

SamplePlan make_sample_plan() {
  model::ProblemParts parts = village();
  add_sessions(parts);
  SamplePlan sample{model::Problem(std::move(parts)), {}, empty_plan("edz"), {}};
  decide(sample);
  judge(sample);
  return sample;
}

SamplePlan make_large_plan(std::size_t n) {
  model::ProblemParts parts = frame(28);
  parts.zone = {"large", "大片区", Duration{15}};
  for (int i = 0; i < 29; ++i) {
    parts.grids.push_back(
        {fmt::format("g{}", i), fmt::format("第{}村", i), "village", {}, {}, 300});
  }
  model::Venue venue;
  for (int i = 0; i < 30; ++i) {
    venue.id = fmt::format("v{}", i);
    venue.name = fmt::format("第{}文化礼堂", i);
    venue.grid = GridIndex(static_cast<std::size_t>(i % 29));
    parts.venues.push_back(venue);
  }
  model::Team team;
  team.size = 12;
  for (int i = 0; i < 40; ++i) {
    team.id = fmt::format("t{}", i);
    team.name = fmt::format("第{}志愿服务队", i);
    parts.teams.push_back(team);
  }
  for (std::size_t i = 0; i < n / 4; ++i) {
    const auto index =
        parts.tasks.push_back(task(fmt::format("task-{}", i), fmt::format("四点半学堂第{}班", i),
                                   static_cast<model::Priority>(i % 4), GridIndex(i % 29), 3));
    for (int week = 0; week < 4; ++week) {
      const int from = 360 + static_cast<int>(i * 45 % 840);
      const int day = week * 7 + static_cast<int>(i % 7);
      add_session(parts, index, fmt::format("task-{}@{}", i, day),
                  at(parts.zone_time, day, from, from + 90));
    }
  }
  SamplePlan sample{model::Problem(std::move(parts)), {}, empty_plan("large"), {}};
  auto& placements = sample.plan.solution.placements;
  for (auto session : indices(sample.problem.sessions())) {
    const TeamIndex crew(session.value * 7 % 40), other(session.value * 11 % 40);
    const auto& heads = sample.problem.heads_of(crew);
    std::vector<Crew> crews{{0, crew, {heads[0], heads[1], heads[4]}}};
    if (other != crew) crews.push_back({0, other, {sample.problem.heads_of(other)[6]}});
    placements.push_back(placed(sample.problem.sessions()[session].windows.front().from,
                                VenueIndex(session.value % 30), std::move(crews)));
  }
  return sample;
}

}  // namespace muster::report
