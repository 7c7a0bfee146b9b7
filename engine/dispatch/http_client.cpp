#include "dispatch/http_client.h"

#include <sys/resource.h>

#include <algorithm>
#include <list>
#include <unordered_map>

#include <fmt/format.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/url/parse.hpp>

namespace muster::dispatch {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::uint64_t kBodyBytes = std::uint64_t{16} * 1024;
constexpr std::uint32_t kHeaderBytes = 16 * 1024;
constexpr std::size_t kIdlePerHost = 8, kIdleInAll = 4'096;
constexpr std::chrono::seconds kIdle{20};

bool within(std::uint32_t address, std::uint32_t network, int bits) {
  return (address ^ network) >> (32 - bits) == 0;
}

bool is_public_v4(std::uint32_t a) {
  struct Network {
    std::uint32_t address;
    int bits;
  };
  static constexpr Network kSpecial[] = {
      {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
      {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
      {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 4},  {0xf0000000, 4}};
  return std::none_of(std::begin(kSpecial), std::end(kSpecial), [&](const Network& network) {
    return within(a, network.address, network.bits);
  });
}

constexpr int kInterim = 8;  // answers before the one that counts
bool is_interim(unsigned status) { return status >= 100 && status < 200 && status != 101; }

std::optional<std::chrono::seconds> retry_after(std::string_view text) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  std::int64_t seconds = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;  // a date: our own back-off serves as well
    seconds = seconds * 10 + (c - '0');
  }
  return std::chrono::seconds(seconds);
}

struct Connection {
  Connection(const asio::any_io_executor& executor, asio::ssl::context& tls_context, bool tls) {
    if (tls) {
      secure = std::make_unique<beast::ssl_stream<beast::tcp_stream>>(executor, tls_context);
    } else {
      plain = std::make_unique<beast::tcp_stream>(executor);
    }
  }
  beast::tcp_stream& tcp() { return secure ? beast::get_lowest_layer(*secure) : *plain; }

  // Nothing has come that nobody asked for: it would be taken for the next answer.
  bool is_quiet() {
    error_code error;
    const bool more = tcp().socket().available(error) > 0 || buffer.size() > 0;
    if (more || error || !secure) return !more && !error;
    SSL* tls = secure->native_handle();
    return SSL_pending(tls) == 0 && BIO_pending(SSL_get_rbio(tls)) == 0;
  }

  std::unique_ptr<beast::ssl_stream<beast::tcp_stream>> secure;
  std::unique_ptr<beast::tcp_stream> plain;
  beast::flat_buffer buffer;
  bool usable = false;  // for another request
};

using Request = http::request<http::string_body>;

// What would end a line is left out of the values.
Request make_request(const HttpUrl& url, const HttpClient::Headers& headers,
                     const std::string& body) {
  Request request{http::verb::post, url.target, 11};
  const bool usual = url.port == (url.tls ? 443 : 80);
  const std::string host =
      url.host.find(':') == std::string::npos ? url.host : '[' + url.host + ']';
  request.set(http::field::host, usual ? host : fmt::format("{}:{}", host, url.port));
  request.set(http::field::user_agent, "muster/0.1");
  request.set(http::field::content_type, "application/json; charset=utf-8");
  for (auto [name, value] : headers) {
    std::erase_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    request.set(name, value);
  }
  request.body() = body;
  request.prepare_payload();
  return request;
}

// What went wrong in which step.
HttpReply trouble(std::string_view step, std::string_view what) {
  HttpReply reply;
  reply.trouble = fmt::format("{}: {}", step, what);
  return reply;
}
HttpReply trouble(std::string_view step, const error_code& error) {
  return trouble(step, error == beast::error::timeout ? "timed out" : error.message());
}

}  // namespace

std::optional<HttpUrl> parse_url(std::string_view text) {
  const auto parsed = boost::urls::parse_uri(boost::core::string_view(text.data(), text.size()));
  if (!parsed) return std::nullopt;
  const auto& url = *parsed;
  HttpUrl out;
  out.tls = url.scheme_id() == boost::urls::scheme::https;
  const bool known = out.tls || url.scheme_id() == boost::urls::scheme::http;
  if (!known || url.has_userinfo() || url.has_fragment() || url.host().empty()) return std::nullopt;
  out.host = url.host_address();
  const bool usual = !url.has_port() || url.port().empty();
  out.port = usual ? (out.tls ? 443 : 80) : url.port_number();
  if (out.port == 0) return std::nullopt;  // or too large
  out.target = url.encoded_target().empty() ? "/" : std::string(url.encoded_target());
  if (out.target.front() == '?') out.target.insert(0, 1, '/');
  return out;
}

