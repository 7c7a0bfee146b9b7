#include "dispatch/letter.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/secrets.h"
#include "dispatch/calendar.h"
#include "dispatch/content.h"

namespace muster::dispatch {

namespace {

namespace json = boost::json;
using store::MessageKind;

struct Title {
  MessageKind kind;
  Bilingual text;
};
constexpr Title kTitles[] = {
    {MessageKind::offer, {"Please answer: {}", "派单：{}，请接单"}},
    {MessageKind::nudge, {"Still open, please answer: {}", "催办：{}，请尽快接单"}},
    {MessageKind::reminder, {"Coming up: {}", "提醒：{} 即将开始"}},
    {MessageKind::superseded, {"Changed, a new offer follows: {}", "变更：{} 原安排作废"}},
    {MessageKind::cancelled, {"Called off: {}", "取消：{} 不用去了"}},
    {MessageKind::escalation, {"Needs a decision: {}", "请协调：{}"}},
};

std::string title_of(const LetterHead& head, MessageKind kind, const std::string& name) {
  const auto* found = std::find_if(std::begin(kTitles), std::end(kTitles),
                                   [&](const Title& title) { return title.kind == kind; });
  return fmt::format(fmt::runtime(found->text.in(head.language)), name);
}

// Lines for people; each is left out where there is nothing to say.
std::string text_for_people(const LetterHead& head, const store::Message& message,
                            const Content& content, const store::Assignment& assignment,
                            const std::string& link) {
  const bool zh = head.language == Language::chinese;
  std::string out;
  const auto line = [&](std::string_view zh_label, std::string_view label, std::string value) {
    if (!value.empty())
      out += fmt::format("{}{}{}\n", zh ? zh_label : label, zh ? "：" : ": ", value);
  };
  line("时间", "When", content.when);
  line("地点", "Where", content.place);
  line("人员", "Who", content.people());
  const bool asks = message.kind == MessageKind::offer || message.kind == MessageKind::nudge;
  if (asks && assignment.deadline.ms > 0) {
    line("请在此前答复", "Answer before", readable(head.time, assignment.deadline));
  }
  if (asks) line("答复", "Answer", link);
  if (!message.body.empty()) {
    json::error_code error;
    const json::value body = json::parse(message.body, error);
    if (!error && body.is_object()) {
      out += text_of(body.as_object(), zh ? "chinese" : "english");
      if (!out.empty() && out.back() != '\n') out += '\n';
    }
  }
  return out;
}

}  // namespace

std::string answer_token(const std::string& key, std::int64_t assignment) {
  const std::string id = std::to_string(assignment);
  return base64url(id + '.' + hmac_sha256(key, id));
}

std::int64_t assignment_of_token(const std::string& key, const std::string& token) {
  if (token.size() > 100) return 0;
  const auto bytes = from_base64(token);
  const std::size_t dot = bytes ? bytes->find('.') : std::string::npos;
  if (dot == std::string::npos ||
      !same_bytes(bytes->substr(dot + 1), hmac_sha256(key, bytes->substr(0, dot)))) {
    return 0;
  }
  std::int64_t id = 0;
  std::from_chars(bytes->data(), bytes->data() + dot, id);
  return id;
}

Letter write_letter(const LetterHead& head, const store::Message& message,
                    const store::Assignment& assignment, const std::string& team_name,
                    const std::string& to, Instant now, bool with_calendar) {
  json::object content;
  if (!assignment.content.empty()) content = json::parse(assignment.content).as_object();
  const bool asks = message.kind == MessageKind::offer || message.kind == MessageKind::nudge;
  const std::string link =
      asks && !head.link.empty() ? head.link + "/a/" + answer_token(head.key, assignment.id) : "";
  const Content told = read_content(content);
  const std::string& name = told.name.empty() ? head.zone_name : told.name;

  Letter letter;
  letter.id = head.zone + '/' + message.key;
  letter.kind = store::word(message.kind);
  letter.to = to;
  letter.at = now;
  letter.title = title_of(head, message.kind, name);
  letter.text = text_for_people(head, message, told, assignment, link);
  if (with_calendar) {
    letter.calendar =
        write_calendar(message, assignment, {head.zone, name, told.place, letter.text});
  }
  json::object out{{"id", letter.id}, {"type", letter.kind}, {"zone", head.zone}};
  if (!message.team.empty()) {
    out["team"] = message.team;
    out["team-name"] = team_name;
  }
  if (assignment.id > 0) {
    out["session"] = assignment.session;
    out["assignment"] = std::move(content);
    if (asks && assignment.deadline.ms > 0) {
      out["answer-before"] = head.time.iso(time_point(assignment.deadline));
    }
    if (!link.empty()) out["answer"] = link;
  }
  if (!message.body.empty()) out["more"] = json::parse(message.body);
  out["title"] = letter.title;
  out["text"] = letter.text;
  letter.json = json::serialize(out);
  return letter;
}

std::size_t digest_share(const Letter& letter) {
  return letter.title.size() + letter.text.size() + 3;  // and their ends of line
}

Letter write_digest(const LetterHead& head, const std::vector<Letter>& letters) {
  constexpr Bilingual kDigestTitle{"{} messages", "共 {} 条消息"};
  Letter out;
  out.id = letters.front().id;
  out.kind = "digest";
  out.to = letters.front().to;
  out.at = letters.front().at;
  out.title = fmt::format(fmt::runtime(kDigestTitle.in(head.language)), letters.size());
  for (const Letter& letter : letters) out.text += '\n' + letter.title + '\n' + letter.text;
  return out;
}

}  // namespace muster::dispatch
