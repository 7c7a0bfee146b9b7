#include "base/masking.h"

#include <algorithm>

namespace muster {

namespace {

constexpr std::size_t kMobileDigits = 11;                  // of mainland numbers, without +86
constexpr std::size_t kLeastDigits = 8, kMostDigits = 15;  // behind a plus (E.164)
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
    const bool international =
        at > 0 && text[at - 1] == '+' && end - at >= kLeastDigits && end - at <= kMostDigits;
    if (mobile || international) text.replace(end - 8, 4, "****");
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

// What a token or the name of a mailbox is made of.
bool is_token(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-_.~+%=").find(c) != std::string_view::npos;
}

std::size_t token_end(std::string_view text, std::size_t from) {
  while (from < text.size() && is_token(text[from])) ++from;
  return from;
}

void mask_secrets(std::string& text) {
  static constexpr std::string_view kWords[] = {
      "secret=", "token=", "password=", "key=", "sign=", "signature=", "bearer ", "whsec_"};
  std::string lower = text;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::string_view word : kWords) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at)) {
      at += word.size();
      const std::size_t end = token_end(text, at);
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
                text.begin() + static_cast<std::ptrdiff_t>(end), '*');
    }
  }
}

// A date that follows the @ in a session's id is no domain.
void mask_mail(std::string& text) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    const std::string domain = text.substr(at + 1, token_end(text, at + 1) - at - 1);
    const std::size_t dot = domain.rfind('.');
    if (dot == std::string::npos || dot + 1 == domain.size() || is_digit(domain[dot + 1])) continue;
    std::size_t from = at;
    while (from > 0 && is_token(text[from - 1])) --from;
    for (std::size_t i = from + 1; i < at; ++i) text[i] = '*';
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
  mask_secrets(text);
  mask_mail(text);
  mask_numbers(text);
  return text;
}

}  // namespace muster
