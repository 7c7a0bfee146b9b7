#include <algorithm>

#include "load/binding.h"
#include "load/messages.h"
#include "load/places.h"

namespace muster::load {

namespace {

constexpr Bilingual kVenue{"venue", "阵地"};

void bind_venue(const Node& item, Binding& binding) {
  const Fields fields(item, kVenue,
                      {"id", "name", "kind", "grid", "line", "at", "capacity", "rooms",
                       "facilities", "open", "except", "note"},
                      binding.findings);
  if (!fields.is_map()) return;
  const Word id = fields.require_id();
  const Word name = fields.word("name");
  const Word kind = fields.word("kind");
  model::Venue venue;
  venue.name = std::string(name.exists() ? name.text : id.text);
  venue.kind = std::string(kind.text);
  venue.grid = binding.grid(fields.word("grid"));
  venue.line = binding.line(fields.word("line"));
  if (const Node* at = fields.find("at")) venue.at = as_point(*at, binding.findings);
  venue.capacity = static_cast<std::int32_t>(fields.count("capacity", 0, 0, 1'000'000'000));
  venue.rooms = static_cast<std::int32_t>(fields.count("rooms", 1, 1, 100'000));
  const std::vector<Word> facilities = fields.words("facilities");
  for (const Word& word : facilities) venue.facilities.emplace_back(word.text);
  std::sort(venue.facilities.begin(), venue.facilities.end());
  venue.facilities.erase(std::unique(venue.facilities.begin(), venue.facilities.end()),
                         venue.facilities.end());
  venue.open = binding.available(fields.find("open"), fields.find("except"));
  fields.word("note");
  if (!id.exists() || !binding.venues.add(id, binding.findings)) return;
  venue.id = std::string(id.text);
  if (kind.exists()) binding.venue_kinds.insert(kind.text);
  for (const Word& word : facilities) binding.facilities.insert(word.text);
  binding.parts.venues.push_back(std::move(venue));
}

}  // namespace

std::optional<model::GeoPoint> as_point(const Node& node, Findings& findings) {
  if (!node.is_list() || node.items.size() != 2) {
    findings.add(messages::kNotPoint, node.place);
    return std::nullopt;
  }
  const auto latitude = as_number(node.items[0], -90, 90, findings);
  const auto longitude = as_number(node.items[1], -180, 180, findings);
  if (!latitude || !longitude) return std::nullopt;
  return model::GeoPoint{*latitude, *longitude};
}

void bind_venues(const std::vector<Node>& venues, Binding& binding) {
  for (const Node& item : venues) bind_venue(item, binding);
}

}  // namespace muster::load
