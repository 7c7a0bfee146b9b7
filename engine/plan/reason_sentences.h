// How reasons are put into words. Inside the room only: reasons.h is what others call.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/language.h"
#include "plan/candidates.h"
#include "plan/facts.h"
#include "plan/plan.h"
#include "plan/ways.h"

namespace muster::plan {

// What stands in the way: ids for programs, words for people.
struct Blockers {
  Blockers() = default;
  // Words and rules, which have no names.
  explicit Blockers(std::vector<std::string> same) : ids(std::move(same)), words(ids) {}
  void add(const std::string& id, std::string word) {
    ids.push_back(id);
    words.push_back(std::move(word));
  }
  std::vector<std::string> ids, words;
};

Blockers teams_named(const Problem& problem, const std::vector<TeamIndex>& teams);

// Names by id; looked up only, never walked.
class Names {
 public:
  Names(const Problem& problem, const std::vector<rule::RuleSpec>& specs);
  // Of a blocker that stands in the way as this obstacle. Rules have no names: their ids and, in
  // quotes that both languages read, why they are.
  std::string of(const std::string& id, Obstacle obstacle) const;

 private:
  std::unordered_map<std::string_view, std::string> sessions_, teams_, venues_, rules_;
};

// Whom a need counts, behind a number: "people of one team with first-aid".
struct PeopleWords {
  PeopleWords(const Problem& problem, const Need& need);
  std::string english, chinese;
};

// The blockers are {0} of the text, `args` the rest.
template <class... Args>
Reason make_reason(std::string_view code, Bilingual text, Blockers blockers, const Args&... args) {
  const std::string english = list_text(blockers.words, false);
  const std::string chinese = list_text(blockers.words, true);
  return {std::string(code), fmt::format(fmt::runtime(text.english), english, args...),
          fmt::format(fmt::runtime(text.chinese), chinese, args...), std::move(blockers.ids)};
}

// What no plan could mend: no window, team, head or venue that the session could have. Appends
// nothing where each of them exists.
void explain_candidates(const Problem& problem, SessionIndex s, const Candidates& candidates,
                        std::vector<Reason>& out);
// What stands against most of the ways tried; appends at least one reason where any was tried.
void explain_ways(const Problem& problem, SessionIndex s, const WaysTried& tried,
                  const Names& names, std::vector<Reason>& out);

}  // namespace muster::plan
