// The page's first screen: what is served, how good it is, what is left out and why.
#include "report/page.h"
#include "report/rule_summary.h"
#include "report/verdict.h"

namespace muster::report {

namespace {

int percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 100 : static_cast<int>(part * 100 / whole);
}

void write_tile(Page& page, Word label, std::string_view value, std::string_view detail,
                std::string_view css) {
  page.raw("<div class=\"tile ").raw(css).raw("\"><p class=\"label\">").say(label);
  page.raw("</p><p class=\"value\">").text(value).raw("</p><p class=\"detail\">").text(detail);
  page.raw("</p></div>");
}

void write_tiles(Page& page) {
  Tally all;
  const auto tallies = tally_by_priority(page.in.problem, page.in.plan.solution);
  for (const Tally& tally : tallies) {
    all.served += tally.served;
    all.unserved += tally.unserved;
  }
  std::int64_t minutes = 0;
  for (const Entry& entry : page.agenda.timed) {
    minutes += std::int64_t{heads_in(*entry.placement)} * entry.time.length().minutes;
  }
  const std::int64_t total = all.served + all.unserved;
  page.raw("<div class=\"tiles\">");
  write_tile(page, Word::served, grouped(all.served),
             fmt::format("/ {} · {}%", page.phrases.sessions(total), percent(all.served, total)),
             "good");
  write_tile(page, Word::unserved, grouped(all.unserved),
             page.phrases.labelled(page.phrases.priority(model::Priority::must),
                                   grouped(tallies[0].unserved)),
             tallies[0].unserved > 0 ? "bad"
             : all.unserved > 0      ? "warn"
                                     : "good");
  write_tile(page, Word::head_hours, hours(minutes),
             page.phrases.say(Word::n_teams,
                              grouped(static_cast<std::int64_t>(page.in.problem.teams().size()))),
             "plain");
  const auto broken = static_cast<std::int64_t>(page.in.verdict.broken.size());
  write_tile(page, Word::broken_count, grouped(broken),
             broken == 0 ? page.phrases.say(Word::all_kept) : page.phrases.say(Word::means_hard),
             broken == 0 ? "good" : "bad");
  page.raw("</div>");
}

void write_priorities(Page& page) {
  page.raw("<div class=\"card\"><h3>").say(Word::priority_title).raw("</h3><div class=\"meters\">");
  const auto tallies = tally_by_priority(page.in.problem, page.in.plan.solution);
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const std::int64_t total = tallies[i].served + tallies[i].unserved;
    page.raw("<div class=\"meter\"><span>")
        .text(page.phrases.priority(static_cast<model::Priority>(i)))
        .raw("</span><span class=\"track\"><span class=\"fill p")
        .raw(fmt::format("{}", total == 0 ? 0 : percent(tallies[i].served, total)))
        .raw("\"></span></span><span class=\"n\">")
        .text(fmt::format("{} / {}", grouped(tallies[i].served), grouped(total)))
        .raw("</span></div>");
  }
  page.raw("</div></div>");
}

void write_levels(Page& page) {
  page.raw("<div class=\"card\"><h3>").say(Word::score_title);
  page.raw("</h3><div class=\"scroll\"><table class=\"levels\">");
  page.columns({Word::level, Word::score, Word::bound, Word::gap, Word::meaning}).raw("<tbody>");
  for (const LevelRow& row : level_rows(page.in, page.phrases)) {
    const bool best = row.proved && row.gap == 0;
    std::string words = row.means + "\n";
    words += best         ? std::string(page.phrases.say(Word::best_possible))
             : row.proved ? page.phrases.say(Word::may_improve, grouped(row.gap))
                          : std::string(page.phrases.say(Word::no_bound));
    page.raw("<tr>").cell(row.name, "name").number(grouped(-row.cost));
    page.number(row.proved ? grouped(-row.bound) : "–").raw("<td class=\"n\">");
    page.raw(best ? "<span class=\"tag good\">✓ 0</span>" : "<span class=\"tag\">");
    if (!best) page.text(row.proved ? grouped(row.gap) : "–").raw("</span>");
    page.raw("</td>").cell(words, "words").raw("</tr>");
  }
  page.raw("</tbody></table></div></div>");
}

}  // namespace

void write_overview(Page& page) {
  page.begin_section("overview", Word::overview);
  write_tiles(page);
  page.raw("<div class=\"pair\">");
  write_levels(page);
  write_priorities(page);
  page.raw("</div>").end_section();
}

void write_broken(Page& page) {
  if (page.in.verdict.broken.empty()) return;
  page.begin_section("broken", Word::broken_title).raw("<ul class=\"list bad\">");
  for (const plan::Match& match : page.in.verdict.broken) {
    page.raw("<li><code>").text(match.rule.empty() ? match.code : match.rule).raw("</code> ");
    page.text(sentence(match, page.in.language) + why_text(match.why, page.in.language));
    page.raw("</li>");
  }
  page.raw("</ul>").end_section();
}

void write_unserved(Page& page) {
  page.begin_section("unserved", Word::unserved_title);
  if (page.in.plan.unserved.empty()) {
    page.raw("<p class=\"empty\">").say(Word::none_unserved).raw("</p>").end_section();
    return;
  }
  page.raw("<div class=\"scroll tall\"><table class=\"stack\">");
  page.columns({Word::priority, Word::task, Word::windows, Word::reason}).raw("<tbody>");
  for (const plan::Unserved* left : by_priority(page.in)) {
    const model::Priority priority = page.in.problem.task_of(left->session).priority;
    page.raw("<tr><td><span class=\"tag ").raw(model::word(priority)).raw("\">");
    page.text(page.phrases.priority(priority)).raw("</span></td>");
    if (has_account(page, left->session)) {
      page.raw(fmt::format("<td class=\"name\"><a href=\"#why-{}\">", left->session.value));
      page.text(page.phrases.task(left->session)).raw("</a></td>");
    } else {
      page.cell(page.phrases.task(left->session), "name");
    }
    page.cell(page.phrases.windows(left->session)).raw("<td>");
    for (const plan::Reason& reason : left->reasons) {
      page.raw("<p class=\"reason\">").text(sentence(reason, page.in.language)).raw("</p>");
    }
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody></table></div>").end_section();
}

void write_rules(Page& page) {
  page.begin_section("rules", Word::rules_title);
  const std::vector<RuleSummary> rows = summarise_rules(page.in);
  if (rows.empty()) {
    page.raw("<p class=\"empty\">").say(Word::no_priced).raw("</p>").end_section();
    return;
  }
  page.raw("<div class=\"scroll\"><table class=\"stack\">");
  page.columns({Word::rule, Word::level, Word::matches, Word::cost, Word::why}).raw("<tbody>");
  for (const RuleSummary& row : rows) {
    page.raw("<tr>").cell(row.id + "\n" + row.kind, "name");
    page.labelled(page.phrases.level(row.level), Word::level);
    page.labelled(grouped(row.matches), Word::matches, "n");
    page.labelled(grouped(row.cost), Word::cost, "n");
    page.raw("<td class=\"wide\">").text(row.why);
    page.raw("<ul class=\"worst\">");
    for (const plan::Match* match : row.worst) {
      page.raw("<li>").text(sentence(*match, page.in.language)).raw("</li>");
    }
    page.raw("</ul>");
    const auto hidden = row.matches - static_cast<std::int64_t>(row.worst.size());
    if (hidden > 0) page.text(page.phrases.say(Word::more_matches, grouped(hidden)));
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody></table></div>").end_section();
}

}  // namespace muster::report
