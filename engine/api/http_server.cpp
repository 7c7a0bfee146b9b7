#include "api/http_server.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

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
#include "load/listen_address.h"

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

using Peers = std::map<asio::ip::address, int>;  // connections of each

// Counts a connection while it lives.
class Seat {
 public:
  Seat(Peers& peers, int& taken, const asio::ip::address& peer) : peers_(&peers), taken_(&taken) {
    mine_ = peers.try_emplace(peer, 0).first;
    ++mine_->second;
    ++taken;
  }
  Seat(Seat&& other) noexcept
      : peers_(std::exchange(other.peers_, nullptr)), taken_(other.taken_), mine_(other.mine_) {}
  ~Seat() {
    if (peers_ == nullptr) return;
    --*taken_;
    if (--mine_->second == 0) peers_->erase(mine_);
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  const asio::ip::address& peer() const { return mine_->first; }

 private:
  Peers* peers_;
  int* taken_;
  Peers::iterator mine_;
};

// A proxy may write the whole address (RFC 9112, 3.2.2): its path is what is asked for.
void to_origin_form(Request& request) {
  const std::string target(request.target());
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!boost::beast::iequals(std::string_view(target).substr(0, scheme.size()), scheme)) continue;
    const auto path = target.find_first_of("/?", scheme.size());
    const std::string rest = path == std::string::npos ? "" : target.substr(path);
    request.target(rest.starts_with('/') ? rest : '/' + rest);
    return;
  }
}

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
    const auto given = load::parse_listen_address(where);
    const auto host = asio::ip::make_address(given ? given->host : "", error);
    if (!error) {
      const tcp::endpoint endpoint(host, given->port);
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
    const std::string host = endpoint.address().to_string();
    return fmt::format(fmt::runtime(endpoint.address().is_v6() ? "[{}]:{}" : "{}:{}"), host,
                       endpoint.port());
  }
  void close() {
    error_code ignored;
    acceptor_.close(ignored);
    for (const Idle& each : idle_) each.stream->cancel();
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
      } else if (!error) {
        self->seat(std::move(socket));
      }
    }
  }

  void seat(tcp::socket socket) {
    error_code gone;
    const auto peer = socket.remote_endpoint(gone).address();
    if (gone) return;
    const auto mine = peers_.find(peer);
    if (mine != peers_.end() && mine->second >= limits_.per_peer) {
      if (!end_idle(&peer)) return;
    } else if (seats_ >= limits_.connections && !end_idle(nullptr)) {
      return;
    }
    asio::co_spawn(acceptor_.get_executor(),
                   talk(shared_from_this(), std::move(socket), Seat(peers_, seats_, peer)),
                   asio::detached);
  }

  // Ends the connection that waits longest, of `peer` or of all; false: none waits.
  bool end_idle(const asio::ip::address* peer) {
    const auto longest = std::find_if(idle_.begin(), idle_.end(), [peer](const Idle& each) {
      return peer == nullptr || each.peer == *peer;
    });
    if (longest == idle_.end()) return false;
    longest->stream->cancel();
    idle_.erase(longest);
    return true;
  }

  // One request after the other; each in its time.
  static asio::awaitable<void> talk(std::shared_ptr<Impl> self, tcp::socket socket, Seat seat) {
    beast::tcp_stream stream(std::move(socket));
    // More than a request may have is never kept, whatever it is made of.
    beast::flat_buffer buffer(kHeaderBytes + kBodyBytes);
    while (self->acceptor_.is_open()) {
      http::request_parser<http::string_body> parser;
      error_code error = co_await self->read(stream, seat.peer(), buffer, parser);
      if (error && !is_answered(error)) break;
      const bool proper = !error && is_proper(parser.get());
      Response response = refusal(error);
      if (proper) to_origin_form(parser.get());
      if (proper) response = co_await self->handler_(parser.get());
      const bool keep = proper && parser.get().keep_alive();
      const bool written = co_await self->write(stream, response, parser.get().method(), keep);
      if (!written) break;
      if (keep) continue;
      if (!proper) co_await drain(stream);
      break;
    }
    MUSTER_CHECK(std::none_of(self->idle_.begin(), self->idle_.end(),
                              [&stream](const Idle& each) { return each.stream == &stream; }),
                 "a connection that is gone waits");
  }

  // The header first: what it says decides whether a body is read at all.
  asio::awaitable<error_code> read(beast::tcp_stream& stream, const asio::ip::address& peer,
                                   beast::flat_buffer& buffer,
                                   http::request_parser<http::string_body>& parser) {
    parser.header_limit(kHeaderBytes);
    parser.body_limit(kBodyBytes);
    stream.expires_after(limits_.request_time);
    error_code error;
    idle_.push_back({&stream, peer});
    co_await http::async_read_header(stream, buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, error));
    std::erase_if(idle_, [&stream](const Idle& each) { return each.stream == &stream; });
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

  struct Idle {
    beast::tcp_stream* stream;
    asio::ip::address peer;
  };

  tcp::acceptor acceptor_;
  Handler handler_;
  HttpLimits limits_;
  int seats_ = 0;
  Peers peers_;
  std::vector<Idle> idle_;  // wait for a request, longest first
};

HttpServer::HttpServer(asio::io_context& io, Handler handler, HttpLimits limits)
    : impl_(std::make_shared<Impl>(io, std::move(handler), limits)) {}
HttpServer::~HttpServer() { close(); }
Result<Done> HttpServer::listen(const std::string& where) { return impl_->listen(where); }
std::string HttpServer::address() const { return impl_->address(); }
void HttpServer::close() { impl_->close(); }

}  // namespace muster::api
