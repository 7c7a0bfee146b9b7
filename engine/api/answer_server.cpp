#include "api/answer_server.h"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <boost/url/parse.hpp>

#include "api/answer_page.h"
#include "base/secrets.h"

namespace muster::api {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using asio::ip::tcp;
using boost::system::error_code;
using dispatch::Heard;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

namespace {

constexpr std::uint64_t kBodyBytes = std::uint64_t{8} * 1024;
constexpr std::uint32_t kHeaderBytes = 8 * 1024;
constexpr int kConnections = 512;
constexpr std::chrono::seconds kRequestTime{10};
constexpr std::size_t kWhyBytes = 600;

// What Beast lets through and RFC 9112 (3.2, 6.1) does not.
bool is_proper(const Request& request) {
  return request.version() == 11 && request.count(http::field::host) == 1 &&
         request.count(http::field::transfer_encoding) == 0 &&
         request.count(http::field::content_length) <= 1;
}

struct Asked {
  bool valid = false, accept = false;
  std::string why;
};

Asked read_json(const std::string& body) {
  error_code error;
  const json::value value = json::parse(body, error);
  if (error || !value.is_object()) return {};
  const json::value* answer = value.as_object().if_contains("answer");
  const json::value* why = value.as_object().if_contains("why");
  if (answer == nullptr || !answer->is_string()) return {};
  Asked out;
  out.accept = answer->as_string() == "accept";
  out.valid = out.accept || answer->as_string() == "decline";
  if (why != nullptr && why->is_string()) out.why = std::string(why->as_string());
  return out;
}

// application/x-www-form-urlencoded, by a parser of queries.
Asked read_form(const std::string& body) {
  const std::string target = "/?" + body;
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return {};
  Asked out;
  for (auto field : parsed->params({true, true, false})) {
    if (field.key == "answer") {
      out.accept = field.value == "accept";
      out.valid = out.accept || field.value == "decline";
    }
    if (field.key == "why") out.why = field.value;
  }
  return out;
}

// At most so many bytes, whole characters.
std::string cut(std::string text) {
  if (text.size() <= kWhyBytes) return text;
  std::size_t end = kWhyBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text;
}

std::string_view view(boost::core::string_view text) { return {text.data(), text.size()}; }

}  // namespace

class AnswerServer::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& io, dispatch::Writer& writer, const load::Workspace& workspace,
       std::string key, const WallClock& clock, dispatch::Dispatcher& dispatcher)
      : acceptor_(io),
        writer_(writer),
        workspace_(workspace),
        key_(std::move(key)),
        clock_(clock),
        dispatcher_(dispatcher) {}

  Result<Done> listen() {
    const std::string& where = workspace_.dispatch.listen;
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
      return Failure{Failure::Kind::network,
                     fmt::format("can't listen at {}: {}", where, error.message()),
                     fmt::format("无法在 {} 监听：{}", where, error.message())};
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
  }

 private:
  static asio::awaitable<void> accept(std::shared_ptr<Impl> self) {
    while (self->acceptor_.is_open()) {
      error_code error;
      tcp::socket socket =
          co_await self->acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error || self->connections_ >= kConnections) continue;
      asio::co_spawn(self->acceptor_.get_executor(), talk(self, std::move(socket)), asio::detached);
    }
  }

  // One request after the other; each in its time.
  static asio::awaitable<void> talk(std::shared_ptr<Impl> self, tcp::socket socket) {
    ++self->connections_;
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    for (bool keep = true; keep && self->acceptor_.is_open();) {
      http::request_parser<http::string_body> parser;
      parser.header_limit(kHeaderBytes);
      parser.body_limit(kBodyBytes);
      stream.expires_after(kRequestTime);
      error_code error;
      co_await http::async_read(stream, buffer, parser,
                                asio::redirect_error(asio::use_awaitable, error));
      if (error == http::error::body_limit || error == http::error::header_limit) {
        keep = false;
      } else if (error) {
        break;
      }
      Response response;
      if (error || !is_proper(parser.get())) {
        response = plain(http::status::bad_request, "bad request\n");
        keep = false;
      } else {
        response = co_await self->handle(parser.get());
        keep = keep && parser.get().keep_alive();
      }
      response.keep_alive(keep);
      response.prepare_payload();
      stream.expires_after(kRequestTime);
      co_await http::async_write(stream, response,
                                 asio::redirect_error(asio::use_awaitable, error));
      if (error) break;
    }
    error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    --self->connections_;
  }

  static Response plain(http::status status, std::string text) {
    Response out(status, 11);
    out.set(http::field::content_type, "text/plain; charset=utf-8");
    out.body() = std::move(text);
    return out;
  }
  static Response page(http::status status, std::string html, const std::string& nonce) {
    Response out(status, 11);
    out.set(http::field::content_type, "text/html; charset=utf-8");
    out.set(http::field::cache_control, "no-store");
    out.set("Content-Security-Policy",
            fmt::format("default-src 'none'; style-src 'nonce-{}'; form-action 'self'; "
                        "frame-ancestors 'none'; base-uri 'none'",
                        nonce));
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Referrer-Policy", "no-referrer");
    out.body() = std::move(html);
    return out;
  }
  static Response json_reply(http::status status, const json::object& object) {
    Response out(status, 11);
    out.set(http::field::content_type, "application/json; charset=utf-8");
    out.set(http::field::cache_control, "no-store");
    out.body() = json::serialize(object) + '\n';
    return out;
  }

  asio::awaitable<Response> handle(const Request& request) {
    const std::string_view target = view(request.target());
    const bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
    Response response;
    if (target.starts_with("/a/")) {
      response = co_await answer(request, std::string(target.substr(3)));
    } else if (reads && target == "/healthz") {
      response = co_await health();
    } else if (reads && target == "/metrics") {
      response = co_await metrics();
    } else {
      response = plain(http::status::not_found, "not found\n");
    }
    if (request.method() == http::verb::head) response.body().clear();
    co_return response;
  }

  static Language language_of(const Request& request) {
    const auto accepted = view(request[http::field::accept_language]);
    // A browser that says nothing is of a zone in Zhejiang.
    return accepted.starts_with("en") ? Language::english : Language::chinese;
  }

  asio::awaitable<Response> answer(const Request& request, std::string token) {
    const Language language = language_of(request);
    const std::string nonce = base64url(random_bytes(12));
    const bool wants_json =
        view(request[http::field::accept]).find("application/json") != std::string_view::npos ||
        view(request[http::field::content_type]).starts_with("application/json");
    const std::int64_t id = dispatch::assignment_of_token(key_, token);
    if (id == 0) {
      if (wants_json) co_return json_reply(http::status::not_found, {{"heard", "unknown"}});
      co_return page(http::status::not_found, unknown_page(language, nonce), nonce);
    }
    if (request.method() == http::verb::post) {
      co_return co_await hear(request, id, wants_json, language, nonce);
    }
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      co_return plain(http::status::method_not_allowed, "GET or POST\n");
    }
    co_return co_await show(id, wants_json, language, nonce);
  }

  asio::awaitable<Response> show(std::int64_t id, bool wants_json, Language language,
                                 const std::string& nonce) {
    std::optional<store::Assignment> found;
    const auto failure = co_await writer_.run(
        [&found, id](store::Transaction& rows) { found = rows.assignment(id); });
    if (failure) co_return plain(http::status::service_unavailable, "try again\n");
    if (!found) co_return page(http::status::not_found, unknown_page(language, nonce), nonce);
    if (wants_json) {
      json::object out{{"session", found->session},
                       {"team", found->team},
                       {"state", store::word(found->state)},
                       {"assignment", json::parse(found->content)}};
      co_return json_reply(http::status::ok, out);
    }
    const auto& problem = workspace_.problem;
    co_return page(http::status::ok,
                   assignment_page(*found, problem.zone().name, team_name(found->team),
                                   problem.zone_time(), language, nonce),
                   nonce);
  }

  asio::awaitable<Response> hear(const Request& request, std::int64_t id, bool wants_json,
                                 Language language, const std::string& nonce) {
    const bool as_json = view(request[http::field::content_type]).starts_with("application/json");
    const Asked asked = as_json ? read_json(request.body()) : read_form(request.body());
    if (!asked.valid) {
      co_return plain(http::status::bad_request, "answer=accept or answer=decline\n");
    }
    Heard heard = Heard::unknown;
    const Instant now = clock_.now();
    const dispatch::Answer answer{id, asked.accept, "link", cut(asked.why)};
    const auto failure =
        co_await writer_.run([this, &heard, answer, now](store::Transaction& rows) {
          heard = dispatch::hear(rows, workspace_.dispatch, answer, now);
        });
    if (failure) co_return plain(http::status::service_unavailable, "try again\n");
    ++heard_[static_cast<std::size_t>(heard)];
    const bool good = heard == Heard::taken || heard == Heard::repeated;
    const auto status = good                      ? http::status::ok
                        : heard == Heard::unknown ? http::status::not_found
                                                  : http::status::conflict;
    if (wants_json) {
      const Bilingual text = sentence(heard, asked.accept);
      co_return json_reply(status, {{"heard", dispatch::word(heard)}, {"text", text.in(language)}});
    }
    co_return page(status, heard_page(heard, asked.accept, language, nonce), nonce);
  }

  asio::awaitable<Response> health() {
    const auto failure = co_await writer_.run([](store::Transaction&) {});
    if (failure) co_return plain(http::status::service_unavailable, "store failed\n");
    co_return plain(http::status::ok, "ok\n");
  }

  asio::awaitable<Response> metrics() {
    std::map<store::State, std::int64_t> assignments;
    std::map<store::MessageState, std::int64_t> messages;
    const auto failure = co_await writer_.run([&](store::Transaction& rows) {
      assignments = rows.count_assignments();
      messages = rows.count_messages();
    });
    if (failure) co_return plain(http::status::service_unavailable, "store failed\n");
    std::string out = "# TYPE muster_assignments gauge\n";
    for (int i = 0; i < store::kStates; ++i) {
      const auto state = static_cast<store::State>(i);
      out += fmt::format("muster_assignments{{state=\"{}\"}} {}\n", store::word(state),
                         assignments[state]);
    }
    out += "# TYPE muster_messages gauge\n";
    for (int i = 0; i < store::kMessageStates; ++i) {
      const auto state = static_cast<store::MessageState>(i);
      out +=
          fmt::format("muster_messages{{state=\"{}\"}} {}\n", store::word(state), messages[state]);
    }
    const auto& counts = dispatcher_.counts();
    const auto counter = [&](std::string_view name, std::uint64_t value) {
      out += fmt::format("# TYPE muster_{0}_total counter\nmuster_{0}_total {1}\n", name, value);
    };
    counter("deliveries", counts.delivered);
    counter("failed_attempts", counts.failed);
    counter("dead_messages", counts.dead);
    counter("dropped_messages", counts.dropped);
    counter("expired_offers", counts.expired);
    out += fmt::format(
        "# TYPE muster_under_way gauge\nmuster_under_way {}\n"
        "# TYPE muster_broken_endpoints gauge\nmuster_broken_endpoints {}\n"
        "# TYPE muster_answers_total counter\n",
        dispatcher_.under_way(), dispatcher_.broken_endpoints());
    for (std::size_t i = 0; i < heard_.size(); ++i) {
      out += fmt::format("muster_answers_total{{heard=\"{}\"}} {}\n",
                         dispatch::word(static_cast<Heard>(i)), heard_[i]);
    }
    Response response = plain(http::status::ok, std::move(out));
    response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
    co_return response;
  }

  std::string team_name(const std::string& id) const {
    for (const model::Team& team : workspace_.problem.teams()) {
      if (team.id == id) return team.name;
    }
    return id;
  }

  tcp::acceptor acceptor_;
  dispatch::Writer& writer_;
  const load::Workspace& workspace_;
  std::string key_;
  const WallClock& clock_;
  dispatch::Dispatcher& dispatcher_;
  int connections_ = 0;
  std::array<std::uint64_t, 6> heard_{};
};

AnswerServer::AnswerServer(asio::io_context& io, dispatch::Writer& writer,
                           const load::Workspace& workspace, std::string key,
                           const WallClock& clock, dispatch::Dispatcher& dispatcher)
    : impl_(std::make_shared<Impl>(io, writer, workspace, std::move(key), clock, dispatcher)) {}
AnswerServer::~AnswerServer() { close(); }
Result<Done> AnswerServer::listen() { return impl_->listen(); }
std::string AnswerServer::address() const { return impl_->address(); }
void AnswerServer::close() { impl_->close(); }

}  // namespace muster::api
