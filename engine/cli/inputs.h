// What every command reads first: the workspace, and a plan made for it.
#pragma once

#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "cli/console.h"
#include "load/history_file.h"
#include "load/workspace.h"
#include "plan/plan.h"

namespace muster::cli {

// Rule packs of this program: beside an installed one (share/muster/rules/packs), or those of the
// source tree it was built in.
std::vector<std::filesystem::path> pack_folders();

// The workspace as it is, with its trouble; a watched console shows that it is being read.
// `also`: files read on top of it.
Result<load::Loaded> read_files(const std::filesystem::path&, int threads, Console&,
                                const std::vector<std::filesystem::path>& also = {});
// The workspace, ready to use; or the exit code after its trouble has been printed. Warnings are
// printed only when `warnings` is set.
std::variant<load::Loaded, int> read_workspace(const std::filesystem::path&, int threads,
                                               bool warnings, Console&,
                                               const std::vector<std::filesystem::path>& also = {});
// The plan at `path` ("-": not supported), bound to `loaded`; or the exit code.
std::variant<plan::Plan, int> read_plan(const std::filesystem::path& path, load::Loaded& loaded,
                                        Console&);
// The rows of a history or an attendance list, whose text is added to `sources`; or the exit code
// after what is wrong has been printed. Row: load::HistoryRow or load::AttendanceRow.
template <class Row>
std::variant<std::vector<Row>, int> read_rows(const std::filesystem::path&, Sources& sources,
                                              Console&);
// Warns where the plan read last into `loaded` states another score than the verifier counted.
void warn_of_other_score(const plan::Plan&, const rule::Score& counted, const load::Loaded& loaded,
                         Console&);

// kMustUnserved when a must session is unserved or level hard costs, else kDone.
int exit_code(const load::Workspace&, const rule::Score&);

}  // namespace muster::cli
