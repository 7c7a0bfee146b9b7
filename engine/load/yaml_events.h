// YAML as a row of events, by yaml-cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "load/arena.h"

namespace muster::load {

// Lines and columns count from zero, columns and offsets in bytes.
struct YamlEvent {
  enum class Kind : std::uint8_t { document, null, alias, scalar, list, map, end };
  Kind kind = Kind::null;
  bool quoted = false;      // of a scalar
  bool block = false;       // of a list or map: told by indentation
  bool anchored = false;    // has an anchor, which nothing here may have
  bool as_written = false;  // of a scalar: `text` stands in the input
  std::uint32_t line = 0, column = 0;
  std::size_t offset = 0;  // in the input; of a quoted scalar, of its quote
  std::string_view text;   // of a scalar
  std::string_view tag;    // one that was written; valid during the call
};

// What yaml-cpp can't go on from.
struct YamlTrouble {
  int line = 0, column = 0;  // below zero: it does not say
  std::string message;
  bool stray = false;  // a character that nothing before it asks for
};

// Calls `take` with the events of all documents of the input, which is the concatenation of
// `parts`, each of them valid until the events are; until it returns false. Texts that don't stand
// in one of the parts as they are meant are kept in `texts`. Throws YamlTrouble.
void read_yaml_events(std::initializer_list<std::string_view> parts, Arena& texts,
                      const std::function<bool(const YamlEvent&)>& take);

}  // namespace muster::load
