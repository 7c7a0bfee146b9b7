#include "load/listen_address.h"

#include <arpa/inet.h>

#include <charconv>

namespace muster::load {

bool ListenAddress::is_local_name() const {
  return host.starts_with("127.") || host == "::1" || host == "0.0.0.0" || host == "::";
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return std::nullopt;
  ListenAddress out;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + colon + 1, last, out.port);
  if (error != std::errc() || end != last) return std::nullopt;
  const std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  out.host = host == "localhost" ? "127.0.0.1" : bracketed ? host.substr(1, host.size() - 2) : host;
  unsigned char bytes[sizeof(in6_addr)];
  if (::inet_pton(bracketed ? AF_INET6 : AF_INET, out.host.c_str(), bytes) != 1) {
    return std::nullopt;
  }
  return out;
}

}  // namespace muster::load
