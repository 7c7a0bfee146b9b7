// Hostile receivers among good ones, one team each, with real programs: the good ones are served at
// once, and everything is delivered or dead in the end.
#include <signal.h>

#include <list>

#include <catch2/catch.hpp>

#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

constexpr int kDays = 12;

using Mood = Receiver::Mood;

// All that DESIGN's list of receivers names. The good one is the first.
struct Field {
  Field() {
    good = &add(Mood::answers);
    silent = &add(Mood::silent);
    dripping = &add(Mood::drips);
    for (const Mood mood : {Mood::slow, Mood::floods, Mood::resets}) add(mood);
    add(Mood::answers).reply(500, "no");
    add(Mood::answers).reply(429, "later", "Retry-After: 30\r\n");
    add(Mood::answers).reply_with("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    redirecting = &add(Mood::answers);
    redirecting->reply(307, "", "Location: " + inside.url("/admin") + "\r\n");
    receivers.emplace_back(Mood::answers, Certificate("localhost"));  // signed by nobody we know
    untrusted = receivers.back().url("/hook", "localhost");
    urls.push_back(untrusted);
    urls.push_back("https://127.0.0.1:" + std::to_string(good->port()) + "/no-tls");
    urls.push_back("http://127.0.0.1:1/nobody");
  }
  Receiver& add(Mood mood) {
    receivers.emplace_back(mood);
    urls.push_back(receivers.back().url());
    return receivers.back();
  }
  void calm_down() {
    for (Receiver& each : receivers) {
      each.set_mood(Mood::answers);
      if (&each != redirecting) each.reply(200, "ok");
    }
  }
  Arrived arrived() const {
    Arrived out;
    for (const Receiver& each : receivers) count_arrivals(each, out);
    return out;
  }

  std::list<Receiver> receivers;
  Receiver inside;
  Receiver *good = nullptr, *silent = nullptr, *dripping = nullptr, *redirecting = nullptr;
  std::string untrusted;
  std::vector<std::string> urls;
};

}  // namespace

TEST_CASE("hostile receivers delay no good one, and nothing is lost on them") {
  Field field;
  const Folder folder;
  const auto zone = folder.path / "zone", plan = folder.path / "plan.json";
  write_zone(zone, field.urls, kDays);
  make_plan(plan, field.urls, kDays, 9);
  REQUIRE(
      muster(folder.path / "log", {"publish", zone.string(), plan.string(), "--now", kNow}).code ==
      0);
  OutboxChecker checker(zone, "faults");
  CHECK(checker.acknowledge() == field.urls.size() * kDays);
  {
    Muster daemon(folder.path / "daemon",
                  {"dispatch", zone.string(), "--no-answers", "--now", kNow});
    wait_until([&] { return arrivals(*field.good).size() == kDays; }, "the good one's messages");
    // By then the first attempts at these have not even timed out: as many as one endpoint gets.
    CHECK(field.silent->requests().size() <= 4);
    CHECK(field.dripping->requests().size() <= 4);
    // A while of hostility, and then the end of everything.
    wait_until([&] { return daemon.said().find("timed out") != std::string::npos; }, "a time-out");
    CHECK(daemon.runs());
    daemon.send(SIGKILL);
    CHECK(daemon.wait() == -SIGKILL);
  }
  checker.check(field.arrived(), {.arrivals = 20, .an_attempt = 2});
  CHECK(field.inside.connections() == 0);

  field.calm_down();
  const auto later = [&](const char* now) {
    return muster(folder.path / "log", {"dispatch", zone.string(), "--once", "--now", now});
  };
  const Outcome calm = later("2017-08-20T10:00");
  INFO(calm.said);
  CHECK(calm.code == 1);  // who is never reached was given up, and the coordinator told
  const Outcome dead = muster(folder.path / "log", {"dead", "list", zone.string()});
  int redirected = 0;
  for (std::size_t at = 0; (at = dead.said.find("307", at)) != std::string::npos; ++at)
    ++redirected;
  CHECK(redirected == kDays);
  checker.check(field.arrived(), {.arrivals = 20, .an_attempt = 2});
  CHECK(arrivals(*field.redirecting).size() == kDays);
  std::size_t receiver_at = 0;
  for (const Receiver& each : field.receivers) {
    INFO("receiver " << receiver_at++);
    const bool reachable = each.url("/hook", "localhost") != field.untrusted;
    CHECK(arrivals(each).size() == (reachable ? kDays : 0));
  }
  CHECK(field.inside.connections() == 0);
}

}  // namespace muster::testing
