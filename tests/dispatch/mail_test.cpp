// Mails as a server gets them: how they are sent, what is in them, what becomes of refusals.
#include "dispatch/mail_server.h"

#include <fmt/format.h>

#include "base/secrets.h"
#include "dispatch/letters.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

namespace fs = std::filesystem;
using Outcome = Delivery::Result;
using testing::Certificate;
using testing::Folder;
using testing::letter_to;
using testing::MailServer;
using testing::Post;

load::ChannelPolicy mail_by(const MailServer& server) {
  load::ChannelPolicy out;
  out.id = "post";
  out.kind = load::ChannelPolicy::Kind::mail;
  out.server = server.url();
  out.from = "muster@zone.example";
  return out;
}

// A server that has TLS, and a channel that knows its certificate.
struct Office {
  Office() {
    folder.write("ca.pem", certificate.certificate);
    policy.certificates = "ca.pem";
  }
  Delivery send(const Letter& letter) { return Post(policy, folder.path).deliver(letter); }

  Folder folder;
  Certificate certificate{"localhost"};
  MailServer server{certificate};
  load::ChannelPolicy policy = mail_by(server);
};

Letter letter() {
  Letter out = letter_to("team@guards.example");
  out.calendar =
      "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";
  return out;
}

// The value of a header, unfolded.
std::string header(const std::string& data, const std::string& name) {
  const auto at = data.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  std::string out;
  for (std::size_t i = at + name.size() + 4; i < data.size(); ++i) {
    if (data.compare(i, 2, "\r\n") == 0) {
      if (data[i + 2] != ' ') break;
      ++i;
    } else {
      out += data[i];
    }
  }
  return out;
}

// The decoded content of the part of that type.
std::string part(const std::string& data, const std::string& type) {
  const auto at = data.find("Content-Type: " + type);
  REQUIRE(at != std::string::npos);
  const auto begin = data.find("\r\n\r\n", at), end = data.find("\r\n--", begin);
  REQUIRE(data.substr(at, begin - at).find("Content-Transfer-Encoding: base64") !=
          std::string::npos);
  std::string text;
  for (char c : data.substr(begin, end - begin)) {
    if (c != '\r' && c != '\n') text += c;
  }
  const auto decoded = from_base64(text);
  REQUIRE(decoded);
  return *decoded;
}

std::string decoded_words(const std::string& words) {
  std::string out;
  for (std::size_t at = 0; (at = words.find("=?UTF-8?B?", at)) != std::string::npos; ++at) {
    const auto end = words.find("?=", at + 10);
    out += from_base64(words.substr(at + 10, end - at - 10)).value();
  }
  return out;
}

TEST_CASE("a mail is encrypted, addressed, and the same each time it is sent") {
  Office office;
  CHECK(office.send(letter()).result == Outcome::delivered);
  Letter again = letter();
  again.at = again.at + std::chrono::hours(1);
  CHECK(office.send(again).result == Outcome::delivered);
  const auto mails = office.server.mails();
  REQUIRE(mails.size() == 2);
  const MailServer::Mail& mail = mails[0];
  CHECK(mail.encrypted);
  CHECK(mail.from.find("MAIL FROM:<muster@zone.example>") == 0);
  CHECK(mail.to == "RCPT TO:<team@guards.example>");
  CHECK(header(mail.data, "From") == "<muster@zone.example>");
  CHECK(header(mail.data, "To") == "<team@guards.example>");
  CHECK(header(mail.data, "Date") == "Mon, 04 Sep 2017 08:30:00 +0000");
  CHECK(header(mail.data, "Message-ID") ==
        "<zone/offer/patrol=402017-09-04/guards/1@zone.example>");
  CHECK(header(mails[1].data, "Message-ID") == header(mail.data, "Message-ID"));
  CHECK(header(mail.data, "Auto-Submitted") == "auto-generated");
  CHECK(decoded_words(header(mail.data, "Subject")) == letter().title);
}

