#include "load/selectors.h"

#include <algorithm>
#include <array>
#include <new>

#include "load/binding.h"
#include "load/messages.h"

namespace muster::load {

namespace {

using model::Attribute;

constexpr Bilingual kSelector{"selector", "选择器"};

struct Key {
  std::string_view name;
  Attribute attribute;
  bool task, team, venue, grid, people;  // who has it
};
constexpr Key kKeys[] = {
    {"is", Attribute::id, true, true, true, true, true},
    {"kind", Attribute::kind, true, true, true, true, true},
    {"lines", Attribute::line, true, true, true, false, true},
    {"line", Attribute::line, true, true, true, false, true},
    {"grids", Attribute::grid, true, true, true, true, true},
    {"grid", Attribute::grid, true, true, true, true, true},
    {"priority", Attribute::priority, true, false, false, false, false},
    {"skills", Attribute::skill, true, true, false, false, true},
    {"skill", Attribute::skill, true, true, false, false, true},
    {"facilities", Attribute::facility, true, false, true, false, false},
    {"facility", Attribute::facility, true, false, true, false, false},
};

bool has(const Key& key, Target target) {
  switch (target) {
    case Target::task: return key.task;
    case Target::team: return key.team;
    case Target::venue: return key.venue;
    case Target::grid: return key.grid;
    case Target::venue_of_task: return key.venue && key.attribute != Attribute::facility;
    case Target::people: return key.people;
  }
  return false;
}

Sort sort_of(Target target) {
  switch (target) {
    case Target::task: return Sort::task;
    case Target::team: return Sort::team;
    case Target::venue: return Sort::venue;
    case Target::grid: return Sort::grid;
    case Target::venue_of_task: return Sort::venue;
    case Target::people: return Sort::person;
  }
  return Sort::task;
}

struct Keys {
  std::vector<const Key*> own;
  KnownKeys known;
};

Keys keys_of(Target target) {
  std::vector<const Key*> own;
  std::vector<std::string_view> known;
  if (target == Target::venue_of_task) known = {"seats", "facilities"};
  known.push_back("not");
  for (const Key& key : kKeys) {
    if (!has(key, target)) continue;
    own.push_back(&key);
    known.push_back(key.name);
  }
  return {std::move(own), KnownKeys(std::move(known))};
}

Run<RawSelector> read_none_of(const Node& node, Target target, Findings& findings, Arena& arena) {
  std::vector<RawSelector> none_of;
  if (!node.is_list() || (!node.items.empty() && node.items[0].is_scalar())) {
    none_of.push_back(read_selector(node, target, findings, arena));
  } else {
    for (const Node& item : node.items) {
      none_of.push_back(read_selector(item, target, findings, arena));
    }
  }
  return arena.keep(none_of);
}

// Warns once a word that it is none of `known`.
template <class Words>
void warn_word(const Word& word, const Words& known, Target target, Binding& binding) {
  if (binding.quiet_words) return;
  const auto row = static_cast<std::size_t>(sort_of(target));
  if (!binding.warned.insert(std::to_string(row) + ":" + std::string(word.text)).second) return;
  const std::string_view near =
      binding.near.find(word.text, known, Severity::warning, binding.findings);
  const MessageText& text =
      near.empty() ? messages::kMatchesNothing[row] : messages::kMatchesNothingNear[row];
  binding.findings.add(text, word.place, {std::string(word.text), std::string(near)});
}

void check_word(const Word& word, const std::set<std::string_view>& known, Target target,
                Binding& binding) {
  if (known.count(word.text) == 0) warn_word(word, known, target, binding);
}

void bind_task_ids(const Word& word, std::vector<std::string>& any_of, Binding& binding) {
  if (const auto found = binding.tasks_of(word.text)) {
    for (model::TaskIndex task : found->tasks()) any_of.push_back(binding.parts.tasks[task].id);
  } else {
    binding.raw_tasks.require(word, Sort::task, binding.findings);
  }
}

void bind_id(const Word& word, Target target, std::vector<std::string>& any_of, Binding& binding) {
  if (target == Target::task) return bind_task_ids(word, any_of, binding);
  Names& names = target == Target::team     ? binding.teams
                 : target == Target::people ? binding.people
                 : target == Target::venue  ? binding.venues
                                            : binding.grids;
  if (names.require(word, sort_of(target), binding.findings)) any_of.emplace_back(word.text);
}

void bind_word(const Word& word, Attribute attribute, Target target,
               std::vector<std::string>& any_of, Binding& binding) {
  switch (attribute) {
    case Attribute::id: return bind_id(word, target, any_of, binding);
    case Attribute::line: binding.lines.require(word, Sort::line, binding.findings); break;
    case Attribute::grid: binding.grids.require(word, Sort::grid, binding.findings); break;
    case Attribute::kind:
      check_word(word,
                 target == Target::task                               ? binding.task_kinds
                 : target == Target::team || target == Target::people ? binding.team_kinds
                 : target == Target::venue                            ? binding.venue_kinds
                                                                      : binding.grid_kinds,
                 target, binding);
      break;
    case Attribute::priority: {
      constexpr std::string_view kWords[] = {"must", "high", "normal", "low"};
      if (std::find(std::begin(kWords), std::end(kWords), word.text) == std::end(kWords)) {
        binding.findings.add(messages::kNotAWord, word.place,
                             {std::string(word.text), "must | high | normal | low"});
      }
      break;
    }
    case Attribute::skill:
      if (!binding.skills.find(word.text)) {
        warn_word(word, binding.skills.ids(), target, binding);
      }
      break;
    case Attribute::facility: check_word(word, binding.facilities, target, binding); break;
  }
  any_of.emplace_back(word.text);
}

}  // namespace

RawSelector read_selector(const Node& node, Target target, Findings& findings, Arena& arena) {
  using Clause = RawSelector::Clause;
  RawSelector selector;
  if (node.is_scalar() || node.is_list()) {
    const Clause ids{Attribute::id, as_words(node, findings, arena)};
    selector.all_of = arena.keep(&ids, 1);
    return selector;
  }
  static const std::array<Keys, 6> kKeysOf{keys_of(Target::task),          keys_of(Target::team),
                                           keys_of(Target::venue),         keys_of(Target::grid),
                                           keys_of(Target::venue_of_task), keys_of(Target::people)};
  const Keys& keys = kKeysOf[static_cast<std::size_t>(target)];
  const Fields fields(node, kSelector, keys.known, findings);
  auto* clauses = arena.room<Clause>(node.keys.size());
  std::uint32_t n = 0;
  for (const Key* key : keys.own) {
    const Node* words = fields.find(key->name);
    if (words == nullptr) continue;
    new (&clauses[n++]) Clause{key->attribute, as_words(*words, findings, arena)};
  }
  selector.all_of = {clauses, n};
  if (const Node* none_of = fields.find("not")) {
    selector.none_of = read_none_of(*none_of, target, findings, arena);
  }
  return selector;
}

model::Selector bind_selector(const RawSelector& raw, Target target, Binding& binding) {
  model::Selector selector;
  for (const RawSelector::Clause& clause : raw.all_of) {
    model::Selector::Clause bound{clause.attribute, {}};
    for (const Word& word : clause.words) {
      bind_word(word, clause.attribute, target, bound.any_of, binding);
    }
    selector.all_of.push_back(std::move(bound));
  }
  for (const RawSelector& none : raw.none_of) {
    selector.none_of.push_back(bind_selector(none, target, binding));
  }
  return selector;
}

}  // namespace muster::load
