// Standard Webhooks (standardwebhooks.com, symmetric, v1): HMAC-SHA256 over "id.timestamp.body".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "load/dispatch_policy.h"

namespace muster::dispatch {

// The keys as bytes: what stands behind "whsec_" is base64, all else is the key itself. `whose` is
// named by the failure: a secret that is missing, readable by others, or no base64.
Result<std::vector<std::string>> signing_keys(const std::vector<load::SecretSource>&,
                                              const std::filesystem::path& folder,
                                              std::string_view whose);

struct SignedText {
  std::string_view id, timestamp, body;  // seconds since 1970
};
// The header webhook-signature: "v1,… v1,…", one for each key.
std::string sign(const std::vector<std::string>& keys, const SignedText&);
// Whether one of the header's signatures is by one of the keys, and not older or newer than five
// minutes.
bool is_signed(const std::vector<std::string>& keys, const SignedText&, std::string_view header,
               Instant now);

}  // namespace muster::dispatch
