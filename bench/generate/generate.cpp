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
