// Where a server listens, as people write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster::load {

struct ListenAddress {
  std::string host;  // in digits: "127.0.0.1", "::1"
  std::uint16_t port = 0;
  // Whether nobody reaches it from elsewhere by what it is called: 127.0.0.1, ::1, 0.0.0.0, ::.
  bool is_local_name() const;
};

// "127.0.0.1:8471", "[::1]:8471", "localhost:8471"; none: it is no such thing.
std::optional<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace muster::load
