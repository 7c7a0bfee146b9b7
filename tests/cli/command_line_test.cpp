// What is wrong with a command line is said in the user's language, with the nearest word.
#include <catch2/catch.hpp>

#include "cli/process.h"

using muster::tests::run;
using muster::tests::TemporaryFolder;

TEST_CASE("every mistake on a command line has its sentence in both languages") {
  struct Mistake {
    std::string line, english, chinese, command = "muster";
  };
  const TemporaryFolder folder;
  for (const Mistake& each : std::vector<Mistake>{
           {"plam w", "no command is called \"plam\"; did you mean \"plan\"?",
            "没有命令“plam”，您是指“plan”吗？"},
           {"history ad w", "no command is called \"ad\"; did you mean \"add\"?",
            "没有命令“ad”，您是指“add”吗？", "muster history"},
           {"plan w --sed 3", "there is no option --sed; did you mean \"--seed\"?",
            "没有选项 --sed，您是指“--seed”吗？", "muster plan"},
           {"check a b", "\"b\" is one word too many", "多余的参数“b”", "muster check"},
           {"plan", "workspace is missing", "缺少 workspace", "muster plan"},
           {"plan w --seed x", "--seed: x is not a whole number, or too large",
            "--seed：x 不是整数，或者太大", "muster plan"},
           {"plan w --seed", "--seed needs a value", "--seed 后面缺少值", "muster plan"},
           {"attend w a b rate --rating 6", "--rating: 6 is not between 1 and 5",
            "--rating：6 不在 1 到 5 之间", "muster attend"},
           {"plan w --base b --max-disturbed -1", "--max-disturbed: -1 is below zero",
            "--max-disturbed：-1 小于零", "muster plan"},
           {"answer w a b acept",
            "answer: acept is none of accept, decline; did you mean \"accept\"?",
            "answer：acept 不在可选值之中：accept, decline，您是指“accept”吗？", "muster answer"},
           {"report w p --to htm",
            "--to: htm is none of csv, html, ics, text; did you mean \"html\"?",
            "--to：htm 不在可选值之中：csv, html, ics, text，您是指“html”吗？", "muster report"},
           {"plan w --time soon", "--time: soon is not a time like 500ms, 10s, 5min or 1h",
            "--time：soon 不是 500ms、10s、5min、1h 这样的时长", "muster plan"},
           {"plan w --freeze 2h", "--freeze goes with --base only", "--freeze 只能与 --base 一起用",
            "muster plan"}}) {
    INFO(each.line);
    const auto english = run("$MUSTER " + each.line, folder.path());
    CHECK(english.code == 2);
    CHECK(english.err == "muster: " + each.english + "\nSee: " + each.command + " --help\n");
    CHECK(run("$MUSTER --lang zh " + each.line, folder.path()).err ==
          "muster：" + each.chinese + "\n用法见：" + each.command + " --help\n");
  }
  CHECK(run("$MUSTER", folder.path()).err.find("say what to do: check, plan, ") !=
        std::string::npos);
  CHECK(run("$MUSTER --version", folder.path()).out == "muster 0.1.0\n");
}
