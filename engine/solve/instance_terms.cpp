// Terms interned by session: sessions that take part in the same terms share one TermSet.
#include <map>
#include <variant>

#include "solve/instance_builder.h"

namespace muster::solve {

using rule::ChoiceTerm;
using rule::LedgerTerm;
using rule::SequenceTerm;

namespace {

void add_choice(const ChoiceTerm& term, std::uint32_t i, TermSet& set) {
  if (std::holds_alternative<ChoiceTerm::StartPrice>(term.price)) set.start_choices.push_back(i);
  if (std::holds_alternative<ChoiceTerm::LatePrice>(term.price)) set.start_choices.push_back(i);
  if (std::holds_alternative<ChoiceTerm::VenuePrice>(term.price)) set.venue_choices.push_back(i);
  if (std::holds_alternative<ChoiceTerm::TeamPrice>(term.price)) set.team_choices.push_back(i);
  if (const auto* price = std::get_if<ChoiceTerm::HomePrice>(&term.price)) {
    (price->homes ? set.home_choices : set.base_choices).push_back(i);
  }
  if (std::holds_alternative<ChoiceTerm::HeadPrice>(term.price)) set.head_choices.push_back(i);
}

void add_ledger(const LedgerTerm& term, std::uint32_t i, TermSet& set) {
  switch (term.owner) {
    case LedgerTerm::Owner::zone:
    case LedgerTerm::Owner::grid: set.local_ledgers.push_back(i); break;
    case LedgerTerm::Owner::team: set.team_ledgers.push_back(i); break;
    case LedgerTerm::Owner::head: set.head_ledgers.push_back(i); break;
    case LedgerTerm::Owner::group: set.group_ledgers.push_back(i); break;
    case LedgerTerm::Owner::session: set.session_ledgers.push_back(i); break;
  }
  set.by_kind = set.by_kind || term.owner == LedgerTerm::Owner::group || !term.head_value.empty();
}

TermSet make_set(const rule::RuleSet& rules, SessionIndex s, bool standing, std::size_t words) {
  TermSet set;
  for (std::uint32_t i = 0; i < rules.choices.size(); ++i) {
    if (rules.choices[i].sessions[s]) add_choice(rules.choices[i], i, set);
  }
  for (std::uint32_t i = 0; i < rules.ledgers.size(); ++i) {
    if (rules.ledgers[i].sessions[s]) add_ledger(rules.ledgers[i], i, set);
  }
  set.sequences.assign(words, 0);
  for (std::size_t i = 0; i < rules.sequences.size() && !standing; ++i) {
    if (rules.sequences[i].sessions[s]) set.sequences[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return set;
}

std::vector<std::uint64_t> membership(const rule::RuleSet& rules, SessionIndex s, bool standing) {
  std::vector<std::uint64_t> key;
  std::size_t n = 0;
  const auto add = [&](bool in) {
    if (n % 64 == 0) key.push_back(0);
    key.back() |= std::uint64_t{in} << (n++ % 64);
  };
  add(standing);
  for (const auto& term : rules.choices) add(term.sessions[s] != 0);
  for (const auto& term : rules.ledgers) add(term.sessions[s] != 0);
  for (const auto& term : rules.sequences) add(term.sessions[s] != 0);
  return key;
}

void list_head_levels(Instance& out) {
  std::vector<char> differs(out.rules.levels.size(), 0);
  for (const auto& term : out.rules.choices) {
    if (std::holds_alternative<ChoiceTerm::HeadPrice>(term.price)) differs[term.level.value] = 1;
  }
  for (const auto& term : out.rules.sequences) differs[term.level.value] = 1;
  for (const auto& term : out.rules.ledgers) {
    if (term.owner == LedgerTerm::Owner::head) differs[term.level.value] = 1;
  }
  for (const auto& term : out.rules.choices) {
    const auto* price = std::get_if<ChoiceTerm::HomePrice>(&term.price);
    if (price != nullptr && price->homes) differs[term.level.value] = 1;
  }
  for (const auto& term : out.rules.relations) {
    if (std::holds_alternative<rule::RelationTerm::SamePeople>(term.price)) {
      differs[term.level.value] = 1;
    }
  }
  out.head_slots.assign(differs.size(), 0);
  for (std::size_t i = 0; i < differs.size(); ++i) {
    if (!differs[i]) continue;
    out.head_slots[i] = static_cast<std::uint32_t>(out.head_levels.size());
    out.head_levels.push_back(LevelIndex(i));
  }
}

}  // namespace

void build_terms(Instance& out) {
  const auto& rules = out.rules;
  out.sequence_words = (rules.sequences.size() + 63) / 64;
  out.head_sequences.assign(out.problem.heads().size() * out.sequence_words, 0);
  for (std::size_t i = 0; i < rules.sequences.size(); ++i) {
    for (auto head : indices(out.problem.heads())) {
      if (!rules.sequences[i].heads[head]) continue;
      out.head_sequences[head.value * out.sequence_words + i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }
  out.room_terms.resize(out.problem.venues().size());
  for (std::uint32_t i = 0; i < rules.rooms.size(); ++i) {
    for (VenueIndex venue : indices(out.room_terms)) {
      if (rules.rooms[i].venues[venue]) out.room_terms[venue].push_back(i);
    }
  }
  list_head_levels(out);
  for (const auto& term : rules.sequences) {
    const std::uint32_t slot = out.head_slots[term.level.value];
    if (const auto* travel = std::get_if<SequenceTerm::TravelPrice>(&term.price)) {
      out.legs.push_back({slot, travel->weight, travel->free.minutes, true, false});
    } else {
      const auto& gap = std::get<SequenceTerm::GapPrice>(term.price);
      out.legs.push_back({slot, gap.weight, gap.min_gap.minutes, false, gap.nights_only});
    }
  }
  for (const auto& head : out.problem.heads()) out.head_base.push_back(head.base);
  out.sessions.resize(out.problem.sessions().size());
  std::map<std::vector<std::uint64_t>, std::uint32_t> known;
  for (auto s : indices(out.problem.sessions())) {
    const bool standing = out.problem.task_of(s).standing;
    const auto [found, is_new] = known.try_emplace(membership(rules, s, standing),
                                                   static_cast<std::uint32_t>(out.terms.size()));
    if (is_new) out.terms.push_back(make_set(rules, s, standing, out.sequence_words));
    out.sessions[s].terms = found->second;
    const auto& mask = out.terms[found->second].sequences;
    out.session_sequences.insert(out.session_sequences.end(), mask.begin(), mask.end());
  }
}

}  // namespace muster::solve
