// The webhook by which programs answer for teams.
#include <boost/json.hpp>

#include "api/answer_fixture.h"
#include "base/secrets.h"
#include "dispatch/signature.h"

using namespace muster;
using namespace muster::testing;
using store::State;

namespace {

namespace json = boost::json;

const std::vector<std::string> kKeys{"new secret", "old secret"};

void offered(store::Store& store) {
  publish(store, "one", {wanted("a", "guards", 10, 2, 2)}, at_hour(0));
  offer(store, "a", "guards", at_hour(0));
}

struct Call {
  std::string body, id = "msg_1", key = "old secret";
  std::int64_t seconds = at_hour(1).ms / 1000;
  std::string signature = {};  // empty: made with the key
};

Reply call(const AnswerFixture& server, const Call& call) {
  const std::string time = std::to_string(call.seconds);
  const std::string by = call.signature.empty()
                             ? dispatch::sign({call.key}, {call.id, time, call.body})
                             : call.signature;
  return ask(
      server.port, "POST", "/answers", call.body,
      fmt::format("Content-Type: application/json\r\nAccept-Language: en\r\nwebhook-id: {}\r\n"
                  "webhook-timestamp: {}\r\nwebhook-signature: {}\r\n",
                  call.id, time, by));
}

std::string heard(const Reply& reply) {
  return std::string(json::parse(reply.body).at("heard").as_string());
}

constexpr const char* kAccept = R"({"session":"a","team":"guards","answer":"accept"})";

}  // namespace

TEST_CASE("a program answers for a team, once, whatever it repeats") {
  AnswerFixture server(offered, {}, kKeys);
  CHECK(heard(call(server, {kAccept})) == "taken");
  CHECK(heard(call(server, {kAccept})) == "repeated");
  CHECK(heard(call(server, {kAccept, "msg_2", "new secret"})) == "repeated");
  server.within([](store::Transaction& rows) {
    REQUIRE(rows.steps_of(1).size() == 2);
    CHECK(rows.steps_of(1)[1].who == "robot");
  });
  server.clock.set(at_hour(10));
  Call came{R"({"session":"a","team":"guards","attend":"arrive"})"};
  came.seconds = at_hour(10).ms / 1000;
  CHECK(heard(call(server, came)) == "noted");
  CHECK(server.assignment(1).state == State::arrived);
}

TEST_CASE("what is answered is logged, with neither the reason nor the signature") {
  AnswerFixture server(offered, {}, kKeys);
  call(server, {R"({"session":"a","team":"guards","answer":"decline","why":"ill: 13812345678"})"});
  call(server, {kAccept, "msg_2"});
  call(server, {kAccept, "msg_3", "some secret"});
  CHECK(server.log() ==
        "event=answer heard=taken by=robot session=a team=guards\n"
        "event=answer heard=over by=robot session=a team=guards\n"
        "event=unsigned-answer\n");
}

TEST_CASE("a decline keeps its reason") {
  AnswerFixture server(offered, {}, kKeys);
  CHECK(
      heard(call(server, {R"({"session":"a","team":"guards","answer":"decline","why":"下雨"})"})) ==
      "taken");
  server.within([](store::Transaction& rows) { CHECK(rows.steps_of(1).back().why == "下雨"); });
}

TEST_CASE("what is not signed, by another key, for another text or too old is refused") {
  AnswerFixture server(offered, {}, kKeys);
  const std::int64_t now = at_hour(1).ms / 1000;
  const std::string good = dispatch::sign({"old secret"}, {"msg_1", std::to_string(now), kAccept});
  std::vector<Call> bad(6, Call{kAccept});
  bad[0].key = "some secret";
  bad[1].signature = "v1,";
  bad[2].seconds = now - 301;
  bad[3].seconds = now + 301;
  bad[4].id = "msg_2";
  bad[4].signature = good;
  bad[5].body = R"({"session":"a","team":"guards","answer":"decline"})";
  bad[5].signature = good;
  for (const Call& each : bad) {
    const Reply reply = call(server, each);
    CHECK(reply.status == 401);
    CHECK(heard(reply) == "unsigned");
  }
  CHECK(
      ask(server.port, "POST", "/answers", kAccept, "Content-Type: application/json\r\n").status ==
      401);
  CHECK(server.assignment(1).state == State::offered);
  Call among{kAccept};
  among.signature = "v1a,xyz v1,AAAA " + good;
  CHECK(heard(call(server, among)) == "taken");
}

TEST_CASE("what is signed must still say something, of something") {
  AnswerFixture server(offered, {}, kKeys);
  for (const char* body :
       {"", "[]", R"({"session":"a","team":"guards"})", R"({"session":"a","answer":"accept"})",
        R"({"team":"guards","answer":"accept"})"}) {
    INFO(body);
    CHECK(call(server, {body}).status == 400);
  }
  for (const char* body : {R"({"session":"b","team":"guards","answer":"accept"})",
                           R"({"session":"a","team":"scouts","answer":"accept"})"}) {
    CHECK(call(server, {body}).status == 404);
  }
  CHECK(ask(server.port, "GET", "/answers").status == 405);
}

TEST_CASE("without a secret there is no webhook") {
  AnswerFixture server(offered);
  CHECK(call(server, {kAccept}).status == 404);
  CHECK(call(server, {kAccept, "msg_1", ""}).status == 404);
  CHECK(server.assignment(1).state == State::offered);
}
