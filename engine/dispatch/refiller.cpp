#include "dispatch/refiller.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include "dispatch/answers.h"
#include "dispatch/assignments.h"
#include "dispatch/attempts.h"
#include "dispatch/publish.h"
#include "dispatch/steps.h"
#include "plan/plan_json.h"

namespace muster::dispatch {

namespace asio = boost::asio;
namespace json = boost::json;
using store::Assignment;
using store::State;
using store::Transaction;

namespace {

template <class I, class T>
I find_id(const Table<I, T>& table, const std::string& id) {
  for (auto i : indices(table)) {
    if (table[i].id == id) return i;
  }
  return I();
}

constexpr std::size_t kAtOnce = 64;  // refusals that are settled with one look around

std::vector<std::string> refusing(const std::vector<Assignment>& answers,
                                  const std::string& session) {
  std::vector<std::string> teams;
  for (const Assignment& each : answers) {
    if (store::has_refused(each.state) && each.session == session) teams.push_back(each.team);
  }
  return teams;
}

std::set<std::int64_t> accepted(const std::vector<Assignment>& answers) {
  std::set<std::int64_t> out;
  for (const Assignment& each : answers) {
    if (each.state == State::accepted) out.insert(each.id);
  }
  return out;
}

// What the coordinator is told: who refused, who never heard of it, and what stands against
// everybody else.
json::object escalation_body(const Assignment& refused, std::vector<std::string> teams,
                             const std::vector<std::string>& unreached, const std::string& said,
                             const std::vector<plan::Reason>& reasons) {
  std::erase_if(teams, [&](const std::string& team) {
    return std::find(unreached.begin(), unreached.end(), team) != unreached.end();
  });
  std::string english = refused.session + " has nobody:", chinese = refused.session + " 缺人：";
  if (!teams.empty()) {
    english += fmt::format(" {} refused{}{}", fmt::join(teams, ", "),
                           said.empty() ? "" : " (" + said + ")", unreached.empty() ? "." : ";");
    chinese += fmt::format("{} 未接单{}{}", fmt::join(teams, "、"),
                           said.empty() ? "" : "（" + said + "）", unreached.empty() ? "。" : "；");
  }
  if (!unreached.empty()) {
    english += fmt::format(" {} {}.", fmt::join(unreached, ", "), kNotReached);
    chinese += fmt::format("{} 联系不上。", fmt::join(unreached, "、"));
  }
  json::array codes;
  for (const plan::Reason& reason : reasons) {
    english += '\n' + reason.english;
    chinese += '\n' + reason.chinese;
    codes.emplace_back(reason.code);
  }
  return {{"session", refused.session},
          {"english", english},
          {"chinese", chinese},
          {"codes", std::move(codes)}};
}

}  // namespace

Refiller::Refiller(Writer& writer, const load::Workspace& workspace, std::string inputs,
                   const WallClock& clock, std::function<void()> published, Log log)
    : writer_(writer),
      workspace_(workspace),
      inputs_(std::move(inputs)),
      clock_(clock),
      published_(std::move(published)),
      log_(std::move(log)) {}

// Many may refuse at once: they are not read again for each of them. What is answered meanwhile,
// publishing looks at.
void Refiller::look_around(Transaction& rows, Instant now) {
  refused_ = rows.refused(now);
  if (refused_.empty()) return;
  std::sort(refused_.begin(), refused_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.priority, a.start, a.id) < std::tie(b.priority, b.start, b.id);
  });
  refused_.resize(std::min(refused_.size(), kAtOnce));
  std::reverse(refused_.begin(), refused_.end());
  answers_ = answered(rows, now);
}

void Refiller::find(Transaction& rows, Instant now, Open& out) {
  out = {};
  // A plan of another workspace: the dispatcher will end, and another read it.
  const auto latest = rows.latest_head();
  if (!latest || (latest->inputs != inputs_ && latest->inputs != workspace_.inputs)) return;
  if (latest->version != plan_.version) {
    plan_ = *rows.latest_plan();
    standing_.reset();
    refused_.clear();
  }
  for (bool fresh = false; out.assignment.id == 0;) {
    if (refused_.empty()) {
      if (std::exchange(fresh, true)) return;
      look_around(rows, now);
      continue;
    }
    const Assignment here = *rows.assignment(refused_.back().id);
    refused_.pop_back();
    if (store::has_refused(here.state) && !here.settled) out.assignment = here;
  }
  const auto steps = rows.steps_of(out.assignment.id);
  if (!steps.empty() && out.assignment.state == State::declined) out.said = steps.back().why;
  for (const Assignment& each : answers_) {
    if (each.state != State::expired || each.session != out.assignment.session) continue;
    const auto taken = rows.steps_of(each.id);
    if (!taken.empty() && taken.back().why == kNotReached) out.unreached.push_back(each.team);
  }
}

