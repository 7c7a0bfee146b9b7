// The zone: its time, lines and grids.
#include <array>
#include <charconv>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"
#include "load/places.h"

namespace muster::load {

namespace {

constexpr Bilingual kZone{"zone", "片区"};
constexpr Bilingual kHorizon{"horizon", "计划期"};
constexpr Bilingual kLine{"line", "条线"};
constexpr Bilingual kGrid{"grid", "网格"};

void bind_horizon(const Fields& zone, Binding& binding) {
  const Node* node = zone.require("horizon");
  if (node == nullptr) return;
  const Fields fields(*node, kHorizon, {"from", "until"}, binding.findings);
  const Node* from = fields.require("from");
  const Node* until = fields.require("until");
  const auto first = from ? as_date(*from, binding.findings) : std::nullopt;
  const auto last = until ? as_date(*until, binding.findings) : std::nullopt;
  if (!first || !last) return;
  const auto days = (*last - *first).count() + 1;
  if (days < 1) {
    binding.findings.add(messages::kReversed, until->place,
                         {std::string(from->text), std::string(until->text)});
  } else if (days > limits::kHorizonDays) {
    binding.findings.add(messages::kHorizonTooLong, until->place,
                         {std::to_string(days), std::to_string(limits::kHorizonDays)});
  } else {
    binding.first = *first;
    binding.last = *last;
  }
}

void bind_time(const Fields& zone, Binding& binding) {
  const Word name = zone.require_word("timezone");
  if (name.exists()) {
    if (const auto found = ZoneTime::find(name.text)) {
      binding.parts.zone_time = *found;
    } else {
      binding.findings.add(messages::kUnknownTimezone, name.place, {std::string(name.text)});
    }
  }
  if (const auto step = zone.duration("step")) {
    if (*step >= Duration{1} && *step <= Duration{1440}) {
      binding.parts.zone.step = *step;
    } else {
      binding.findings.add(messages::kStep, zone.find("step")->place);
    }
  }
  bind_horizon(zone, binding);
}

void bind_lines(const Node& list, Binding& binding) {
  for (const Node& item : list.is_list() ? list.items : Run<Node>{&list, 1}) {
    const Fields fields(item, kLine, {"id", "name"}, binding.findings);
    const Word id = fields.require_id();
    const Word name = fields.word("name");
    if (!id.exists() || !binding.lines.add(id, binding.findings)) continue;
    binding.parts.lines.push_back(
        {std::string(id.text), std::string(name.exists() ? name.text : id.text)});
  }
}

struct Parent {
  model::GridIndex grid;
  Word parent;
};

void bind_grid(const Node& item, std::vector<Parent>& parents, Binding& binding) {
  const Fields fields(item, kGrid, {"id", "name", "kind", "parent", "at", "households"},
                      binding.findings);
  const Word id = fields.require_id();
  model::Grid grid;
  const Word name = fields.word("name");
  grid.name = std::string(name.exists() ? name.text : id.text);
  const Word kind = fields.word("kind");
  grid.kind = std::string(kind.text);
  if (const Node* at = fields.find("at")) grid.at = as_point(*at, binding.findings);
  grid.households = static_cast<std::int32_t>(fields.count("households", 0, 0, 1'000'000'000));
  const Word parent = fields.word("parent");
  if (!id.exists() || !binding.grids.add(id, binding.findings)) return;
  grid.id = std::string(id.text);
  if (kind.exists()) binding.grid_kinds.insert(kind.text);
  const model::GridIndex index = binding.parts.grids.push_back(std::move(grid));
  if (parent.exists()) parents.push_back({index, parent});
}

// Follows parents with a walk that colours what it saw: linear in the number of grids.
void break_cycles(const std::vector<Parent>& parents, Binding& binding) {
  auto& grids = binding.parts.grids;
  std::vector<std::uint32_t> seen_from(grids.size(), Index<int>::kNone);
  for (const Parent& each : parents) {
    for (model::GridIndex at = each.grid; at.exists(); at = grids[at].parent) {
      if (seen_from[at.value] == each.grid.value) {
        binding.findings.add(messages::kGridCycle, each.parent.place, {grids[each.grid].id});
        grids[each.grid].parent = {};
        break;
      }
      if (seen_from[at.value] != Index<int>::kNone) break;
      seen_from[at.value] = each.grid.value;
    }
  }
}

void bind_grids(const Node& list, Binding& binding) {
  std::vector<Parent> parents;
  if (!list.is_list()) {
    bind_grid(list, parents, binding);
  } else {
    for (const Node& item : list.items) bind_grid(item, parents, binding);
  }
  for (const Parent& each : parents) {
    binding.parts.grids[each.grid].parent = binding.grid(each.parent);
  }
  break_cycles(parents, binding);
}

}  // namespace

void bind_zone(std::vector<std::pair<Word, Node>>& zones, Binding& binding) {
  if (zones.empty()) binding.findings.add(messages::kNoZone, {});
  for (std::size_t i = 1; i < zones.size(); ++i) {
    binding.findings.add(messages::kSecondZone, zones[i].first.place)
        .related.push_back({zones[0].first.place, messages::kFirstHere});
  }
  if (!zones.empty()) {
    const Fields fields(
        zones[0].second, kZone,
        {"id", "name", "timezone", "horizon", "step", "lines", "grids", "travel", "reliability"},
        binding.findings);
    const Word id = fields.require_id();
    const Word name = fields.word("name");
    binding.parts.zone.id = std::string(id.text);
    binding.parts.zone.name = std::string(name.exists() ? name.text : id.text);
    bind_time(fields, binding);
    if (const Node* lines = fields.find("lines")) bind_lines(*lines, binding);
    if (const Node* grids = fields.find("grids")) bind_grids(*grids, binding);
  }
  binding.parts.calendar = model::Calendar(binding.parts.zone_time, binding.first, binding.last);
}

}  // namespace muster::load
