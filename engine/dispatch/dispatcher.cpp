#include "dispatch/dispatcher.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/masking.h"
#include "dispatch/attendance.h"
#include "dispatch/forget.h"
#include "dispatch/steps.h"

namespace muster::dispatch {

namespace asio = boost::asio;
using store::Message;
using store::MessageState;
using store::Transaction;

namespace {

constexpr std::size_t kPage = 5'000;            // messages read at once
constexpr std::size_t kLeastShare = 120;        // bytes that a message takes of a digest, at least
constexpr std::size_t kDeadline = 60;           // bytes of a letter's line that tells the deadline
constexpr std::size_t kExpiries = 1'000;        // a transaction
constexpr std::chrono::seconds kStoreBreak{5};  // after the store failed
constexpr std::chrono::seconds kOverdue{1};     // between looks for what is overdue

}  // namespace

Dispatcher::Dispatcher(Writer& writer, DispatchSetting setting,
                       std::map<std::string, std::unique_ptr<Channel>> channels)
    : writer_(writer),
      setting_(std::move(setting)),
      channels_(std::move(channels)),
      scheduler_(setting_.at_once),
      random_(setting_.seed) {
  const auto& teams = setting_.workspace->problem.teams();
  for (auto team : indices(teams)) teams_.emplace(teams[team].id, team);
}

void Dispatcher::note_dropped(std::int64_t message) {
  ++counts_.dropped;
  setting_.log(LogLevel::debug, "dropped", {{"message", message}});
}

void Dispatcher::note_expired(std::size_t offers) {
  counts_.expired += offers;
  setting_.log(LogLevel::info, "expired", {{"offers", offers}});
}

void Dispatcher::clock_went_back(std::chrono::milliseconds by) {
  scheduler_.clock_went_back(by);
  setting_.log(LogLevel::warning, "clock-went-back", {{"ms", by.count()}});
}

// A lost lease ends the run; so does any failure with `once`, or before the store has worked.
void Dispatcher::store_failed(Failure failure) {
  if (failure_) return;  // it ends already
  setting_.log(LogLevel::error, "store-failed", {{"why", failure.english}});
  if (failure.kind != Failure::Kind::lock && !setting_.once && recovered_) return;
  failure_ = std::move(failure);
  stop();
}

std::size_t Dispatcher::broken_endpoints() const {
  return scheduler_.broken(setting_.clock->now());
}

void Dispatcher::stop() {
  stopping_ = true;
  wake();
}

void Dispatcher::wake() {
  woken_ = true;
  if (timer_ != nullptr) timer_->cancel();
}

void Dispatcher::rung() {
  rung_ = true;
  wake();
}

// False when the store failed.
asio::awaitable<bool> Dispatcher::commit(Writer::Work work) {
  auto failure = co_await writer_.run(std::move(work));
  if (!failure) co_return true;
  store_failed(std::move(*failure));
  co_return false;
}

Dispatcher::Address Dispatcher::address_of(const Message& message) const {
  const auto& policy = setting_.workspace->dispatch;
  if (message.team.empty()) {
    return {policy.coordinator ? &*policy.coordinator : nullptr, ""};
  }
  const auto found = teams_.find(message.team);
  if (found == teams_.end()) return {nullptr, "", true};
  const model::Team& team = setting_.workspace->problem.teams()[found->second];
  return {team.contact ? &*team.contact : nullptr, team.name};
}

// Who has no contact is reached through the file.
std::string Dispatcher::channel_id(const Address& address) const {
  if (!setting_.all_to.empty()) return setting_.all_to;
  return address.contact != nullptr ? address.contact->channel : "file";
}

Channel* Dispatcher::channel_of(const Address& address) const {
  const auto found = channels_.find(channel_id(address));
  return found == channels_.end() || address.unknown ? nullptr : found->second.get();
}

void Dispatcher::schedule(const Message& message) {
  const Address address = address_of(message);
  const auto& policies = setting_.workspace->dispatch.channels;
  const std::string channel = channel_id(address);
  EndpointLimits limits;
  if (const Channel* way = channel_of(address)) {
    limits.together = std::max(1, static_cast<int>(way->digest_bytes() / kLeastShare));
  }
  std::string to = address.to();
  for (const load::ChannelPolicy& policy : policies) {
    if (policy.id != channel) continue;
    limits.at_once = policy.at_once;
    limits.per_minute = policy.per_minute;
    if (policy.by_one_gateway()) to = "";
  }
  const EndpointIndex endpoint = scheduler_.endpoint(channel + ' ' + to, limits);
  scheduler_.add(message.id, matter_of(message), endpoint, message.due,
                 may_go(message, setting_.clock->now()), appointed(message));
}

// All that waits and is not known yet; at the first time also what a crash left under way.
asio::awaitable<void> Dispatcher::load_waiting() {
  std::vector<Message> page;
  std::int64_t waiting = 0;
  const bool first = !recovered_;
  const std::int64_t after = newest_;
  more_ = false;
  std::string inputs;
  std::vector<std::int64_t> dropped;
  const bool stored = co_await commit([&, first, after](Transaction& rows) {
    if (const auto plan = rows.latest_head()) inputs = plan->inputs;
    if (first) recover(rows);
    page = rows.waiting(after, kPage);
    dropped.clear();
    for (const Message& message : page) {
      if (!tells_of_change(message.kind)) continue;
      const auto unwanted = drop_unwanted(rows, message.assignment);
      dropped.insert(dropped.end(), unwanted.begin(), unwanted.end());
    }
    if (page.empty()) waiting = rows.count_waiting();
  });
  if (!stored) co_return;
  stale_ = !inputs.empty() && inputs != setting_.inputs && inputs != setting_.workspace->inputs;
  if (stale_) {
    setting_.log(LogLevel::info, "workspace-changed", {{"inputs", inputs}});
    stop();
    co_return;
  }
  recovered_ = true;
  for (const Message& message : page) schedule(message);
  for (std::int64_t id : dropped) {
    scheduler_.drop(id);
    note_dropped(id);
  }
  if (!page.empty()) newest_ = page.back().id;
  more_ = page.size() == kPage;
  if (!page.empty()) co_return;
  // Some were set waiting again by a person. What is under way waits in the store until its intent
  // is written: it counts, unless we have been told to look.
  const bool told = std::exchange(rung_, false);
  const std::size_t known = scheduler_.waiting() + (told ? 0 : scheduler_.under_way());
  if (waiting <= static_cast<std::int64_t>(known)) co_return;
  newest_ = 0;
  more_ = told;
}

// An attempt at each, or `later` for what does not fit into the digest and is not begun.
std::vector<Intent> Dispatcher::begin(Transaction& rows, const std::vector<std::int64_t>& messages,
                                      Instant now) const {
  const load::Workspace& workspace = *setting_.workspace;
  std::vector<Intent> out;
  std::size_t bytes = 0;
  for (std::int64_t id : messages) {
    if (messages.size() > 1) {
      const Message message = *rows.message(id);
      const auto about = message.assignment > 0 ? rows.assignment(message.assignment)
                                                : std::optional(store::Assignment{});
      const Channel* channel = channel_of(address_of(message));
      const std::size_t share = digest_share(letter_about(message, *about, now)) + kDeadline;
      if (bytes > 0 && channel != nullptr && bytes + share > channel->digest_bytes()) {
        out.push_back({.wanted = false, .later = now, .message = message, .assignment = {}});
        continue;
      }
      bytes += share;
    }
    out.push_back(begin_attempt(rows, workspace.dispatch, workspace.problem.zone_time(), id, now));
  }
  return out;
}

asio::awaitable<void> Dispatcher::send(std::int64_t id) {
  std::vector<std::int64_t> ids = scheduler_.along(id);
  ids.insert(ids.begin(), id);
  std::vector<Intent> intents, wanted;
  const Instant now = setting_.clock->now();
  const bool stored = co_await commit(
      [this, &intents, &ids, now](Transaction& rows) { intents = begin(rows, ids, now); });
  if (!stored) {
    for (std::int64_t each : ids) {
      scheduler_.finished(each, now + kStoreBreak, std::nullopt, now);
    }
  } else {
    for (Intent& intent : intents) {
      if (intent.wanted) {
        wanted.push_back(std::move(intent));
        continue;
      }
      if (!intent.later) note_dropped(intent.message.id);
      scheduler_.finished(intent.message.id, intent.later, std::nullopt, now);
    }
    if (!wanted.empty()) co_await attempt(wanted);
  }
  pump();
}

// Starts what may start now.
void Dispatcher::pump() {
  if (stopping_) return wake();  // this may have been the last that was under way
  for (std::int64_t id : scheduler_.start(setting_.clock->now())) {
    asio::co_spawn(executor_, send(id), [](const std::exception_ptr& bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }
}

Delivery Dispatcher::undeliverable(const Address& address) const {
  if (address.unknown) {
    return {Delivery::Result::again, false, "the workspace has no such team", {}};
  }
  return {Delivery::Result::never,
          false,
          fmt::format("there is no channel \"{}\"", channel_id(address)),
          {}};
}

Letter Dispatcher::letter_about(const Message& message, const store::Assignment& assignment,
                                Instant now) const {
  const Address address = address_of(message);
  const Channel* channel = channel_of(address);
  const bool calendar = channel != nullptr && channel->takes_calendar();
  return write_letter(setting_.head, message, assignment, address.team_name, address.to(), now,
                      calendar);
}

// All are to one address.
asio::awaitable<Delivery> Dispatcher::deliver(const std::vector<Intent>& intents, Instant now) {
  const Address address = address_of(intents.front().message);
  Channel* channel = channel_of(address);
  if (channel == nullptr) co_return undeliverable(address);
  std::vector<Letter> letters;
  for (const Intent& intent : intents) {
    letters.push_back(letter_about(intent.message, intent.assignment, now));
  }
  const Letter letter =
      letters.size() == 1 ? std::move(letters.front()) : write_digest(setting_.head, letters);
  co_return co_await channel->deliver(letter);
}

asio::awaitable<void> Dispatcher::attempt(const std::vector<Intent>& intents) {
  const Instant began = setting_.clock->now();
  const Delivery delivery = co_await deliver(intents, began);
  const Instant now = setting_.clock->now();
  std::vector<Settled> settled;
  for (const Intent& intent : intents) {
    settled.push_back(
        settle_attempt(intent.message, delivery, setting_.workspace->dispatch, random_, now));
  }
  const bool delivered = delivery.result == Delivery::Result::delivered;
  const auto arrived = delivered           ? store::Arrival::yes
                       : delivery.in_doubt ? store::Arrival::perhaps
                                           : store::Arrival::no;
  const bool stored = co_await record([&](Transaction& rows) {
    for (Settled& each : settled) {
      write_settled(rows, each, now);
      rows.add(store::Attempt{0, each.message.id, began,
                              static_cast<std::int32_t>((now - began).count()), arrived,
                              delivery.outcome});
    }
  });
  std::optional<bool> answered = delivery.answered;
  for (std::size_t i = 0; i < settled.size(); ++i) {
    const Settled& each = settled[i];
    if (stored) note_outcome(each, intents[i].assignment, delivery, began, now);
    scheduler_.finished(each.message.id, stored ? each.again : std::nullopt, answered, now);
    answered = std::nullopt;  // one attempt tells its endpoint's health once
  }
}

// What came of an attempt is written as soon as the store takes it: a disk that was full for a
// while must not make us send again. False when we end before: the next dispatcher finds the
// message under way and sends it under its old id.
asio::awaitable<bool> Dispatcher::record(Writer::Work work) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (!co_await commit(work)) {
    if (stopping_) co_return false;
    timer.expires_after(kStoreBreak);
    co_await timer.async_wait(asio::use_awaitable);
  }
  co_return true;
}

void Dispatcher::note_outcome(const Settled& settled, const store::Assignment& about,
                              const Delivery& delivery, Instant began, Instant now) {
  const Message& message = settled.message;
  const bool delivered = message.state == MessageState::delivered;
  const bool dead = message.state == MessageState::dead;
  ++(delivered ? counts_.delivered : dead ? counts_.dead : counts_.failed);
  const Address address = address_of(message);
  const std::int64_t wait = settled.again ? (*settled.again - now).count() / 1000 : 0;
  setting_.log(delivered ? LogLevel::info
               : dead    ? LogLevel::error
                         : LogLevel::warning,
               delivered ? "delivered"
               : dead    ? "dead"
                         : "failed",
               {{"message", message.id},
                {"kind", store::word(message.kind)},
                {"session", about.session},
                {"team", message.team},
                {"to", masked_address(address.to())},
                {"attempt", message.attempts},
                {"outcome", delivery.outcome},
                {"took-ms", (now - began).count()},
                {"again-s", wait}});
}

// What others have written, and what time has done.
asio::awaitable<void> Dispatcher::look_around() {
  co_await load_waiting();
  const Instant now = setting_.clock->now();
  if (now < seen_) clock_went_back(seen_ - now);
  seen_ = now;
  if (stopping_ || (now - looked_ < kOverdue && now >= looked_)) co_return;
  looked_ = now;
  std::size_t expired = 0;
  const bool stored = co_await commit([this, &expired, now](Transaction& rows) {
    expired = expire(rows, now, kExpiries);
    close_forgotten(rows, now);
    purge(rows, setting_.workspace->dispatch, now);
  });
  if (stored && expired > 0) note_expired(expired);
}

asio::awaitable<std::optional<Failure>> Dispatcher::run() {
  executor_ = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor_);
  for (;;) {
    const std::int64_t before = newest_;
    woken_ = false;
    if (!stopping_) co_await look_around();
    if (!stopping_) pump();
    const bool idle = scheduler_.under_way() == 0;
    if (stopping_ && idle) co_return failure_;
    const auto next = scheduler_.next();
    const bool due = next && *next <= setting_.clock->now();
    if (setting_.once && idle && !due && newest_ == before) co_return failure_;
    if (woken_ || (more_ && !stopping_)) continue;
    timer.expires_after(setting_.poll);
    timer_ = &timer;
    boost::system::error_code woken;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    timer_ = nullptr;
  }
}

}  // namespace muster::dispatch
