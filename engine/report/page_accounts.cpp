// What keeps each unserved session out: the list of reasons links here.
#include <algorithm>

#include "report/explain.h"
#include "report/page.h"

namespace muster::report {

bool has_account(const Page& page, model::SessionIndex session) {
  return std::any_of(page.in.accounts.begin(), page.in.accounts.end(),
                     [&](const plan::SessionAccount& each) { return each.session == session; });
}

void write_accounts(Page& page) {
  if (page.in.accounts.empty()) return;
  const Subject subject{page.in.problem, page.in.specs, page.in.plan.levels, page.in.plan.solution,
                        page.in.language};
  page.begin_section("accounts", Word::accounts_title, page.phrases.say(Word::accounts_note));
  page.raw("<div class=\"rosters\">");
  for (const plan::SessionAccount& account : page.in.accounts) {
    page.raw(
        fmt::format("<details class=\"roster\" id=\"why-{}\"><summary><b>", account.session.value));
    page.text(page.phrases.task(account.session)).raw("</b> <small>");
    page.text(page.phrases.windows(account.session));
    page.raw("</small></summary><div class=\"scroll\"><table><tbody>\n");
    for (const std::string& line : account_lines(subject, account)) {
      const std::size_t words = line.find_first_not_of(' ');
      page.raw("<tr>").cell(line.substr(words), words > 0 ? "in1" : "").raw("</tr>\n");
    }
    page.raw("</tbody></table></div></details>\n");
  }
  page.raw("</div>").end_section();
}

}  // namespace muster::report