TEST_CASE("a mail has its text, HTML with links, and the invitation twice") {
  Office office;
  Letter sent = letter();
  sent.text = "地点：<b>夏溪</b> & 兰街\n.\n答复：https://muster.example/a/T0ken 谢谢\n";
  CHECK(office.send(sent).result == Outcome::delivered);
  const std::string data = office.server.mails().at(0).data;
  CHECK(part(data, "text/plain; charset=utf-8") == sent.text);
  const std::string html = part(data, "text/html; charset=utf-8");
  CHECK(html.find("地点：&lt;b&gt;夏溪&lt;/b&gt; &amp; 兰街</p>") != std::string::npos);
  CHECK(html.find("答复：<a href=\"https://muster.example/a/T0ken\">"
                  "https://muster.example/a/T0ken</a> 谢谢</p>") != std::string::npos);
  const std::string calendar = part(data, "text/calendar; charset=utf-8; method=REQUEST");
  CHECK(calendar.find("BEGIN:VEVENT\r\nORGANIZER:mailto:muster@zone.example\r\n"
                      "ATTENDEE;RSVP=FALSE;PARTSTAT=NEEDS-ACTION:mailto:team@guards.exampl") !=
        std::string::npos);
  CHECK(part(data, "application/ics") == calendar);
  CHECK(data.find("filename=\"invite.ics\"") != std::string::npos);
  CHECK(data.find("multipart/alternative") != std::string::npos);
}

TEST_CASE("a mail about nothing that stands in a calendar has no invitation") {
  Office office;
  Letter sent = letter();
  sent.calendar.clear();
  CHECK(office.send(sent).result == Outcome::delivered);
  const std::string data = office.server.mails().at(0).data;
  CHECK(data.find("text/calendar") == std::string::npos);
  CHECK(data.find("invite.ics") == std::string::npos);
}

TEST_CASE("long and hostile titles stay one header") {
  Office office;
  for (const std::string& title :
       {std::string("短"), std::string("a\r\nBcc: all@zone.example\r\n\r\nspam"), [] {
          std::string out;
          for (int i = 0; i < 40; ++i) out += "每天a巡河";
          return out;
        }()}) {
    Letter sent = letter();
    sent.title = title;
    CHECK(office.send(sent).result == Outcome::delivered);
    const std::string data = office.server.mails().back().data;
    CHECK(header(data, "Bcc").empty());
    CHECK(decoded_words(header(data, "Subject")) == title);
    for (std::size_t at = 0, end; (end = data.find("\r\n", at)) != std::string::npos;
         at = end + 2) {
      CHECK(end - at <= 100);
    }
  }
}

TEST_CASE("who has no TLS that we can trust gets no mail and no password") {
  const Folder folder;
  const Certificate ours("localhost"), other("elsewhere.example");
  folder.write("ours.pem", ours.certificate);
  folder.write("other.pem", other.certificate);
  folder.write("password", "s3cret\n");
  fs::permissions(folder.path / "password", fs::perms(0600));
  const auto attempt = [&](MailServer& server, const std::string& certificates, bool inside) {
    load::ChannelPolicy policy = mail_by(server);
    policy.certificates = certificates;
    policy.private_addresses = inside;
    policy.user = "muster";
    policy.password = {"", "password"};
    return Post(policy, folder.path).deliver(letter());
  };
  MailServer plain, good(ours), elsewhere(other), broken(ours);
  broken.say("STAR", "454 not now");
  for (const Delivery& refused :
       {attempt(plain, "ours.pem", false), attempt(good, "", false), attempt(good, "", true),
        attempt(elsewhere, "other.pem", false), attempt(broken, "ours.pem", false)}) {
    INFO(refused.outcome);
    CHECK(refused.result == Outcome::again);
    CHECK(refused.outcome.find("localhost") == std::string::npos);
  }
  for (const MailServer* server : {&plain, &good, &elsewhere, &broken}) {
    CHECK(server->mails().empty());
  }
  CHECK(attempt(good, "ours.pem", false).result == Outcome::delivered);
  CHECK(good.mails().at(0).user ==
        "AUTH PLAIN " + base64(std::string("\0muster\0s3cret", 14)) + "\r\n");
  CHECK(attempt(plain, "", true).result == Outcome::delivered);  // a test server
  CHECK_FALSE(plain.mails().at(0).encrypted);
}