const Standing& Refiller::published() {
  if (!standing_) standing_ = published_plan(workspace_.problem, plan_.document);
  return *standing_;
}

Refilled Refiller::work_out(const Open& open, Instant now) {
  const auto session = find_id(workspace_.problem.sessions(), open.assignment.session);
  // What this workspace lacks would be called off with the refill.
  if (!session.exists() || published().lost_after(now)) {
    return {std::nullopt,
            {{"workspace-changed",
              "The workspace no longer has this session: plan again.",
              "工作区已不再有这个场次，请重新编排。",
              {}}},
            true};
  }
  return refill(workspace_, published().solution, answers_, session,
                static_cast<std::uint32_t>(workspace_.dispatch.disturb), now);
}

void Refiller::note(const Open& open, const Refilled& filled) const {
  std::string reasons;
  for (const plan::Reason& reason : filled.reasons) {
    reasons += (reasons.empty() ? "" : ",") + std::string(reason.code);
  }
  log_(filled.plan ? LogLevel::info : LogLevel::warning, filled.plan ? "refilled" : "escalated",
       {{"session", open.assignment.session},
        {"team", open.assignment.team},
        {"was", store::word(open.assignment.state)},
        {"reasons", reasons}});
}

Publication Refiller::publication(const plan::Plan& plan) const {
  Publication what;
  what.inputs = workspace_.inputs;
  what.document = plan::to_json(workspace_.problem, plan, Language::chinese);
  what.assignments = assignments_of(workspace_.problem, plan.solution);
  what.who = "refill";
  what.refills = true;
  what.basis = {0, accepted(answers_)};
  return what;
}

// False: it was planned anew meanwhile, or who accepted meanwhile would be sent away. Then nothing
// is written.
bool Refiller::write(Transaction& rows, const Open& open, const Work& work, Instant now) {
  const Refilled& filled = work.filled;
  Assignment refused = *rows.assignment(open.assignment.id);
  const bool current = rows.latest_head()->version == plan_.version;
  if (!current || refused.settled) return current;
  if (filled.plan && publish_in(rows, work.what, now).outdated) return false;
  refused.settled = true;
  rows.update(refused);
  if (filled.plan || !filled.needed) return true;
  store::Message message =
      message_about(refused, store::MessageKind::escalation, now, now, plan_.version);
  message.team.clear();
  message.body =
      json::serialize(escalation_body(open.assignment, refusing(answers_, open.assignment.session),
                                      open.unreached, open.said, filled.reasons));
  rows.add(message);
  return true;
}

// The search must not hold up the messages.
asio::awaitable<void> Refiller::work_aside(const Open& open, Instant now, Work& out) {
  out.filled = work_out(open, now);
  if (out.filled.plan) out.what = publication(*out.filled.plan);
  co_return;
}

asio::awaitable<std::optional<Failure>> Refiller::settle(const Open& open, Instant now) {
  Work work;
  co_await asio::co_spawn(pool_, work_aside(open, now, work), asio::use_awaitable);
  bool current = true;
  const auto failure =
      co_await writer_.run([&](Transaction& rows) { current = write(rows, open, work, now); });
  if (failure || !current) refused_.clear();
  if (failure || !current || !work.filled.needed) co_return failure;
  ++(work.filled.plan ? counts_.filled : counts_.escalated);
  note(open, work.filled);
  if (published_) published_();
  co_return std::nullopt;
}

asio::awaitable<std::optional<Failure>> Refiller::settle_all() {
  while (!stopping_) {
    const Instant now = clock_.now();
    Open open;
    const auto failure = co_await writer_.run([&](Transaction& rows) { find(rows, now, open); });
    if (failure || open.assignment.id == 0) co_return failure;
    if (auto failed = co_await settle(open, now)) co_return failed;
  }
  co_return std::nullopt;
}

}  // namespace muster::dispatch
