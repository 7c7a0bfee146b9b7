#include "api/answer_server.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include "api/answer_page.h"
#include "api/answer_request.h"
#include "base/secrets.h"
#include "dispatch/signature.h"

namespace muster::api {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using dispatch::Heard;

namespace {

// After the end of what a link is about; less where names are not kept as long.
constexpr std::chrono::hours kLinkLife{30 * 24};

constexpr std::chrono::seconds kStockLife{5};

std::string_view view(boost::core::string_view text) { return {text.data(), text.size()}; }

Response page(http::status status, std::string html, const std::string& nonce) {
  Response out(status, 11);
  out.set(http::field::content_type, "text/html; charset=utf-8");
  out.set("Content-Security-Policy",
          fmt::format("default-src 'none'; style-src 'nonce-{}'; form-action 'self'; "
                      "frame-ancestors 'none'; base-uri 'none'",
                      nonce));
  out.body() = std::move(html);
  return out;
}

Response json_reply(http::status status, const json::object& object) {
  Response out(status, 11);
  out.set(http::field::content_type, "application/json; charset=utf-8");
  out.body() = json::serialize(object) + '\n';
  return out;
}

Response not_allowed(std::string_view methods) {
  Response out = plain_response(http::status::method_not_allowed, fmt::format("{}\n", methods));
  out.set(http::field::allow, methods);
  return out;
}

}  // namespace

class AnswerServer::Impl {
 public:
  Impl(dispatch::Writer& writer, const load::Workspace& workspace, AnswerKeys keys,
       const WallClock& clock, dispatch::Dispatcher& dispatcher, Log log)
      : writer_(writer),
        workspace_(workspace),
        keys_(std::move(keys)),
        clock_(clock),
        dispatcher_(dispatcher),
        log_(std::move(log)) {}

  asio::awaitable<Response> handle(const Request& request) {
    const std::string_view target = view(request.target());
    const bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
    const bool known = target == "/healthz" || target == "/metrics";
    if (target.starts_with("/a/")) {
      // What follows a question mark is nothing that we ask for.
      const std::string_view token = target.substr(3, target.find('?') - 3);
      const Visit visit(request);
      co_return co_await answer(visit, request, std::string(token));
    }
    if (target == "/answers" && !keys_.robots.empty()) co_return co_await robot(request);
    if (known && !reads) co_return not_allowed("GET, HEAD");
    if (target == "/healthz") co_return co_await health();
    if (target == "/metrics") co_return co_await metrics();
    co_return plain_response(http::status::not_found, "not found\n");
  }

 private:
  // How a visitor wants to be spoken to.
  struct Visit {
    explicit Visit(const Request& request)
        // A browser that says nothing is of a zone in Zhejiang.
        : language(request[http::field::accept_language].starts_with("en") ? Language::english
                                                                           : Language::chinese),
          json(view(request[http::field::accept]).find("application/json") !=
                   std::string_view::npos ||
               request[http::field::content_type].starts_with("application/json")),
          nonce(base64url(random_bytes(12))) {}
    Language language;
    bool json;
    std::string nonce;
  };

  static Response tell(const Visit& visit, const Outcome& outcome) {
    if (!visit.json) {
      return page(outcome.status, notice_page(outcome.text, visit.language, visit.nonce),
                  visit.nonce);
    }
    return json_reply(outcome.status,
                      {{"heard", outcome.word}, {"text", outcome.text.in(visit.language)}});
  }

  asio::awaitable<Response> answer(const Visit& visit, const Request& request, std::string token) {
    static constexpr Bilingual kUnreadable{
        "Say answer=accept, answer=decline, attend=arrive, attend=leave or rating=1 to 5.",
        "请写 answer=accept、answer=decline、attend=arrive、attend=leave 或 rating=1 至 5。"};
    const bool posts = request.method() == http::verb::post;
    const bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
    if (!posts && !reads) co_return not_allowed("GET, HEAD, POST");
    const std::int64_t id = dispatch::assignment_of_token(keys_.links, token);
    if (id == 0) co_return tell(visit, unknown());
    std::optional<Said> said;
    if (posts) {
      const auto fields = read_fields(request);
      if (fields) said = read_said(*fields);
      if (!said) co_return tell(visit, {"unreadable", kUnreadable, http::status::bad_request});
    }
    co_return co_await say_and_show(visit, id, said);
  }

