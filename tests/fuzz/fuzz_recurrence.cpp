// Any bytes as a recurrence rule: ends soon, in order, within the horizon and the limit.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "load/recurrence.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace muster::load;
  if (size < 4) return 0;
  const auto first = std::chrono::local_days(std::chrono::days(17'413 + data[0]));
  const auto last = first + std::chrono::days(data[1]);
  const muster::LocalTime dtstart{first + std::chrono::days((data[2] - 128) * 40), data[3] * 6};
  const std::string rule(reinterpret_cast<const char*>(data) + 4, size - 4);
  constexpr std::size_t kLimit = 2000;
  const auto found = expand_recurrence(rule, dtstart, {first}, first, last, kLimit);
  if (found.starts.size() > kLimit) std::abort();
  for (std::size_t i = 0; i < found.starts.size(); ++i) {
    const muster::LocalTime& t = found.starts[i];
    if (t < dtstart || t.day <= first || t.day > last || t.minute < 0 || t.minute >= 1440) {
      std::abort();
    }
    if (i > 0 && !(found.starts[i - 1] < t)) std::abort();
  }
  return 0;
}
