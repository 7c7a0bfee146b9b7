// The answer server, asked over raw sockets: what it hears, and what it must not be made to do.
#include "api/answer_fixture.h"

#include <latch>
#include <vector>

#include <boost/json.hpp>

#include "base/secrets.h"

using namespace muster;
using namespace muster::testing;
using store::State;

namespace {

namespace json = boost::json;

constexpr std::string_view kEnglish = "Accept-Language: en\r\n";
constexpr std::string_view kJson = "Content-Type: application/json\r\nAccept-Language: en\r\n";

// Assignments 1 and 2: guards and scouts with two heads each, of a need that takes `most`; from
// hour 10 on.
void offer_both(store::Store& store, int most) {
  publish(store, "one", {wanted("a", "guards", 10, 2, most), wanted("a", "scouts", 10, 2, most)},
          at_hour(0));
  offer(store, "a", "guards", at_hour(0));
  offer(store, "a", "scouts", at_hour(0));
}

std::string heard(const Reply& reply) {
  return std::string(json::parse(reply.body).at("heard").as_string());
}

}  // namespace

TEST_CASE("reading never answers, whatever it asks for") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  for (const char* method : {"GET", "HEAD"}) {
    for (const char* query : {"", "?answer=accept", "?answer=decline&why=x", "?attend=arrive"}) {
      const Reply reply = ask(server.port, method, path + query);
      CHECK(reply.status == 200);
      CHECK(reply.body.empty() == (std::string_view(method) == "HEAD"));
      CHECK_FALSE(reply.has_header("Content-Length: 0\r\n"));
    }
  }
  // A body that comes with a GET is no answer either.
  CHECK(ask_raw(server.port, "GET " + path +
                                 " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                 "Content-Length: 13\r\n\r\nanswer=accept")
            .status == 200);
  CHECK(server.assignment(1).state == State::offered);
  server.within([](store::Transaction& rows) { CHECK(rows.steps_of(1).size() == 1); });
}

TEST_CASE("an answer is taken as a form and as JSON, once, with its reason") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const Reply first = ask(server.port, "POST", AnswerFixture::path(1), "answer=accept", kEnglish);
  CHECK(first.status == 200);
  CHECK(first.has("Thank you, we count on you."));
  CHECK(ask(server.port, "POST", AnswerFixture::path(1), "answer=accept").has("已接单"));
  const std::string no = R"({"answer":"decline","why":"生病"})";
  CHECK(heard(ask(server.port, "POST", AnswerFixture::path(2), no, kJson)) == "taken");
  CHECK(heard(ask(server.port, "POST", AnswerFixture::path(2), no, kJson)) == "repeated");
  // The other way round now is too late: somebody else counts on it.
  const Reply other =
      ask(server.port, "POST", AnswerFixture::path(2), R"({"answer":"accept"})", kJson);
  CHECK(other.status == 409);
  CHECK(heard(other) == "over");
  server.within([](store::Transaction& rows) {
    CHECK(rows.assignment(1)->state == State::accepted);
    const auto steps = rows.steps_of(2);
    REQUIRE(steps.size() == 2);
    CHECK(steps[1].to == State::declined);
    CHECK(steps[1].who == "team:scouts");
    CHECK(steps[1].why == "生病");
  });
}

TEST_CASE("a reason is one clean line of at most 200 characters") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  std::string why = "a%0Ab%1B%ff%00+c";
  for (int i = 0; i < 300; ++i) why += "%E7%97%85";
  CHECK(ask(server.port, "POST", AnswerFixture::path(1), "answer=decline&why=" + why).status ==
        200);
  server.within([](store::Transaction& rows) {
    const std::string said = rows.steps_of(1).back().why;
    CHECK(said.starts_with("a\uFFFDb\uFFFD\uFFFD\uFFFD c病"));
    CHECK(said.size() < 640);
    CHECK(said.ends_with("…"));
  });
}

