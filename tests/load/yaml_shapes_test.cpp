// Items of one shape are parsed once; what they are read to does not show it.
#include <fmt/format.h>

#include "base/random.h"
#include "load/readers.h"
#include "loading.h"

using namespace muster;
using namespace muster::load;
using namespace muster::load::testing;

namespace {

using Strings = std::vector<std::string>;

// Records as texts, with all places; lines count from behind `line`.
class Collector final : public RecordSink {
 public:
  explicit Collector(std::uint32_t line) : line_(line) {}
  void section(Word key, Node value) override { records.push_back(shown(key) + shown(value)); }
  bool record(Word key, Node item) override {
    records.push_back(std::string(key.text) + shown(item));
    return false;
  }
  Strings records;

 private:
  std::string at(const Place& place) const {
    return fmt::format("@{}:{}+{}", place.line - line_, place.column, place.length);
  }
  std::string shown(const Word& word) const {
    return fmt::format("<{}>{}", word.text, at(word.place));
  }
  std::string shown(const Node& node) const {
    if (node.is_null()) return "~" + at(node.place);
    if (node.is_scalar()) return shown(node.word()) + (node.quoted ? "q" : "");
    std::string text = node.is_map() ? "{" : "[";
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (node.is_map()) text += shown(node.keys[i]) + ": ";
      text += shown(node.items[i]) + ", ";
    }
    return text + (node.is_map() ? "}" : "]") + at(node.place);
  }
  std::uint32_t line_;
};

struct Reading {
  Strings records;
  std::size_t findings = 0;
};

Reading read_records(const std::string& text, std::uint32_t line) {
  Findings findings;
  Arenas arenas;
  Collector collector(line);
  read_yaml(text, 0, findings, arenas, collector);
  return {collector.records, findings.errors() + findings.warnings()};
}

std::string pick(Random& random, const Strings& all) {
  return all[random.below(static_cast<std::uint32_t>(all.size()))];
}

std::string word(Random& random) {
  static const Strings kWords{"a",          "river-patrol-7",
                              "青年突击队", "08:30",
                              "2017-09-04", "null",
                              "Null",       "nullable",
                              "~",          "90min",
                              "it's",       "x#y",
                              "a.b/c_d",    "-5",
                              "a b c",      "说：好，的",
                              "\"null\"",   "'don''t'",
                              "\"\"",       "\"a\\tb\"",
                              "\"\\\\\"",   "'q: [x'",
                              "*",          "a- b",
                              "1.",         "\"长 {x}\"",
                              "y: z",       "http://a.b/c",
                              "|",          "@x"};
  return pick(random, kWords);
}

std::string flow(Random& random, int depth) {
  const std::uint32_t kind = depth > 2 ? 0 : random.below(3);
  if (kind == 0) return word(random);
  std::string text = kind == 1 ? "[" : "{";
  for (std::uint32_t n = random.below(4); n > 0; --n) {
    if (kind == 2) text += word(random) + ": ";
    text += flow(random, depth + 1) + pick(random, {", ", ",", ",\n      "});
  }
  return text + (kind == 1 ? "]" : "}");
}

std::string value(Random& random, const std::string& indent) {
  switch (random.below(9)) {
    case 0: return " " + flow(random, 0);
    case 1: return " |\n" + indent + "  " + word(random) + "\n" + indent + "  - " + word(random);
    case 2: return " >-\n" + indent + "   " + word(random) + "\n\n" + indent + "   more";
    case 3: return "\n" + indent + "  - " + word(random) + "\n" + indent + "  - k: v";
    case 4: return "\n" + indent + "- " + word(random) + "\n" + indent + "- " + word(random);
    case 5: return " " + word(random) + " # why: " + word(random);
    case 6: return " " + word(random) + "\n" + indent + "  on the next line";
    case 7: return "\n" + indent + "  k: " + word(random) + "\n" + indent + "  l:";
    default: return " " + word(random);
  }
}

// Something that may be an item of a list at `indent`, by chance no YAML at all.
std::string item(Random& random, const std::string& indent) {
  std::string text = indent + "- ";
  if (random.chance(0.1)) return text + flow(random, 0) + "\n";
  for (std::uint32_t n = 1 + random.below(3); n > 0; --n) {
    text += fmt::format("k{}:{}", n, value(random, indent + "  "));
    text += pick(random, {"\n", "\n", "\n\n", "\r\n", "\n# remark\n", "   \n"});
    if (n > 1) text += indent + "  ";
  }
  return text;
}

