#include "dispatch_zone.h"

#include <fstream>

#include <fmt/format.h>

#include "dispatch_receiver.h"

namespace muster::bench {

namespace fs = std::filesystem;

bool write_zone(const fs::path& folder, std::uint32_t endpoints, std::uint32_t port) {
  std::ofstream out(folder / "zone.yaml");
  out << "zone: {id: zone, name: 片区, timezone: Asia/Shanghai,\n"
         "  horizon: {from: 2026-06-01, until: 2026-06-08},\n"
         "  grids: [{id: village, name: 村, kind: village, at: [28.93, 120.06]}]}\n"
         "dispatch:\n"
         "  quiet: {from: 00:00, to: 00:00}\n"
         "  channels:\n"
         "    - {id: hook, kind: webhook, secret: {file: secret}, private-addresses: true}\n"
         "teams:\n";
  for (std::uint32_t i = 0; i < endpoints; ++i) {
    out << fmt::format(
        "  - {{id: team-{}, name: 队伍{}, size: 4, base: village,\n"
        "     contact: {{channel: hook, to: \"http://{}:{}/hook\"}}}}\n",
        i, i, host_of(i), port);
  }
  out.close();
  std::ofstream secret(folder / "secret");
  secret << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
  secret.close();
  std::error_code error;
  fs::permissions(folder / "secret", fs::perms(0600), error);
  return out.good() && secret.good() && !error;
}

store::Assignment make_offer(std::uint32_t i, std::uint32_t endpoints, Instant now) {
  const std::uint32_t team = i % endpoints;
  store::Assignment out;
  out.session = fmt::format("s-{:06}", i);
  out.team = fmt::format("team-{}", team);
  out.start = now + std::chrono::hours(24 * 30) + std::chrono::minutes(i / endpoints);
  out.end = out.start + std::chrono::minutes(90);
  out.priority = 2;
  out.content = fmt::format(
      R"({{"task":"half-past-four-{0}","name":"四点半学堂","start":"2026-07-01T16:30+08:00",)"
      R"("end":"2026-07-01T18:00+08:00","place":"先行集团教室","venue":"xianxing-classroom",)"
      R"("priority":"normal","people":3,"needs":[{{"need":0,"most":4,"heads":[)"
      R"({{"id":"p-{0}","name":"甲"}},{{"id":"team-{1}#2"}},{{"id":"team-{1}#3"}}]}}]}})",
      i, team);
  return out;
}

dispatch::Publication make_plan(std::uint32_t offers, std::uint32_t endpoints, Instant now) {
  dispatch::Publication out;
  out.inputs = "sha256:";
  out.assignments.reserve(offers);
  out.document = R"({"format":1,"zone":"zone","placements":[)";
  for (std::uint32_t i = 0; i < offers; ++i) {
    store::Assignment offer = make_offer(i, endpoints, now);
    out.document += (i > 0 ? "," : "") + offer.content;
    out.assignments.push_back(std::move(offer));
  }
  out.document += "]}";
  return out;
}

}  // namespace muster::bench
