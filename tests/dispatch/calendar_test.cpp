// Invitations as a calendar reads them: libical and its rules for scheduling judge.
#include "dispatch/calendar.h"

#include <libical/ical.h>

#include "dispatch/letter.h"
#include "offers.h"

namespace muster::dispatch {
namespace {

using store::MessageKind;
using testing::at_hour;

store::Assignment patrol(std::int64_t plan) {
  store::Assignment out;
  out.id = 7;
  out.session = "patrol@2017-09-04";
  out.team = "guards";
  out.plan = plan;
  out.start = {1'504'513'800'000};  // 2017-09-04T08:30Z
  out.end = out.start + std::chrono::minutes(90);
  out.content =
      R"({"name":"巡河, 清理; 队长\\带队","place":"夏溪","start":"2017-09-04T16:30+08:00",)"
      R"("end":"2017-09-04T18:00+08:00","needs":[]})";
  return out;
}

store::Message about(MessageKind kind, const store::Assignment& assignment) {
  return message_about(assignment, kind, at_hour(1), at_hour(1));
}

Letter letter_of(MessageKind kind, std::int64_t plan) {
  LetterHead head;
  head.zone = "yongkang";
  head.link = "https://muster.example";
  head.key = "k";
  return write_letter(head, about(kind, patrol(plan)), patrol(plan), "护村队", "a@b.example",
                      at_hour(2), true);
}

struct Event {
  explicit Event(const std::string& text) : whole(icalparser_parse_string(text.c_str())) {
    REQUIRE(whole != nullptr);
    REQUIRE(icalcomponent_count_errors(whole) == 0);
    inner = icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT);
    REQUIRE(inner != nullptr);
  }
  ~Event() { icalcomponent_free(whole); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  icalcomponent *whole, *inner;
};

TEST_CASE("an offer is a request that a calendar understands") {
  const Event event(letter_of(MessageKind::offer, 3).calendar);
  CHECK(icalcomponent_get_method(event.whole) == ICAL_METHOD_REQUEST);
  CHECK(std::string(icalcomponent_get_uid(event.inner)) == "patrol@2017-09-04/guards@yongkang");
  CHECK(std::string(icalcomponent_get_summary(event.inner)) == "巡河, 清理; 队长\\带队");
  CHECK(std::string(icalcomponent_get_location(event.inner)) == "夏溪");
  CHECK(std::string(icalcomponent_get_description(event.inner)).find("https://muster.example/a/") !=
        std::string::npos);
  CHECK(icalcomponent_get_status(event.inner) == ICAL_STATUS_TENTATIVE);
  CHECK(std::string(icaltime_as_ical_string(icalcomponent_get_dtstart(event.inner))) ==
        "20170904T083000Z");
  CHECK(std::string(icaltime_as_ical_string(icalcomponent_get_dtend(event.inner))) ==
        "20170904T100000Z");
  CHECK(std::string(icaltime_as_ical_string(icalcomponent_get_dtstamp(event.inner))) ==
        "19700101T010000Z");
}

TEST_CASE("with its addresses an invitation obeys the rules of scheduling") {
  for (const MessageKind kind : {MessageKind::offer, MessageKind::reminder, MessageKind::superseded,
                                 MessageKind::cancelled}) {
    INFO(store::word(kind));
    std::string text = letter_of(kind, 1).calendar;
    const std::string begin = "BEGIN:VEVENT\r\n";
    text.insert(text.find(begin) + begin.size(),
                "ORGANIZER:mailto:a@b.example\r\nATTENDEE:mailto:c@d.example\r\n");
    const Event event(text);
    CHECK(icalrestriction_check(event.whole) == 1);
    CHECK(icalcomponent_count_errors(event.whole) == 0);
  }
}

TEST_CASE("a session keeps its id, and what is newer has the higher sequence") {
  std::vector<int> sequences;
  std::string uid;
  for (std::int64_t plan : {1, 2, 9}) {
    for (const MessageKind kind : {MessageKind::offer, MessageKind::superseded}) {
      const Event event(letter_of(kind, plan).calendar);
      const std::string own = icalcomponent_get_uid(event.inner);
      if (uid.empty()) uid = own;
      CHECK(own == uid);
      sequences.push_back(icalcomponent_get_sequence(event.inner));
    }
  }
  CHECK(std::is_sorted(sequences.begin(), sequences.end()));
  CHECK(std::adjacent_find(sequences.begin(), sequences.end()) == sequences.end());
  const Event reminder(letter_of(MessageKind::reminder, 9).calendar);
  CHECK(icalcomponent_get_sequence(reminder.inner) == 18);
  CHECK(icalcomponent_get_status(reminder.inner) == ICAL_STATUS_CONFIRMED);
  const Event cancelled(letter_of(MessageKind::cancelled, 9).calendar);
  CHECK(icalcomponent_get_method(cancelled.whole) == ICAL_METHOD_CANCEL);
  CHECK(icalcomponent_get_status(cancelled.inner) == ICAL_STATUS_CANCELLED);
}

TEST_CASE("what says nothing new about a time has no invitation") {
  CHECK(letter_of(MessageKind::nudge, 1).calendar.empty());
  CHECK(letter_of(MessageKind::escalation, 1).calendar.empty());
  CHECK(write_calendar(about(MessageKind::offer, patrol(1)), store::Assignment{}, {}).empty());
}

TEST_CASE("a letter sent again has the same invitation") {
  CHECK(letter_of(MessageKind::offer, 4).calendar == letter_of(MessageKind::offer, 4).calendar);
  std::string text = letter_of(MessageKind::offer, 4).calendar;
  for (std::size_t at = 0, end; (end = text.find("\r\n", at)) != std::string::npos; at = end + 2) {
    CHECK(end - at <= 75);
  }
}

}  // namespace
}  // namespace muster::dispatch
