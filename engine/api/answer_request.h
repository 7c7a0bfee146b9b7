// What a request says about an assignment, and what becomes of it: for the page behind a link, its
// JSON form and the robots' webhook alike.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "api/http_server.h"
#include "base/clock.h"
#include "base/language.h"
#include "load/dispatch_policy.h"
#include "store/store.h"

namespace muster::api {

using RequestFields = std::map<std::string, std::string>;
// The fields of a form, or the texts and whole numbers of a JSON object; none: it is neither.
// Controls and malformed bytes are replaced, what is too long is cut.
std::optional<RequestFields> read_fields(const Request&);

struct Said {
  enum class What { accept, decline, arrive, leave, absent, rate };
  What what = What::accept;
  std::string why;          // of a decline
  std::string head;         // who came, left or is absent; empty: all that are to go
  std::int32_t rating = 0;  // 1 to 5
};
// Exactly one of answer (accept, decline), attend (arrive, leave, absent) and rating (1 to 5);
// none: it says nothing, or several things.
std::optional<Said> read_said(const RequestFields&);

struct Outcome {
  std::string_view word;  // of Heard or Marked: "taken", "noted", …
  Bilingual text;
  boost::beast::http::status status = boost::beast::http::status::ok;
};
// Idempotent. Who answers from afar may check in from two hours before the start until the
// assignment is done; hours that are wrong are put right by the coordinator.
Outcome carry_out(store::Transaction&, const load::DispatchPolicy&, const store::Assignment&,
                  const Said&, const std::string& who, Instant now);

}  // namespace muster::api
