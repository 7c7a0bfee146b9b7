#include "load/fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "load/messages.h"

namespace muster::load {

KnownKeys::KnownKeys(std::vector<std::string_view> words) : words_(std::move(words)) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    next_.push_back(std::exchange(first_[key_slot(words_[i])], i + 1));
  }
}

Fields::Fields(const Node& node, Bilingual what, Run<std::string_view> known, Findings& findings)
    : node_(node), findings_(findings) {
  check_map(what);
  for (const Word& key : node_.keys) {
    const auto same = [&](std::string_view other) { return same_key(other, key.text); };
    if (std::none_of(known.begin(), known.end(), same)) {
      report_unknown(key, {known.begin(), known.end()});
    }
  }
}

Fields::Fields(const Node& node, Bilingual what, const KnownKeys& known, Findings& findings)
    : node_(node), findings_(findings) {
  check_map(what);
  for (const Word& key : node_.keys) {
    if (!known.has(key.text)) report_unknown(key, known.words());
  }
}

void Fields::check_map(Bilingual what) const {
  if (!is_map()) findings_.add(messages::kNotMap, node_.place, {std::string(what.english)});
}

void Fields::report_unknown(const Word& key, const std::vector<std::string_view>& known) const {
  const std::string_view near = nearest_word(key.text, known);
  if (near.empty()) {
    findings_.add(messages::kUnknownKey, key.place,
                  {std::string(key.text), fmt::format("{}", fmt::join(known, ", "))});
  } else {
    findings_.add(messages::kUnknownKeyNear, key.place, {std::string(key.text), std::string(near)});
  }
}

const Node* Fields::find_in_turn(std::string_view key) const {
  const std::size_t n = node_.keys.size();
  std::size_t at = next_;
  for (std::size_t tried = 0; tried < n; ++tried, ++at) {
    if (at == n) at = 0;
    if (!same_key(node_.keys[at].text, key)) continue;
    next_ = at + 1;
    return node_.items[at].is_null() ? nullptr : &node_.items[at];
  }
  return nullptr;
}

const Node* Fields::require(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr && is_map()) {
    findings_.add(messages::kMissingKey, node_.place, {std::string(key)});
  }
  return node;
}

Word Fields::word(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? Word() : as_word(*node, findings_);
}

Word Fields::require_word(std::string_view key) const {
  const Node* node = require(key);
  return node == nullptr ? Word() : as_word(*node, findings_);
}

Word Fields::require_id() const {
  const Word id = require_word("id");
  if (!id.exists() || is_id(id.text)) return id;
  findings_.add(messages::kBadId, id.place, {std::string(id.text)});
  return {};
}

std::string Fields::text(std::string_view key) const { return std::string(word(key).text); }

std::vector<Word> Fields::words(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::vector<Word>() : as_words(*node, findings_);
}

std::int64_t Fields::count(std::string_view key, std::int64_t fallback, std::int64_t least,
                           std::int64_t most) const {
  const Node* node = find(key);
  return node == nullptr ? fallback : as_count(*node, least, most, findings_).value_or(fallback);
}

bool Fields::flag(std::string_view key) const {
  const Node* node = find(key);
  return node != nullptr && as_flag(*node, findings_).value_or(false);
}

std::optional<Duration> Fields::duration(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::nullopt : as_duration(*node, findings_);
}

Word as_word(const Node& node, Findings& findings) {
  if (!node.is_scalar()) {
    findings.add(messages::kNotText, node.place);
    return {};
  }
  if (node.text.find("${") != std::string_view::npos) {
    findings.add(messages::kVariableHere, node.place, {std::string(node.text)});
    return {};
  }
  return node.word();
}

std::vector<Word> as_words(const Node& node, Findings& findings) {
  std::vector<Word> words;
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    if (const Word word = as_word(item, findings); word.exists()) words.push_back(word);
  }
  return words;
}

Run<Word> as_words(const Node& node, Findings& findings, Arena& arena) {
  const Run<Node> items = node.is_list() ? node.items : Run<Node>{&node, 1};
  Word* words = arena.room<Word>(items.size());
  std::uint32_t n = 0;
  for (const Node& item : items) {
    if (const Word word = as_word(item, findings); word.exists()) new (&words[n++]) Word(word);
  }
  return {words, n};
}

std::optional<std::int64_t> as_count(const Node& node, std::int64_t least, std::int64_t most,
                                     Findings& findings) {
  std::int64_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto parsed = std::from_chars(node.text.data(), end, value);
  if (!node.is_scalar() || node.text.empty() || parsed.ptr != end ||
      parsed.ec == std::errc::invalid_argument) {
    findings.add(messages::kNotCount, node.place);
    return std::nullopt;
  }
  if (parsed.ec != std::errc() || value < least || value > most) {
    findings.add(messages::kOutOfRange, node.place,
                 {std::string(node.text), std::to_string(least), std::to_string(most)});
    return std::nullopt;
  }
  return value;
}

std::optional<double> as_number(const Node& node, double least, double most, Findings& findings) {
  double value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto parsed = std::from_chars(node.text.data(), end, value);
  if (!node.is_scalar() || node.text.empty() || parsed.ptr != end || !std::isfinite(value)) {
    findings.add(messages::kNotNumber, node.place);
    return std::nullopt;
  }
  if (parsed.ec != std::errc() || value < least || value > most) {
    findings.add(messages::kOutOfRange, node.place,
                 {std::string(node.text), fmt::format("{}", least), fmt::format("{}", most)});
    return std::nullopt;
  }
  return value;
}

std::optional<bool> as_flag(const Node& node, Findings& findings) {
  if (node.is_scalar() && node.text == "true") return true;
  if (node.is_scalar() && node.text == "false") return false;
  findings.add(messages::kNotFlag, node.place);
  return std::nullopt;
}

std::optional<Duration> as_duration(const Node& node, Findings& findings) {
  const auto parsed = node.is_scalar() ? parse_duration(node.text) : std::nullopt;
  if (!parsed) findings.add(messages::kNotDuration, node.place, {std::string(node.text)});
  return parsed;
}

std::optional<local_days> as_date(const Node& node, Findings& findings) {
  const auto parsed = node.is_scalar() ? parse_date(node.text) : std::nullopt;
  if (!parsed) findings.add(messages::kNotDate, node.place, {std::string(node.text)});
  return parsed;
}

std::optional<std::size_t> as_choice(const Node& node, Run<std::string_view> words,
                                     Findings& findings) {
  const auto same = [&](std::string_view word) { return same_key(word, node.text); };
  const auto found =
      node.is_scalar() ? std::find_if(words.begin(), words.end(), same) : words.end();
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  findings.add(messages::kNotAWord, node.place,
               {std::string(node.text), fmt::format("{}", fmt::join(words, " | "))});
  return std::nullopt;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-';
  });
}

}  // namespace muster::load
