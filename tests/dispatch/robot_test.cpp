// What robots of chat groups are sent: their makers' forms, and signatures that were computed
// by another program.
#include <boost/json.hpp>

#include "dispatch/letters.h"
#include "dispatch/receiver.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

namespace json = boost::json;
using Kind = load::ChannelPolicy::Kind;
using testing::letter_to;
using testing::Post;
using testing::Receiver;

struct Robot {
  explicit Robot(Kind kind, bool signs = true) {
    folder.write("secret", "SECof-the-robot\n");
    std::filesystem::permissions(folder.path / "secret", std::filesystem::perms(0600));
    policy.kind = kind;
    policy.private_addresses = true;
    if (signs) policy.secrets = {{"", "secret"}};
    receiver.reply(200, R"({"errcode":0,"code":0})");
  }
  Delivery send(const Letter& letter) { return Post(policy, folder.path).deliver(letter); }
  Letter letter(const std::string& path) const { return letter_to(receiver.url(path)); }
  json::object body() const { return json::parse(receiver.requests().back().body).as_object(); }

  testing::Folder folder;
  load::ChannelPolicy policy;
  Receiver receiver;
};

TEST_CASE("DingTalk: the signature of time and secret stands in the query, escaped") {
  Robot robot(Kind::dingtalk);
  robot.send(robot.letter("/robot/send?access_token=abc"));
  // HMAC-SHA256 with key "SECof-the-robot" of "1504513800123\nSECof-the-robot".
  CHECK(robot.receiver.requests().at(0).line ==
        "POST /robot/send?access_token=abc&timestamp=1504513800123&sign="
        "bNh2wDTTegV%2FSHOe3k6WX0%2B0GOKPVi10vXH0hntg%2FFg%3D HTTP/1.1");
  const json::object body = robot.body();
  CHECK(body.at("msgtype").as_string() == "text");
  const auto& text = body.at("text").at("content").as_string();
  CHECK(text.find("派单：巡河，请接单\n时间") == 0);
  CHECK(text.find("https://muster.example/a/T0ken") != json::string::npos);
  CHECK(body.size() == 2);
}

TEST_CASE("Feishu: the time is part of the key, and both stand in the body") {
  Robot robot(Kind::feishu);
  robot.send(robot.letter("/open-apis/bot/v2/hook/abc"));
  CHECK(robot.receiver.requests().at(0).line == "POST /open-apis/bot/v2/hook/abc HTTP/1.1");
  const json::object body = robot.body();
  CHECK(body.at("timestamp").as_string() == "1504513800");
  CHECK(body.at("sign").as_string() == "RtvqWQmRp/idZlxPnbRPhfpDKeDjOYZF6FSidmlhMH4=");
  CHECK(body.at("msg_type").as_string() == "text");
  CHECK(body.at("content").at("text").as_string().find("派单") == 0);
}

TEST_CASE("WeCom, and robots without a secret, are not signed") {
  for (const Kind kind : {Kind::wecom, Kind::dingtalk, Kind::feishu}) {
    Robot robot(kind, kind == Kind::wecom);
    robot.send(robot.letter("/cgi-bin/webhook/send?key=abc"));
    CHECK(robot.receiver.requests().at(0).line == "POST /cgi-bin/webhook/send?key=abc HTTP/1.1");
    CHECK(robot.body().size() == 2);
  }
}

TEST_CASE("a text that is too long for WeCom loses its middle, whole characters") {
  Robot robot(Kind::wecom);
  Letter letter = robot.letter("/send?key=abc");
  std::string names;
  for (int i = 0; i < 1000; ++i) names += "队员";
  letter.text = "人员：" + names + "\n答复：https://muster.example/a/T0ken\n";
  for (int shift = 0; shift < 3; ++shift) {
    letter.title += "a";
    CHECK(robot.send(letter).result == Delivery::Result::delivered);
    const json::object body = robot.body();  // parsed: it is whole UTF-8
    const std::string text(body.at("text").at("content").as_string());
    CHECK(text.size() <= 2048);
    CHECK(text.size() > 2000);
    CHECK(text.find("派单：巡河") == 0);
    CHECK(text.find("\n…\n") != std::string::npos);
    CHECK(text.find("答复：https://muster.example/a/T0ken\n") != std::string::npos);
  }
}

TEST_CASE("a robot's code alone tells what became of the message") {
  struct Case {
    Kind kind;
    int status;
    const char* body;
    Delivery::Result result;
    int retry_s;  // zero: it is not said
  };
  using Result = Delivery::Result;
  const Case cases[] = {
      {Kind::dingtalk, 200, R"({"errcode":130101})", Result::again, 600},
      {Kind::dingtalk, 200, R"({"errcode":310000,"errmsg":"sign not match"})", Result::again, 0},
      {Kind::dingtalk, 200, R"({"errcode":-1})", Result::again, 0},
      {Kind::dingtalk, 200, R"({"errcode":424242})", Result::again, 0},
      {Kind::dingtalk, 200, R"({"errcode":400102})", Result::never, 0},
      {Kind::dingtalk, 200, R"({"code":0})", Result::again, 0},
      {Kind::wecom, 200, R"({"errcode":45009})", Result::again, 60},
      {Kind::wecom, 200, R"({"errcode":45002})", Result::never, 0},
      {Kind::feishu, 200, R"({"code":11232})", Result::again, 60},
      {Kind::feishu, 400, R"({"code":9499,"msg":"too many request"})", Result::again, 5},
      {Kind::feishu, 200, R"({"code":19021})", Result::again, 0},
      {Kind::feishu, 400, R"({"code":19001})", Result::never, 0},
      {Kind::feishu, 200, "<html>Please log in</html>", Result::again, 0},
      {Kind::wecom, 200, R"({"errcode":"0"})", Result::again, 0},
      {Kind::wecom, 200, "", Result::again, 0},
      {Kind::wecom, 302, "", Result::never, 0},
      {Kind::wecom, 502, "bad gateway", Result::again, 0},
  };
  for (const Case& each : cases) {
    INFO(load::word(each.kind) << ' ' << each.status << ' ' << each.body);
    Robot robot(each.kind);
    robot.receiver.reply(each.status, each.body);
    const Delivery delivery = robot.send(robot.letter("/send?key=abc"));
    CHECK(delivery.result == each.result);
    const auto expected =
        each.retry_s == 0 ? std::nullopt : std::optional(std::chrono::seconds(each.retry_s));
    CHECK(delivery.retry_after == expected);
  }
}

}  // namespace
}  // namespace muster::dispatch
