// HTTP POST to addresses that others chose (RFC 9110, RFC 9112): names are resolved here, private
// addresses refused, certificates and host names verified, every step bounded in time, answers read
// up to 16 KiB, redirects never followed. Connections are kept and used again.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include "base/result.h"
#include "dispatch/names.h"

namespace muster::dispatch {

struct HttpUrl {
  bool tls = true;
  std::string host;  // without brackets
  std::uint16_t port = 443;
  std::string target;  // path and query
};
// None: not an absolute http or https URL, or it holds a user, a fragment or a port that is none.
std::optional<HttpUrl> parse_url(std::string_view text);

// Whether the address is one of the public internet: not loopback, private, link-local, shared,
// multicast, documentation, translated or reserved (IANA special-purpose registries, RFC 6890).
bool is_public(const boost::asio::ip::address& address);

struct HttpReply {
  int status = 0;    // zero: there was none
  std::string body;  // its first 16 KiB
  std::optional<std::chrono::seconds> retry_after;
  std::string trouble;     // without a status: "connect: timed out"
  bool in_doubt = false;   // there was none, but the request had begun to leave
  bool forbidden = false;  // the address was refused by us
};

struct HttpOptions {
  bool private_addresses = false;
  std::string certificates;  // PEM file of authorities, besides the system's; may be empty
  std::chrono::milliseconds step{5'000}, total{15'000};
  Lookup lookup = look_up;
};

class HttpClient {
 public:
  // Fails where the authorities can't be read.
  static Result<std::unique_ptr<HttpClient>> make(boost::asio::any_io_executor, HttpOptions);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  using Headers = std::vector<std::pair<std::string, std::string>>;
  boost::asio::awaitable<HttpReply> post(const HttpUrl& url, const Headers& headers,
                                         const std::string& body);

 private:
  class Pool;
  explicit HttpClient(std::unique_ptr<Pool> pool);
  std::unique_ptr<Pool> pool_;
};

}  // namespace muster::dispatch
