#include <map>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "report/page.h"
#include "rule/catalog.h"
#include "sample_plan.h"

namespace muster::report {

namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) ++n;
  return n;
}

// The page without its style and script.
std::string body_of(const std::string& page) {
  const std::size_t begin = page.find("<body>"), end = page.rfind("<script>");
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  return page.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("every tag that opens closes, in order") {
  const SamplePlan sample = make_sample_plan();
  const std::set<std::string> empty{"meta", "link", "input", "br"};
  for (Language language : {Language::english, Language::chinese}) {
    const std::string body = body_of(to_html(sample.input(language)));
    std::vector<std::string> open;
    const std::regex tag("<(/?)([a-z0-9]+)[^>]*>");
    for (std::sregex_iterator at(body.begin(), body.end(), tag), end; at != end; ++at) {
      const std::string name = (*at)[2];
      if (empty.count(name) > 0) continue;
      if ((*at)[1].length() == 0) {
        open.push_back(name);
        continue;
      }
      REQUIRE_FALSE(open.empty());
      REQUIRE(open.back() == name);
      open.pop_back();
    }
    CHECK(open == std::vector<std::string>{"body"});
  }
}

TEST_CASE("names are text, whatever they hold") {
  const SamplePlan sample = make_sample_plan();
  const std::string page = to_html(sample.input(Language::chinese));
  CHECK(count(page, "<script>") == 1);  // ours
  CHECK(count(page, "</script>") == 1);
  CHECK(count(page, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;兰街&#39;") >= 4);
  CHECK(count(page, "网格员&lt;忙&gt;") == 2);
  CHECK(count(page, "别让&lt;队员&gt;太累") == 1);
  CHECK(html_escaped("<a href=\"x\">'&\x01\n") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;  ");
}

TEST_CASE("the page needs no network and allows no code but its own") {
  const SamplePlan sample = make_sample_plan();
  const std::string page = to_html(sample.input(Language::english));
  for (std::string_view word : {"http://", "https://", "url(", "@import", " src=", " style=",
                                " onclick", "javascript:", "unsafe", "innerHTML"}) {
    CAPTURE(word);
    CHECK(count(page, word) == 0);
  }
  CHECK(count(page, "default-src 'none'; style-src 'sha256-") == 1);
  CHECK(count(page, "; script-src 'sha256-") == 1);
  CHECK(count(page, "name=\"viewport\"") == 1);
}

TEST_CASE("every bar leads to its session's row, and every row has one id") {
  const SamplePlan sample = make_sample_plan();
  const std::string body = body_of(to_html(sample.input(Language::english)));
  const std::regex bar("<a class=\"b l(\\d+) w(\\d+) [^\"]*\" href=\"#(s\\d+)\">");
  std::map<std::string, int> bars;
  for (std::sregex_iterator at(body.begin(), body.end(), bar), end; at != end; ++at) {
    CHECK(std::stoi((*at)[1]) + std::stoi((*at)[2]) <= 96);
    CHECK(std::stoi((*at)[2]) > 0);
    ++bars[(*at)[3]];
    CHECK(count(body, "<tr id=\"" + std::string((*at)[3]) + "\">") == 1);
  }
  const std::map<std::string, int> expected{{"s0", 1}, {"s1", 1}, {"s2", 1}, {"s4", 2}, {"s5", 3}};
  CHECK(bars == expected);  // s4 goes over midnight; s5 has two teams and a venue
}

TEST_CASE("the page tells score, reasons, loads, coverage, duty and division in both languages") {
  const SamplePlan sample = make_sample_plan();
  const std::string english = to_html(sample.input(Language::english));
  const std::string chinese = to_html(sample.input(Language::chinese));
  CHECK(count(english, "<html lang=\"en\">") == 1);
  CHECK(count(chinese, "<html lang=\"zh-CN\">") == 1);
  for (std::string_view anchor :
       {"overview", "unserved", "teams", "venues", "loads", "coverage", "duty", "division", "rules",
        "days", "team-rosters", "venue-rosters"}) {
    CAPTURE(anchor);
    CHECK(count(english, "<section id=\"" + std::string(anchor) + "\">") == 1);
    CHECK(count(english, "href=\"#" + std::string(anchor) + "\"") == 1);
  }
  CHECK(count(english, "At most 250 better is possible") == 1);
  CHECK(count(chinese, "最多还能改进 250") == 1);
  CHECK(count(english, "9 people are needed, 7 exist") == 1);
  CHECK(count(chinese, "需要 9 人，只有 7 人") == 1);
  CHECK(count(english, "(open)") == 1);
  // What a phone shows before the cells that it stacks.
  CHECK(count(english, "<td data-l=\"Mon\">") == count(chinese, "<td data-l=\"周一\">"));
  CHECK(count(english, "<td data-l=\"Mon\">") > 0);
  CHECK(count(chinese, "data-l=\"代价\"") > 0);
  CHECK(count(english, "周") == 0);
  CHECK(count(chinese, "Mon") == 0);
  CHECK(count(english, "id=\"broken\"") == 0);
}

TEST_CASE("each unserved session leads to its account, where there is one") {
  const SamplePlan sample = make_sample_plan();
  Diagnostics diagnostics;
  const auto& names = sample.plan.levels.names();
  const rule::RuleSet rules =
      rule::compile(sample.specs, {names.begin() + 1, names.end()}, sample.problem, diagnostics);
  REQUIRE(sample.plan.unserved.size() == 2);
  plan::Explainer explainer(sample.problem, sample.specs, rules, sample.plan.solution);
  Input input = sample.input(Language::english);
  CHECK(count(to_html(input), "#why-") == 0);
  for (const plan::Unserved& left : sample.plan.unserved) {
    input.accounts.push_back(explainer.unserved(left.session));
  }
  const std::string page = to_html(input);
  for (const plan::Unserved& left : sample.plan.unserved) {
    const std::string id = "why-" + std::to_string(left.session.value);
    CHECK(count(page, "<a href=\"#" + id + "\">") == 1);
    CHECK(count(page, "id=\"" + id + "\"") == 1);
  }
  CHECK(count(page, "candidates for need 1") > 0);
}

TEST_CASE("broken rules are said first") {
  SamplePlan sample = make_sample_plan();
  sample.verdict.broken.push_back({"one-place",
                                   "",
                                   true,
                                   rule::Levels::hard(),
                                   1,
                                   "甲 is in <two> places",
                                   "甲同时在<两>处",
                                   {}});
  const std::string page = to_html(sample.input(Language::english));
  CHECK(count(page, "甲 is in &lt;two&gt; places") == 1);
  CHECK(page.find("id=\"broken\"") < page.find("<section id=\"unserved\""));
  CHECK(count(to_text(sample.input(Language::english)), "甲 is in <two> places") == 1);
}

TEST_CASE("a page of 2,000 sessions stays under three million bytes") {
  const SamplePlan large = make_large_plan(2000);
  CHECK(to_html(large.input(Language::chinese)).size() < 3'000'000);
}

TEST_CASE("a plan with nothing in it still makes every report") {
  SamplePlan sample = make_sample_plan();
  for (auto& placement : sample.plan.solution.placements) placement.reset();
  sample.plan.unserved.clear();
  sample.verdict.priced.clear();
  const Input input = sample.input(Language::english);
  CHECK(count(to_html(input), "No rule costs anything.") == 1);
  CHECK(count(to_text(input), "Every session is served.") == 1);
  CHECK(to_icalendar(input).empty());
  CHECK(to_csv(input).size() == 8);
}

}  // namespace muster::report
