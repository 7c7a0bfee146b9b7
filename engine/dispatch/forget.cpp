#include "dispatch/forget.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/glyph.h"
#include "dispatch/attendance.h"

namespace muster::dispatch {

namespace {

namespace json = boost::json;
using store::Assignment;
using store::Message;
using store::Service;
using store::State;
using store::Step;
using store::Transaction;

constexpr const char* kPurged = "purged";
constexpr std::chrono::hours kPurgeEvery{1};
constexpr std::chrono::hours kPlansKept{7 * 24};

// Calls back with every head of the content.
template <class Visit>
void each_head(json::value& content, Visit visit) {
  json::value* needs = content.as_object().if_contains("needs");
  if (needs == nullptr) return;
  for (json::value& need : needs->as_array()) {
    for (json::value& head : need.at("heads").as_array()) visit(head.as_object());
  }
}

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// Where the text has the name, from `at` on; Latin ones as whole words. A single ideograph is a
// word like any other and names nobody, but where it stands alone.
std::size_t find_name(const std::string& text, const std::string& name, std::size_t at = 0) {
  if (first_glyph(name).bytes == name.size() && text != name) return std::string::npos;
  for (at = text.find(name, at); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_of_word(name.front()) || !is_of_word(text[at - 1]);
    const bool ends = end == text.size() || !is_of_word(name.back()) || !is_of_word(text[end]);
    if (begins && ends) break;
  }
  return at;
}

bool replace_name(std::string& text, const std::string& name) {
  bool any = false;
  for (std::size_t at = find_name(text, name); at != std::string::npos;
       at = find_name(text, name, at + load::kForgotten.size())) {
    text.replace(at, name.size(), load::kForgotten);
    any = true;
  }
  return any;
}

std::string numbered(std::size_t n) { return fmt::format("{}#{}", load::kForgotten, n); }

std::string free_number(const std::set<std::string>& taken) {
  std::size_t n = 1;
  while (taken.count(numbered(n)) > 0) ++n;
  return numbered(n);
}

class Forgetting {
 public:
  Forgetting(Transaction& rows, const std::string& id, const std::string& name)
      : rows_(rows), id_(id) {
    out_.names.insert(id);
    if (!name.empty()) out_.names.insert(name);
  }

  Forgotten run(Instant now) {
    constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
    const auto all = rows_.ended({-kAll}, {kAll});
    for (const Assignment& each : all) {
      if (!goes(each)) continue;
      if (store::is_open(each.state) && each.end > now) {
        out_.still_to_come = each.session;
        return out_;
      }
    }
    for (const Service& each : rows_.services()) take_out(each);
    for (Assignment assignment : all) take_out(assignment);
    take_out_of_plans();
    return out_;
  }

 private:
  // Whether the person is among the heads; their name is noted.
  bool goes(const Assignment& assignment) {
    if (assignment.content.find(id_) == std::string::npos) return false;
    json::value content = json::parse(assignment.content);
    bool found = false;
    each_head(content, [&](json::object& head) {
      if (head.at("id").as_string() != id_) return;
      found = true;
      if (const json::value* name = head.if_contains("name")) {
        out_.names.emplace(name->as_string());
      }
    });
    out_.names.erase("");
    return found;
  }

  // The same number in all rows of a session.
  const std::string& stand_in(const std::string& session) {
    const auto [at, fresh] = stand_ins_.try_emplace(session);
    if (!fresh) return at->second;
    std::set<std::string> taken;
    for (const Service& each : rows_.services_of(session)) taken.insert(each.head);
    for (const Assignment& each : rows_.assignments_of(session)) {
      const auto heads = heads_of(each);
      taken.insert(heads.begin(), heads.end());
    }
    at->second = free_number(taken);
    return at->second;
  }

  void take_out(const Service& before) {
    Service after = before;
    if (before.head == id_) after.head = stand_in(before.session);
    if (out_.names.count(before.recorder) > 0) after.recorder = load::kForgotten;
    if (out_.names.count(before.verifier) > 0) after.verifier = load::kForgotten;
    if (after == before) return;
    rows_.erase(before);
    rows_.put(after);
    ++out_.services;
  }

