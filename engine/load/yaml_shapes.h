// Stretches of YAML that differ in their words only are parsed once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "load/yaml_events.h"

namespace muster::load {

// A text with every word in it written as `x`. A word is a run of letters, digits, bytes beyond
// ASCII and, further on, of -_./ — what YAML has no special meaning for.
class YamlOutline {
 public:
  void draw(std::string_view text);
  const std::string& shape() const { return shape_; }
  std::size_t longest_line() const { return longest_line_; }  // of the text, in bytes
  std::uint32_t lines() const { return lines_; }              // that end in it

  // A position of a text so that it can be found again in another text of the same shape.
  struct Spot {
    std::uint32_t words = 0;  // before it
    std::uint32_t at = 0;     // in the shape
  };
  // False within a word.
  bool find(std::size_t offset, Spot& spot) const;
  std::size_t offset(Spot spot) const { return spot.at + longer_[spot.words]; }

 private:
  std::string shape_;
  std::size_t longest_line_ = 0;
  std::uint32_t lines_ = 0;
  std::vector<std::uint32_t> starts_;  // by word, in the text
  // By word, and behind the last: how much longer the text is before it than the shape.
  std::vector<std::uint32_t> longer_;
};

// Events of texts by their shape.
class YamlShapes {
 public:
  // Calls take(event) with the events of `text`, which is drawn in `outline`, if they are known.
  // Offsets, lines and texts are the text's own.
  template <class Take>
  bool replay(std::string_view text, const YamlOutline& outline, Take take) const;
  // Remembers the events of a text, unless another of the same shape might have others.
  void learn(std::string_view text, const YamlOutline& outline,
             const std::vector<YamlEvent>& events);

 private:
  static constexpr std::size_t kShapes = 10'000;
  static constexpr std::size_t kShapeBytes = std::size_t{1} << 24;  // of all together
  // YAML looks for a key's colon no further than 1,024 characters: words of any length are alike
  // in shorter lines only.
  static constexpr std::size_t kLine = 1'000;

  struct Step {
    YamlEvent event;
    YamlOutline::Spot from, to, line;  // `to` behind a scalar's text, `line` its line's begin
  };
  static bool is_general(std::string_view text, const YamlOutline& outline, const YamlEvent& event,
                         Step& step);

  boost::unordered_flat_map<std::string, std::vector<Step>, std::hash<std::string>> shapes_;
  std::size_t shape_bytes_ = 0;
};

template <class Take>
bool YamlShapes::replay(std::string_view text, const YamlOutline& outline, Take take) const {
  if (outline.longest_line() > kLine) return false;
  const auto found = shapes_.find(outline.shape());
  if (found == shapes_.end()) return false;
  for (const Step& step : found->second) {
    YamlEvent event = step.event;
    event.offset = outline.offset(step.from);
    event.column = static_cast<std::uint32_t>(event.offset - outline.offset(step.line));
    if (event.kind == YamlEvent::Kind::scalar) {
      const std::size_t from = event.offset + (event.quoted ? 1 : 0);
      event.text = text.substr(from, outline.offset(step.to) - from);
    }
    if (!take(event)) break;
  }
  return true;
}

}  // namespace muster::load
