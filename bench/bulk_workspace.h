// The same tasks as YAML, JSON Lines and CSV: what bench_load reads.
#pragma once

#include <cstdint>
#include <filesystem>

namespace muster::bench {

enum class Format { yaml, json_lines, csv };

// Where the tasks of a bulk workspace are.
std::filesystem::path tasks_file(const std::filesystem::path& folder, Format);

// Writes a workspace of `tasks` tasks into `folder`, which exists and is empty; same seed, same
// bytes on every machine. False where it can't be written.
//
// One zone of four weeks with a village for 200 tasks, a venue for 1,000 and a team for 500, the
// rules of the packs volunteer-service and grid-governance, and tasks of the kinds of
// examples/yongkang as a zone's other systems would hand them over: one record a task with a
// Chinese name that says the village, kind, lines, grid, priority, one need (head counts, one skill
// or none, kinds of teams), a duration and one window. Of a hundred tasks 84 happen on one date, 10
// on any working day of the four weeks and 6 weekly; a third needs a venue; one in twenty has a
// note.
bool write_bulk_workspace(const std::filesystem::path& folder, Format, std::uint32_t tasks,
                          std::uint64_t seed);

}  // namespace muster::bench
