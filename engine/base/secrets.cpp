#include "base/secrets.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace muster {

namespace {

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

using MacContext = std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)>;

// To look the algorithm up costs more than to use it on a short text.
MacContext hmac_context() {
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  MacContext context(EVP_MAC_CTX_new(mac), EVP_MAC_CTX_free);
  EVP_MAC_free(mac);  // the context holds it
  char digest[] = "SHA256";
  const OSSL_PARAM set[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                            OSSL_PARAM_construct_end()};
  MUSTER_CHECK(context && EVP_MAC_CTX_set_params(context.get(), set) == 1, "no HMAC-SHA256");
  return context;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  thread_local const MacContext kContext = hmac_context();
  std::string out(32, '\0');
  std::size_t size = 0;
  // An empty key is a key; none would be the one before.
  const unsigned char* bytes = key.empty() ? raw("") : raw(key);
  const bool done = EVP_MAC_init(kContext.get(), bytes, key.size(), nullptr) == 1 &&
                    EVP_MAC_update(kContext.get(), raw(text), text.size()) == 1 &&
                    EVP_MAC_final(kContext.get(), reinterpret_cast<unsigned char*>(out.data()),
                                  &size, out.size()) == 1;
  MUSTER_CHECK(done && size == 32, "HMAC-SHA256 failed");
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), raw(bytes),
                                static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(n));
  return out;
}

std::string base64url(std::string_view bytes) {
  std::string out = base64(bytes);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  while (!out.empty() && out.back() == '=') out.pop_back();
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string padded(text);
  while (!padded.empty() && padded.back() == '=') padded.pop_back();
  for (char& c : padded) {
    c = c == '-' ? '+' : c == '_' ? '/' : c;
    const bool known = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '+' || c == '/';
    if (!known) return std::nullopt;
  }
  const std::size_t odd = padded.size() % 4;
  if (odd == 1) return std::nullopt;
  const std::size_t missing = odd == 0 ? 0 : 4 - odd;
  padded.append(missing, '=');
  std::string out(padded.size() / 4 * 3, '\0');
  const int n = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), raw(padded),
                                static_cast<int>(padded.size()));
  if (n < 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(n) - missing);
  return out;
}

bool same_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_bytes(std::size_t n) {
  std::string out(n, '\0');
  const int done = RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(n));
  MUSTER_CHECK(done == 1, "the system has no random numbers");
  return out;
}

}  // namespace muster
