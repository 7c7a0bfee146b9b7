// One self-contained page. Its content security policy allows this style and this script by their
// hashes and nothing else: no network, no inline handler, no style attribute.
#include <cstdint>

#include "base/file.h"
#include "report/page.h"

namespace muster::report {

namespace {

// Hex digits to base64 (RFC 4648 section 4).
std::string base64_of_hex(std::string_view hex) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int n_bits = 0;
  for (char c : hex) {
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    bits = (bits << 4) | static_cast<std::uint32_t>(digit);
    n_bits += 4;
    if (n_bits < 6) continue;
    n_bits -= 6;
    out += kDigits[(bits >> n_bits) & 63];
  }
  if (n_bits > 0) out += kDigits[(bits << (6 - n_bits)) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string hash_source(std::string_view content) {
  return "'sha256-" + base64_of_hex(sha256(content)) + "'";
}

struct Chapter {
  std::string_view anchor;
  Word title;
};
constexpr Chapter kChapters[] = {
    {"overview", Word::overview},    {"unserved", Word::unserved_title},
    {"teams", Word::timeline_teams}, {"venues", Word::timeline_venues},
    {"loads", Word::loads},          {"coverage", Word::coverage},
    {"duty", Word::duty_roster},     {"division", Word::grid_division},
    {"rules", Word::rules_title},    {"days", Word::by_day},
    {"team-rosters", Word::by_team}, {"venue-rosters", Word::by_venue},
};

// Columns of numbers.
bool counts(Word column) {
  switch (column) {
    case Word::score:
    case Word::bound:
    case Word::gap:
    case Word::matches:
    case Word::cost:
    case Word::team_size:
    case Word::sessions:
    case Word::head_hours:
    case Word::household_count: return true;
    default: return false;
  }
}

void write_head(Page& page) {
  const std::string style = style_sheet();
  const model::Zone& zone = page.in.problem.zone();
  page.raw("<!doctype html>\n<html lang=\"")
      .raw(page.in.language == Language::chinese ? "zh-CN" : "en")
      .raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
      .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
      .raw(hash_source(style) + "; script-src " + hash_source(script()))
      .raw("; img-src data:; base-uri 'none'; form-action 'none'\">\n")
      .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
      .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
      .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
      .raw("<link rel=\"icon\" href=\"data:,\">\n<title>")
      .text(shown(zone.name, zone.id))
      .raw(" · ")
      .say(Word::plan_title)
      .raw("</title>\n<style>")
      .raw(style)
      .raw("</style>\n</head>\n");
}

void write_banner(Page& page) {
  const model::Zone& zone = page.in.problem.zone();
  const model::Calendar& calendar = page.in.problem.calendar();
  page.raw("<header class=\"banner\"><div class=\"wrap\"><p class=\"eyebrow\">")
      .say(Word::plan_title)
      .raw("</p><h1>")
      .text(shown(zone.name, zone.id))
      .raw("</h1><p class=\"meta\"><span>")
      .text(fmt::format("{} – {}", page.phrases.date(0), page.phrases.date(calendar.days() - 1)))
      .raw("</span><span>")
      .text(fmt::format("{} {}", calendar.days(), page.phrases.say(Word::days)))
      .raw("</span><span>")
      .text(page.in.problem.zone_time().name())
      .raw("</span></p></div></header>\n");
}

void write_navigation(Page& page) {
  page.raw("<nav class=\"bar\" aria-label=\"")
      .say(Word::contents)
      .raw("\"><div class=\"wrap\"><div class=\"links\">");
  for (const Chapter& chapter : kChapters) {
    page.raw("<a href=\"#").raw(chapter.anchor).raw("\">").say(chapter.title).raw("</a>");
  }
  page.raw("</div><input id=\"search\" type=\"search\" autocomplete=\"off\" hidden placeholder=\"")
      .say(Word::search_hint)
      .raw("\" aria-label=\"")
      .say(Word::search_label)
      .raw("\"></div></nav>\n");
}

void write_footer(Page& page) {
  page.raw("<footer><div class=\"wrap\">")
      .say(Word::made_by)
      .raw(" · ")
      .say(Word::seed)
      .raw(fmt::format(" {} · ", page.in.plan.seed))
      .say(Word::inputs)
      .raw(" <code>")
      .text(page.in.plan.inputs.empty() ? "-" : page.in.plan.inputs)
      .raw("</code></div></footer>\n");
}

}  // namespace

Page& Page::cell(std::string_view plain, std::string_view css, std::string_view label) {
  raw("<td");
  if (!css.empty()) raw(" class=\"").raw(css).raw("\"");
  if (!label.empty()) raw(" data-l=\"").text(label).raw("\"");
  raw(">");
  for (std::size_t end = 0; (end = plain.find('\n')) != std::string_view::npos;) {
    text(plain.substr(0, end)).raw("<br>");
    plain.remove_prefix(end + 1);
  }
  return text(plain).raw("</td>");
}

Page& Page::columns(std::initializer_list<Word> words) {
  raw("<thead><tr>");
  for (Word word : words) {
    raw(counts(word) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    say(word).raw("</th>");
  }
  return raw("</tr></thead>");
}

Page& Page::begin_section(std::string_view anchor, Word title, std::string_view note) {
  raw("<section id=\"").raw(anchor).raw("\"><h2>").say(title).raw("</h2>");
  if (!note.empty()) raw("<p class=\"note\">").text(note).raw("</p>");
  return *this;
}

std::string Page::colour(model::SessionIndex session) const {
  const model::Task& task = in.problem.task_of(session);
  return task.lines.empty() ? "c7" : fmt::format("c{}", task.lines.front().value % 7);
}

std::string to_html(const Input& in) {
  Page page(in);
  write_head(page);
  page.raw("<body>\n");
  write_banner(page);
  write_navigation(page);
  page.raw("<main class=\"wrap\">\n<p id=\"no-hit\" class=\"empty\" hidden>")
      .say(Word::no_hit)
      .raw("</p>\n");
  write_overview(page);
  write_broken(page);
  write_unserved(page);
  write_accounts(page);
  write_team_timeline(page);
  write_venue_timeline(page);
  write_loads(page);
  write_coverage(page);
  write_duty_roster(page);
  write_grid_division(page);
  write_rules(page);
  write_days(page);
  write_team_rosters(page);
  write_venue_rosters(page);
  page.raw("</main>\n<aside id=\"sheet\" hidden></aside>\n");
  write_footer(page);
  page.raw("<script>").raw(script()).raw("</script>\n</body>\n</html>\n");
  return std::move(page.out);
}

}  // namespace muster::report
