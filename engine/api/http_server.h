// HTTP/1.1 on one address: connections bounded in number, requests in bytes and time. What is asked
// is a handler's business.
//
// Whoever opens connections and says nothing must not shut others out: one that is too many for its
// peer, or for all, takes the place of the one that has waited for a request longest (of that peer,
// or of all). Where none waits it is closed unheard.
//
// Beast 1.81 lets through what RFC 9112 forbids, so the header is looked at before any of the body
// is read: a request with any Transfer-Encoding, without exactly one Host, of another version or
// longer than 8 KiB of header and 8 KiB of body is refused and its connection closed.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/result.h"

namespace muster::api {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

struct HttpLimits {
  int connections = 512;                           // at once, of all; and
  int per_peer = 64;                               // of one address
  std::chrono::milliseconds request_time{10'000};  // of a whole request, and of its response
};

class HttpServer {
 public:
  // Runs on the io_context's thread, one call a connection at a time. Every response is sent with
  // headers that forbid scripts, framing, sniffing, referrers and storing, where it says nothing
  // else; that to a HEAD without its body.
  using Handler = std::function<boost::asio::awaitable<Response>(const Request&)>;

  HttpServer(boost::asio::io_context& io, Handler handler, HttpLimits limits = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // At what load::parse_listen_address takes, port 0 for any; fails where it can't be had.
  Result<Done> listen(const std::string& where);
  std::string address() const;  // "127.0.0.1:8471"
  // No further connections; those that wait for a request end now, the others with theirs.
  void close();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

// text/plain.
Response plain_response(boost::beast::http::status status, std::string text);

}  // namespace muster::api
