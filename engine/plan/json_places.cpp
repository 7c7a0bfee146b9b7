#include "plan/json_places.h"

#include <algorithm>

namespace muster::plan {

namespace {

std::size_t characters_in(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace

std::size_t JsonPlaces::skip_space(std::size_t at) const {
  at = text_.find_first_not_of(" \t\r\n", at);
  return std::min(at, text_.size());
}

std::size_t JsonPlaces::skip_string(std::size_t at) const {
  for (++at; at < text_.size() && text_[at] != '"'; ++at) {
    if (text_[at] == '\\') ++at;
  }
  return std::min(at + 1, text_.size());
}

std::size_t JsonPlaces::skip_value(std::size_t at) const {
  int depth = 0;
  while (at < text_.size()) {
    const char c = text_[at];
    if (c == '"') {
      at = skip_string(at);
    } else if (c == '{' || c == '[') {
      ++depth;
      ++at;
    } else if (c == '}' || c == ']') {
      --depth;
      ++at;
    } else if (depth == 0) {
      return std::min(text_.find_first_of(",]} \t\r\n", at), text_.size());
    } else {
      ++at;
    }
    if (depth == 0) return at;
  }
  return text_.size();
}

// visit(key offset, raw key, value offset) for each member in order.
template <class Visit>
void JsonPlaces::each_member(std::size_t object, Visit visit) const {
  if (object >= text_.size() || text_[object] != '{') return;
  std::size_t at = skip_space(object + 1);
  while (at < text_.size() && text_[at] == '"') {
    const std::size_t end = skip_string(at);
    const std::size_t value = skip_space(skip_space(end) + 1);
    visit(at, text_.substr(at + 1, end - at - 2), value);
    at = skip_space(skip_value(value));
    if (at < text_.size() && text_[at] == ',') at = skip_space(at + 1);
  }
}

std::size_t JsonPlaces::member(std::size_t object, std::string_view key) const {
  std::size_t found = object;
  each_member(object, [&](std::size_t, std::string_view name, std::size_t value) {
    if (name == key) found = value;
  });
  return found;
}

std::size_t JsonPlaces::key(std::size_t object, std::string_view key) const {
  std::size_t found = object;
  each_member(object, [&](std::size_t at, std::string_view name, std::size_t) {
    if (name == key) found = at;
  });
  return found;
}

std::vector<std::size_t> JsonPlaces::elements(std::size_t array) const {
  std::vector<std::size_t> found;
  if (array >= text_.size() || text_[array] != '[') return found;
  std::size_t at = skip_space(array + 1);
  while (at < text_.size() && text_[at] != ']') {
    found.push_back(at);
    at = skip_space(skip_value(at));
    if (at < text_.size() && text_[at] == ',') at = skip_space(at + 1);
  }
  return found;
}

Place JsonPlaces::place(std::size_t offset) const {
  if (offset >= text_.size()) return byte(offset);
  const char c = text_[offset];
  const std::size_t end = c == '{' || c == '[' ? offset + 1 : skip_value(offset);
  return byte(offset, characters_in(text_.substr(offset, end - offset)));
}

Place JsonPlaces::byte(std::size_t offset, std::size_t characters) const {
  offset = std::min(offset, text_.size());
  if (lines_.empty()) {
    lines_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\n') lines_.push_back(i + 1);
    }
  }
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), offset);
  const std::size_t begin = *std::prev(after);
  const std::size_t column = characters_in(text_.substr(begin, offset - begin)) + 1;
  return {file_, static_cast<std::uint32_t>(after - lines_.begin()),
          static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(characters)};
}

}  // namespace muster::plan