std::uint32_t lines_in(const std::string& text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("an item among others is read as it is alone") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    const std::string indent(random.below(4), ' ');
    std::string text = random.chance(0.5) ? "# all\n\nuse: [a]\ntasks:\n" : "tasks:\n";
    Strings expected = read_records(text + indent + "- end: x\n", 0).records;
    expected.pop_back();
    for (int n = 0; n < 30; ++n) {
      const std::string one = item(random, indent);
      const Reading alone =
          read_records("tasks:\n" + one + indent + "- end: x\n", 1 - lines_in(text));
      if (alone.findings > 0 || alone.records.size() != 2) continue;
      text += one;
      expected.push_back(alone.records[0]);
      ++compared;
    }
    INFO("seed " << seed << "\n" << text);
    Reading together = read_records(text + indent + "- end: x\n", 0);
    CHECK(together.findings == 0);
    together.records.pop_back();
    REQUIRE(together.records == expected);
  }
  CHECK(compared > 4000);
}

TEST_CASE("what is wrong in an item is told where it stands, whatever was read before it") {
  const Loaded loaded = load_with(R"(tasks:
  - {id: talk-1, duration: 1h, needs: [{people: 1}]}
  - {id: talk-22, duration: 30min, needs: [{people: 2}]}
  - {id: talk-333, duration: soon, needs: [{people: 3}]}
  - {id: talk-4, duration: 2h, needs: [{people: "3"}]}
  - {id: talk-5, duration: 2h, needs: [{peolpe: "3"}]}
  - {id: talk-1, duration: 2h, needs: [{people: 3}]}
  - {id: talk-6, duration: 2h, needs: [{people: 3}}
  - {id: talk-7, duration: 2h, needs: [{people: 3}]}
)");
  CHECK(texts(loaded) == R"(main.yaml:4:30: error: "soon" is not a duration [not-a-duration]
   4 |   - {id: talk-333, duration: soon, needs: [{people: 3}]}
     |                              ^~~~
  try: 90min, 2h, 1d or 1h30min
main.yaml:6:40: error: "people" is missing [missing-key]
   6 |   - {id: talk-5, duration: 2h, needs: [{peolpe: "3"}]}
     |                                        ^
  try: `people: …`
main.yaml:6:41: error: unknown key "peolpe" [unknown-key]
   6 |   - {id: talk-5, duration: 2h, needs: [{peolpe: "3"}]}
     |                                         ^~~~~~
  try: "people"
main.yaml:7:10: error: the id "talk-1" is used twice [duplicate-id]
   7 |   - {id: talk-1, duration: 2h, needs: [{people: 3}]}
     |          ^~~~~~
  try: rename one of them
  main.yaml:2:10: first written here
   2 |   - {id: talk-1, duration: 1h, needs: [{people: 1}]}
     |          ^~~~~~
main.yaml:8:51: error: this is not YAML: illegal flow end [yaml-syntax]
   8 |   - {id: talk-6, duration: 2h, needs: [{people: 3}}
     |                                                   ^
  try: look at the indentation, quotes and brackets before this place
)");
}

TEST_CASE("an item that nothing closes is read on as it would be without the others") {
  const std::string one = "  - {id: talk-1, duration: 1h, needs: [{people: 1}]}\n";
  const auto ids = [](const std::string& text) {
    return session_ids(good(load_with("tasks:\n" + text)).problem);
  };
  // Within the quotes there is no item.
  const std::string quoted = "  - id: talk-2\n    note: \"\n" + one +
                             "  - x\"\n    duration: 1h\n    needs: [{people: 1}]\n";
  CHECK(ids(one + quoted + "  - {id: talk-3, duration: 1h, needs: [{people: 1}]}\n") ==
        Strings{"talk-1", "talk-2", "talk-3"});
  // The same words stand for text in one and for a key in the other.
  const std::string noted =
      "  - id: talk-2\n    note: |\n      needs: []\n    duration: 1h\n    needs: [{people: 1}]\n";
  CHECK(ids(one + noted + noted.substr(0, 13) + '4' + noted.substr(14)) ==
        Strings{"talk-1", "talk-2", "talk-4"});
}
