// muster rules [KIND]: the rule kinds, straight from the catalog.
#include <string>

#include <fmt/format.h>

#include "base/diagnostic.h"
#include "cli/commands.h"
#include "rule/catalog.h"

namespace muster::cli {

namespace {

std::string_view type_name(rule::ParamType type, Language language) {
  const auto pick = [&](Bilingual text) { return text.in(language); };
  switch (type) {
    case rule::ParamType::count: return pick({"number", "数字"});
    case rule::ParamType::duration: return pick({"duration", "时长"});
    case rule::ParamType::word: return pick({"word", "词"});
    case rule::ParamType::period: return pick({"day|week|month|horizon", "day|week|month|horizon"});
    case rule::ParamType::task_selector: return pick({"selector of tasks", "任务选择器"});
    case rule::ParamType::team_selector: return pick({"selector of teams", "队伍选择器"});
    case rule::ParamType::venue_selector: return pick({"selector of venues", "阵地选择器"});
    case rule::ParamType::grid_selector: return pick({"selector of grids", "网格选择器"});
    case rule::ParamType::people_selector: return pick({"selector of people", "队员选择器"});
    case rule::ParamType::line_list: return pick({"list of lines", "条线列表"});
    case rule::ParamType::times: return pick({"list of times", "时间列表"});
  }
  return "";
}

std::string parameter_line(const rule::ParamSpec& param, Language language) {
  std::string type(type_name(param.type, language));
  if (!param.words.empty()) type = fmt::format("{}", fmt::join(param.words, "|"));
  std::string line =
      fmt::format("  {:<12} {:<22} {}", param.name, type, param.meaning.in(language));
  const bool zh = language == Language::chinese;
  if (param.required) {
    line += zh ? "（必填）" : " (required)";
  } else if (!param.fallback.empty()) {
    line += fmt::format(fmt::runtime(zh ? "（默认 {}）" : " (default {})"), param.fallback);
  }
  return line + '\n';
}

std::string page(const rule::Kind& kind, Language language) {
  const bool zh = language == Language::chinese;
  std::string text = fmt::format("{}: {}\n\n", kind.name, kind.summary.in(language));
  text += zh ? "参数：\n" : "Parameters:\n";
  for (const rule::ParamSpec& param : kind.params) text += parameter_line(param, language);
  text += fmt::format(
      fmt::runtime(
          zh ? "每条规则还可写 id、level（默认 {}）、weight、hard: true、why。\n\n例：\n{}\n"
             : "Every rule may also say id, level (default {}), weight, hard: true and why."
               "\n\nExample:\n{}\n"),
      kind.default_level, kind.example);
  return text;
}

}  // namespace

int rules(const RulesOptions& options, Console& console) {
  if (options.kind.empty()) {
    for (const rule::Kind& kind : rule::catalog()) {
      console.out << fmt::format("{:<14} {}\n", kind.name, console.say(kind.summary));
    }
    return kDone;
  }
  if (const rule::Kind* kind = rule::find_kind(options.kind)) {
    console.out << page(*kind, console.language);
    return kDone;
  }
  std::vector<std::string_view> known;
  for (const rule::Kind& kind : rule::catalog()) known.push_back(kind.name);
  const std::string_view near = nearest_word(options.kind, known);
  console.err << fmt::format(
      fmt::runtime(console.say(
          {"muster: there is no rule kind \"{}\"{}\n", "muster：没有名为“{}”的规则种类{}\n"})),
      options.kind,
      near.empty()
          ? ""
          : fmt::format(fmt::runtime(console.say({"; did you mean \"{}\"?", "，您是指“{}”吗？"})),
                        near));
  return kBadInput;
}

}  // namespace muster::cli
