// Where the parts of the verifier put what they find.
#pragma once

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/language.h"
#include "plan/facts.h"
#include "plan/verify.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::plan {

class Findings {
 public:
  // Without texts only the score is kept.
  explicit Findings(Verdict& verdict, bool with_texts = true)
      : verdict_(verdict), with_texts_(with_texts) {}

  // A broken law costs one on level hard.
  template <class... Args>
  void law(std::string_view code, Bilingual text, std::vector<SessionIndex> sessions,
           const Args&... args) {
    verdict_.score[rule::Levels::hard()] += 1;
    if (!with_texts_) return;
    verdict_.broken.push_back({std::string(code), "", true, rule::Levels::hard(), 1,
                               fmt::format(fmt::runtime(text.english), args...),
                               fmt::format(fmt::runtime(text.chinese), args...),
                               std::move(sessions)});
  }

  // A match of a rule; nothing where it costs nothing.
  template <class... Args>
  void match(const rule::RuleSpec& spec, rule::LevelIndex level, std::int64_t cost, Bilingual text,
             std::vector<SessionIndex> sessions, const Args&... args) {
    if (cost == 0) return;
    verdict_.score[level] += cost;
    if (!with_texts_) return;
    auto& list = spec.hard ? verdict_.broken : verdict_.priced;
    list.push_back({spec.kind, spec.id, spec.hard, level, cost,
                    fmt::format(fmt::runtime(text.english), args...),
                    fmt::format(fmt::runtime(text.chinese), args...), std::move(sessions),
                    spec.why});
  }

  void count(rule::LevelIndex level, std::int64_t cost) { verdict_.score[level] += cost; }

 private:
  Verdict& verdict_;
  bool with_texts_;
};

}  // namespace muster::plan
