#include "generate.h"

#include <cmath>
#include <stdexcept>

#include "text.h"

namespace muster::bench {

double tightness_of(const std::string& word) {
  if (word == "slack") return 0.6;
  if (word == "moderate") return 1;
  if (word == "tight") return 1.25;
  if (word == "over") return 1.8;
  try {
    std::size_t used = 0;
    const double value = std::stod(word, &used);
    return used == word.size() && std::isfinite(value) ? value : -1;
  } catch (const std::exception&) {
    return -1;
  }
}

void write_field_zone(const std::filesystem::path& folder, const std::string& comment,
                      const std::string& id, std::size_t grids,
                      const std::function<int(std::size_t, std::size_t)>& minutes) {
  TextFile zone(folder / "zone.yaml");
  zone.line("# {}", comment);
  zone.line("zone:");
  zone.line("  id: {}", id);
  zone.line("  timezone: Asia/Shanghai");
  zone.line("  horizon: {{from: 2017-09-04, until: 2017-09-04}}");
  zone.line("  step: 5min");
  zone.line("  travel: {{matrix: travel.csv}}");
  zone.line("  grids:");
  for (std::size_t i = 0; i < grids; ++i) zone.line("    - {{id: g{:04}}}", i);
  zone.close();
  TextFile travel(folder / "travel.csv");
  travel.line("from,to,minutes");
  for (std::size_t i = 0; i < grids; ++i) {
    for (std::size_t j = i + 1; j < grids; ++j) {
      travel.line("g{:04},g{:04},{}", i, j, minutes(i, j));
    }
  }
  travel.close();
}

void write_planted_plan(const std::filesystem::path& folder, const std::vector<Planted>& tasks) {
  TextFile out(folder / "planted.json");
  out.line(R"({{"format": 1, "placements": [)");
  const char* comma = "";
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    if (tasks[k].placement.empty()) continue;
    out.line(R"({}{{"session":"k{:06}",{}}})", comma, k, tasks[k].placement);
    comma = ",";
  }
  out.line("]}}");
  out.close();
}

}  // namespace muster::bench
