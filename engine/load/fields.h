// Typed reading of records. Every reader reports what is wrong and returns none, so that the caller
// goes on with the next field.
#pragma once

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

  bool is_map() const { return is_map_; }
  // None where the key is missing or has no value.
  const Node* find(std::string_view key) const;
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
  void check_keys(Run<std::string_view> known) const;
  const Node& node_;
  Bilingual what_;
  Findings& findings_;
  bool is_map_;
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
std::optional<std::size_t> as_choice(const Node&, const std::vector<std::string_view>& words,
                                     Findings&);
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
