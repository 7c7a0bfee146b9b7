#include "api/http_server.h"

#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "base/check.h"
#include "base/system_text.h"

namespace muster::api {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::uint32_t kHeaderBytes = 8 * 1024;
constexpr std::uint64_t kBodyBytes = std::uint64_t{8} * 1024;
constexpr std::size_t kRefusedBytes = std::size_t{64} * 1024;  // read of what is refused
constexpr std::chrono::seconds kRefusedTime{1};
constexpr std::chrono::milliseconds kAcceptBreak{100};  // after a failure to accept

// What Beast lets through and RFC 9112 (3.2, 6.1) does not.
bool is_proper(const Request& request) {
  return request.version() == 11 && request.count(http::field::host) == 1 &&
         request.count(http::field::transfer_encoding) == 0 &&
         request.count(http::field::content_length) <= 1;
}

// Whether the other side is there and has said something wrong.
bool is_answered(const error_code& error) {
  return error.category() == http::make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

Response refusal(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return plain_response(http::status::request_header_fields_too_large, "too long\n");
  }
  if (error == http::error::body_limit) {
    return plain_response(http::status::payload_too_large, "too long\n");
  }
  return plain_response(http::status::bad_request, "bad request\n");
}

void add_headers(Response& response) {
  const auto add = [&response](const char* name, const char* value) {
    if (response.count(name) == 0) response.set(name, value);
  };
  add("Cache-Control", "no-store");
  add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  add("Referrer-Policy", "no-referrer");
  add("X-Content-Type-Options", "nosniff");
}

// Counts a connection while it lives.
class Seat {
 public:
  explicit Seat(int& taken) : taken_(&taken) { ++*taken_; }
  Seat(Seat&& other) noexcept : taken_(std::exchange(other.taken_, nullptr)) {}
  ~Seat() {
    if (taken_ != nullptr) --*taken_;
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

 private:
  int* taken_;
};

}  // namespace

Response plain_response(http::status status, std::string text) {
  Response out(status, 11);
  out.set(http::field::content_type, "text/plain; charset=utf-8");
  out.body() = std::move(text);
  return out;
}

class HttpServer::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& io, Handler handler, HttpLimits limits)
      : acceptor_(io), handler_(std::move(handler)), limits_(limits) {}

  Result<Done> listen(const std::string& where) {
    error_code error;
    const auto colon = where.rfind(':');
    unsigned port = 0;
    const char* last = where.data() + where.size();
    const bool number = colon != std::string::npos &&
                        std::from_chars(where.data() + colon + 1, last, port).ptr == last &&
                        port <= 65'535;
    const auto host = asio::ip::make_address(number ? where.substr(0, colon) : "", error);
    if (!error) {
      const tcp::endpoint endpoint(host, static_cast<std::uint16_t>(port));
      acceptor_.open(endpoint.protocol(), error);
      if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
      if (!error) acceptor_.bind(endpoint, error);
      if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
      const SystemText why = system_text(error);
      return Failure{Failure::Kind::network,
                     fmt::format("can't listen at {}: {}", where, why.english),
                     fmt::format("无法在 {} 监听：{}", where, why.chinese)};
    }
    asio::co_spawn(acceptor_.get_executor(), accept(shared_from_this()), asio::detached);
    return Done{};
  }
  std::string address() const {
    error_code error;
    const auto endpoint = acceptor_.local_endpoint(error);
    return fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port());
  }
  void close() {
    error_code ignored;
    acceptor_.close(ignored);
    for (beast::tcp_stream* stream : idle_) stream->cancel();
  }

 private:
  static asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    asio::steady_timer pause(self->acceptor_.get_executor());
    while (self->acceptor_.is_open()) {
      error_code error;
      tcp::socket socket =
          co_await self->acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error && self->acceptor_.is_open()) {  // out of descriptors: some will come back
        pause.expires_after(kAcceptBreak);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      } else if (!error && self->seats_ < self->limits_.connections) {
        asio::co_spawn(self->acceptor_.get_executor(),
                       talk(self, std::move(socket), Seat(self->seats_)), asio::detached);
      }
    }
  }

  // One request after the other; each in its time.
  static asio::awaitable<void> talk(std::shared_ptr<Impl> self, tcp::socket socket,
                                    [[maybe_unused]] Seat seat) {
    beast::tcp_stream stream(std::move(socket));
    // More than a request may have is never kept, whatever it is made of.
    beast::flat_buffer buffer(kHeaderBytes + kBodyBytes);
    while (self->acceptor_.is_open()) {
      http::request_parser<http::string_body> parser;
      error_code error = co_await self->read(stream, buffer, parser);
      if (error && !is_answered(error)) break;
      const bool proper = !error && is_proper(parser.get());
      Response response = refusal(error);
      if (proper) response = co_await self->handler_(parser.get());
      const bool keep = proper && parser.get().keep_alive();
      const bool written = co_await self->write(stream, response, parser.get().method(), keep);
      if (!written) break;
      if (keep) continue;
      if (!proper) co_await drain(stream);
      break;
    }
    MUSTER_CHECK(self->idle_.count(&stream) == 0, "a connection that is gone waits");
  }

  // The header first: what it says decides whether a body is read at all.
  asio::awaitable<error_code> read(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                   http::request_parser<http::string_body>& parser) {
    parser.header_limit(kHeaderBytes);
    parser.body_limit(kBodyBytes);
    stream.expires_after(limits_.request_time);
    error_code error;
    idle_.insert(&stream);
    co_await http::async_read_header(stream, buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, error));
    idle_.erase(&stream);
    if (error || !is_proper(parser.get())) co_return error;
    co_await http::async_read(stream, buffer, parser,
                              asio::redirect_error(asio::use_awaitable, error));
    co_return error;
  }

  asio::awaitable<bool> write(beast::tcp_stream& stream, Response& response, http::verb method,
                              bool keep) const {
    add_headers(response);
    response.keep_alive(keep);
    response.prepare_payload();
    if (method == http::verb::head) response.body().clear();  // its length is still told
    stream.expires_after(limits_.request_time);
    error_code error;
    co_await http::async_write(stream, response, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
  }

  // A socket that is closed with bytes unread takes the refusal back that was just written.
  static asio::awaitable<void> drain(beast::tcp_stream& stream) {
    error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
    stream.expires_after(kRefusedTime);
    std::array<char, 4096> bytes{};
    for (std::size_t read = 0; !error && read < kRefusedBytes;) {
      read += co_await stream.async_read_some(asio::buffer(bytes),
                                              asio::redirect_error(asio::use_awaitable, error));
    }
  }

  tcp::acceptor acceptor_;
  Handler handler_;
  HttpLimits limits_;
  int seats_ = 0;
  std::set<beast::tcp_stream*> idle_;  // wait for a request
};

HttpServer::HttpServer(asio::io_context& io, Handler handler, HttpLimits limits)
    : impl_(std::make_shared<Impl>(io, std::move(handler), limits)) {}
HttpServer::~HttpServer() { close(); }
Result<Done> HttpServer::listen(const std::string& where) { return impl_->listen(where); }
std::string HttpServer::address() const { return impl_->address(); }
void HttpServer::close() { impl_->close(); }

}  // namespace muster::api
