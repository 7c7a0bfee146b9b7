#include "dispatch/signature.h"

#include <charconv>

#include <fmt/format.h>

#include "base/secrets.h"
#include "dispatch/channel.h"

namespace muster::dispatch {

namespace {

constexpr std::int64_t kToleranceSeconds = 300;
constexpr std::size_t kSignatures = 8;  // looked at, of one header

std::string signature_of(const std::string& key, const SignedText& text) {
  return "v1," +
         base64(hmac_sha256(key, fmt::format("{}.{}.{}", text.id, text.timestamp, text.body)));
}

bool is_recent(std::string_view timestamp, Instant now) {
  std::int64_t seconds = 0;
  const char* end = timestamp.data() + timestamp.size();
  const auto read = std::from_chars(timestamp.data(), end, seconds);
  if (read.ec != std::errc() || read.ptr != end || seconds < 0) return false;
  const std::int64_t away = now.ms / 1000 - seconds;
  return away >= -kToleranceSeconds && away <= kToleranceSeconds;
}

}  // namespace

Result<std::vector<std::string>> signing_keys(const std::vector<load::SecretSource>& sources,
                                              const std::filesystem::path& folder,
                                              std::string_view whose) {
  std::vector<std::string> keys;
  for (const load::SecretSource& source : sources) {
    auto secret = read_secret(source, folder);
    if (!secret) return secret.failure();
    const std::string& text = secret.value();
    auto bytes = text.starts_with("whsec_") ? from_base64(text.substr(6)) : std::optional(text);
    if (!bytes) {
      return Failure{Failure::Kind::disk, fmt::format("the secret of {} is not base64", whose),
                     fmt::format("{} 的密钥不是 base64", whose)};
    }
    keys.push_back(std::move(*bytes));
  }
  return keys;
}

std::string sign(const std::vector<std::string>& keys, const SignedText& text) {
  std::string out;
  for (const std::string& key : keys) {
    out += (out.empty() ? "" : " ") + signature_of(key, text);
  }
  return out;
}

bool is_signed(const std::vector<std::string>& keys, const SignedText& text,
               std::string_view header, Instant now) {
  if (text.id.empty() || !is_recent(text.timestamp, now)) return false;
  bool good = false;
  for (std::size_t n = 0; n < kSignatures && !header.empty(); ++n) {
    const std::size_t end = std::min(header.find(' '), header.size());
    for (const std::string& key : keys) {
      good |= same_bytes(header.substr(0, end), signature_of(key, text));
    }
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return good;
}

}  // namespace muster::dispatch
