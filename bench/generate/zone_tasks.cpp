// The tasks of generated zones. A template is a line of JSON with $A for the area's number and
// $NEAR for the area and the next ones to the right and below, which its wider tasks draw on.
#include "zone_tasks.h"

#include <string>
#include <string_view>
#include <vector>

#include "text.h"

namespace muster::bench {

namespace {

struct Template {
  int sessions;  // of one area in four weeks
  std::string_view json;
};

// Few sessions first: a very small zone still has most kinds.
const Template
    kTemplates[] =
        {
            {1,
             R"("id":"market-$A","name":"志愿服务集市","kind":"joint-event","lines":["union","youth","women","science"],"priority":"high","windows":[{"days":["sat","sun"],"from":"08:00","to":"18:00"}],"duration":"4h","venue":{"seats":150,"facilities":["stage"],"grids":[$NEAR]},"needs":[{"people":{"min":8,"want":12,"max":16},"from":{"grids":[$NEAR]}},{"people":{"min":1,"want":2},"skills":["first-aid"],"from":{"grids":"$G"}}])"},
            {1,
             R"("id":"survey-$A","name":"旧厂房摸底","kind":"demolition","lines":["union"],"grid":"v$A-2","priority":"must","window":{"dates":{"from":"2017-09-04","until":"2017-09-12"},"from":"08:00","to":"18:00"},"duration":"3h","needs":[{"people":{"min":2,"want":3,"max":4},"skills":["demolition-safety"],"from":{"kind":"shock-brigade","grids":[$NEAR]}}])"},
            {1,
             R"("id":"clearing-$A","name":"旧厂房腾空","kind":"demolition","lines":["union","youth"],"grid":"v$A-2","priority":"must","window":{"dates":{"from":"2017-09-05","until":"2017-09-20"},"from":"08:00","to":"18:00"},"duration":"4h","after":[{"task":"survey-$A","lag":"12h"}],"needs":[{"people":{"min":4,"want":6,"max":8},"from":{"kind":["shock-brigade","village-team"],"grids":[$NEAR]}},{"team":"one","people":{"min":1,"want":2,"max":3},"skills":["demolition-safety"],"from":{"kind":"shock-brigade","grids":[$NEAR]}}])"},
            {1,
             R"("id":"handover-$A","name":"旧厂房验收","kind":"demolition","lines":["union"],"grid":"v$A-2","priority":"high","window":{"days":"mon-fri","from":"08:00","to":"18:00"},"duration":"2h","after":"clearing-$A","needs":[{"people":1,"skills":["safety-check"],"from":{"kind":"union-team","grids":[$NEAR]}},{"people":1,"skills":["demolition-safety"],"from":{"kind":"shock-brigade","grids":[$NEAR]}}])"},
            {3,
             R"("id":"parents-class-$A","name":"父母课堂走进{grid}","kind":"parents-class","lines":["women","union"],"each":{"kind":"enterprise","grids":"$G"},"priority":"normal","window":{"days":"mon-fri","from":"12:00","to":"13:30"},"duration":"1h","needs":[{"people":1,"skills":["parenting"],"from":{"kind":"hot-moms","grids":"$G"}},{"people":1,"skills":["organising"],"from":{"kind":"union-team","grids":[$NEAR]}}])"},
            {4,
             R"("id":"zone-day-$A","name":"全域清洁日·{grid}","kind":"zone-day","lines":["union","youth","women","science"],"each":{"kind":"village","grids":"$G"},"priority":"must","window":{"date":"2017-09-09","from":"07:00","to":"10:00"},"duration":"2h","needs":[{"people":{"min":4,"want":6,"max":8},"from":{"kind":["village-team","village-wives","grid-worker","river-team"],"grids":"$G"}}])"},
            {4,
             R"("id":"legal-aid-$A","name":"法律援助接待","kind":"legal-aid","lines":["union"],"priority":"high","repeat":"FREQ=WEEKLY;BYDAY=WE","windows":[{"from":"09:00","to":"11:30"},{"from":"14:00","to":"17:00"}],"duration":"150min","venue":{"facilities":["counter"],"grids":"$G"},"needs":[{"people":{"min":1,"want":2,"max":2},"skills":["legal"],"from":{"grids":[$NEAR]}}])"},
            {4,
             R"("id":"family-lecture-$A","name":"{grid}好家风宣讲","kind":"lecture","lines":["women"],"each":{"kind":"village","grids":"$G"},"priority":"high","window":{"from":"18:30","to":"21:00"},"duration":"90min","needs":[{"people":2,"skills":["lecture"],"from":{"kind":"hot-moms","grids":"$G"}}])"},
            {4,
             R"("id":"integrity-lecture-$A","name":"{grid}廉政教育课","kind":"lecture","lines":["union"],"each":{"kind":"village","grids":"$G"},"priority":"high","windows":[{"days":["tue","thu"],"from":"18:30","to":"21:30"},{"days":"sat","from":"09:00","to":"17:00"}],"duration":"75min","needs":[{"people":1,"skills":["integrity"],"from":{"kind":"integrity","grids":[$NEAR]}}])"},
            {4,
             R"("id":"science-lecture-$A","name":"{grid}科普讲座","kind":"lecture","lines":["science"],"each":{"kind":"village","grids":"$G"},"priority":"normal","windows":[{"days":"mon-fri","from":"18:30","to":"21:30"},{"days":"sat-sun","from":"09:00","to":"17:00"}],"duration":"2h","needs":[{"people":2,"skills":["lecture","science"],"from":{"kind":"science-lecturers","grids":[$NEAR]}}])"},
            {4,
             R"("id":"law-lecture-$A","name":"{grid}青年普法讲座","kind":"lecture","lines":["youth"],"each":{"kind":"village","grids":"$G"},"priority":"normal","window":{"days":"mon-fri","from":"18:00","to":"21:30"},"duration":"90min","needs":[{"people":1,"skills":["legal"],"from":{"kind":"tutors","grids":"$G"}},{"people":{"min":1,"want":2},"from":{"kind":"village-team","grids":"$G"}}])"},
            {4,
             R"("id":"household-care-$A","name":"一联四定:{grid}","kind":"household-care","lines":["women","union"],"each":{"kind":"household-group","grids":"$G"},"priority":"must","standing":true,"needs":[{"people":1,"from":{"kind":"grid-worker","grids":"$G"}}])"},
            {4,
             R"("id":"basketball-$A","name":"员工篮球赛","kind":"sports","lines":["union","youth"],"priority":"low","repeat":"FREQ=WEEKLY;BYDAY=SU","window":{"from":"13:00","to":"21:00"},"duration":"2h","venue":{"facilities":["court"],"grids":[$NEAR]},"needs":[{"people":2,"skills":["referee"],"from":{"kind":"tutors","grids":[$NEAR]}},{"people":1,"skills":["first-aid"],"from":{"grids":"$G"}}])"},
            {4,
             R"("id":"exhibition-$A","name":"展览讲解","kind":"exhibition","lines":["science"],"priority":"normal","repeat":"FREQ=WEEKLY;BYDAY=SA","window":{"from":"09:00","to":"17:00"},"duration":"3h","venue":{"facilities":["projector"],"grids":"$G"},"needs":[{"people":{"min":1,"want":2,"max":2},"skills":["docent"],"from":{"kind":"science-lecturers","grids":[$NEAR]}}])"},
            {6,
             R"("id":"enterprise-visit-$A","name":"{grid}安全生产走访","kind":"enterprise-visit","lines":["union"],"each":{"kind":"enterprise","grids":"$G"},"priority":"low","repeat":"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE","window":{"from":"08:30","to":"17:00"},"duration":"90min","needs":[{"people":1,"skills":["safety-check"],"from":{"kind":"union-team","grids":"$G"}},{"people":1,"skills":["organising"],"from":{"kind":"union-team","grids":"$G"}}])"},
            {8,
             R"("id":"sorting-guidance-$A","name":"{grid}入户指导","kind":"waste-guidance","lines":["women"],"each":{"kind":"village","grids":"$G"},"priority":"normal","repeat":"FREQ=WEEKLY;INTERVAL=2;BYDAY=SA","window":{"from":"08:00","to":"18:00"},"duration":"2h","needs":[{"people":{"min":2,"want":3,"max":4},"skills":["waste-sorting"],"from":{"kind":["village-team","village-wives"],"grids":[$NEAR]}}])"},
            {12,
             R"("id":"canteen-$A","name":"老年食堂帮厨","kind":"canteen","lines":["women"],"priority":"must","repeat":"FREQ=WEEKLY;BYDAY=TU,TH,SA","window":{"from":"09:30","to":"12:30"},"duration":"3h","venue":{"is":"canteen-$A"},"needs":[{"people":{"min":3,"want":4,"max":5},"skills":["cooking"],"from":{"kind":["village-wives","grid-worker"],"grids":[$NEAR]}}])"},
            {16,
             R"("id":"waste-evening-$A","name":"{grid}晚班","kind":"waste-duty","lines":["women","youth"],"each":{"kind":"waste-point","grids":"$G"},"priority":"must","repeat":"FREQ=WEEKLY;BYDAY=MO,WE,FR,SU","window":{"from":"18:00","to":"20:00"},"duration":"2h","needs":[{"people":{"min":1,"want":2,"max":3},"skills":["waste-sorting"],"from":{"kind":"grid-worker","grids":[$NEAR]}}])"},
            {16,
             R"("id":"river-patrol-$A","name":"{grid}巡河","kind":"river-patrol","lines":["youth","women"],"each":{"kind":"village","grids":"$G"},"priority":"high","repeat":"FREQ=WEEKLY;BYDAY=TU","window":{"from":"06:30","to":"11:30"},"duration":"90min","needs":[{"people":{"min":2,"want":3,"max":4},"from":{"kind":["village-team","river-team","grid-worker"],"grids":[$NEAR]}},{"people":1,"skills":["water-test"],"from":{"kind":"river-team","grids":[$NEAR]}}])"},
            {16,
             R"("id":"class-$A","name":"四点半学堂","kind":"class","lines":["union","women"],"priority":"high","repeat":"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH","window":{"from":"16:30","to":"18:00"},"duration":"90min","venue":{"facilities":["classroom"],"seats":40,"grids":[$NEAR]},"needs":[{"people":{"min":2,"want":3,"max":3},"skills":["tutoring"],"from":{"grids":[$NEAR]}}])"},
            {16,
             R"("id":"night-patrol-$A","name":"{grid}平安夜巡","kind":"night-patrol","lines":["youth"],"each":{"kind":"village","grids":"$G"},"priority":"normal","repeat":"FREQ=WEEKLY;BYDAY=FR","window":{"from":"19:30","to":"22:00"},"duration":"2h","needs":[{"people":2,"skills":["patrol"],"from":{"kind":["village-team","grid-worker"],"grids":"$G"}}])"},
            {16,
             R"("id":"elder-visit-$A","name":"{grid}独居老人探访","kind":"elder-visit","lines":["women"],"each":{"kind":"village","grids":"$G"},"priority":"low","repeat":"FREQ=WEEKLY;BYDAY=WE","window":{"from":"13:00","to":"17:30"},"duration":"90min","needs":[{"people":2,"skills":["care"],"from":{"kind":"village-wives","grids":[$NEAR]}}])"},
            {28,
             R"("id":"waste-morning-$A","name":"{grid}早班","kind":"waste-duty","lines":["women","youth"],"each":{"kind":"waste-point","grids":"$G"},"priority":"must","repeat":"FREQ=DAILY","window":{"from":"05:30","to":"07:30"},"duration":"2h","needs":[{"people":2,"skills":["waste-sorting"],"from":{"kind":"grid-worker","grids":[$NEAR]}}])"},
};

// The area and those to the right and below, as long as there are such: teams at the borders.
std::vector<std::string> near_areas(const Lattice& lattice, int area) {
  std::vector<std::string> out{area_id(area)};
  const bool last_in_row = area % lattice.side == lattice.side - 1;
  if (!last_in_row && area + 1 < lattice.areas) out.push_back(area_id(area + 1));
  if (area + lattice.side < lattice.areas) out.push_back(area_id(area + lattice.side));
  return out;
}

std::string filled_in(std::string_view json, int area, const std::vector<std::string>& near) {
  const std::string number = fmt::format("{:04}", area);
  const std::string list = fmt::format("\"{}\"", fmt::join(near, "\",\""));
  std::string out;
  while (!json.empty()) {
    const std::size_t at = std::min(json.find('$'), json.size());
    out += json.substr(0, at);
    json.remove_prefix(at);
    if (json.empty()) break;
    const bool wide = json.substr(0, 5) == "$NEAR";
    out += wide ? list : json[1] == 'A' ? number : "a" + number;
    json.remove_prefix(wide ? 5 : 2);
  }
  return out;
}

struct Request {
  std::string_view kind, skill;
  int most_people;
};

constexpr Request kRequests[] = {
    {"home-help", "care", 2},
    {"legal-question", "legal", 1},
    {"tutoring-home", "tutoring", 1},
    {"first-aid-talk", "first-aid", 2},
    {"yard-sorting", "waste-sorting", 3},
    {"errand", "", 2},
};
constexpr std::string_view kPriorities[] = {"high", "normal", "normal", "normal", "low", "low"};

// A request from a grid: a few days to choose from, somebody with a skill from here or next door.
void write_requests(const std::filesystem::path& file, const Lattice& lattice, int count,
                    Random& random) {
  TextFile out(file);
  out.line(
      "id,name,kind,lines,grid,priority,weight,duration,window.dates.from,window.dates.until,"
      "window.from,window.to,people.min,people.want,skills,from.grids");
  for (int k = 0; k < count; ++k) {
    const int area = static_cast<int>(random.below(static_cast<std::uint32_t>(lattice.areas)));
    const Request& what = one_of(random, kRequests);
    const int first = between(random, 4, 28);
    const int last = std::min(30, first + between(random, 0, 5));
    const int from = between(random, 8, 16);
    const int people = between(random, 1, what.most_people);
    const int want = people + (random.chance(0.3) ? 1 : 0);
    const int to = std::min(22, from + between(random, 2, 5));
    const int duration = 30 * between(random, 1, 4);
    const int weight = between(random, 1, 3);
    const std::string_view priority = one_of(random, kPriorities);
    const std::string village = village_id(area, between(random, 0, kVillages - 1));
    const std::string_view line = one_of(random, kLines);
    out.line(
        "r{:06},点单{},{},{},{},{},{},{}min,2017-09-{:02},2017-09-{:02},{:02}:00,{:02}:00,"
        "{},{},{},{}",
        k, k + 1, what.kind, line, village, priority, weight, duration, first, last, from, to,
        people, want, what.skill, fmt::join(near_areas(lattice, area), ";"));
  }
  out.close();
}

}  // namespace

void write_zone_tasks(const std::filesystem::path& folder, const Lattice& lattice, int sessions,
                      Random& random) {
  TextFile out(folder / "areas.jsonl");
  int written = 0;
  for (int a = 0; a < lattice.areas; ++a) {
    const std::vector<std::string> near = near_areas(lattice, a);
    for (const Template& t : kTemplates) {
      if (written + t.sessions > sessions) continue;
      out.line("{{{}}}", filled_in(t.json, a, near));
      written += t.sessions;
    }
  }
  out.close();
  write_requests(folder / "requests.csv", lattice, sessions - written, random);
}

}  // namespace muster::bench