TEST_CASE("what says nothing, or several things, changes nothing") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  for (const char* body : {"", "answer=", "answer=maybe", "answer=ACCEPT", "Answer=accept", "%zz",
                           "answer=accept&rating=5", "answer=accept&attend=arrive", "rating=0",
                           "rating=55", "attend=fly"}) {
    INFO(body);
    CHECK(ask(server.port, "POST", path, body).status == 400);
  }
  for (const char* body : {"", "[]", "{", "null", R"({"answer":true})", R"({"answer":["accept"]})",
                           "answer=accept", R"({"answer":"accept"} {})"}) {
    INFO(body);
    CHECK(ask(server.port, "POST", path, body, kJson).status == 400);
  }
  const std::string deep(4'000, '[');
  CHECK(ask(server.port, "POST", path, deep, kJson).status == 400);
  CHECK(server.assignment(1).state == State::offered);
}

TEST_CASE("two answers at once never exceed what a need takes") {
  constexpr int kSessions = 20;
  AnswerFixture server([](auto& store) {
    std::vector<store::Assignment> wanted_all;
    for (int i = 0; i < kSessions; ++i) {
      for (const char* team : {"guards", "scouts"}) {
        wanted_all.push_back(wanted(fmt::format("s{}", i), team, 10, 2, 3));
      }
    }
    publish(store, "one", wanted_all, at_hour(0));
    for (const auto& each : wanted_all) offer(store, each.session, each.team, at_hour(0));
  });
  std::vector<Reply> replies(2 * kSessions);
  std::latch start(2 * kSessions);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      replies[i] = ask(server.port, "POST", AnswerFixture::path(1 + static_cast<std::int64_t>(i)),
                       R"({"answer":"accept"})", kJson);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < replies.size(); i += 2) {
    std::vector<std::string> both{heard(replies[i]), heard(replies[i + 1])};
    std::sort(both.begin(), both.end());
    CHECK(both == std::vector<std::string>{"full", "taken"});
  }
}

TEST_CASE("who answers late is told so politely") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  SECTION("the offer has expired") {
    server.within([](store::Transaction& rows) {
      auto assignment = *rows.assignment(1);
      dispatch::take(rows, assignment, State::expired, at_hour(1), "dispatcher", "");
    });
  }
  SECTION("its time is over and nobody has looked yet") { server.clock.set(at_hour(30)); }
  const Reply english = ask(server.port, "POST", path, "answer=accept", kEnglish);
  CHECK(english.status == 409);
  CHECK(english.has("Thank you, but the time to answer is over and others were asked."));
  CHECK(ask(server.port, "POST", path, "answer=accept").has("谢谢！答复时间已过，已另请他人。"));
  CHECK(server.assignment(1).state != State::accepted);
}

TEST_CASE("who answers what was changed or filled is told so politely") {
  AnswerFixture server([](auto& store) {
    offer_both(store, 2);
    REQUIRE(answer(store, "a", "scouts", true, at_hour(0)) == dispatch::Heard::taken);
  });
  const std::string path = AnswerFixture::path(1);
  CHECK(ask(server.port, "POST", path, "answer=accept", kEnglish).has("there are enough people"));
  CHECK(ask(server.port, "POST", path, "answer=accept").has("谢谢！人手已经够了。"));
  server.within([](store::Transaction& rows) {
    auto assignment = *rows.assignment(1);
    dispatch::take(rows, assignment, State::superseded, at_hour(1), "planner", "");
  });
  for (const char* said : {"answer=accept", "attend=arrive", "rating=5"}) {
    const Reply reply = ask(server.port, "POST", path, said, kEnglish);
    CHECK(reply.status == 409);
    CHECK(reply.has("This assignment has changed; nothing needs to be done."));
    CHECK(ask(server.port, "POST", path, said).has("此安排已有变化，无需处理。"));
  }
  CHECK(server.assignment(1).state == State::superseded);
}

TEST_CASE("tokens that are not ours, of nothing, or too old are refused") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string token = dispatch::answer_token(AnswerFixture::kKey, 1);
  std::vector<std::string> bad{"",
                               "x",
                               token + "A",
                               token + "/",
                               std::string(3'000, 'A'),
                               "..%2f..%2fetc",
                               dispatch::answer_token(std::string(32, 'j'), 1),
                               dispatch::answer_token(AnswerFixture::kKey, 99),
                               dispatch::answer_token(AnswerFixture::kKey, 0),
                               dispatch::answer_token(AnswerFixture::kKey, -1),
                               base64url("2." + hmac_sha256(AnswerFixture::kKey, "1")),
                               base64url(".")};
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'A' ? 'Q' : 'A';
    // The last character's spare bits mean nothing.
    if (from_base64(other) != from_base64(token)) bad.push_back(other);
  }
  for (const std::string& each : bad) {
    INFO(each);
    CHECK(ask(server.port, "GET", "/a/" + each).status == 404);
    CHECK(ask(server.port, "POST", "/a/" + each, "answer=accept").status == 404);
  }
  CHECK(server.assignment(1).state == State::offered);
  CHECK(ask(server.port, "GET", "/a/x", "", kEnglish).has("There is no such assignment."));
  CHECK(heard(ask(server.port, "POST", "/a/x", "{}", kJson)) == "unknown");
  server.clock.set(at_hour(11 + 30 * 24 + 1));
  const Reply old = ask(server.port, "GET", "/a/" + token, "", kEnglish);
  CHECK(old.status == 410);
  CHECK(old.has("This link has expired."));
  CHECK_FALSE(old.has("guards"));
  CHECK(ask(server.port, "POST", "/a/" + token, "answer=accept").has("此链接已过期。"));
}

