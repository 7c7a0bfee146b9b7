#include "api/answer_request.h"

#include <charconv>

#include <boost/json.hpp>
#include <boost/url/parse.hpp>

#include "api/answer_page.h"
#include "base/glyph.h"
#include "dispatch/attendance.h"
#include "dispatch/steps.h"

namespace muster::api {

namespace http = boost::beast::http;
namespace json = boost::json;
using dispatch::Heard;
using dispatch::Mark;
using dispatch::Marked;
using store::State;

namespace {

constexpr std::size_t kFieldCharacters = 200;

RequestFields read_json(const json::object& object) {
  RequestFields out;
  for (const auto& [key, value] : object) {
    if (value.is_string())
      out[key] = printable({value.as_string().data(), value.as_string().size()}, kFieldCharacters);
    if (value.is_int64()) out[key] = std::to_string(value.as_int64());
  }
  return out;
}

// application/x-www-form-urlencoded, by a parser of queries.
std::optional<RequestFields> read_form(const std::string& body) {
  const std::string target = "/?" + body;
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return std::nullopt;
  RequestFields out;
  for (auto field : parsed->params({true, true, false})) {
    out[field.key] = printable(field.value, kFieldCharacters);
  }
  return out;
}

Outcome outcome_of(Heard heard, bool accepted) {
  const bool good = heard == Heard::taken || heard == Heard::repeated;
  const auto status = good                      ? http::status::ok
                      : heard == Heard::unknown ? http::status::not_found
                                                : http::status::conflict;
  return {dispatch::word(heard), sentence(heard, accepted), status};
}

Outcome outcome_of(Marked marked) {
  const bool good = marked == Marked::noted || marked == Marked::repeated;
  return {dispatch::word(marked), sentence(marked),
          good ? http::status::ok : http::status::conflict};
}

Marked attend(store::Transaction& rows, const store::Assignment& about, const Said& said,
              const std::string& who, Instant now) {
  const State state = about.state;
  // Whoever comes back later would be paid for the night.
  if (state == State::done || state == State::rated || state == State::absent) {
    return Marked::repeated;
  }
  if (now + kCheckInBefore < about.start) return Marked::too_early;
  const Mark mark = said.what == Said::What::arrive  ? Mark::arrive
                    : said.what == Said::What::leave ? Mark::leave
                                                     : Mark::absent;
  return dispatch::attend(rows, {about.session, about.team, said.head, mark, now, who}, now);
}

}  // namespace

std::optional<RequestFields> read_fields(const Request& request) {
  const auto type = request[http::field::content_type];
  if (!type.starts_with("application/json")) return read_form(request.body());
  json::error_code error;
  const json::value value = json::parse(request.body(), error);
  if (error || !value.is_object()) return std::nullopt;
  return read_json(value.as_object());
}

std::optional<Said> read_said(const RequestFields& fields) {
  using What = Said::What;
  static const std::map<std::string_view, std::map<std::string_view, What>> kWords{
      {"answer", {{"accept", What::accept}, {"decline", What::decline}}},
      {"attend", {{"arrive", What::arrive}, {"leave", What::leave}, {"absent", What::absent}}}};
  std::optional<Said> out;
  const auto text = [&fields](const char* key) {
    const auto found = fields.find(key);
    return found == fields.end() ? std::string() : found->second;
  };
  for (const auto& [key, words] : kWords) {
    const auto field = fields.find(std::string(key));
    if (field == fields.end()) continue;
    const auto word = words.find(field->second);
    if (out || word == words.end()) return std::nullopt;
    out.emplace().what = word->second;
  }
  if (const std::string rating = text("rating"); !rating.empty()) {
    if (out || rating.size() != 1 || rating < "1" || rating > "5") return std::nullopt;
    out.emplace().what = What::rate;
    out->rating = rating[0] - '0';
  }
  if (!out) return out;
  out->why = text("why");
  out->head = text("head");
  return out;
}

Outcome carry_out(store::Transaction& rows, const load::DispatchPolicy& policy,
                  const store::Assignment& about, const Said& said, const std::string& who,
                  Instant now) {
  const bool accept = said.what == Said::What::accept;
  if (accept || said.what == Said::What::decline) {
    return outcome_of(dispatch::hear(rows, policy, {about.id, accept, who, said.why}, now), accept);
  }
  const bool gone = about.state == State::declined || about.state == State::expired ||
                    about.state == State::cancelled || about.state == State::superseded;
  if (gone) return outcome_of(Heard::over, false);
  if (said.what == Said::What::rate) {
    return outcome_of(dispatch::rate(rows, about.session, about.team, said.rating, who, now));
  }
  return outcome_of(attend(rows, about, said, who, now));
}

}  // namespace muster::api
