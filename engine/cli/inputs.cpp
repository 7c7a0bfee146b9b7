#include "cli/inputs.h"

#include "base/file.h"
#include "base/limits.h"
#include "load/characters.h"
#include "load/readers.h"
#include "plan/plan_json.h"

namespace muster::cli {

namespace fs = std::filesystem;

std::vector<fs::path> pack_folders() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = program.parent_path();
  return {folder / "../share/muster/rules/packs", folder / "../../rules/packs"};
}

Result<load::Loaded> read_files(const fs::path& path, int threads, Console& console,
                                const std::vector<fs::path>& also) {
  load::Options options;
  options.threads = threads;
  options.also = also;
  options.pack_folders = pack_folders();
  if (console.watched) {
    console.err << console.say({"reading ", "正在读取 "}) << path.string() << " …" << std::flush;
  }
  auto read = load::load_workspace(path, options);
  if (console.watched) console.err << "\r\x1b[2K" << std::flush;
  return read;
}

std::variant<load::Loaded, int> read_workspace(const fs::path& path, int threads, bool warnings,
                                               Console& console,
                                               const std::vector<fs::path>& also) {
  auto read = read_files(path, threads, console, also);
  if (!read) return console.fail(read.failure());
  load::Loaded loaded = std::move(read).value();
  const bool bad = loaded.diagnostics.any_error();
  if (bad || warnings) {
    console.err << to_text(loaded.diagnostics, loaded.sources, console.language) << std::flush;
  }
  if (bad || !loaded.workspace) return kBadInput;
  return loaded;
}

std::variant<plan::Plan, int> read_plan(const fs::path& path, load::Loaded& loaded,
                                        Console& console) {
  auto text = read_file(path, limits::kFileBytes);
  if (!text) return console.fail(text.failure());
  const std::uint32_t file = loaded.sources.add(path.string(), std::move(text).value());
  Diagnostics diagnostics;
  auto plan = plan::parse_plan(loaded.workspace->problem, loaded.workspace->rules.levels, file,
                               loaded.sources.file(file).text, diagnostics);
  console.err << to_text(diagnostics, loaded.sources, console.language) << std::flush;
  if (!plan || diagnostics.any_error()) return kBadInput;
  return std::move(*plan);
}

template <class Row>
std::variant<std::vector<Row>, int> read_rows(const fs::path& path, Sources& sources,
                                              Console& console) {
  auto text = read_file(path, limits::kFileBytes);
  if (!text) return console.fail(text.failure());
  Diagnostics findings;
  const auto file = static_cast<std::uint32_t>(sources.size());
  const bool good = load::check_text(text.value(), file, findings);
  sources.add(path.string(), std::move(text).value());
  std::vector<Row> rows;
  if (good) {
    const std::string_view all = sources.file(file).text;
    if constexpr (std::is_same_v<Row, load::AttendanceRow>) {
      rows = load::read_attendance(all, file, findings);
    } else {
      rows = load::read_history(all, file, findings);
    }
  }
  console.err << to_text(load::with_characters(findings, sources), sources, console.language)
              << std::flush;
  if (findings.any_error()) return kBadInput;
  return rows;
}

template std::variant<std::vector<load::HistoryRow>, int> read_rows(const fs::path&, Sources&,
                                                                    Console&);
template std::variant<std::vector<load::AttendanceRow>, int> read_rows(const fs::path&, Sources&,
                                                                       Console&);

void warn_of_other_score(const plan::Plan& plan, const rule::Score& counted,
                         const load::Loaded& loaded, Console& console) {
  const auto file = static_cast<std::uint32_t>(loaded.sources.size() - 1);
  Diagnostics diagnostics;
  plan::compare_scores(plan, counted, file, loaded.sources.file(file).text, diagnostics);
  console.err << to_text(diagnostics, loaded.sources, console.language) << std::flush;
}

int exit_code(const load::Workspace& workspace, const rule::Score& score) {
  const auto must = workspace.rules.level_of(static_cast<int>(model::Priority::must));
  return score[rule::Levels::hard()] > 0 || score[must] > 0 ? kMustUnserved : kDone;
}

}  // namespace muster::cli
