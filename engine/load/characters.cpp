#include "load/characters.h"

#include <algorithm>
#include <map>
#include <vector>

namespace muster::load {

namespace {

std::uint32_t characters(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

Place converted(Place place, std::string_view line) {
  if (place.line == 0 || place.column == 0) return place;
  const std::size_t from = std::min<std::size_t>(place.column - 1, line.size());
  place.column = characters(line.substr(0, from)) + 1;
  place.length = characters(line.substr(from, place.length));
  return place;
}

// Where the lines of a file begin.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
      starts_.push_back(at + 1);
    }
  }
  std::string_view line(std::uint32_t number) const {
    if (number == 0 || number > starts_.size()) return {};
    const std::string_view rest = text_.substr(starts_[number - 1]);
    std::string_view line = rest.substr(0, rest.find('\n'));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

}  // namespace

Place with_characters(Place place, const Sources& sources) {
  if (place.file == Place::kNoFile) return place;
  return converted(place, sources.line(place.file, place.line));
}

Diagnostics with_characters(const Diagnostics& diagnostics, const Sources& sources) {
  std::map<std::uint32_t, Lines> files;
  const auto convert = [&](Place place) {
    if (place.file == Place::kNoFile) return place;
    auto at = files.find(place.file);
    if (at == files.end()) {
      at = files.emplace(place.file, Lines(sources.file(place.file).text)).first;
    }
    return converted(place, at->second.line(place.line));
  };
  Diagnostics all;
  Diagnostic last_error, last_warning;
  for (const Diagnostic& each : diagnostics.all()) {
    (each.text->severity == Severity::error ? last_error : last_warning).text = each.text;
    Diagnostic& added = all.add(*each.text, convert(each.place), each.args);
    for (const RelatedPlace& related : each.related) {
      added.related.push_back({convert(related.place), related.label});
    }
  }
  // Those beyond the limit are not kept, but counted.
  while (last_error.text != nullptr && all.errors() < diagnostics.errors()) {
    all.add(*last_error.text, {});
  }
  while (last_warning.text != nullptr && all.warnings() < diagnostics.warnings()) {
    all.add(*last_warning.text, {});
  }
  return all;
}

}  // namespace muster::load
