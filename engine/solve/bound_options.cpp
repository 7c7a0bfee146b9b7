// Starts and venues of a session in the relaxed problem, cut down to what differs between them:
// their price on each level and the cells they feed. Zones and grids have cells; what teams, heads
// and lines are asked for is dropped, and so is what a start costs for being late (the earliest one
// costs nothing) or at some of the session's venues only.
#include "solve/bound_builder.h"

#include <algorithm>

namespace muster::solve {

using rule::ChoiceTerm;
using rule::LedgerTerm;

namespace {

constexpr std::size_t kCombinations = 2048;  // of starts and venues that differ, by session
constexpr std::uint32_t kNoCell = 0xffffffffu;

bool is_fed(const LedgerTerm& term) {
  return term.owner == LedgerTerm::Owner::zone || term.owner == LedgerTerm::Owner::grid;
}

std::int64_t slot_of(const Instance& in, const LedgerTerm& term, SessionIndex s, VenueIndex venue) {
  if (term.owner == LedgerTerm::Owner::zone) return term.slot_of[0];
  const GridIndex grid = in.problem.served_grid(s, venue);
  return grid.exists() ? term.slot_of[grid.value] : -1;
}

}  // namespace

Market::Range keep_prices(const Market::LevelCosts& costs, Market& out) {
  Market::Range range{static_cast<std::uint32_t>(out.prices.size()), 0};
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (costs[i] > 0) out.prices.push_back({LevelIndex(i), costs[i]});
  }
  range.last = static_cast<std::uint32_t>(out.prices.size());
  return range;
}

// Of the cells that ask for nothing, what history has put over the most is certain.
OptionBuilder::OptionBuilder(Market& out) : out_(out), in_(out.in) {
  for (const LedgerTerm& term : in_.rules.ledgers) {
    first_cell_.push_back(static_cast<std::uint32_t>(cell_of_.size()));
    feeds_.push_back(0);
    if (term.owner == LedgerTerm::Owner::session) continue;
    const auto periods = static_cast<std::size_t>(term.periods);
    for (std::size_t cell = 0; cell < term.bounds.size() * periods; ++cell) {
      const LedgerTerm::Bounds& b = term.bounds[cell / periods];
      const std::int64_t initial = cell < term.initial.size() ? term.initial[cell] : 0;
      LedgerTerm::Bounds over = b;
      over.at_least = INT64_MIN / 4;
      out_.certain[term.level.value] += LedgerTerm::cost(over, initial);
      if (!is_fed(term)) continue;
      cell_of_.push_back(kNoCell);
      if (b.at_least <= initial || b.weight <= 0 || term.level.value == 0) continue;
      cell_of_.back() = static_cast<std::uint32_t>(out_.cells.size());
      out_.cells.push_back({term.level, b.at_least - initial, b.weight, b.unit});
      feeds_.back() = 1;
    }
  }
}

std::uint32_t OptionBuilder::cell_at(std::uint32_t ledger, std::int64_t slot,
                                     std::int64_t period) const {
  if (slot < 0) return kNoCell;
  const std::int64_t periods = in_.rules.ledgers[ledger].periods;
  return cell_of_[first_cell_[ledger] + static_cast<std::size_t>(slot * periods + period)];
}

OptionBuilder::Ledgers OptionBuilder::feeding_ledgers(SessionIndex s) const {
  Ledgers out;
  for (std::uint32_t i : in_.terms[in_.sessions[s].terms].local_ledgers) {
    if (feeds_[i]) out.push_back(i);
  }
  return out;
}

std::int64_t OptionBuilder::entered(SessionIndex s, const LedgerTerm& term,
                                    std::int64_t most_heads) const {
  const SessionView& view = in_.sessions[s];
  return term.measure.once(view.duration, view.households) +
         most_heads * term.measure.each(view.duration);
}

OptionBuilder::Kinds OptionBuilder::start_kinds(SessionIndex s, const Ledgers& ledgers) const {
  const SessionView& view = in_.sessions[s];
  const auto& choices = in_.terms[view.terms].start_choices;
  const auto& venues = in_.venues[view.venues];
  Kinds kinds;
  for (const StartPoint& start : in_.starts[view.starts]) {
    std::vector<std::int64_t> key(limits::kLevels, 0);
    const Interval taken{{start.minute}, {start.minute + view.duration}};
    for (std::uint32_t i : choices) {
      const auto* price = std::get_if<ChoiceTerm::StartPrice>(&in_.rules.choices[i].price);
      if (view.standing || price == nullptr || price->preferred.contains(taken)) continue;
      const bool everywhere = std::all_of(venues.begin(), venues.end(),
                                          [&](VenueIndex v) { return price->holds_at(v); });
      if (everywhere) key[in_.rules.choices[i].level.value] += price->outside;
    }
    for (std::uint32_t i : ledgers) {
      const auto period = static_cast<std::size_t>(in_.rules.ledgers[i].period);
      const auto day = static_cast<std::size_t>(start.day);
      key.push_back(view.standing ? 0 : in_.period_of_day[period][day]);
    }
    kinds.emplace(std::move(key), 0);
    if (choices.empty() && ledgers.empty()) break;
  }
  return kinds;
}

