// Any bytes as a workspace: the loader answers with a workspace or with errors, never both or
// neither, and every diagnostic can be shown.
//
// Parts are separated by a line "%%"; a part's first letter says what file it is: t tasks as CSV,
// j tasks as JSON Lines, m the travel matrix, r rules, k tasks in YAML, else workspace YAML.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "load/workspace.h"

namespace {

constexpr std::string_view kSeparator = "\n%%\n";

std::string name_of(char kind, std::size_t number) {
  const std::string at = std::to_string(number);
  switch (kind) {
    case 't': return "tasks/" + at + ".csv";
    case 'j': return "tasks/" + at + ".jsonl";
    case 'm': return "travel.csv";
    case 'r': return "rules/" + at + ".yaml";
    case 'k': return "tasks/" + at + ".yaml";
    default: return at + ".yaml";
  }
}

std::map<std::string, std::string> files_of(std::string_view input) {
  std::map<std::string, std::string> files;
  while (!input.empty() && files.size() < 8) {
    const std::size_t end = input.find(kSeparator);
    const std::string_view part = input.substr(0, end);
    if (!part.empty()) files[name_of(part[0], files.size())] = std::string(part.substr(1));
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + kSeparator.size());
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  muster::load::Options options;
  options.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name.size() > 3) return std::nullopt;
    return "https://example.org/" + name;
  };
  const muster::load::Loaded loaded =
      muster::load::load_texts(files_of({reinterpret_cast<const char*>(data), size}), options);
  if (loaded.workspace.has_value() == loaded.diagnostics.any_error()) std::abort();
  for (const auto language : {muster::Language::english, muster::Language::chinese}) {
    const std::string text = to_text(loaded.diagnostics, loaded.sources, language);
    if (text.empty() && !loaded.diagnostics.all().empty()) std::abort();
  }
  return 0;
}
