// From acceptance to rating on the page behind one link.
#include <boost/json.hpp>

#include "api/answer_fixture.h"
#include "dispatch/attendance.h"

using namespace muster;
using namespace muster::testing;
using store::State;

namespace {

namespace json = boost::json;

constexpr std::string_view kEnglish = "Accept-Language: en\r\n";
constexpr std::string_view kJson =
    "Accept: application/json\r\nContent-Type: application/json\r\nAccept-Language: en\r\n";

// Two guards, from hour 10 to 11; accepted.
void accepted(store::Store& store) {
  publish(store, "one", {wanted("a", "guards", 10, 2, 2)}, at_hour(0));
  offer(store, "a", "guards", at_hour(0));
  REQUIRE(answer(store, "a", "guards", true, at_hour(0)) == dispatch::Heard::taken);
}

std::string heard(const Reply& reply) {
  return std::string(json::parse(reply.body).at("heard").as_string());
}

struct Buttons {
  bool accept, check_in, rate;
  friend bool operator==(const Buttons&, const Buttons&) = default;
};
Buttons buttons(const AnswerFixture& server) {
  const Reply reply = ask(server.port, "GET", AnswerFixture::path(1), "", kEnglish);
  CHECK(reply.status == 200);
  return {reply.has(">Accept</button>"), reply.has(">Check in</button>"),
          reply.has(">Rate it</button>")};
}

}  // namespace

TEST_CASE("the page offers what can be said at its time, and takes it") {
  AnswerFixture server([](store::Store& store) {
    publish(store, "one", {wanted("a", "guards", 10, 2, 2)}, at_hour(0));
    offer(store, "a", "guards", at_hour(0));
  });
  const std::string path = AnswerFixture::path(1);
  const auto say = [&](std::string_view body) {
    return ask(server.port, "POST", path, body, kEnglish);
  };
  CHECK(buttons(server) == Buttons{true, false, false});
  const Reply accepted = say("answer=accept");
  CHECK(accepted.has("Thank you, we count on you."));
  CHECK(accepted.has(">I can't come after all</button>"));
  CHECK(buttons(server) == Buttons{false, false, false});
  server.clock.set(at_hour(8));
  CHECK(buttons(server) == Buttons{false, true, false});
  CHECK(say("attend=arrive&head=guards%232").has("Noted, thank you."));
  CHECK(say("attend=arrive&head=guards%232").has("That was known already."));
  CHECK(server.assignment(1).state == State::arrived);
  server.clock.set(at_hour(10));
  CHECK(say("attend=arrive&head=").status == 200);  // the other one
  CHECK(ask(server.port, "GET", path).has("<dt>guards#2</dt><dd>08:00 –</dd>"));
  server.clock.set(at_hour(11));
  const Reply left = say("attend=leave");
  CHECK_FALSE(left.has("after all"));
  CHECK(left.has(">Rate it</button>"));
  CHECK(left.has("<dt>guards#1</dt><dd>10:00 – 11:00</dd>"));
  CHECK(buttons(server) == Buttons{false, false, true});
  CHECK(say("rating=4").status == 200);
  CHECK(buttons(server) == Buttons{false, false, false});
  server.within([](store::Transaction& rows) {
    CHECK(rows.assignment(1)->state == State::rated);
    const auto services = rows.services();
    REQUIRE(services.size() == 2);
    CHECK(services[1] == store::Service{"a", "guards", "guards#2", at_hour(10), at_hour(8),
                                        at_hour(11), 4, false, false, "team:guards", ""});
    for (const auto& step : rows.steps_of(1)) {
      if (step.to != State::offered) CHECK(step.who == "team:guards");
    }
  });
}

