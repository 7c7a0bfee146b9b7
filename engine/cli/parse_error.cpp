// CLI11 has its sentences in English only, and their parts in no other way than in them: they are
// taken apart here. One that is not known stays as it is.
#include "cli/parse_error.h"

#include <algorithm>
#include <array>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/diagnostic.h"

namespace muster::cli {

namespace {

struct Sentence {
  const char* pattern;
  Bilingual text;    // {0} is the option, {1} what was given
  int choices = -1;  // the group that lists what may be given: "a,b"
};

constexpr std::array<Sentence, 11> kSentences{{
    {R"((\S+) is required)", {"{0} is missing", "缺少 {0}"}},
    {R"(Could not convert: (\S+) = (.*))",
     {"{0}: {1} is not a whole number, or too large", "{0}：{1} 不是整数，或者太大"}},
    {R"((\S+): Value (\S+) not in range 0\.0+ to .*)",
     {"{0}: {1} is below zero", "{0}：{1} 小于零"}},
    {R"((\S+): Value (\S+) not in range (\S+) to (\S+))",
     {"{0}: {1} is not between {2} and {3}", "{0}：{1} 不在 {2} 到 {3} 之间"}},
    {R"((\S+): (.*) not in \{(.*)\})",
     {"{0}: {1} is none of {2}", "{0}：{1} 不在可选值之中：{2}"},
     2},
    {R"((\S+): Check (.*) value in \{(.*)\} OR .* FAILED)",
     {"{0}: {1} is none of {2}", "{0}：{1} 不在可选值之中：{2}"},
     2},
    {R"((\S+): not a time like .*: (.*))",
     {"{0}: {1} is not a time like 500ms, 10s, 5min or 1h",
      "{0}：{1} 不是 500ms、10s、5min、1h 这样的时长"}},
    {R"((\S+): not a span like .*: (.*))",
     {"{0}: {1} is not a span like 90min, 48h or 2d", "{0}：{1} 不是 90min、48h、2d 这样的时长"}},
    {R"((\S+) requires (\S+))", {"{0} goes with {1} only", "{0} 只能与 {1} 一起用"}},
    {R"((\S+): \d+ required \S+ missing)", {"{0} needs a value", "{0} 后面缺少值"}},
    {R"((\S+): At Most \d+ required.*)", {"{0} is given too often", "{0} 写了多次"}},
}};

// "csv->1,text->0" and "text,csv" alike.
std::vector<std::string> words_of(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string word = list.substr(at, end - at);
    out.push_back(word.substr(0, word.find("->")));
    at = end + 1;
  }
  return out;
}

std::string hint(const std::string& word, const std::vector<std::string>& known,
                 const Console& console) {
  const std::string_view near =
      nearest_word(word, std::vector<std::string_view>(known.begin(), known.end()));
  if (near.empty()) return "";
  return fmt::format(fmt::runtime(console.say({"; did you mean \"{}\"?", "，您是指“{}”吗？"})),
                     near);
}

// Of an option: what it takes.
std::string of_option(const std::string& said, const Console& console) {
  for (const Sentence& each : kSentences) {
    std::smatch match;
    if (!std::regex_match(said, match, std::regex(each.pattern))) continue;
    std::array<std::string, 4> parts;
    for (std::size_t i = 1; i < match.size(); ++i) parts[i - 1] = match[i];
    std::string near;
    if (each.choices >= 0) {
      std::string& list = parts[static_cast<std::size_t>(each.choices)];
      const auto words = words_of(list);
      near = hint(parts[1], words, console);
      list = fmt::format("{}", fmt::join(words, ", "));
    }
    return fmt::format(fmt::runtime(console.say(each.text)), parts[0], parts[1], parts[2],
                       parts[3]) +
           near;
  }
  return said;
}

// No command, or none that there is: what was written in its place.
std::string of_command(const CLI::App& app, int argc, const char* const* argv,
                       const Console& console) {
  const CLI::App* within = &app;
  std::string wrong;
  for (int i = 1; i < argc && wrong.empty(); ++i) {
    const std::string word = argv[i];
    if (word == "--lang") ++i;
    if (word.starts_with("-")) continue;
    const auto next =
        within->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
    if (next.empty()) wrong = word;
    if (!next.empty()) within = next.front();
  }
  std::vector<std::string> known;
  for (const CLI::App* each : within->get_subcommands([](const CLI::App*) { return true; })) {
    known.push_back(each->get_name());
  }
  if (wrong.empty()) {
    return fmt::format(fmt::runtime(console.say({"say what to do: {}", "请写要做什么：{}"})),
                       fmt::join(known, ", "));
  }
  return fmt::format(fmt::runtime(console.say({"no command is called \"{}\"", "没有命令“{}”"})),
                     wrong) +
         hint(wrong, known, console);
}

// Words that nothing takes; what looks like an option explains the others.
std::string of_extras(const std::string& list, const CLI::App& command, const Console& console) {
  std::string first;
  std::string word;
  for (std::size_t at = 0; at < list.size(); at += word.size() + 1) {
    word = list.substr(at, list.find(' ', at) - at);
    const bool better = word.starts_with("-") && !first.starts_with("-");
    if (first.empty() || better) first = word;
  }
  if (!first.starts_with("-")) {
    return fmt::format(fmt::runtime(console.say({"\"{}\" is one word too many", "多余的参数“{}”"})),
                       first);
  }
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  return fmt::format(fmt::runtime(console.say({"there is no option {}", "没有选项 {}"})), first) +
         hint(first, known, console);
}

}  // namespace

int say_parse_error(const CLI::ParseError& error, const CLI::App& app, int argc,
                    const char* const* argv, Console& console) {
  if (error.get_exit_code() == 0) return app.exit(error, console.out, console.err);
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::string said = error.what();
  const std::size_t colon = said.find(": ");
  std::string text;
  if (said.starts_with("The following argument") && colon != said.npos) {
    text = of_extras(said.substr(colon + 2), command, console);
  } else if (said == "A subcommand is required") {
    text = of_command(app, argc, argv, console);
  } else {
    text = of_option(said, console);
  }
  console.err << fmt::format(fmt::runtime(console.say({"muster: {}\nSee: {} --help\n",
                                                       "muster：{}\n用法见：{} --help\n"})),
                             text, chosen.empty() ? "muster" : "muster " + command.get_name());
  return kBadInput;
}

}  // namespace muster::cli
