// zone.travel: a model of speed, or a matrix from a file.
#include <algorithm>
#include <charconv>

#include "load/binding.h"
#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

constexpr Bilingual kTravel{"travel", "路程"};
constexpr std::size_t kMatrixPlaces = 4'096;  // 32 MB of minutes
constexpr int kUnset = 0xffff;

// "25km/h" or "25".
double as_speed(const Node& node, Findings& findings) {
  Node number = node;
  constexpr std::string_view kUnit = "km/h";
  if (node.text.size() > kUnit.size() &&
      node.text.substr(node.text.size() - kUnit.size()) == kUnit) {
    number.text.remove_suffix(kUnit.size());
    while (!number.text.empty() && number.text.back() == ' ') number.text.remove_suffix(1);
  }
  return as_number(number, 0.1, 1'000, findings).value_or(0);
}

struct Matrix {
  std::size_t side = 0;
  std::vector<std::uint16_t> minutes;
  std::vector<char> named;

  std::uint16_t& at(std::size_t from, std::size_t to) { return minutes[from * side + to]; }
};

std::optional<std::size_t> place(const Word& word, Binding& binding) {
  if (const auto grid = binding.grids.find(word.text)) return *grid;
  if (const auto venue = binding.venues.find(word.text)) return binding.grids.size() + *venue;
  binding.grids.require(word, Sort::place, binding.findings);
  return std::nullopt;
}

void read_row(const std::vector<Word>& cells, Matrix& matrix, Binding& binding) {
  if (cells.size() != 3) {
    binding.findings.add(messages::kCsvCells, cells.back().place,
                         {std::to_string(cells.size()), "3"});
    return;
  }
  const auto from = place(cells[0], binding);
  const auto to = place(cells[1], binding);
  Node number;
  number.type = Node::Type::scalar;
  number.text = cells[2].text;
  number.place = cells[2].place;
  const auto minutes = as_count(number, 0, kUnset - 1, binding.findings);
  if (!from || !to || !minutes) return;
  matrix.at(*from, *to) = static_cast<std::uint16_t>(*minutes);
  matrix.named[*from] = matrix.named[*to] = 1;
}

// A way that is written in one direction holds for both; a venue that isn't written is where its
// grid is; what is left takes no time.
void fill_gaps(Matrix& matrix, Binding& binding) {
  const std::size_t n_grids = binding.parts.grids.size();
  std::vector<std::size_t> stands_for(matrix.side);
  for (std::size_t i = 0; i < matrix.side; ++i) {
    stands_for[i] = i;
    if (matrix.named[i] || i < n_grids) continue;
    const auto grid = binding.parts.venues[model::VenueIndex(i - n_grids)].grid;
    if (grid.exists()) stands_for[i] = grid.value;
  }
  Matrix full = matrix;
  for (std::size_t i = 0; i < matrix.side; ++i) {
    for (std::size_t j = 0; j < matrix.side; ++j) {
      std::uint16_t minutes = matrix.at(stands_for[i], stands_for[j]);
      if (minutes == kUnset) minutes = matrix.at(stands_for[j], stands_for[i]);
      full.at(i, j) = minutes == kUnset || i == j ? std::uint16_t{0} : minutes;
    }
  }
  matrix = std::move(full);
}

void bind_matrix(const Word& file, Binding& binding) {
  const auto opened = binding.open_file(file);
  if (!opened) return;
  Matrix matrix;
  matrix.side = binding.parts.grids.size() + binding.parts.venues.size();
  if (matrix.side > kMatrixPlaces) {
    binding.findings.add(messages::kMatrixTooBig, file.place,
                         {std::to_string(matrix.side), std::to_string(kMatrixPlaces)});
    return;
  }
  matrix.minutes.assign(matrix.side * matrix.side, kUnset);
  matrix.named.assign(matrix.side, 0);
  bool header = true;
  read_csv(opened->second, opened->first, binding.findings, binding.arena,
           [&](std::vector<Word> cells) {
             const bool names = cells.size() == 3 && cells[0].text == "from" &&
                                cells[1].text == "to" && cells[2].text == "minutes";
             if (header && !names) {
               binding.findings.add(messages::kMatrixHeader, cells[0].place);
             } else if (!header) {
               read_row(cells, matrix, binding);
             }
             header = false;
           });
  fill_gaps(matrix, binding);
  binding.parts.travel = model::Travel(matrix.side, std::move(matrix.minutes));
}

Table<model::PlaceIndex, std::optional<model::GeoPoint>> points_of(const Binding& binding) {
  Table<model::PlaceIndex, std::optional<model::GeoPoint>> points;
  const auto& grids = binding.parts.grids;
  for (const model::Grid& grid : grids) points.push_back(grid.at);
  for (const model::Venue& venue : binding.parts.venues) {
    points.push_back(venue.at || !venue.grid.exists() ? venue.at : grids[venue.grid].at);
  }
  return points;
}

}  // namespace

void bind_travel(const Node* zone, Binding& binding) {
  const Node* node = zone == nullptr ? nullptr : zone->find("travel");
  model::TravelModel travel;
  if (node != nullptr && !node->is_null()) {
    const Fields fields(*node, kTravel, {"speed", "detour", "fixed", "matrix"}, binding.findings);
    const Word matrix = fields.word("matrix");
    if (matrix.exists()) {
      if (const Node* speed = fields.find("speed")) {
        binding.findings.add(messages::kMatrixAndSpeed, speed->place);
      }
      return bind_matrix(matrix, binding);
    }
    if (const Node* speed = fields.require("speed")) {
      travel.km_per_hour = as_speed(*speed, binding.findings);
    }
    if (const Node* detour = fields.find("detour")) {
      travel.detour = as_number(*detour, 1, 10, binding.findings).value_or(travel.detour);
    }
    travel.fixed = fields.duration("fixed").value_or(Duration{});
  }
  binding.parts.travel = model::Travel(travel, points_of(binding));
}

}  // namespace muster::load
