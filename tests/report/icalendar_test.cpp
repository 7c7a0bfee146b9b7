#include <libical/ical.h>

#include <memory>
#include <set>

#include <catch2/catch.hpp>

#include "sample_plan.h"

namespace muster::report {

namespace {

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

Component parse(const std::string& text) {
  Component calendar(icalparser_parse_string(text.c_str()));
  REQUIRE(calendar);
  return calendar;
}

std::vector<icalcomponent*> events_of(icalcomponent* calendar) {
  std::vector<icalcomponent*> events;
  for (icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       event != nullptr;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    events.push_back(event);
  }
  return events;
}

}  // namespace

TEST_CASE("calendars are valid by libical, with one event a session of the team or venue") {
  const SamplePlan sample = make_sample_plan();
  const auto files = to_icalendar(sample.input(Language::chinese));
  REQUIRE(files.size() == 3);
  const std::map<std::string, std::size_t> events{
      {"team-wardens.ics", 4}, {"team-wives.ics", 2}, {"venue-xiaxi-hall.ics", 1}};
  for (const auto& [name, n] : events) {
    CAPTURE(name);
    const Component calendar = parse(files.at(name));
    CHECK(icalrestriction_check(calendar.get()) == 1);
    CHECK(icalcomponent_count_errors(calendar.get()) == 0);
    CHECK(events_of(calendar.get()).size() == n);
  }
}

TEST_CASE("an event reads back as the session that it is") {
  const SamplePlan sample = make_sample_plan();
  const auto files = to_icalendar(sample.input(Language::english));
  const Component calendar = parse(files.at("team-wives.ics"));
  const auto events = events_of(calendar.get());
  REQUIRE(events.size() == 2);
  icalcomponent* watch = events[0];
  CHECK(std::string(icalcomponent_get_uid(watch)) == "watch@edz");
  CHECK(icaltime_as_timet(icalcomponent_get_dtstart(watch)) == 1504879200);  // 22:00 +08:00
  CHECK(icaltime_as_timet(icalcomponent_get_dtend(watch)) == 1504893600);
  CHECK(icalcomponent_get_sequence(watch) == 0);
  CHECK(icalcomponent_get_status(watch) == ICAL_STATUS_CONFIRMED);
  CHECK(std::string(icalcomponent_get_summary(events[1])) == kHostile);
  CHECK(std::string(icalcomponent_get_location(events[1])) == "夏溪村文化礼堂");
  CHECK(std::string(icalcomponent_get_description(events[1])) ==
        "兰街网格员 (1 person): 乙\n村嫂公益团 (2 people): #1, #2");
}

TEST_CASE("lines end in CRLF, are folded at 75 octets, and no fold splits a character") {
  SamplePlan sample = make_sample_plan();
  model::ProblemParts parts = sample.problem.parts();
  std::string name;
  for (int i = 0; i < 60; ++i) name += i % 7 == 0 ? "a;b,c\\" : "兰街村";
  parts.tasks[model::TaskIndex(std::size_t{1})].name = name;
  sample.problem = model::Problem(std::move(parts));
  const std::string text = to_icalendar(sample.input(Language::chinese)).at("team-wives.ics");
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    const std::string line = text.substr(begin, end - begin);
    CHECK(line.size() <= 75);
    CHECK(line.find_first_of("\r\n") == std::string::npos);
    const std::size_t first = line.front() == ' ' ? 1 : 0;
    CHECK((static_cast<unsigned char>(line[first]) & 0xc0) != 0x80);
    begin = end + 2;
  }
  const Component calendar = parse(text);
  CHECK(std::string(icalcomponent_get_summary(events_of(calendar.get())[0])) == name);
}

TEST_CASE("a session has one UID, the same in every calendar and in every run") {
  const SamplePlan large = make_large_plan(400);
  std::set<std::string> uids;
  for (const auto& [file, text] : to_icalendar(large.input(Language::english))) {
    if (file.substr(0, 6) != "venue-") continue;
    const Component calendar = parse(text);
    for (icalcomponent* event : events_of(calendar.get())) {
      CHECK(uids.insert(icalcomponent_get_uid(event)).second);
    }
  }
  CHECK(uids.size() == 400);
  CHECK(uids.count("task-0@0@large") == 1);
}

}  // namespace muster::report
