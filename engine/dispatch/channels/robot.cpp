// Robots of chat groups, as their makers document them: DingTalk (custom robots), WeCom (group
// robots) and Feishu or Lark (custom bots). All take a POST of JSON at an address that holds their
// key, and answer 200 with a code of their own, which alone tells what became of the message. They
// know no idempotency key: a message whose answer was lost may be shown twice.
//
// Plain text is sent: what people call their teams can't break its form, and links in it can be
// touched in all three.
#include <array>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/secrets.h"
#include "dispatch/channels/channels.h"

namespace muster::dispatch {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Kind = load::ChannelPolicy::Kind;

// What a code other than zero means. One that is not listed is tried again: the attempts of a
// message are counted.
struct Meaning {
  std::int64_t code;
  Delivery::Result result;
  int pause_s = 0;  // at least so long before the next attempt
};

constexpr auto kAgain = Delivery::Result::again;
constexpr auto kNever = Delivery::Result::never;

// Refused signatures, keywords and addresses are the robot's settings (310000): they can be put
// right while a message waits.
constexpr std::array kDingTalk{
    Meaning{130101, kAgain, 600},  // too fast: it is closed for ten minutes
    Meaning{410100, kAgain, 600},  // the same
    Meaning{90030, kAgain, 3600},  // the group's allowance is used up
    Meaning{40035, kNever},        // parameters
    Meaning{43004, kNever},        // content type
    Meaning{400013, kNever},       // the group is gone
    Meaning{400101, kNever},       // no such token
    Meaning{400102, kNever},       // switched off
    Meaning{400105, kNever},       // message type
    Meaning{400106, kNever},       // no such robot
    Meaning{430101, kNever},       // content that is not allowed, to 430104
    Meaning{430102, kNever},      Meaning{430103, kNever}, Meaning{430104, kNever},
};
constexpr std::array kWeCom{
    Meaning{45009, kAgain, 60},                          // too fast
    Meaning{45033, kAgain, 5},                           // too many at once
    Meaning{40008, kNever},                              // message type
    Meaning{40058, kNever},                              // parameters
    Meaning{44004, kNever},                              // no text
    Meaning{45002, kNever},                              // too long
    Meaning{93000, kNever},                              // no such key
    Meaning{93004, kNever},     Meaning{93008, kNever},  // switched off; not in the group
};
constexpr std::array kFeishu{
    Meaning{11232, kAgain, 60},                          // too fast
    Meaning{9499, kAgain, 5},                            // too many requests
    Meaning{19001, kNever},                              // no such key
    Meaning{19002, kNever},     Meaning{19036, kNever},  // parameters; too long
};

struct Maker {
  std::string_view code;   // of its answer, as a key
  std::size_t text_bytes;  // that it takes
  const Meaning* meanings;
  std::size_t count;
};

Maker maker(Kind kind) {
  switch (kind) {
    case Kind::dingtalk: return {"errcode", 5'000, kDingTalk.data(), kDingTalk.size()};
    case Kind::wecom: return {"errcode", 2'048, kWeCom.data(), kWeCom.size()};
    default: return {"code", 18'000, kFeishu.data(), kFeishu.size()};
  }
}

// A text that is too long loses its middle: what it is about comes first, where to answer last.
std::string shortened(std::string text, std::size_t bytes) {
  constexpr std::string_view kGap = "\n…\n";
  if (text.size() <= bytes) return text;
  const auto inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  std::size_t head = (bytes - kGap.size()) * 2 / 3;
  std::size_t tail = text.size() - (bytes - kGap.size() - head);
  while (head > 0 && inside(head)) --head;
  while (tail < text.size() && inside(tail)) ++tail;
  return text.replace(head, tail - head, kGap);
}

std::string query_escaped(std::string_view base64_text) {
  std::string out;
  for (char c : base64_text) {
    switch (c) {
      case '+': out += "%2B"; break;
      case '/': out += "%2F"; break;
      case '=': out += "%3D"; break;
      default: out += c;
    }
  }
  return out;
}

// The answer's code, wherever the status stands; none: it is no answer of a robot.
std::optional<std::int64_t> code_of(const HttpReply& reply, std::string_view key) {
  json::error_code error;
  const json::value body = json::parse(reply.body, error);
  if (error || !body.is_object()) return std::nullopt;
  const json::value* code = body.as_object().if_contains(key);
  if (code == nullptr || !code->is_int64()) return std::nullopt;
  return code->as_int64();
}

class RobotChannel final : public Channel {
 public:
  RobotChannel(std::unique_ptr<HttpClient> client, Kind kind, std::string secret)
      : client_(std::move(client)), kind_(kind), maker_(maker(kind)), secret_(std::move(secret)) {}

  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    auto url = parse_url(letter.to);
    if (!url) co_return not_an_address();
    const std::string text =
        shortened(fmt::format("{}\n{}", letter.title, letter.text), maker_.text_bytes);
    json::object body;
    if (kind_ == Kind::feishu) {
      body = {{"msg_type", "text"}, {"content", {{"text", text}}}};
    } else {
      body = {{"msgtype", "text"}, {"text", {{"content", text}}}};
    }
    sign(letter.at, *url, body);
    co_return meant(co_await client_->post(*url, {}, json::serialize(body)));
  }

  // The title is a line of its own.
  std::size_t digest_bytes() const override { return maker_.text_bytes - 100; }

 private:
  // WeCom's robots have the key in their address only.
  void sign(Instant at, HttpUrl& url, json::object& body) const {
    if (secret_.empty()) return;
    if (kind_ == Kind::dingtalk) {
      const std::string time = std::to_string(at.ms);
      const std::string signature = base64(hmac_sha256(secret_, time + '\n' + secret_));
      const char joint = url.target.find('?') == std::string::npos ? '?' : '&';
      url.target += fmt::format("{}timestamp={}&sign={}", joint, time, query_escaped(signature));
    } else if (kind_ == Kind::feishu) {
      const std::string time = std::to_string(at.ms / 1000);
      body["timestamp"] = time;
      body["sign"] = base64(hmac_sha256(time + '\n' + secret_, ""));
    }
  }

  Delivery meant(const HttpReply& reply) const {
    const auto code = code_of(reply, maker_.code);
    Delivery out = told(reply);
    if (!code) {
      // 200 without a code is a portal or a proxy, not the robot.
      if (out.result != Delivery::Result::delivered) return out;
      return {Delivery::Result::again, true, "200, but no answer of a robot", {}};
    }
    out.outcome = fmt::format("{} {}", maker_.code, *code);
    out.result = *code == 0 ? Delivery::Result::delivered : Delivery::Result::again;
    for (std::size_t i = 0; i < maker_.count; ++i) {
      const Meaning& meaning = maker_.meanings[i];
      if (meaning.code != *code) continue;
      out.result = meaning.result;
      if (meaning.pause_s > 0) out.retry_after = std::chrono::seconds(meaning.pause_s);
    }
    return out;
  }

  std::unique_ptr<HttpClient> client_;
  Kind kind_;
  Maker maker_;
  std::string secret_;  // empty: not signed
};

}  // namespace

Result<std::unique_ptr<Channel>> robot_channel(const load::ChannelPolicy& policy,
                                               const ChannelSetting& setting) {
  std::string secret;
  if (!policy.secrets.empty()) {
    auto read = read_secret(policy.secrets.front(), setting.folder);
    if (!read) return read.failure();
    secret = std::move(read).value();
  }
  auto client = make_client(policy, setting);
  if (!client) return client.failure();
  return std::unique_ptr<Channel>(
      std::make_unique<RobotChannel>(std::move(client).value(), policy.kind, std::move(secret)));
}

}  // namespace muster::dispatch
