// A programme's changes, as its organisers made them, planned again one after the other.
//
// A file is a table with tabs: commit_unix, seq, guid, change (initial, add, move, change, drop),
// old_start, old_duration, old_room, new_start, new_duration, new_room. Rooms become venues, rows
// sessions at a fixed time; helpers are invented, three for each session. A commit with more than
// 50 changes is a glitch of an import and left out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace muster::bench {

// A TSV row a file: changes, latency, people disturbed by one, rules broken over all. Returns an
// exit code: 1 where a rule was broken, 2 where a file can't be read.
int replay(const std::vector<std::string>& files, std::uint64_t effort);

}  // namespace muster::bench
