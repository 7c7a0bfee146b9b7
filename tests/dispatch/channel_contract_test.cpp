// What every channel keeps, whatever its kind: it tells delivered from later and from never, is
// back in time, serves several at once, and its outcome names neither address nor secret.
#include <signal.h>

#include <functional>

#include <boost/json.hpp>

#include "dispatch/letters.h"
#include "dispatch/mail_server.h"
#include "dispatch/receiver.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

using Kind = load::ChannelPolicy::Kind;
using Outcome = Delivery::Result;
using testing::Folder;
using testing::letter_to;
using testing::Post;
using testing::Receiver;

constexpr const char* kSecret = "s3cret-of-the-test";
constexpr std::chrono::milliseconds kStep{400}, kTotal{800};

enum class Situation { good, later, refused, stuck };

// A kind of channel with what is behind it.
struct Subject {
  virtual ~Subject() = default;
  virtual load::ChannelPolicy policy() = 0;
  virtual std::string to() const = 0;
  // False: the kind can't come into that situation.
  virtual bool arrange(Situation) = 0;
  virtual std::size_t received() const = 0;
};

struct FileSubject final : Subject {
  explicit FileSubject(const Folder& in) : folder(in) {}
  load::ChannelPolicy policy() override {
    load::ChannelPolicy out;
    out.path = full ? "/dev/full" : "letters.jsonl";
    return out;
  }
  std::string to() const override { return "/the/address"; }
  bool arrange(Situation situation) override {
    full = situation == Situation::later;
    return situation == Situation::good || full;
  }
  std::size_t received() const override {
    const std::string text = folder.read("letters.jsonl");
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  const Folder& folder;
  bool full = false;
};

struct ExecSubject final : Subject {
  explicit ExecSubject(const Folder& in) : folder(in) {}
  load::ChannelPolicy policy() override {
    load::ChannelPolicy out;
    out.kind = Kind::exec;
    out.program = {"/bin/sh", "-c", script};
    return out;
  }
  std::string to() const override { return "13812345678"; }
  bool arrange(Situation situation) override {
    switch (situation) {
      case Situation::good: script = "cat >> '" + (folder.path / "got").string() + "'"; break;
      case Situation::later: script = "exit 75"; break;
      case Situation::refused: script = "exit 64"; break;
      case Situation::stuck: script = "sleep 60"; break;
    }
    return true;
  }
  std::size_t received() const override {
    const std::string text = folder.read("got");
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  const Folder& folder;
  std::string script;
};

struct HttpSubject final : Subject {
  struct Replies {
    int good_status = 200, later_status = 200, refused_status = 200;
    std::string good, later, refused;
  };
  HttpSubject(const Folder& folder, Kind of, Replies said) : kind(of), replies(std::move(said)) {
    folder.write("secret", kSecret);
    std::filesystem::permissions(folder.path / "secret", std::filesystem::perms(0600));
  }
  load::ChannelPolicy policy() override {
    load::ChannelPolicy out;
    out.kind = kind;
    out.secrets = {{"", "secret"}};
    out.private_addresses = true;
    return out;
  }
  std::string to() const override { return receiver.url("/send?access_token=T0kenOfTheRobot"); }
  bool arrange(Situation situation) override {
    using Mood = Receiver::Mood;
    receiver.set_mood(situation == Situation::stuck ? Mood::silent : Mood::answers);
    switch (situation) {
      case Situation::good: receiver.reply(replies.good_status, replies.good); break;
      case Situation::later: receiver.reply(replies.later_status, replies.later); break;
      case Situation::refused: receiver.reply(replies.refused_status, replies.refused); break;
      case Situation::stuck: break;
    }
    return true;
  }
  std::size_t received() const override { return receiver.requests().size(); }
  Kind kind;
  Replies replies;
  Receiver receiver;
};

struct MailSubject final : Subject {
  load::ChannelPolicy policy() override {
    load::ChannelPolicy out;
    out.kind = Kind::mail;
    out.server = server.url();
    out.from = "muster@zone.example";
    out.private_addresses = true;
    return out;
  }
  std::string to() const override { return "team@guards.example"; }
  bool arrange(Situation situation) override {
    server.be_usual();
    if (situation == Situation::later) server.say("RCPT", "451 greylisted, team@guards.example");
    if (situation == Situation::refused) server.say("RCPT", "550 no such user");
    if (situation == Situation::stuck) server.say("MAIL", "silent");
    return true;
  }
  std::size_t received() const override { return server.mails().size(); }
  testing::MailServer server;
};

struct Entry {
  const char* name;
  std::function<std::unique_ptr<Subject>(const Folder&)> make;
};

std::unique_ptr<Subject> http(const Folder& folder, Kind kind, HttpSubject::Replies replies) {
  return std::make_unique<HttpSubject>(folder, kind, std::move(replies));
}

const std::vector<Entry>& subjects() {
  static const std::vector<Entry> kSubjects{
      {"file", [](const Folder& folder) { return std::make_unique<FileSubject>(folder); }},
      {"exec", [](const Folder& folder) { return std::make_unique<ExecSubject>(folder); }},
      {"webhook",
       [](const Folder& folder) {
         return http(folder, Kind::webhook, {204, 503, 410, "", "later", "gone"});
       }},
      {"dingtalk",
       [](const Folder& folder) {
         return http(folder, Kind::dingtalk,
                     {200, 200, 200, R"({"errcode":0,"errmsg":"ok"})",
                      R"({"errcode":130101,"errmsg":"send too fast"})",
                      R"({"errcode":400101,"errmsg":"token is not exist"})"});
       }},
      {"wecom",
       [](const Folder& folder) {
         return http(folder, Kind::wecom,
                     {200, 200, 200, R"({"errcode":0,"errmsg":"ok"})",
                      R"({"errcode":45009,"errmsg":"api freq out of limit, T0kenOfTheRobot"})",
                      R"({"errcode":93000,"errmsg":"invalid webhook url, from ip: 127.0.0.1"})"});
       }},
      {"feishu",
       [](const Folder& folder) {
         return http(folder, Kind::feishu,
                     {200, 400, 400, R"({"StatusCode":0,"code":0,"data":{},"msg":"success"})",
                      R"({"code":11232,"msg":"frequency limited"})",
                      R"({"code":19001,"msg":"param invalid: incoming webhook access token"})"});
       }},
      {"mail", [](const Folder&) { return std::make_unique<MailSubject>(); }},
  };
  return kSubjects;
}

void check_discreet(const Subject& subject, const Delivery& delivery) {
  INFO(delivery.outcome);
  CHECK_FALSE(delivery.outcome.empty());
  CHECK(delivery.outcome.size() < 200);
  for (const std::string& hidden :
       {subject.to(), std::string(kSecret), std::string("T0ken"), std::string("127.0.0.1")}) {
    CHECK(delivery.outcome.find(hidden) == std::string::npos);
  }
}

Delivery attempt(Subject& subject, const Folder& folder) {
  Post post(subject.policy(), folder.path, kStep, kTotal);
  const auto began = std::chrono::steady_clock::now();
  const Delivery out = post.deliver(letter_to(subject.to()));
  CHECK(std::chrono::steady_clock::now() - began < kTotal + std::chrono::seconds(2));
  check_discreet(subject, out);
  return out;
}

TEST_CASE("every channel tells what became of a message") {
  for (const Entry& entry : subjects()) {
    INFO(entry.name);
    const Folder folder;
    const auto subject = entry.make(folder);
    REQUIRE(subject->arrange(Situation::good));
    const Delivery good = attempt(*subject, folder);
    CHECK(good.result == Outcome::delivered);
    CHECK(good.answered);
    CHECK(subject->received() == 1);
    if (subject->arrange(Situation::later)) {
      CHECK(attempt(*subject, folder).result == Outcome::again);
    }
    if (subject->arrange(Situation::refused)) {
      const Delivery refused = attempt(*subject, folder);
      CHECK(refused.result == Outcome::never);
      CHECK(refused.answered);
    }
  }
}

TEST_CASE("every channel gives up in time on who does not answer") {
  for (const Entry& entry : subjects()) {
    INFO(entry.name);
    const Folder folder;
    const auto subject = entry.make(folder);
    if (!subject->arrange(Situation::stuck)) continue;
    const Delivery stuck = attempt(*subject, folder);
    CHECK(stuck.result == Outcome::again);
    CHECK_FALSE(stuck.answered);
  }
}

TEST_CASE("every channel takes several letters at once, and one again after a failure") {
  for (const Entry& entry : subjects()) {
    INFO(entry.name);
    const Folder folder;
    const auto subject = entry.make(folder);
    std::vector<Letter> letters(6, letter_to(subject->to()));
    for (std::size_t i = 0; i < letters.size(); ++i) letters[i].id += std::to_string(i);
    if (subject->arrange(Situation::later)) {
      Post post(subject->policy(), folder.path, kStep, kTotal);
      for (const Delivery& each : post.deliver(letters)) CHECK(each.result == Outcome::again);
    }
    const std::size_t before = subject->received();
    subject->arrange(Situation::good);
    Post post(subject->policy(), folder.path, kStep, kTotal);
    for (const Delivery& each : post.deliver(letters)) CHECK(each.result == Outcome::delivered);
    CHECK(subject->received() == before + letters.size());
  }
}

TEST_CASE("a program whose exit code is lost has delivered nothing") {
  const Folder folder;
  ExecSubject subject(folder);
  subject.arrange(Situation::refused);
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  CHECK(attempt(subject, folder).result == Outcome::again);
  ::signal(SIGCHLD, before);
}

TEST_CASE("a channel whose address is none refuses for good") {
  const Folder folder;
  for (const Kind kind : {Kind::webhook, Kind::dingtalk, Kind::wecom, Kind::feishu}) {
    load::ChannelPolicy policy;
    policy.kind = kind;
    Post post(policy, folder.path);
    for (const char* to : {"", "nowhere", "ftp://a.example/x", "http://user:word@a.example/"}) {
      CHECK(post.deliver(letter_to(to)).result == Outcome::never);
    }
  }
}

}  // namespace
}  // namespace muster::dispatch