  static Outcome unknown() {
    return {dispatch::word(Heard::unknown), sentence(Heard::unknown, false),
            http::status::not_found};
  }

  // What is said is carried out, and what is so then is shown, in one transaction.
  asio::awaitable<Response> say_and_show(const Visit& visit, std::int64_t id,
                                         const std::optional<Said>& said) {
    static constexpr Bilingual kExpired{"This link has expired.", "此链接已过期。"};
    std::optional<Outcome> outcome;
    AssignmentView shown;
    const Instant now = clock_.now();
    const auto failure = co_await writer_.run([&](store::Transaction& rows) {
      outcome.reset();
      auto found = rows.assignment(id);
      if (!found) {
        outcome = unknown();
      } else if (found->end + link_life() < now) {
        outcome = Outcome{"expired", kExpired, http::status::gone};
      } else if (said) {
        outcome = carry_out(rows, workspace_.dispatch, *found, *said, "team:" + found->team, now);
      }
      if (found) shown = view_of(rows, id);
    });
    if (failure) co_return plain_response(http::status::service_unavailable, "try again\n");
    if (outcome && said) {
      count(outcome->word, "link", shown.assignment.session, shown.assignment.team);
    }
    const bool hidden = outcome && (outcome->status == http::status::not_found ||
                                    outcome->status == http::status::gone);
    if (hidden || (outcome && visit.json)) co_return tell(visit, *outcome);
    if (visit.json) co_return json_reply(http::status::ok, json_of(shown));
    shown.now = now;
    if (outcome) shown.notice = outcome->text;
    co_return page(outcome ? outcome->status : http::status::ok,
                   assignment_page(shown, visit.language, visit.nonce), visit.nonce);
  }

  // What a program says for a team.
  asio::awaitable<Response> robot(const Request& request) {
    static constexpr Bilingual kUnsigned{"The signature is not ours, or too old.",
                                         "签名无效或已过时。"};
    static constexpr Bilingual kLacks{"Say session, team, and answer, attend or rating.",
                                      "请写 session、team，以及 answer、attend 或 rating。"};
    if (request.method() != http::verb::post) co_return not_allowed("POST");
    Visit visit(request);
    visit.json = true;
    const Instant now = clock_.now();
    const dispatch::SignedText text{view(request["webhook-id"]), view(request["webhook-timestamp"]),
                                    request.body()};
    if (!dispatch::is_signed(keys_.robots, text, view(request["webhook-signature"]), now)) {
      log_(LogLevel::warning, "unsigned-answer", {});
      co_return tell(visit, {"unsigned", kUnsigned, http::status::unauthorized});
    }
    const auto fields = read_fields(request);
    const auto said = fields ? read_said(*fields) : std::nullopt;
    if (!said || fields->count("session") == 0 || fields->count("team") == 0) {
      co_return tell(visit, {"unreadable", kLacks, http::status::bad_request});
    }
    Outcome outcome = unknown();
    const auto failure = co_await writer_.run([&](store::Transaction& rows) {
      outcome = unknown();
      const auto about = dispatch::newest(rows, fields->at("session"), fields->at("team"));
      if (about) outcome = carry_out(rows, workspace_.dispatch, *about, *said, "robot", now);
    });
    if (failure) co_return plain_response(http::status::service_unavailable, "try again\n");
    count(outcome.word, "robot", fields->at("session"), fields->at("team"));
    co_return tell(visit, outcome);
  }

  std::chrono::minutes link_life() const {
    return std::min<std::chrono::minutes>(kLinkLife,
                                          std::chrono::minutes(workspace_.dispatch.keep.minutes));
  }

  AssignmentView view_of(store::Transaction& rows, std::int64_t id) const {
    AssignmentView out;
    out.assignment = *rows.assignment(id);
    for (auto& [head, each] : dispatch::services_of(rows, out.assignment)) {
      out.services.push_back(each);
    }
    out.zone_name = workspace_.problem.zone().name;
    out.team_name = team_name(out.assignment.team);
    out.time = workspace_.problem.zone_time();
    return out;
  }