TEST_CASE("a link ends where names are kept no longer") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); }, {}, {}, ", keep: 2d");
  const std::string path = AnswerFixture::path(1);
  server.clock.set(at_hour(11 + 2 * 24));
  CHECK(ask(server.port, "GET", path).status == 200);
  server.clock.set(Instant{at_hour(11 + 2 * 24).ms + 1});
  CHECK(ask(server.port, "GET", path).status == 410);
}

TEST_CASE("what RFC 9112 forbids is refused, and its connection closed") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  const std::string line = "POST " + path + " HTTP/1.1\r\n";
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  const std::string chunked = "d\r\nanswer=accept\r\n0\r\n\r\n";
  const std::vector<std::string> bad{
      line + form + "Content-Length: 13\r\n\r\nanswer=accept",
      line + "Host: x\r\nHost: y\r\n" + form + "Content-Length: 13\r\n\r\nanswer=accept",
      line + "Host: x\r\n" + form + "Transfer-Encoding: chunked\r\n\r\n" + chunked,
      line + "Host: x\r\n" + form + "Transfer-Encoding: chunked, gzip\r\n\r\n" + chunked,
      line + "Host: x\r\n" + form + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked,
      line + "Host: x\r\n" + form +
          "Transfer-Encoding: chunked\r\nContent-Length: 13\r\n\r\nanswer=accept",
      line + "Host: x\r\n" + form +
          "Content-Length: 13\r\nTransfer-Encoding: chunked\r\n\r\nanswer=accept",
      line + "Host: x\r\n" + form + "Content-Length: 13\r\nContent-Length: 13\r\n\r\nanswer=accept",
      line + "Host: x\r\n" + form + "Content-Length: -1\r\n\r\nanswer=accept",
      line + "Host: x\r\n" + form + "Content-Length : 13\r\n\r\nanswer=accept",
      "POST " + path + " HTTP/1.0\r\nHost: x\r\n" + form +
          "Content-Length: 13\r\n\r\nanswer=accept",
      "POST " + path + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\nHost: x\r\n\r\n" + chunked,
      "POST  " + path + " HTTP/1.1\r\nHost: x\r\n\r\n",
      "garbage\r\n\r\n",
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n",
  };
  for (const std::string& each : bad) {
    INFO(each);
    CHECK(ask_raw(server.port, each).status == 400);
  }
  CHECK(server.assignment(1).state == State::offered);
}

TEST_CASE("what is too long is refused by its raw bytes") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  const std::string fill(9'000, 'x');
  CHECK(ask(server.port, "GET", path, "", "X: " + fill + "\r\n").status == 431);
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "a: b\r\n";
  CHECK(ask(server.port, "GET", path, "", many).status == 431);
  CHECK(ask(server.port, "GET", "/" + fill).status == 431);
  CHECK(ask(server.port, "POST", path, "answer=accept&why=" + fill).status == 413);
  CHECK(
      ask_raw(server.port,
              "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nanswer")
          .status == 413);
  // Chunks that are mostly extensions, and trailers without end: refused before they are read.
  const Client client(server.port);
  client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 100 && client.send("1;" + fill + "\r\na\r\n"); ++i) {
  }
  CHECK(read_reply(client).status != 200);
  CHECK(server.assignment(1).state == State::offered);
  CHECK(ask(server.port, "GET", path).status == 200);
}

TEST_CASE("a request that drips is ended, and so is one that stops in the middle") {
  api::HttpLimits limits;
  limits.request_time = std::chrono::milliseconds(150);
  AnswerFixture server([](auto& store) { offer_both(store, 4); }, limits);
  const std::string whole = request("POST", AnswerFixture::path(1), "answer=accept");
  SECTION("a byte at a time") {
    const Client client(server.port);
    std::size_t sent = 0;
    while (sent < whole.size() && client.send(whole.substr(sent, 1))) {
      ++sent;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(sent < whole.size());
    CHECK(client.read_all().empty());
  }
  SECTION("silence in the header, in the body, and before either") {
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{20}, whole.size() - 3}) {
      const Client client(server.port);
      client.send(whole.substr(0, bytes));
      CHECK(client.read_all().empty());
    }
  }
  CHECK(server.assignment(1).state == State::offered);
}

