// Names, times and people of a plan as phrases in one language. Plain text: escaping is the
// format's business. Contacts are never among them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/language.h"
#include "base/time.h"
#include "model/problem.h"
#include "model/solution.h"
#include "report/words.h"
#include "rule/score.h"

namespace muster::report {

class Phrases {
 public:
  Phrases(const model::Problem& problem, Language language)
      : problem_(problem), language_(language) {}

  const model::Problem& problem() const { return problem_; }
  Language language() const { return language_; }
  std::string_view say(Word word) const { return report::say(word, language_); }
  // `word` with its {} filled.
  template <class... Args>
  std::string say(Word word, const Args&... args) const {
    return fmt::format(fmt::runtime(say(word)), args...);
  }
  // "Period: 14 days", "计划期：14 天".
  std::string labelled(std::string_view label, std::string_view value) const;
  // "Wives (3 people)", "村嫂（3 人）".
  std::string bracketed(std::string_view what, std::string_view remark) const;
  std::string_view separator() const { return language_ == Language::chinese ? "、" : ", "; }

  // "16:30", local.
  std::string clock(TimePoint) const;
  // "16:30–18:00", "22:00–02:00 +1d"; the end of a day is 24:00.
  std::string clocks(Interval) const;
  std::string_view weekday(int day) const;  // of the horizon's day
  std::string date(int day) const;          // "2017-09-04"
  std::string short_date(int day) const;    // "09-04"
  std::string dated(Interval) const;        // "2017-09-04 Mon 16:30–18:00"

  std::string task(model::SessionIndex) const;
  std::string lines(model::SessionIndex) const;
  std::string grid(model::GridIndex) const;  // its name; none: "no grid"
  std::string place(model::SessionIndex, model::VenueIndex) const;
  std::string team(model::TeamIndex) const;
  std::string windows(model::SessionIndex) const;  // the first few
  std::string head(model::HeadIndex) const;        // a person's name, "Team #7"
  // "Ann, Ben, #5, #7–#9"; `with_team`: anonymous heads as "Team ×3" for use without its name.
  std::string heads(const model::Crew&, bool with_team = false) const;
  // All crews of a placement: "Team A 3: Ann, #2–#3; Team B 1: #1". One entry a team.
  std::string crews(const model::Placement&) const;
  // The heads that one team sends, over all its crews.
  std::string heads_of(const model::Placement&, model::TeamIndex) const;
  // Everybody's name without counts, for roster cells.
  std::string on_duty(const model::Placement&) const;
  std::string teams(const model::Placement&) const;  // names, each once

  std::string people(std::int64_t n) const;    // "1 person", "1,200 people"
  std::string sessions(std::int64_t n) const;  // "1 session", "2,000 sessions"

  std::string level(std::string_view name) const;  // translated where it is one of ours
  std::string_view level_means(std::string_view name) const;
  std::string priority(model::Priority) const;

 private:
  const model::Problem& problem_;
  Language language_;
};

// 0: Monday.
inline Word weekday_word(int from_monday) {
  return static_cast<Word>(static_cast<int>(Word::monday) + from_monday);
}

// A name, or the id where there is none.
std::string_view shown(const std::string& name, const std::string& id);
// 1234567 → "1,234,567"
std::string grouped(std::int64_t);
// 90 → "1.5"; minutes as hours with one decimal, rounded half up.
std::string hours(std::int64_t minutes);
int heads_in(const model::Placement&);

}  // namespace muster::report