  static json::object json_of(const AssignmentView& view) {
    json::array services;
    const auto moment = [&view](Instant at) {
      return at.ms == 0 ? json::value(nullptr) : json::value(view.time.iso(time_point(at)));
    };
    for (const store::Service& each : view.services) {
      json::object one{{"head", each.head},
                       {"arrived", moment(each.arrived)},
                       {"left", moment(each.left)},
                       {"absent", each.absent}};
      if (each.rating > 0) one["rating"] = each.rating;
      services.push_back(std::move(one));
    }
    return {{"session", view.assignment.session},
            {"team", view.assignment.team},
            {"state", store::word(view.assignment.state)},
            {"assignment", json::parse(view.assignment.content)},
            {"services", std::move(services)}};
  }

  void count(std::string_view word, std::string_view by, std::string_view session,
             std::string_view team) {
    ++heard_[std::string(word)];
    log_(LogLevel::info, "answer",
         {{"heard", word}, {"by", by}, {"session", session}, {"team", team}});
  }

  asio::awaitable<Response> health() {
    const auto failure = co_await writer_.run([](store::Transaction&) {});
    if (failure) co_return plain_response(http::status::service_unavailable, "store failed\n");
    co_return plain_response(http::status::ok, "ok\n");
  }

  asio::awaitable<Response> metrics() {
    const Instant now = clock_.now();
    if (now < stock_.at || now >= stock_.at + kStockLife) {
      Stock fresh{now, {}, {}};
      const auto failure = co_await writer_.run([&](store::Transaction& rows) {
        fresh.assignments = rows.count_assignments();
        fresh.messages = rows.count_messages();
      });
      if (failure) co_return plain_response(http::status::service_unavailable, "store failed\n");
      stock_ = std::move(fresh);
    }
    std::string out = "# TYPE muster_assignments gauge\n";
    for (int i = 0; i < store::kStates; ++i) {
      const auto state = static_cast<store::State>(i);
      out += fmt::format("muster_assignments{{state=\"{}\"}} {}\n", store::word(state),
                         stock_.assignments[state]);
    }
    out += "# TYPE muster_messages gauge\n";
    for (int i = 0; i < store::kMessageStates; ++i) {
      const auto state = static_cast<store::MessageState>(i);
      out += fmt::format("muster_messages{{state=\"{}\"}} {}\n", store::word(state),
                         stock_.messages[state]);
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
    for (const auto& [word, n] : heard_) {
      out += fmt::format("muster_answers_total{{heard=\"{}\"}} {}\n", word, n);
    }
    Response response = plain_response(http::status::ok, std::move(out));
    response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
    co_return response;
  }

  std::string team_name(const std::string& id) const {
    for (const model::Team& team : workspace_.problem.teams()) {
      if (team.id == id) return team.name;
    }
    return id;
  }

  // What the store holds, counted at the price of all of it.
  struct Stock {
    Instant at{std::numeric_limits<std::int64_t>::min() / 2};
    std::map<store::State, std::int64_t> assignments;
    std::map<store::MessageState, std::int64_t> messages;
  };

  dispatch::Writer& writer_;
  const load::Workspace& workspace_;
  AnswerKeys keys_;
  const WallClock& clock_;
  dispatch::Dispatcher& dispatcher_;
  Log log_;
  Stock stock_;
  std::map<std::string, std::uint64_t> heard_;  // what came of answers, by word
};

AnswerServer::AnswerServer(asio::io_context& io, dispatch::Writer& writer,
                           const load::Workspace& workspace, AnswerKeys keys,
                           const WallClock& clock, dispatch::Dispatcher& dispatcher, Log log,
                           HttpLimits limits)
    : listen_(workspace.dispatch.listen),
      server_(
          io,
          // The server's connections may outlive this object by a request.
          [impl = std::make_shared<Impl>(writer, workspace, std::move(keys), clock, dispatcher,
                                         std::move(log))](const Request& request) {
            return impl->handle(request);
          },
          limits) {}
Result<Done> AnswerServer::listen() { return server_.listen(listen_); }
std::string AnswerServer::address() const { return server_.address(); }
void AnswerServer::close() { server_.close(); }

}  // namespace muster::api
