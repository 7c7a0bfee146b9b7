#include "base/secrets.h"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("HMAC-SHA256 is that of RFC 4231") {
  CHECK(base64(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
  // Each with its own key, whatever came before; an empty one is a key too.
  CHECK(base64(hmac_sha256("", "")) == "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=");
  CHECK(base64(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c=");
  CHECK(base64(hmac_sha256("", "")) == "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=");
}

TEST_CASE("base64 goes both ways, in both alphabets") {
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64url("\xfb\xff\xfe") == "-__-");
  for (std::size_t n = 0; n < 70; ++n) {
    const std::string bytes = random_bytes(n);
    CHECK(from_base64(base64(bytes)) == bytes);
    CHECK(from_base64(base64url(bytes)) == bytes);
  }
  CHECK_FALSE(from_base64("a").has_value());
  CHECK_FALSE(from_base64("ab!d").has_value());
}

TEST_CASE("bytes are compared whole") {
  CHECK(same_bytes("abc", "abc"));
  CHECK_FALSE(same_bytes("abc", "abd"));
  CHECK_FALSE(same_bytes("abc", "abcd"));
}
