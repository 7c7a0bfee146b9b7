// Signatures, tokens and the texts that carry them (OpenSSL).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster {

// HMAC-SHA256 (RFC 2104): 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);
// RFC 4648, section 4, padded; and section 5 without padding, for links.
std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);
// Either alphabet, with or without padding; none if it is malformed.
std::optional<std::string> from_base64(std::string_view text);
// In time that does not depend on where they differ.
bool same_bytes(std::string_view a, std::string_view b);
// From the system's generator; a failing one stops the program.
std::string random_bytes(std::size_t n);

}  // namespace muster