TEST_CASE("connections are bounded, and come back") {
  api::HttpLimits limits;
  limits.connections = 8;
  limits.request_time = std::chrono::seconds(60);
  AnswerFixture server([](auto& store) { offer_both(store, 4); }, limits);
  const std::string path = AnswerFixture::path(1);
  {
    std::vector<std::unique_ptr<Client>> held;  // each in the middle of its request
    for (int i = 0; i < 8; ++i) {
      held.push_back(std::make_unique<Client>(server.port));
      held.back()->send("GET " + path +
                        " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        "Content-Length: 1\r\nExpect: 100-continue\r\n\r\n");
    }
    for (int i = 0; i < 20; ++i) CHECK(ask(server.port, "GET", path).status == 0);
    held.front()->send("x");
    CHECK(read_reply(*held.front()).status == 200);
  }
  int status = 0;  // until the server has seen them go
  for (int i = 0; i < 500 && status == 0; ++i) status = ask(server.port, "GET", path).status;
  CHECK(status == 200);
}

TEST_CASE("who opens many connections and says nothing shuts nobody out") {
  api::HttpLimits limits;
  limits.connections = 12;
  limits.per_peer = 8;
  limits.request_time = std::chrono::seconds(60);
  AnswerFixture server([](auto& store) { offer_both(store, 4); }, limits);
  constexpr std::uint32_t kOther = INADDR_LOOPBACK + 1;
  const Client other(server.port, kOther);
  other.send("GET /healthz HTTP/1.1\r\n");
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 40; ++i) {
    held.push_back(std::make_unique<Client>(server.port));
    if (i % 2 == 0) held.back()->send("GET /healthz HTTP/1.1\r\n");  // begins, and stops
  }
  CHECK(ask(server.port, "GET", "/healthz").status == 200);  // in the place of one of its own
  CHECK(held.front()->read_all().empty());
  // The other waited longer than all of them, and kept its place.
  other.send("Host: x\r\nConnection: close\r\n\r\n");
  CHECK(read_reply(other).status == 200);
  for (std::uint32_t n = 2; n < 30; ++n) {
    held.push_back(std::make_unique<Client>(server.port, INADDR_LOOPBACK + n));
  }
  CHECK(ask(server.port, "GET", "/healthz").status == 200);  // all are too many: the longest goes
}

TEST_CASE("a whole address is asked for as its path") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  CHECK(ask(server.port, "GET", "http://x/healthz").status == 200);
  CHECK(ask(server.port, "GET", "HTTP://muster.example:8471" + AnswerFixture::path(1)).status ==
        200);
  CHECK(ask(server.port, "POST", "https://x" + AnswerFixture::path(1), "answer=accept").status ==
        200);
  CHECK(server.assignment(1).state == State::accepted);
  CHECK(ask(server.port, "GET", "http://x").status == 404);
  CHECK(ask(server.port, "GET", "http://x?/healthz").status == 404);
}

TEST_CASE("closing ends what only waits at once, and what is asked with its answer") {
  api::HttpLimits limits;
  limits.request_time = std::chrono::seconds(60);
  AnswerFixture server([](auto& store) { offer_both(store, 4); }, limits);
  const Client idle(server.port), half(server.port);
  half.send("GET /healthz HTTP/1.1\r\n");
  CHECK(ask(server.port, "GET", "/healthz").status == 200);
  server.stop();  // would wait a minute otherwise
  CHECK(idle.read_all().empty());
  CHECK(half.read_all().empty());
}

TEST_CASE("several requests on one connection are answered in order") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const Client client(server.port);
  client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" +
              request("POST", AnswerFixture::path(1), "answer=accept", kEnglish));
  const std::string all = client.read_all();
  const auto ok = all.find("HTTP/1.1 200 OK"), missing = all.find("HTTP/1.1 404 Not Found"),
             thanks = all.find("we count on you");
  CHECK(ok < missing);
  CHECK(missing < thanks);
  CHECK(thanks != std::string::npos);
}

