// Typed reading of records. Every reader reports what is wrong and returns none, so that the caller
// goes on with the next field.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/zone_time.h"
#include "load/record.h"
#include "load/times.h"

namespace muster::load {

using std::chrono::local_days;

// The keys that a record may have, for records that there are many of.
class KnownKeys {
 public:
  KnownKeys(std::vector<std::string_view> words);
  const std::vector<std::string_view>& words() const { return words_; }
  bool has(std::string_view key) const {
    for (std::size_t at = first_[key_slot(key)]; at > 0; at = next_[at - 1]) {
      if (same_key(words_[at - 1], key)) return true;
    }
    return false;
  }

 private:
  std::vector<std::string_view> words_;
  std::array<std::size_t, 64> first_{};  // by slot: the last word of it, from one
  std::vector<std::size_t> next_;        // by word: another of its slot
};

// The known fields of one map.
class Fields {
 public:
  // Reports keys that aren't known, and a node that is no map (then it has no fields at all).
  // `what` names the record in messages: "team".
  Fields(const Node& node, Bilingual what, std::initializer_list<std::string_view> known,
         Findings& findings)
      : Fields(node, what, {known.begin(), static_cast<std::uint32_t>(known.size())}, findings) {}
  Fields(const Node& node, Bilingual what, const std::vector<std::string_view>& known,
         Findings& findings)
      : Fields(node, what, {known.data(), static_cast<std::uint32_t>(known.size())}, findings) {}

  Fields(const Node& node, Bilingual what, const KnownKeys& known, Findings& findings);

  bool is_map() const { return node_.is_map(); }
  // None where the key is missing or has no value.
  const Node* find(std::string_view key) const {
    return (node_.key_bits & key_bit(key)) == 0 ? nullptr : find_in_turn(key);
  }
  // The same, and reports that it is missing.
  const Node* require(std::string_view key) const;
  Word word(std::string_view key) const;  // does not exist: missing or wrong
  Word require_word(std::string_view key) const;
  Word require_id() const;                       // `id`, well-formed
  std::string text(std::string_view key) const;  // empty: missing or wrong
  std::vector<Word> words(std::string_view key) const;
  std::int64_t count(std::string_view key, std::int64_t fallback, std::int64_t least,
                     std::int64_t most) const;
  bool flag(std::string_view key) const;  // false where missing
  std::optional<Duration> duration(std::string_view key) const;

 private:
  Fields(const Node& node, Bilingual what, Run<std::string_view> known, Findings& findings);
  void check_map(Bilingual what) const;
  const Node* find_in_turn(std::string_view key) const;
  void report_unknown(const Word& key, const std::vector<std::string_view>& known) const;
  const Node& node_;
  Findings& findings_;
  mutable std::size_t next_ = 0;  // where the next key probably is: people keep to the order
};

Word as_word(const Node&, Findings&);                // does not exist: wrong
std::vector<Word> as_words(const Node&, Findings&);  // one or a list
Run<Word> as_words(const Node&, Findings&, Arena&);
std::optional<std::int64_t> as_count(const Node&, std::int64_t least, std::int64_t most, Findings&);
std::optional<double> as_number(const Node&, double least, double most, Findings&);
std::optional<bool> as_flag(const Node&, Findings&);
std::optional<Duration> as_duration(const Node&, Findings&);
std::optional<local_days> as_date(const Node&, Findings&);

// Where in `words` the text of `node` is; reports a word that isn't among them.
std::optional<std::size_t> as_choice(const Node&, Run<std::string_view> words, Findings&);
inline std::optional<std::size_t> as_choice(const Node& node,
                                            std::initializer_list<std::string_view> words,
                                            Findings& findings) {
  return as_choice(node, {words.begin(), static_cast<std::uint32_t>(words.size())}, findings);
}
inline std::optional<std::size_t> as_choice(const Node& node,
                                            const std::vector<std::string_view>& words,
                                            Findings& findings) {
  return as_choice(node, {words.data(), static_cast<std::uint32_t>(words.size())}, findings);
}
bool is_id(std::string_view text);  // lower-case letters, digits and dashes

// `{days, from, to, dates | date}` or a list of them.
std::vector<TimesEntry> as_times(const Node&, Findings&);
// The same for windows, which may also be `{from: 2017-09-05T08:00, to: 2017-09-05T18:00}`.
std::vector<TimesEntry> as_windows(const Node&, Findings&);
// `{date}`, `{from, until, why}` of dates (inclusive) or date-times, or a bare date; or a list.
struct Exception {
  LocalTime from, until;
};
std::vector<Exception> as_exceptions(const Node&, Findings&);

}  // namespace muster::load
