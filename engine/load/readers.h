// Text to records, one function per format. Each reports what is wrong and goes on where it can.
// Records are views into the text, which must outlive them, and into the Arenas.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "load/record.h"

namespace muster::load {

// What every reader may rely on: UTF-8, no NUL, no line over the limit. False, with a diagnostic,
// where the text isn't so. Takes a byte-order mark away.
bool check_text(std::string& text, std::uint32_t file, Findings& findings);

struct Arenas {
  Arena trees;
  Arena texts;  // what does not stand in the file as it is meant: escapes, folded lines
};

// YAML 1.2 by yaml-cpp's events; no anchors, aliases or tags.
void read_yaml(const std::string& text, std::uint32_t file, Findings&, Arenas&, RecordSink&);
// One JSON object a line, each a record of "tasks". Empty lines are skipped.
void read_json_lines(std::string_view text, std::uint32_t file, Findings&, Arenas&, RecordSink&);
// A row a task; the header names the fields, dotted where nested; lists are separated by `;`.
void read_csv_tasks(std::string_view text, std::uint32_t file, Findings&, Arenas&, RecordSink&);

// RFC 4180 rows, header included; calls back with the cells of each row that has any.
void read_csv(std::string_view text, std::uint32_t file, Findings&, Arena& texts,
              const std::function<void(const std::vector<Word>&)>& row);

}  // namespace muster::load
