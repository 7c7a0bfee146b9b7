// A bulk file says the same things over and over: a hundred thousand tasks have a few hundred
// shapes. yaml-cpp, which takes 30 µs a task, looks at one text of each shape only; the others'
// events are the same but for their words and positions.
//
// Why the events are the same: YAML's tokens are told apart by characters that are no words' and by
// columns. Characters that are not words' are equal in texts of one shape. Columns matter for what
// is told by indentation, and that begins behind blanks and dashes only, or the shape isn't
// remembered; so columns are equal there too. The words that mean "no value" stand in the shape as
// they are. What isn't written as it is meant (escapes, folded lines), anchors, tags and aliases
// are not remembered either.
#include "load/yaml_shapes.h"

#include <algorithm>
#include <array>

namespace muster::load {

namespace {

enum class Letter : std::uint8_t { other, inner, word };

constexpr std::array<Letter, 256> letters() {
  std::array<Letter, 256> all{};
  for (int c = '0'; c <= '9'; ++c) all[static_cast<std::size_t>(c)] = Letter::word;
  for (int c = 'a'; c <= 'z'; ++c) all[static_cast<std::size_t>(c)] = Letter::word;
  for (int c = 'A'; c <= 'Z'; ++c) all[static_cast<std::size_t>(c)] = Letter::word;
  for (std::size_t c = 0x80; c < 0x100; ++c) all[c] = Letter::word;
  for (unsigned char c : {'-', '_', '.', '/'}) all[c] = Letter::inner;
  return all;
}

constexpr std::array<Letter, 256> kLetters = letters();

Letter letter(char c) { return kLetters[static_cast<unsigned char>(c)]; }

bool is_null(std::string_view word) { return word == "null" || word == "Null" || word == "NULL"; }

}  // namespace

void YamlOutline::draw(std::string_view text) {
  shape_.clear();
  starts_.clear();
  longer_.assign(1, 0);
  longest_line_ = 0;
  lines_ = 0;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (letter(text[at]) != Letter::word) {
      if (text[at] == '\n') {
        longest_line_ = std::max(longest_line_, at - line);
        line = at + 1;
        ++lines_;
      }
      shape_ += text[at++];
      continue;
    }
    const std::size_t from = at;
    while (at < text.size() && letter(text[at]) != Letter::other) ++at;
    const std::string_view word = text.substr(from, at - from);
    if (is_null(word)) {
      shape_ += word;
      continue;
    }
    shape_ += 'x';
    starts_.push_back(static_cast<std::uint32_t>(from));
    longer_.push_back(longer_.back() + static_cast<std::uint32_t>(word.size() - 1));
  }
  longest_line_ = std::max(longest_line_, text.size() - line);
}

bool YamlOutline::find(std::size_t offset, Spot& spot) const {
  const auto after = std::lower_bound(starts_.begin(), starts_.end(), offset);
  spot.words = static_cast<std::uint32_t>(after - starts_.begin());
  if (spot.words > 0) {
    const std::size_t last = spot.words - 1;
    const std::size_t length = longer_[last + 1] - longer_[last] + 1;
    if (offset < starts_[last] + length) return false;
  }
  spot.at = static_cast<std::uint32_t>(offset - longer_[spot.words]);
  return true;
}

bool YamlShapes::is_general(std::string_view text, const YamlOutline& outline,
                            const YamlEvent& event, Step& step) {
  step.event = event;
  step.event.text = {};
  step.event.tag = {};
  const std::size_t line = event.offset - event.column;
  if (!outline.find(event.offset, step.from) || !outline.find(line, step.line)) return false;
  if (event.block) {
    const std::string_view before = text.substr(line, event.column);
    if (before.find_first_not_of(" -") != before.npos) return false;
  }
  if (event.kind != YamlEvent::Kind::scalar) return true;
  const std::size_t end = event.offset + (event.quoted ? 1 : 0) + event.text.size();
  return event.as_written && outline.find(end, step.to);
}

void YamlShapes::learn(std::string_view text, const YamlOutline& outline,
                       const std::vector<YamlEvent>& events) {
  if (outline.longest_line() > kLine || shapes_.size() >= kShapes) return;
  shape_bytes_ += outline.shape().size() + events.size() * sizeof(Step);
  if (shape_bytes_ > kShapeBytes) return;
  std::vector<Step> steps(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!is_general(text, outline, events[i], steps[i])) return;
  }
  shapes_.emplace(outline.shape(), std::move(steps));
}

}  // namespace muster::load
