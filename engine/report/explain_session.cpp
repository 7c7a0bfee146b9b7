// Accounts of sessions that are not served.
#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "plan/facts.h"
#include "report/explain.h"
#include "report/explain_json.h"
#include "report/phrases.h"

namespace muster::report {

namespace json = boost::json;
using plan::Funnel;
using plan::Sieve;

namespace {

constexpr std::size_t kBlockers = 4;  // shown of each row

std::string_view pick(Language language, Bilingual text) { return text.in(language); }

const std::string& text_of(const plan::Reason& reason, Language language) {
  return language == Language::chinese ? reason.chinese : reason.english;
}

bool is_zh(const Subject& in) { return in.language == Language::chinese; }

// "lecture@2017-09-04 12, patrol 3 and 2 more", those that stand against most first.
std::string blockers_text(const Subject& in, const Funnel::Row& row) {
  std::vector<std::pair<std::int64_t, std::string>> order;
  for (const auto& [id, n] : row.blockers) order.emplace_back(-n, id);
  std::sort(order.begin(), order.end());
  std::string out;
  for (std::size_t i = 0; i < std::min(order.size(), kBlockers); ++i) {
    out += fmt::format("{}{} {}",
                       i == 0      ? ""
                       : is_zh(in) ? "、"
                                   : ", ",
                       order[i].second, grouped(-order[i].first));
  }
  if (order.size() > kBlockers) {
    out += fmt::format(fmt::runtime(is_zh(in) ? " 等 {} 个" : " and {} more"),
                       is_zh(in) ? order.size() : order.size() - kBlockers);
  }
  return out;
}

void add_funnel(const Subject& in, const Funnel& funnel, const model::Task& task,
                std::vector<std::string>& lines) {
  const bool zh = is_zh(in);
  const bool sends = funnel.need < task.needs.size();
  lines.push_back(
      fmt::format(fmt::runtime(sends ? zh ? "第 {} 项需求的候选（队伍 × 阵地 × 开始时间）共 {} 个："
                                          : "candidates for need {} (team × venue × start): {}"
                               : zh ? "候选（阵地 × 开始时间）共 {1} 个："
                                    : "candidates (venue × start): {1}"),
                  funnel.need + 1, grouped(funnel.total)));
  for (std::size_t i = 0; i < funnel.rows.size(); ++i) {
    const Funnel::Row& row = funnel.rows[i];
    if (row.candidates == 0) continue;
    std::string line = fmt::format("  {:>9}  {}", grouped(row.candidates),
                                   sieve_text(static_cast<Sieve>(i), in.language));
    if (!row.blockers.empty()) line += (zh ? "：" : ": ") + blockers_text(in, row);
    lines.push_back(std::move(line));
  }
  if (funnel.not_looked_at > 0) {
    lines.push_back(fmt::format(
        "  {:>9}  {}", grouped(funnel.not_looked_at),
        pick(in.language, {"not looked at: there are too many", "数量太多，没有逐一查看"})));
  }
}

std::string place_text(const Subject& in, const plan::SessionAccount& account) {
  const Phrases phrases(in.problem, in.language);
  const model::Placement& at = account.example;
  const std::string when =
      in.problem.task_of(account.session).standing ? "-" : plan::clock_text(in.problem, at.start);
  return fmt::format("{}, {}, {}", when, phrases.place(account.session, at.venue),
                     phrases.crews(at));
}

json::array parts_json(const Subject& in, const std::vector<plan::Obstruction>& parts) {
  json::array out;
  for (const plan::Obstruction& part : parts) {
    out.push_back({{"code", part.what.code},
                   {"text", text_of(part.what, in.language)},
                   {"ids", ids_json(part.what.blockers)},
                   {"alone", part.alone}});
  }
  return out;
}

json::object session_json(const Subject& in, const plan::SessionAccount& account) {
  json::array candidates;
  for (const Funnel& funnel : account.funnels) candidates.push_back(funnel_json(funnel));
  json::object out{{"about", "unserved"},
                   {"session", in.problem.sessions()[account.session].id},
                   {"priority", model::word(in.problem.task_of(account.session).priority)},
                   {"candidates", std::move(candidates)},
                   {"open", account.open},
                   {"possible", account.possible},
                   {"demands", account.demands},
                   {"conflict", parts_json(in, account.conflict)},
                   {"way_out", parts_json(in, account.way_out)},
                   {"smallest", account.smallest},
                   {"exact", account.exact}};
  if (account.open) {
    out["example"] = placement_json(in.problem, account.session, account.example);
  }
  return out;
}

void add_conflict(const Subject& in, const plan::SessionAccount& account,
                  std::vector<std::string>& lines) {
  const bool zh = is_zh(in);
  if (account.open) {
    lines.push_back((zh ? "现在就能安排，搜索结束前没有用上："
                        : "it fits as things stand; the "
                          "search ended before using it: ") +
                    place_text(in, account));
    return;
  }
  if (!account.possible) {
    lines.emplace_back(
        zh ? "没有任何让步能使它排上：它没有落在计划期内的时段，或超出了全部人手和阵地"
           : "nothing that gives way would let it in: it has no window within the "
             "horizon, or asks for more than there is");
    return;
  }
  if (account.demands) {
    lines.emplace_back(zh ? "即使其余一切让步，也满足不了它自身的要求。"
                          : "even if all else gave way, what it asks for itself is too much.");
  }
  lines.emplace_back(zh ? "挡住它的，缺一不可："
                        : "in its way, each of them needed to keep it out:");
  for (const plan::Obstruction& part : account.conflict) {
    const std::string_view alone =
        part.alone ? (zh ? "（只要去掉这一项就能排上）" : " (without this alone it fits)") : "";
    lines.push_back(fmt::format("  - {}{}", text_of(part.what, in.language), alone));
  }
  if (account.way_out.size() < 2 && !account.conflict.empty()) return;
  lines.emplace_back(account.smallest
                         ? (zh ? "同时去掉以下各项就能排上，再少不行："
                               : "without all of these it fits, and without fewer "
                                 "it does not:")
                         : (zh ? "同时去掉以下各项就能排上：" : "without all of these it fits:"));
  for (const plan::Obstruction& part : account.way_out) {
    lines.push_back("  - " + text_of(part.what, in.language));
  }
}

std::string title(const Subject& in, const plan::SessionAccount& account) {
  const Phrases phrases(in.problem, in.language);
  return fmt::format(fmt::runtime(is_zh(in) ? "{}（{}，{}）没有安排" : "{} ({}, {}) is not served"),
                     plan::name_of(in.problem, account.session),
                     in.problem.sessions()[account.session].id,
                     phrases.priority(in.problem.task_of(account.session).priority));
}

}  // namespace

std::string_view sieve_text(Sieve sieve, Language language) {
  switch (sieve) {
    case Sieve::teams: return pick(language, {"it does not ask for the team", "不要求该队伍"});
    case Sieve::pinned: return pick(language, {"its pin says otherwise", "与指定不符"});
    case Sieve::skills:
      return pick(language, {"the team has too few with the skills", "队伍中具备技能的人不够"});
    case Sieve::venues:
      return pick(language, {"the venue has not what it takes", "阵地不符合要求"});
    case Sieve::order:
      return pick(language, {"what must come before it is not done by then", "必须在前的还没结束"});
    case Sieve::closed: return pick(language, {"the venue is closed", "阵地不开放"});
    case Sieve::rooms: return pick(language, {"all rooms are taken", "场地已满"});
    case Sieve::team_hours: return pick(language, {"the team is not available", "队伍没有空"});
    case Sieve::people_hours:
      return pick(language, {"too few of the team are available", "队伍中有空的人不够"});
    case Sieve::busy:
      return pick(language, {"its people are at other sessions", "队员正在其他场次"});
    case Sieve::travel: return pick(language, {"its people can't come in time", "队员来不及赶到"});
    case Sieve::rule: return pick(language, {"a hard rule forbids it", "硬规则不允许"});
    case Sieve::together:
      return pick(language, {"all teams together have too few people", "各队加起来人手也不够"});
    case Sieve::open: return pick(language, {"nothing stands against it", "没有障碍"});
  }
  return "";
}

std::vector<std::string> funnel_lines(const Subject& in, const std::vector<Funnel>& funnels,
                                      model::SessionIndex s) {
  std::vector<std::string> lines;
  for (const Funnel& funnel : funnels) add_funnel(in, funnel, in.problem.task_of(s), lines);
  return lines;
}

std::vector<std::string> account_lines(const Subject& in, const plan::SessionAccount& account) {
  std::vector<std::string> lines = funnel_lines(in, account.funnels, account.session);
  add_conflict(in, account, lines);
  if (!account.exact) {
    lines.emplace_back(is_zh(in) ? "硬规则下的人选组合太多，没有逐一试完"
                                 : "under hard rules there were too many choices of people to try "
                                   "them all");
  }
  return lines;
}

std::string account_text(const Subject& in, const plan::SessionAccount& account) {
  std::string out = title(in, account) + '\n';
  for (const std::string& line : account_lines(in, account)) out += "  " + line + '\n';
  return out;
}

std::string account_json(const Subject& in, const plan::SessionAccount& account) {
  return json::serialize(session_json(in, account)) + '\n';
}

std::string overview_text(const Subject& in, const std::vector<plan::SessionAccount>& accounts) {
  if (accounts.empty()) return is_zh(in) ? "全部场次都已安排\n" : "every session is served\n";
  std::string out;
  for (const plan::SessionAccount& account : accounts) {
    out += title(in, account) + '\n';
    std::vector<std::string> lines;
    add_conflict(in, account, lines);
    for (const std::string& line : lines) out += "  " + line + '\n';
  }
  return out;
}

std::string overview_json(const Subject& in, const std::vector<plan::SessionAccount>& accounts) {
  json::array all;
  for (const plan::SessionAccount& account : accounts) all.push_back(session_json(in, account));
  return json::serialize(json::object{{"unserved", std::move(all)}}) + '\n';
}

}  // namespace muster::report
