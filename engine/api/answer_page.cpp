#include "api/answer_page.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/markup.h"

namespace muster::api {

namespace {

namespace json = boost::json;
using dispatch::Heard;
using store::State;

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark}
body{font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:0;padding:1.2rem;
max-width:34rem;margin-inline:auto}
h1{font-size:1.35rem;margin:.2rem 0 .8rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem;margin:0 0 1.2rem}
dt{opacity:.7}dd{margin:0}
form{margin:0 0 1rem}
button{font:inherit;padding:.75rem 1rem;border-radius:.6rem;border:1px solid #8886;width:100%}
button.yes{background:#0a7a3d;color:#fff;border-color:#0a7a3d}
input{font:inherit;padding:.6rem;width:100%;box-sizing:border-box;margin:0 0 .5rem;
border-radius:.6rem;border:1px solid #8886}
.state{padding:.7rem 1rem;border-radius:.6rem;background:#8882}
)";

class Page {
 public:
  Page(Language language, const std::string& nonce) : zh_(language == Language::chinese) {
    out_ = fmt::format(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"robots\" content=\"noindex\"><title>muster</title>"
        "<style nonce=\"{}\">{}</style>",
        zh_ ? "zh-CN" : "en", nonce, kStyle);
  }
  void heading(const std::string& text) { out_ += "<h1>" + html_escaped(text) + "</h1>"; }
  void state(const std::string& text) {
    out_ += "<p class=\"state\" role=\"status\">" + html_escaped(text) + "</p>";
  }
  void begin_list() { out_ += "<dl>"; }
  void row(std::string_view chinese, std::string_view english, const std::string& value) {
    if (value.empty()) return;
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", say(chinese, english), html_escaped(value));
  }
  void end_list() { out_ += "</dl>"; }
  void raw(std::string_view html) { out_ += html; }
  std::string_view say(std::string_view chinese, std::string_view english) const {
    return zh_ ? chinese : english;
  }
  std::string take() { return std::move(out_); }

 private:
  bool zh_;
  std::string out_;
};

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

std::string readable(std::string iso) {
  iso.resize(std::min<std::size_t>(iso.size(), 16));
  std::replace(iso.begin(), iso.end(), 'T', ' ');
  return iso;
}

std::string heads_of(const json::object& content) {
  std::string out;
  const json::value* needs = content.if_contains("needs");
  if (needs == nullptr || !needs->is_array()) return out;
  for (const json::value& need : needs->as_array()) {
    for (const json::value& head : need.at("heads").as_array()) {
      const std::string name = text_of(head.as_object(), "name");
      if (!out.empty()) out += ", ";
      out += name.empty() ? text_of(head.as_object(), "id") : name;
    }
  }
  return out;
}

void add_forms(Page& page) {
  page.raw(
      "<form method=\"post\"><input type=\"hidden\" name=\"answer\" value=\"accept\">"
      "<button class=\"yes\">");
  page.raw(page.say("接单", "Accept"));
  page.raw(
      "</button></form><form method=\"post\">"
      "<input type=\"hidden\" name=\"answer\" value=\"decline\">"
      "<input name=\"why\" maxlength=\"200\" placeholder=\"");
  page.raw(page.say("原因（选填）", "Why (optional)"));
  page.raw("\" aria-label=\"");
  page.raw(page.say("拒单原因", "Reason for declining"));
  page.raw("\"><button>");
  page.raw(page.say("不能去", "Decline"));
  page.raw("</button></form>");
}

}  // namespace

Bilingual sentence(Heard heard, bool accepted) {
  switch (heard) {
    case Heard::taken:
    case Heard::repeated:
      if (accepted) return {"Thank you, we count on you.", "谢谢，已接单，届时见。"};
      return {"Noted, somebody else will be asked.", "已记下，会另请他人。"};
    case Heard::late:
      return {"Thank you, but the time to answer is over and others were asked.",
              "谢谢！答复时间已过，已另请他人。"};
    case Heard::full:
      return {"Thank you, but there are enough people already.", "谢谢！人手已经够了。"};
    case Heard::over:
      return {"This assignment has changed; nothing needs to be done.",
              "此安排已有变化，无需处理。"};
    case Heard::unknown: break;
  }
  return {"There is no such assignment.", "没有这个安排。"};
}

std::string assignment_page(const store::Assignment& assignment, const std::string& zone_name,
                            const std::string& team_name, const ZoneTime& time, Language language,
                            const std::string& nonce) {
  const json::object content = json::parse(assignment.content).as_object();
  Page page(language, nonce);
  page.heading(text_of(content, "name"));
  page.begin_list();
  const std::string start = text_of(content, "start"), end = text_of(content, "end");
  if (!start.empty()) page.row("时间", "When", readable(start) + " – " + readable(end).substr(11));
  page.row("地点", "Where", text_of(content, "place"));
  page.row("队伍", "Team", team_name);
  page.row("人员", "Who", heads_of(content));
  page.row("片区", "Zone", zone_name);
  const bool open = assignment.state == State::offered;
  if (open && assignment.deadline.ms > 0) {
    const TimePoint before{static_cast<std::int32_t>(assignment.deadline.ms / 60'000)};
    page.row("请在此前答复", "Answer before", readable(time.iso(before)));
  }
  page.end_list();
  if (open) {
    add_forms(page);
  } else {
    page.state(std::string(store::name(assignment.state).in(language)));
  }
  return page.take();
}

std::string heard_page(Heard heard, bool accepted, Language language, const std::string& nonce) {
  Page page(language, nonce);
  page.state(std::string(sentence(heard, accepted).in(language)));
  return page.take();
}

std::string unknown_page(Language language, const std::string& nonce) {
  Page page(language, nonce);
  page.state(std::string(sentence(Heard::unknown, false).in(language)));
  return page.take();
}

}  // namespace muster::api