OptionBuilder::Kinds OptionBuilder::venue_kinds(SessionIndex s, const Ledgers& ledgers) const {
  const SessionView& view = in_.sessions[s];
  const auto& choices = in_.terms[view.terms].venue_choices;
  Kinds kinds;
  for (VenueIndex venue : in_.venues[view.venues]) {
    std::vector<std::int64_t> key(limits::kLevels, 0);
    for (std::uint32_t i : choices) {
      if (!venue.exists()) continue;
      const auto& price = std::get<ChoiceTerm::VenuePrice>(in_.rules.choices[i].price);
      key[in_.rules.choices[i].level.value] += price.cost[venue];
    }
    for (std::uint32_t i : ledgers) key.push_back(slot_of(in_, in_.rules.ledgers[i], s, venue));
    kinds.emplace(std::move(key), 0);
    if (choices.empty() && ledgers.empty()) break;
  }
  return kinds;
}

void OptionBuilder::feed(std::uint32_t cell, std::int64_t amount) {
  if (cell != kNoCell && amount > 0) out_.feeds.push_back({cell, amount});
}

void OptionBuilder::combine(SessionIndex s, std::int64_t most_heads, const Ledgers& ledgers,
                            const Kinds& starts, const Kinds& venues) {
  for (const auto& [start, unused] : starts) {
    for (const auto& [venue, also_unused] : venues) {
      Market::LevelCosts costs{};
      for (std::size_t i = 0; i < costs.size(); ++i) costs[i] = start[i] + venue[i];
      Market::Option option;
      option.prices = keep_prices(costs, out_);
      option.feeds.first = static_cast<std::uint32_t>(out_.feeds.size());
      for (std::size_t k = 0; k < ledgers.size(); ++k) {
        const std::size_t at = limits::kLevels + k;
        const LedgerTerm& term = in_.rules.ledgers[ledgers[k]];
        feed(cell_at(ledgers[k], venue[at], start[at]), entered(s, term, most_heads));
      }
      option.feeds.last = static_cast<std::uint32_t>(out_.feeds.size());
      out_.options.push_back(option);
    }
  }
}

OptionBuilder::Made OptionBuilder::make(SessionIndex s, std::int64_t most_heads,
                                        const Ledgers& ledgers) {
  Made made{static_cast<std::uint32_t>(out_.option_sets.size()), false};
  Market::Range range{static_cast<std::uint32_t>(out_.options.size()), 0};
  const Kinds starts = start_kinds(s, ledgers);
  const Kinds venues = venue_kinds(s, ledgers);
  made.feeds_anyway = !ledgers.empty() && starts.size() * venues.size() > kCombinations;
  if (made.feeds_anyway) {
    combine(s, most_heads, {}, start_kinds(s, {}), venue_kinds(s, {}));
  } else {
    combine(s, most_heads, ledgers, starts, venues);
  }
  range.last = static_cast<std::uint32_t>(out_.options.size());
  out_.option_sets.push_back(range);
  return made;
}

std::uint32_t OptionBuilder::add(SessionIndex s, std::int64_t most_heads) {
  const SessionView& view = in_.sessions[s];
  const Ledgers ledgers = feeding_ledgers(s);
  const std::uint32_t grid = ledgers.empty() ? 0 : in_.problem.task_of(s).grid.value;
  const Key key{view.starts, view.venues,   view.terms,
                grid,        view.duration, ledgers.empty() ? 0 : most_heads};
  auto found = made_.find(key);
  if (found == made_.end()) found = made_.emplace(key, make(s, most_heads, ledgers)).first;
  if (found->second.feeds_anyway) feed_anyway(s, most_heads);
  return found->second.set;
}

void OptionBuilder::feed_anyway(SessionIndex s, std::int64_t most_heads) {
  const SessionView& view = in_.sessions[s];
  const auto& pin = in_.problem.sessions()[s].pin;
  for (std::uint32_t ledger : feeding_ledgers(s)) {
    const LedgerTerm& term = in_.rules.ledgers[ledger];
    std::map<std::uint32_t, char> reached;
    const auto reach = [&](VenueIndex venue) {
      for (int period = 0; period < term.periods; ++period) {
        reached.emplace(cell_at(ledger, slot_of(in_, term, s, venue), period), 0);
      }
    };
    for (VenueIndex venue : in_.venues[view.venues]) reach(venue);
    if (pin) reach(pin->venue);
    Market::Range range{static_cast<std::uint32_t>(out_.options.size()), 0};
    out_.options.emplace_back();  // feeding nothing
    for (const auto& [cell, unused] : reached) {
      Market::Option option;
      option.feeds.first = static_cast<std::uint32_t>(out_.feeds.size());
      feed(cell, entered(s, term, most_heads));
      option.feeds.last = static_cast<std::uint32_t>(out_.feeds.size());
      out_.options.push_back(option);
    }
    range.last = static_cast<std::uint32_t>(out_.options.size());
    Market::Row row;
    row.session = s;
    row.level = rule::Levels::hard();
    row.always = true;
    row.options = static_cast<std::uint32_t>(out_.option_sets.size());
    out_.option_sets.push_back(range);
    out_.rows.push_back(row);
  }
}

}  // namespace muster::solve