bool is_public(const asio::ip::address& address) {
  if (address.is_v4()) return is_public_v4(address.to_v4().to_uint());
  const auto bytes = address.to_v6().to_bytes();
  const auto word = [&](std::size_t i) {
    return static_cast<std::uint32_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  };
  if ((bytes[0] & 0xe0) != 0x20) return false;                           // global unicast: 2000::/3
  if (word(0) == 0x2001 && word(1) < 0x0200) return false;               // protocol assignments
  if (word(0) == 0x2001 && word(1) == 0x0db8) return false;              // documentation
  return word(0) != 0x2002 && !(word(0) == 0x3fff && word(1) < 0x1000);  // 6to4, documentation
}

class HttpClient::Pool {
 public:
  Pool(asio::any_io_executor executor, HttpOptions options)
      : executor_(std::move(executor)),
        options_(std::move(options)),
        names_(executor_, options_.lookup),
        tls_(asio::ssl::context::tls_client) {}

  Result<Done> prepare() {
    error_code error;
    tls_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                     asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                     asio::ssl::context::no_tlsv1_1);
    tls_.set_default_verify_paths(error);
    if (!options_.certificates.empty()) tls_.load_verify_file(options_.certificates, error);
    if (!error) return Done{};
    return Failure{Failure::Kind::disk,
                   fmt::format("can't read the certificates in {}: {}", options_.certificates,
                               error.message()),
                   fmt::format("无法读取证书 {}：{}", options_.certificates, error.message())};
  }

  asio::awaitable<HttpReply> post(const HttpUrl& url, const Request& request) {
    const auto give_up = Clock::now() + options_.total;
    const std::string key = fmt::format("{} {} {}", url.tls, url.host, url.port);
    bool sent = false;
    if (auto kept = take(key); kept && kept->is_quiet()) {
      HttpReply reply = co_await exchange(*kept, request, give_up);
      sent = reply.in_doubt = reply.status == 0;
      if (!sent) keep(key, std::move(kept));
      if (!sent || Clock::now() >= give_up) co_return reply;
      // The other side had closed it meanwhile, most likely: once more, on a new one.
    }
    auto fresh = std::make_unique<Connection>(executor_, tls_, url.tls);
    HttpReply opened = co_await open(*fresh, url, give_up);
    opened.in_doubt = sent;
    if (!opened.trouble.empty()) co_return opened;
    HttpReply reply = co_await exchange(*fresh, request, give_up);
    reply.in_doubt = reply.status == 0;
    if (reply.status != 0) keep(key, std::move(fresh));
    co_return reply;
  }

 private:
  Clock::time_point limit(Clock::time_point give_up) const {
    return std::min(give_up, Clock::now() + options_.step);
  }

  asio::awaitable<HttpReply> open(Connection& connection, const HttpUrl& url,
                                  Clock::time_point give_up) {
    error_code error;
    const Addresses known = co_await names_.find(url.host, limit(give_up));
    if (!known.trouble.empty()) co_return trouble("resolve", known.trouble);
    std::vector<tcp::endpoint> addresses;
    for (const asio::ip::address& each : known.found) {
      if (options_.private_addresses || is_public(each)) addresses.emplace_back(each, url.port);
    }
    if (addresses.empty()) {
      HttpReply reply;
      reply.trouble = "the address is private";
      reply.forbidden = true;
      co_return reply;
    }
    connection.tcp().expires_at(limit(give_up));
    co_await connection.tcp().async_connect(addresses,
                                            asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return trouble("connect", error);
    connection.tcp().socket().set_option(tcp::no_delay(true), error);
    if (!connection.secure) co_return HttpReply{};
    auto& secure = *connection.secure;
    secure.set_verify_mode(asio::ssl::verify_peer);
    secure.set_verify_callback(asio::ssl::host_name_verification(url.host));
    SSL_set_tlsext_host_name(secure.native_handle(), url.host.c_str());
    connection.tcp().expires_at(limit(give_up));
    co_await secure.async_handshake(asio::ssl::stream_base::client,
                                    asio::redirect_error(asio::use_awaitable, error));
    co_return error ? trouble("tls", error) : HttpReply{};
  }

  asio::awaitable<HttpReply> exchange(Connection& connection, const Request& request,
                                      Clock::time_point give_up) {
    if (connection.secure)
      co_return co_await talk(*connection.secure, connection, request, give_up);
    co_return co_await talk(*connection.plain, connection, request, give_up);
  }

  template <class Stream>
  asio::awaitable<HttpReply> talk(Stream& stream, Connection& connection, const Request& request,
                                  Clock::time_point give_up) {
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    connection.tcp().expires_at(limit(give_up));
    co_await http::async_write(stream, request, token);
    if (error) co_return trouble("write", error);
    connection.tcp().expires_at(give_up);
    std::optional<http::response_parser<http::string_body>> read;
    // Interim answers (RFC 9110, 15.2) come before the one that counts; 101 is none that we asked
    // for.
    for (int left = kInterim; !read || is_interim(read->get().result_int()); --left) {
      if (left < 0) co_return trouble("read", "too many interim answers");
      read.emplace();
      read->header_limit(kHeaderBytes);
      read->body_limit(kBodyBytes);
      co_await http::async_read_header(stream, connection.buffer, *read, token);
      if (error && error != http::error::body_limit) co_return trouble("read", error);
    }
    auto& parser = *read;
    HttpReply reply;
    reply.status = static_cast<int>(parser.get().result_int());
    const auto asked = parser.get()[http::field::retry_after];
    reply.retry_after = retry_after({asked.data(), asked.size()});
    // What it answers beyond its status is a courtesy: cut off where it is long or slow.
    if (!error) {
      connection.tcp().expires_at(limit(give_up));
      co_await http::async_read(stream, connection.buffer, parser, token);
    }
    reply.body = parser.get().body();
    connection.usable = !error && reply.status >= 200 && parser.get().keep_alive();
    co_return reply;
  }

  // The one that was used last; those that the other side may have closed are let go.
  std::unique_ptr<Connection> take(const std::string& key) {
    forget(Clock::now() - kIdle);
    const auto kept = idle_of_.find(key);
    if (kept == idle_of_.end()) return nullptr;
    const auto place = kept->second.back();
    auto out = std::move(place->connection);
    kept->second.pop_back();
    if (kept->second.empty()) idle_of_.erase(kept);
    idle_.erase(place);
    return out;
  }
  void keep(const std::string& key, std::unique_ptr<Connection> connection) {
    if (!connection->usable) return;
    auto& kept = idle_of_[key];
    if (kept.size() >= kIdlePerHost) return;
    connection->tcp().expires_never();
    kept.push_back(idle_.insert(idle_.end(), {key, Clock::now(), std::move(connection)}));
    forget(Clock::now() - kIdle);
  }
  // Closes what is idle since before `since`, and the oldest where there are too many.
  void forget(Clock::time_point since) {
    while (!idle_.empty() && (idle_.front().since <= since || idle_.size() > idle_most_)) {
      const auto kept = idle_of_.find(idle_.front().key);
      kept->second.erase(kept->second.begin());  // a host's own stand in the same order
      if (kept->second.empty()) idle_of_.erase(kept);
      idle_.pop_front();
    }
  }

  // Half of what the process may have open is for the rest of it.
  static std::size_t most_idle() {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
    return std::min<std::size_t>(kIdleInAll, files.rlim_cur / 2);
  }

  struct Idle {
    std::string key;
    Clock::time_point since;
    std::unique_ptr<Connection> connection;
  };
  asio::any_io_executor executor_;
  HttpOptions options_;
  Names names_;
  asio::ssl::context tls_;
  std::size_t idle_most_ = most_idle();
  std::list<Idle> idle_;  // in the order of `since`
  std::unordered_map<std::string, std::vector<std::list<Idle>::iterator>> idle_of_;
};

HttpClient::HttpClient(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::make(asio::any_io_executor executor,
                                                     HttpOptions options) {
  auto pool = std::make_unique<Pool>(std::move(executor), std::move(options));
  if (auto ready = pool->prepare(); !ready) return ready.failure();
  return std::unique_ptr<HttpClient>(new HttpClient(std::move(pool)));
}

asio::awaitable<HttpReply> HttpClient::post(const HttpUrl& url, const Headers& headers,
                                            const std::string& body) {
  const Request request = make_request(url, headers, body);
  co_return co_await pool_->post(url, request);
}

}  // namespace muster::dispatch