  void take_out(Assignment& assignment) {
    if (goes(assignment)) {
      json::value content = json::parse(assignment.content);
      each_head(content, [&](json::object& head) {
        if (head.at("id").as_string() == id_) head = {{"id", stand_in(assignment.session)}};
      });
      assignment.content = json::serialize(content);
      rows_.update(assignment);
      ++out_.assignments;
    }
    for (Step step : rows_.steps_of(assignment.id)) {
      const Step before = step;
      if (out_.names.count(step.who) > 0) step.who = load::kForgotten;
      if (is_mentioned(step.why)) step.why.clear();
      if (step == before) continue;
      rows_.update(step);
      ++out_.mentions;
    }
    for (Message message : rows_.messages_of(assignment.id)) {
      if (!is_mentioned(message.body)) continue;
      message.body.clear();
      rows_.update(message);
      ++out_.mentions;
    }
  }

  void take_out_of_plans() {
    for (std::int64_t version = 1; auto plan = rows_.plan(version); ++version) {
      bool any = false;
      for (const std::string& name : out_.names) any |= replace_name(plan->document, name);
      if (!any) continue;
      rows_.update(*plan);
      ++out_.mentions;
    }
  }

  bool is_mentioned(const std::string& text) const {
    return std::any_of(out_.names.begin(), out_.names.end(), [&](const std::string& name) {
      return find_name(text, name) != std::string::npos;
    });
  }

  Transaction& rows_;
  const std::string& id_;
  Forgotten out_;
  std::map<std::string, std::string> stand_ins_;  // by session
};

bool take_names_out(Assignment& assignment) {
  json::value content = json::parse(assignment.content);
  bool any = false;
  each_head(content, [&any](json::object& head) { any |= head.erase("name") > 0; });
  if (any) assignment.content = json::serialize(content);
  return any;
}

// Messages that are through go with their attempts; of the others what they said of people.
void purge_messages(Transaction& rows, std::int64_t assignment) {
  for (Message message : rows.messages_of(assignment)) {
    if (message.state == store::MessageState::delivered ||
        message.state == store::MessageState::dropped) {
      rows.erase(message);
    }
    if (!message.body.empty() && rows.message(message.id)) {
      message.body.clear();
      rows.update(message);
    }
  }
}

}  // namespace

Forgotten forget(Transaction& rows, const std::string& id, const std::string& name, Instant now) {
  return Forgetting(rows, id, name).run(now);
}

std::size_t forget_turns(std::vector<load::HistoryRow>& rows, const std::string& id) {
  using Day = std::pair<std::string, std::optional<std::chrono::local_days>>;
  const auto day_of = [](const load::HistoryRow& row) {
    return Day(row.session, row.start ? std::optional(row.start->day) : std::nullopt);
  };
  std::map<Day, std::set<std::string>> taken;
  for (const load::HistoryRow& row : rows) taken[day_of(row)].insert(row.head);
  std::size_t n = 0;
  for (load::HistoryRow& row : rows) {
    if (row.head != id) continue;
    row.head = free_number(taken[day_of(row)]);
    ++n;
  }
  return n;
}

std::size_t purge(Transaction& rows, const load::DispatchPolicy& policy, Instant now) {
  const Instant until = now - std::chrono::minutes(policy.keep.minutes);
  const Instant before = rows.mark(kPurged);
  if (until < before + kPurgeEvery) return 0;
  auto ended = rows.ended(before, until);
  for (Assignment& assignment : ended) {
    if (take_names_out(assignment)) rows.update(assignment);
    for (Step step : rows.steps_of(assignment.id)) {
      if (step.to != State::declined || step.why.empty()) continue;
      step.why.clear();
      rows.update(step);
    }
    purge_messages(rows, assignment.id);
  }
  rows.thin_plans(now - kPlansKept);
  rows.set_mark(kPurged, until);
  return ended.size();
}

}  // namespace muster::dispatch
