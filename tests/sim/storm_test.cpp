// After an outage that all endpoints share, attempts come back spread out.
#include <algorithm>
#include <map>
#include <vector>

#include <catch2/catch.hpp>

#include "dispatch/attempts.h"

using namespace muster;
using namespace muster::dispatch;

namespace {

constexpr int kMessages = 20'000;
constexpr Instant kNow{1'504'224'000'000};

// How many of the messages, all tried for the `round`-th time in the same moment, come back in each
// second of the time they are spread over; from the first that one comes in to the last.
std::vector<int> seconds_of_round(int round, std::optional<std::chrono::seconds> asked) {
  Random random(static_cast<std::uint64_t>(round));
  const load::DispatchPolicy policy;
  std::map<std::int64_t, int> by_second;
  for (int i = 0; i < kMessages; ++i) {
    store::Message message;
    message.state = store::MessageState::sending;
    message.attempts = round;
    const Delivery failed{Delivery::Result::again, false, "503", asked};
    const auto settled = settle_attempt(message, failed, policy, random, kNow);
    REQUIRE(settled.again);
    const auto wait = *settled.again - kNow;
    REQUIRE(wait >= std::max(std::chrono::seconds(1), asked.value_or(std::chrono::seconds(0))));
    ++by_second[wait.count() / 1000];
  }
  std::vector<int> out;
  const std::int64_t first = by_second.begin()->first, last = by_second.rbegin()->first;
  for (std::int64_t second = first; second <= last; ++second) out.push_back(by_second[second]);
  return out;
}

}  // namespace

TEST_CASE("a storm of retries: no second has more than twice the mean") {
  for (const auto asked : {std::optional<std::chrono::seconds>(), {std::chrono::seconds(30)}}) {
    for (int round = 1; round <= 5; ++round) {
      const auto seconds = seconds_of_round(round, asked);
      CAPTURE(round, asked.has_value(), seconds.size());
      CHECK(seconds.size() > 3);
      const int mean = kMessages / static_cast<int>(seconds.size());
      CHECK(*std::max_element(seconds.begin(), seconds.end()) <= 2 * mean);
    }
  }
}
