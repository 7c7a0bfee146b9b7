#include "api/answer_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/markup.h"
#include "dispatch/content.h"

namespace muster::api {

namespace {

using dispatch::Content;
using dispatch::Heard;
using dispatch::Marked;
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
input[name=why]{font:inherit;padding:.6rem;width:100%;box-sizing:border-box;margin:0 0 .5rem;
border-radius:.6rem;border:1px solid #8886}
select{font:inherit;padding:.6rem;width:100%;margin:0 0 .5rem;border-radius:.6rem}
fieldset{border:0;padding:0;margin:0 0 .5rem;display:flex;gap:1rem}
form button+button{margin-top:.5rem}
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

void add_accept_form(Page& page) {
  page.raw(
      "<form method=\"post\"><input type=\"hidden\" name=\"answer\" value=\"accept\">"
      "<button class=\"yes\">");
  page.raw(page.say("接单", "Accept"));
  page.raw("</button></form>");
}

void add_decline_form(Page& page, std::string_view button) {
  page.raw(
      "<form method=\"post\">"
      "<input type=\"hidden\" name=\"answer\" value=\"decline\">"
      "<input name=\"why\" maxlength=\"200\" placeholder=\"");
  page.raw(page.say("原因（选填）", "Why (optional)"));
  page.raw("\" aria-label=\"");
  page.raw(page.say("拒单原因", "Reason for declining"));
  page.raw("\"><button>");
  page.raw(button);
  page.raw("</button></form>");
}

void add_attend_form(Page& page, const std::vector<Content::Head>& heads) {
  page.raw("<form method=\"post\">");
  if (heads.size() > 1) {
    page.raw("<select name=\"head\" aria-label=\"");
    page.raw(page.say("队员", "Who"));
    page.raw("\"><option value=\"\">");
    page.raw(page.say("全部人员", "Everybody"));
    page.raw("</option>");
    for (const Content::Head& head : heads) {
      page.raw(fmt::format("<option value=\"{}\">{}</option>", html_escaped(head.id),
                           html_escaped(head.shown())));
    }
    page.raw("</select>");
  }
  page.raw("<button class=\"yes\" name=\"attend\" value=\"arrive\">");
  page.raw(page.say("签到", "Check in"));
  page.raw("</button><button name=\"attend\" value=\"leave\">");
  page.raw(page.say("签退", "Check out"));
  page.raw("</button></form>");
}

void add_rating_form(Page& page) {
  page.raw("<form method=\"post\"><p>");
  page.raw(page.say("这次服务怎么样？", "How was it?"));
  page.raw("</p><fieldset>");
  for (int i = 1; i <= 5; ++i) {
    page.raw(fmt::format(
        "<label><input type=\"radio\" name=\"rating\" value=\"{0}\" required> {0}</label>", i));
  }
  page.raw("</fieldset><button class=\"yes\">");
  page.raw(page.say("评价", "Rate it"));
  page.raw("</button></form>");
}

std::string clock_time(const ZoneTime& time, Instant at) {
  return dispatch::readable(time, at).substr(11);
}

// When each came and left.
void add_services(Page& page, const AssignmentView& view, const std::vector<Content::Head>& heads) {
  for (const store::Service& service : view.services) {
    const auto named = std::find_if(heads.begin(), heads.end(), [&](const Content::Head& head) {
      return head.id == service.head;
    });
    const std::string name = named == heads.end() ? service.head : named->shown();
    std::string text = std::string(page.say("缺勤", "absent"));
    if (!service.absent) {
      text = clock_time(view.time, service.arrived) + " –";
      if (service.left.ms > 0) text += ' ' + clock_time(view.time, service.left);
    }
    page.row(html_escaped(name), html_escaped(name), text);
  }
}

void add_what_can_be_said(Page& page, const AssignmentView& view,
                          const std::vector<Content::Head>& heads) {
  const store::Assignment& about = view.assignment;
  const bool begins = view.now + kCheckInBefore >= about.start;
  const bool answerable = about.state == State::offered && view.now < about.start &&
                          (about.deadline.ms == 0 || view.now <= about.deadline);
  const bool may_come = about.state == State::offered || about.state == State::accepted;
  if (answerable) {
    add_accept_form(page);
    add_decline_form(page, page.say("不能去", "Decline"));
  } else if ((may_come && begins) || about.state == State::arrived) {
    add_attend_form(page, heads);
  } else if (about.state == State::done) {
    add_rating_form(page);
  }
  if (about.state == State::accepted && view.now < about.start) {
    add_decline_form(page, page.say("临时有事，去不了", "I can't come after all"));
  }
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

Bilingual sentence(Marked marked) {
  switch (marked) {
    case Marked::noted: return {"Noted, thank you.", "已登记，谢谢。"};
    case Marked::repeated: return {"That was known already.", "此前已登记。"};
    case Marked::too_early:
      return {"It is too early: check-in opens two hours before the start.",
              "时间还早：开始前两小时起可以签到。"};
    case Marked::unknown: break;
  }
  return {"That can't be recorded here: ask the coordinator.", "这里无法登记，请联系协调员。"};
}

std::string assignment_page(const AssignmentView& view, Language language,
                            const std::string& nonce) {
  const store::Assignment& about = view.assignment;
  const Content content = dispatch::read_content(about);
  const auto heads = content.heads();
  Page page(language, nonce);
  if (view.notice) page.state(std::string(view.notice->in(language)));
  page.heading(content.name);
  page.begin_list();
  page.row("时间", "When", content.when);
  page.row("地点", "Where", content.place);
  page.row("队伍", "Team", view.team_name);
  page.row("人员", "Who", content.people());
  page.row("片区", "Zone", view.zone_name);
  if (about.state == State::offered && about.deadline.ms > 0) {
    page.row("请在此前答复", "Answer before", dispatch::readable(view.time, about.deadline));
  }
  if (about.state != State::offered) {
    page.row("状态", "State", std::string(store::name(about.state).in(language)));
  }
  add_services(page, view, heads);
  page.end_list();
  add_what_can_be_said(page, view, heads);
  return page.take();
}

std::string notice_page(Bilingual text, Language language, const std::string& nonce) {
  Page page(language, nonce);
  page.state(std::string(text.in(language)));
  return page.take();
}

}  // namespace muster::api
