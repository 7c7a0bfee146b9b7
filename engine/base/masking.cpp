#include "base/masking.h"

#include <algorithm>

namespace muster {

namespace {

constexpr std::size_t kMobileDigits = 11;  // of mainland numbers, without +86
constexpr std::string_view kScheme = "://";
constexpr std::string_view kUrlEnds = " \t\r\n\"'<>,}]";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The end of the host of an address that begins behind "://" at `from`.
std::size_t host_end(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of("/?#", from), text.size());
}

void mask_numbers(std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t from = std::max(at, end - std::min(end - at, kMobileDigits));
    const bool prefixed = end - at == kMobileDigits + 2 && text.compare(at, 2, "86") == 0;
    const bool mobile = (end - at == kMobileDigits || prefixed) && text[from] == '1';
    if (mobile) text.replace(from + 3, 4, "****");
    at = end + 1;
  }
}

// Characters of UTF-8 as asterisks.
std::string asterisks(std::string_view text) {
  const auto n = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  return std::string(static_cast<std::size_t>(n), '*');
}

void mask_urls(std::string& text) {
  for (std::size_t at = text.find(kScheme); at != std::string::npos; at = text.find(kScheme, at)) {
    at += kScheme.size();
    const std::size_t end = std::min(text.find_first_of(kUrlEnds, at), text.size());
    const std::size_t user = text.rfind('@', end);
    const std::size_t host = host_end(std::string_view(text).substr(0, end), at);
    const std::size_t from = std::min(host + 1, end);
    text.replace(from, end - from, asterisks(std::string_view(text).substr(from, end - from)));
    if (user != std::string::npos && user > at && user < host) {
      text.replace(at, user - at, asterisks(std::string_view(text).substr(at, user - at)));
    }
  }
}

}  // namespace

std::string masked_address(std::string_view address) {
  if (const std::size_t scheme = address.find(kScheme); scheme != std::string_view::npos) {
    const std::size_t from = scheme + kScheme.size();
    const std::size_t end = host_end(address, from);
    std::string_view host = address.substr(from, end - from);
    host.remove_prefix(host.rfind('@') == std::string_view::npos ? 0 : host.rfind('@') + 1);
    return std::string(address.substr(0, from)) + std::string(host) +
           (end < address.size() ? "/…" : "");
  }
  if (const std::size_t at = address.find('@'); at != std::string_view::npos) {
    return std::string(address.substr(0, std::min<std::size_t>(1, at))) + "***" +
           std::string(address.substr(at));
  }
  if (address.size() < 8) return address.empty() ? "" : "****";
  return std::string(address.substr(0, 3)) + "****" +
         std::string(address.substr(address.size() - 4));
}

std::string masked_text(std::string text) {
  mask_urls(text);
  mask_numbers(text);
  return text;
}

}  // namespace muster