TEST_CASE("the same as JSON, in Chinese where nothing else is asked for") {
  AnswerFixture server(accepted);
  server.clock.set(at_hour(10));
  const std::string path = AnswerFixture::path(1);
  const auto say = [&](std::string_view body) {
    return ask(server.port, "POST", path, body, kJson);
  };
  CHECK(heard(say(R"({"attend":"arrive","head":"guards#1"})")) == "noted");
  CHECK(heard(say(R"({"attend":"absent","head":"guards#2"})")) == "noted");
  server.clock.set(at_hour(11));
  const Reply early = say(R"({"rating":5})");
  CHECK(early.status == 409);
  CHECK(heard(early) == "unknown");
  CHECK(heard(say(R"({"attend":"leave","head":"guards#1"})")) == "noted");
  CHECK(heard(say(R"({"rating":5})")) == "noted");
  CHECK(heard(say(R"({"rating":5})")) == "repeated");
  const json::value shown = json::parse(ask(server.port, "GET", path, "", kJson).body);
  CHECK(shown.at("state").as_string() == "rated");
  CHECK(shown.at("services").at(0) ==
        json::parse(R"({"head":"guards#1","arrived":"1970-01-01T10:00+00:00",)"
                    R"("left":"1970-01-01T11:00+00:00","absent":false,"rating":5})"));
  CHECK(shown.at("services").at(1).at("absent").as_bool());
  CHECK(ask(server.port, "GET", path).has("已评价"));
}

TEST_CASE("nobody checks in long before, for a stranger, or after it is closed") {
  AnswerFixture server(accepted);
  const std::string path = AnswerFixture::path(1);
  const auto say = [&](std::string_view body) {
    return ask(server.port, "POST", path, body, kEnglish);
  };
  const Reply early = say("attend=arrive");
  CHECK(early.status == 409);
  CHECK(early.has("check-in opens two hours before the start"));
  server.clock.set(at_hour(9));
  CHECK(say("attend=leave").status == 409);  // that would be service before the service
  CHECK(say("attend=arrive&head=scouts%231").status == 409);
  CHECK(server.assignment(1).state == State::accepted);
  CHECK(say("attend=arrive").status == 200);
  // The clock closes what was forgotten; checking out the next morning adds no night.
  server.clock.set(at_hour(12));
  server.within(
      [](store::Transaction& rows) { CHECK(dispatch::close_forgotten(rows, at_hour(12)) == 1); });
  server.clock.set(at_hour(20));
  CHECK(say("attend=leave").has("That was known already."));
  server.within([](store::Transaction& rows) {
    for (const auto& service : rows.services()) {
      CHECK(service.left == at_hour(11));
      CHECK(service.closed_by_clock);
    }
  });
}

TEST_CASE("who comes without having answered is taken in") {
  AnswerFixture server([](store::Store& store) {
    publish(store, "one", {wanted("a", "guards", 10, 1, 1)}, at_hour(9));
    offer(store, "a", "guards", at_hour(9));
  });
  server.clock.set(at_hour(10));
  CHECK(buttons(server) == Buttons{false, true, false});
  CHECK(ask(server.port, "POST", AnswerFixture::path(1), "attend=arrive").status == 200);
  CHECK(server.assignment(1).state == State::arrived);
}

namespace {

// The page of an assignment that begins at ten, was accepted, and it is nine.
struct Accepted {
  Accepted() {
    CHECK(say("answer=accept").status == 200);
    server.clock.set(at_hour(9));
  }
  Reply say(std::string_view body) const {
    return ask(server.port, "POST", AnswerFixture::path(1), body, kEnglish);
  }
  AnswerFixture server{[](store::Store& store) {
    publish(store, "one", {wanted("a", "guards", 10)}, at_hour(0));
    offer(store, "a", "guards", at_hour(0));
  }};
};

}  // namespace

TEST_CASE("who has accepted can call off on the page until it begins") {
  Accepted page;
  CHECK(page.say("answer=decline&why=ill").has("Noted, somebody else will be asked."));
  CHECK(page.server.assignment(1).state == State::declined);
  CHECK(page.say("answer=accept").status == 409);
}

TEST_CASE("a team that says beforehand that nobody will come is replaced, not absent") {
  Accepted page;
  CHECK(page.say("attend=absent").status == 200);
  CHECK(page.server.assignment(1).state == State::declined);
  page.server.within([](store::Transaction& rows) {
    CHECK(rows.services().empty());
    CHECK(rows.refused(at_hour(9)).size() == 1);
  });
}