TEST_CASE("4yz is tried again, 5yz is not, a lost answer is tried again") {
  struct Case {
    const char *command, *answer;
    Outcome result;
  };
  const Case cases[] = {{"MAIL", "451 later", Outcome::again},
                        {"MAIL", "550 not you", Outcome::never},
                        {"RCPT", "450 greylisted", Outcome::again},
                        {"RCPT", "550 nobody", Outcome::never},
                        {"RCPT", "552 full", Outcome::never},
                        {"DATA", "451 later", Outcome::again},
                        {"DATA", "554 no", Outcome::never},
                        {".", "452 no room", Outcome::again},
                        {".", "554 spam", Outcome::never},
                        {".", "", Outcome::again},
                        {"DATA", "", Outcome::again},
                        {"RCPT", "silent", Outcome::again},
                        {"connect", "421 busy", Outcome::again},
                        {"connect", "", Outcome::again},
                        {"connect", "HTTP/1.1 200 OK", Outcome::again}};
  for (const Case& each : cases) {
    INFO(each.command << ' ' << each.answer);
    Office office;
    office.server.say(each.command, each.answer);
    const Delivery delivery = office.send(letter());
    INFO(delivery.outcome);
    CHECK(delivery.result == each.result);
    if (each.result == Outcome::never) {
      CHECK(delivery.outcome == "SMTP " + std::string(each.answer).substr(0, 3));
    }
  }
  Office office;
  office.policy.user = "muster";
  office.server.say("AUTH", "535 wrong");
  CHECK(office.send(letter()).result == Outcome::again);
}

TEST_CASE("mails to one server share connections, and take the calendar") {
  Office office;
  Post post(office.policy, office.folder.path, std::chrono::seconds(5), std::chrono::seconds(10));
  for (int i = 0; i < 5; ++i) CHECK(post.deliver(letter()).result == Outcome::delivered);
  CHECK(office.server.connections() == 1);
  CHECK(office.server.mails().size() == 5);
  CHECK(post.takes_calendar());
}

TEST_CASE("addresses that could be commands are refused") {
  Office office;
  for (const char* to :
       {"", "team", "@a.example", "a@", "a@b@c.example", "a b@c.example", "a@b.example>\r\nDATA",
        "<a@b.example>", "a@b.example,c@d.example", "队@b.example", "a\"b@c.example"}) {
    INFO(to);
    Letter sent = letter();
    sent.to = to;
    CHECK(office.send(sent).result == Outcome::never);
  }
  CHECK(office.server.connections() == 0);
}

TEST_CASE("a mail channel that can't work is not made") {
  const Folder folder;
  boost::asio::io_context io;
  load::ChannelPolicy policy;
  policy.id = "post";
  policy.kind = load::ChannelPolicy::Kind::mail;
  const auto why = [&] {
    const auto made = make_channel(policy, ChannelSetting{folder.path, io.get_executor()});
    REQUIRE_FALSE(made.ok());
    return made.failure().english;
  };
  policy.from = "a@b.example";
  for (const char* server : {"mail.example", "http://mail.example", "smtp://u:p@mail.example"}) {
    policy.server = server;
    CHECK(why() == "the channel post: server must be smtp://host:port or smtps://host:port");
  }
  policy.server = "smtp://mail.example:587";
  policy.from = "Zone <a@b.example>";
  CHECK(why() == "the channel post: from is not a mail address");
  policy.from = "a@b.example";
  policy.password = {"", "missing"};
  CHECK(why().find("missing") != std::string::npos);
}

}  // namespace
}  // namespace muster::dispatch