TEST_CASE("names can't bring scripts along") {
  AnswerFixture server([](store::Store& store) {
    auto offer_this = wanted("a", "guards", 10, 1, 1);
    offer_this.content =
        R"x({"name":"<script>alert('task')</script>","start":"1970-01-01T10:00+00:00",)x"
        R"x("end":"1970-01-01T11:00+00:00","place":"<img src=x onerror=alert(1)>","people":1,)x"
        R"x("needs":[{"need":0,"most":2,"heads":[{"id":"p\"><b>","name":"\"'><svg onload=1>"},)x"
        R"x({"id":"guards#2"}]}]})x";
    publish(store, "one", {offer_this}, at_hour(0));
    offer(store, "a", "guards", at_hour(0));
  });
  const auto check = [&](const Reply& reply) {
    for (const char* bad : {"<script", "<img", "<svg", "<b>", "<i>", "onerror=alert(1)>"}) {
      INFO(bad);
      CHECK_FALSE(reply.has(bad));
    }
    CHECK(reply.has("&lt;script&gt;alert(&#39;task&#39;)&lt;/script&gt;"));
  };
  const std::string path = AnswerFixture::path(1);
  check(ask(server.port, "GET", path));
  const Reply said = ask(server.port, "POST", path, "answer=accept");
  CHECK(said.status == 200);
  server.clock.set(at_hour(10));
  check(ask(server.port, "GET", path));  // with the names in a form
  CHECK(ask(server.port, "POST", path, "attend=arrive").status == 200);
  check(ask(server.port, "GET", path));
  const Reply no = ask(server.port, "POST", path, "answer=decline&why=<script>alert(2)</script>");
  CHECK_FALSE(no.has("<script"));
}

TEST_CASE("other methods and other places are refused") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"}) {
    const Reply reply = ask(server.port, method, path);
    INFO(method);
    CHECK(reply.status == 405);
    CHECK(reply.has_header("Allow: GET, HEAD, POST\r\n"));
  }
  CHECK(ask(server.port, "POST", "/healthz", "answer=accept").status == 405);
  for (const char* target : {"/", "/a", "/a/", "/A/x", "/metricsx", "//", "/../etc/passwd", "*",
                             "http://elsewhere/a/x"}) {
    INFO(target);
    CHECK(ask(server.port, "GET", target).status == 404);
  }
  CHECK(ask(server.port, "GET", "/healthz").body == "ok\n");
  const std::string two = "muster_assignments{state=\"offered\"} 2\n";
  CHECK(ask(server.port, "GET", "/metrics").has(two));
  server.within([](store::Transaction& rows) {
    auto second = *rows.assignment(2);
    second.state = State::accepted;
    rows.update(second);
  });
  CHECK(ask(server.port, "GET", "/metrics").has(two));  // counted at most every five seconds
  server.clock.set(server.clock.now() + std::chrono::seconds(5));
  CHECK(ask(server.port, "GET", "/metrics").has("muster_assignments{state=\"offered\"} 1\n"));
  CHECK(server.assignment(1).state == State::offered);
}

TEST_CASE("every response forbids scripts, referrers, framing and storing") {
  AnswerFixture server([](auto& store) { offer_both(store, 4); });
  const std::string path = AnswerFixture::path(1);
  const std::vector<Reply> replies{
      ask(server.port, "GET", path),
      ask(server.port, "GET", path, "", "Accept: application/json\r\n"),
      ask(server.port, "GET", "/a/x"),
      ask(server.port, "GET", "/nowhere"),
      ask(server.port, "GET", "/metrics"),
      ask(server.port, "PUT", path),
      ask(server.port, "POST", path, "answer=maybe"),
      ask_raw(server.port, "GET / HTTP/1.1\r\n\r\n"),
      ask(server.port, "POST", path, "answer=accept")};
  for (const Reply& reply : replies) {
    INFO(reply.head);
    CHECK(reply.has_header("Cache-Control: no-store\r\n"));
    CHECK(reply.has_header("Referrer-Policy: no-referrer\r\n"));
    CHECK(reply.has_header("X-Content-Type-Options: nosniff\r\n"));
    CHECK(reply.has_header("Content-Security-Policy: default-src 'none'; "));
    CHECK(reply.has_header("frame-ancestors 'none'"));
    CHECK_FALSE(reply.has_header("script-src"));
    CHECK_FALSE(reply.has("<script"));
  }
  // The one style is let in by a nonce that is new each time.
  const auto nonce = [](const Reply& reply) {
    const auto from = reply.head.find("'nonce-") + 7;
    return reply.head.substr(from, reply.head.find('\'', from) - from);
  };
  CHECK(nonce(replies[0]).size() == 16);
  CHECK(replies[0].has("<style nonce=\"" + nonce(replies[0]) + "\">"));
  CHECK(nonce(replies[0]) != nonce(replies[8]));
}
