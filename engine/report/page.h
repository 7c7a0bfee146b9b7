// The HTML page while it is written: one string, and the sections that append to it.
#pragma once

#include <string>
#include <string_view>

#include "base/markup.h"
#include "report/agenda.h"
#include "report/phrases.h"
#include "report/report.h"

namespace muster::report {

struct Page {
  explicit Page(const Input& input)
      : in(input),
        phrases(input.problem, input.language),
        agenda(make_agenda(input.problem, input.plan.solution)) {}

  const Input& in;
  Phrases phrases;
  Agenda agenda;
  std::string out;

  Page& raw(std::string_view html) {
    out += html;
    return *this;
  }
  Page& text(std::string_view plain) {
    out += html_escaped(plain);
    return *this;
  }
  Page& say(Word word) { return text(phrases.say(word)); }
  // <td class="…">text</td>, lines broken at newlines. A phone stacks cells and puts the label,
  // where there is one, before the text.
  Page& cell(std::string_view plain, std::string_view css = {}, std::string_view label = {});
  Page& labelled(std::string_view plain, Word label, std::string_view css = {}) {
    return cell(plain, css, phrases.say(label));
  }
  Page& number(std::string_view digits) { return cell(digits, "n"); }
  // <thead> of these columns.
  Page& columns(std::initializer_list<Word> words);
  // A section opens with its title; the anchor is the section's id.
  Page& begin_section(std::string_view anchor, Word title, std::string_view note = {});
  Page& end_section() { return raw("</section>\n"); }
  // Class of the colour of a session's first line: "c0" … "c6", "c7" for none.
  std::string colour(model::SessionIndex session) const;
};

void write_overview(Page&);  // page_overview.cpp
void write_broken(Page&);
void write_unserved(Page&);
// Whether the session has an account on the page, to which "#why-…" leads.
bool has_account(const Page&, model::SessionIndex);
void write_accounts(Page&);  // page_accounts.cpp
void write_rules(Page&);
void write_team_timeline(Page&);  // page_timeline.cpp
void write_venue_timeline(Page&);
void write_loads(Page&);  // page_tables.cpp
void write_coverage(Page&);
void write_duty_roster(Page&);
void write_grid_division(Page&);
void write_days(Page&);  // page_rosters.cpp
void write_team_rosters(Page&);
void write_venue_rosters(Page&);

// The page's only style and script, complete: style.cpp and script.cpp.
std::string style_sheet();
std::string_view script();

}  // namespace muster::report
