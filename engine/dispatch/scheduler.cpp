#include "dispatch/scheduler.h"

#include <algorithm>

#include "base/check.h"

namespace muster::dispatch {

namespace {

constexpr std::chrono::milliseconds kMinute{60'000};

}  // namespace

EndpointIndex Scheduler::endpoint(const std::string& name, EndpointLimits limits) {
  const auto [found, fresh] =
      by_name_.try_emplace(name, static_cast<EndpointIndex>(endpoints_.size()));
  if (fresh) endpoints_.emplace_back();
  endpoints_[found->second].limits = limits;
  return found->second;
}

std::uint32_t Scheduler::matter(EndpointIndex to, const std::string& name) {
  const auto [place, fresh] =
      matter_of_.try_emplace({to, name}, static_cast<std::uint32_t>(matters_.size()));
  if (!fresh) return place->second;
  if (unused_.empty()) {
    matters_.emplace_back();
  } else {
    place->second = unused_.back();
    unused_.pop_back();
  }
  Matter& matter = matters_[place->second];
  matter = {};
  matter.name = place;
  matter.endpoint = to;
  return place->second;
}

void Scheduler::add(std::int64_t message, const std::string& name, EndpointIndex to, Instant due,
                    Instant not_before, Instant appointed) {
  const auto [place, added] = messages_.try_emplace(message);
  if (!added) return;
  Message& fresh = place->second;
  fresh.matter = matter(to, name);
  fresh.due = due;
  fresh.not_before = std::max(appointed, not_before);
  fresh.appointed = appointed;
  matters_[fresh.matter].queue.emplace(due, message);
  consider(fresh.matter);
}

void Scheduler::drop(std::int64_t id) {
  const auto found = messages_.find(id);
  if (found == messages_.end() || found->second.under_way) return;
  const std::uint32_t index = found->second.matter;
  Matter& matter = matters_[index];
  if (std::exchange(matter.ready, false)) std::erase(endpoints_[matter.endpoint].line, index);
  remove(id);
}

// Of its matter, which ends with the last of them.
void Scheduler::remove(std::int64_t id) {
  const auto found = messages_.find(id);
  const std::uint32_t index = found->second.matter;
  Matter& matter = matters_[index];
  matter.queue.erase({found->second.due, id});
  messages_.erase(found);
  consider(index);
  if (!matter.queue.empty()) return;
  matter_of_.erase(matter.name);
  unused_.push_back(index);
}

// Sets when the matter's first message can go, unless it is sending or in line already.
void Scheduler::consider(std::uint32_t index) {
  Matter& matter = matters_[index];
  if (matter.busy || matter.ready) return;
  if (matter.timed) timers_.erase({matter.wakes, {What::matter, index}});
  matter.timed = !matter.queue.empty();
  if (!matter.timed) return;
  matter.wakes = messages_.at(matter.queue.begin()->second).not_before;
  timers_.insert({matter.wakes, {What::matter, index}});
}

void Scheduler::give_turn(EndpointIndex index) {
  Endpoint& endpoint = endpoints_[index];
  if (endpoint.in_ring || endpoint.timed || endpoint.line.empty()) return;
  endpoint.in_ring = true;
  (endpoint.failures > 0 ? suspects_ : ring_).push_back(index);
}

void Scheduler::wake(Instant now) {
  while (!timers_.empty() && timers_.begin()->first <= now) {
    const auto [what, index] = timers_.begin()->second;
    timers_.erase(timers_.begin());
    if (what == What::endpoint) {
      endpoints_[index].timed = false;
      give_turn(index);
      continue;
    }
    Matter& matter = matters_[index];
    matter.timed = false;
    matter.ready = true;
    endpoints_[matter.endpoint].line.push_back(index);
    give_turn(matter.endpoint);
  }
}

// Else `later` is when it may, or the far future when something must finish first.
bool Scheduler::may_start(Endpoint& endpoint, Instant now, Instant& later) {
  later = {INT64_MAX};
  const bool probing = endpoint.failures >= breaker_.failures;
  if (endpoint.under_way >= (probing ? 1 : endpoint.limits.at_once)) return false;
  if (probing && endpoint.opens > now) {
    later = endpoint.opens;
    return false;
  }
  if (endpoint.limits.per_minute == 0) return true;
  while (!endpoint.recent.empty() && endpoint.recent.front() + kMinute <= now) {
    endpoint.recent.pop_front();
  }
  if (endpoint.recent.size() < static_cast<std::size_t>(endpoint.limits.per_minute)) return true;
  later = endpoint.recent.front() + kMinute;
  return false;
}

void Scheduler::uncount(Message& message) {
  counted_ -= message.counted ? 1 : 0;
  counted_suspects_ -= message.suspect ? 1 : 0;
  hanging_ -= message.hangs ? 1 : 0;
  message.counted = message.suspect = message.hangs = false;
}

void Scheduler::let_hang(Instant now) {
  while (!begun_.empty() && begun_.front().first + kSlow <= now) {
    const auto [began, id] = begun_.front();
    const auto found = messages_.find(id);
    // Else it is over, or this is an earlier attempt at it.
    if (found != messages_.end() && found->second.counted && found->second.began == began) {
      if (hanging_ == kHanging * at_once_) return;
      uncount(found->second);
      found->second.hangs = true;
      ++hanging_;
    }
    begun_.pop_front();
  }
}

void Scheduler::start_from(std::deque<EndpointIndex>& ring, Instant now,
                           std::vector<std::int64_t>& out) {
  const EndpointIndex index = ring.front();
  ring.pop_front();
  Endpoint& endpoint = endpoints_[index];
  endpoint.in_ring = false;
  if (endpoint.line.empty()) return;  // all of it went along with another
  Instant later;
  if (!may_start(endpoint, now, later)) {
    endpoint.timed = later.ms != INT64_MAX;
    if (endpoint.timed) timers_.insert({later, {What::endpoint, index}});
    return;
  }
  if (endpoint.failures > 0 && &ring != &suspects_) return give_turn(index);  // it failed meanwhile
  const std::int64_t id = begin_next(endpoint);
  Message& message = messages_.at(id);
  message.counted = true;
  message.suspect = endpoint.failures > 0;
  message.began = now;
  ++counted_;
  counted_suspects_ += message.suspect ? 1 : 0;
  begun_.emplace_back(now, id);
  if (endpoint.limits.per_minute > 0) endpoint.recent.push_back(now);
  out.push_back(id);
  give_turn(index);
}

std::vector<std::int64_t> Scheduler::start(Instant now) {
  wake(now);
  let_hang(now);
  std::vector<std::int64_t> out;
  while (!suspects_.empty() && has_place() && counted_suspects_ < most_suspects()) {
    start_from(suspects_, now, out);
  }
  while (!ring_.empty() && has_place()) start_from(ring_, now, out);
  return out;
}

// The first message of the matter that is first in line.
std::int64_t Scheduler::begin_next(Endpoint& endpoint) {
  Matter& matter = matters_[endpoint.line.front()];
  endpoint.line.pop_front();
  matter.ready = false;
  matter.busy = true;
  const std::int64_t message = matter.queue.begin()->second;
  messages_.at(message).under_way = true;
  ++under_way_;
  ++endpoint.under_way;
  return message;
}

std::vector<std::int64_t> Scheduler::along(std::int64_t id) {
  Endpoint& endpoint = endpoints_[matters_[messages_.at(id).matter].endpoint];
  std::vector<std::int64_t> out;
  const int left = endpoint.limits.per_minute - static_cast<int>(endpoint.recent.size());
  if (endpoint.limits.per_minute == 0 || left < 0) return out;
  // Shared out evenly over this attempt and those that are left in the minute.
  const std::size_t share = endpoint.line.size() / (static_cast<std::size_t>(left) + 1);
  const auto most = static_cast<std::size_t>(endpoint.limits.together - 1);
  while (out.size() < std::min(share, most)) out.push_back(begin_next(endpoint));
  return out;
}

void Scheduler::finished(std::int64_t id, std::optional<Instant> again,
                         std::optional<bool> answered, Instant now) {
  const auto found = messages_.find(id);
  MUSTER_CHECK(found != messages_.end() && found->second.under_way, "a message that never began");
  Message& message = found->second;
  Matter& matter = matters_[message.matter];
  Endpoint& endpoint = endpoints_[matter.endpoint];
  uncount(message);
  --under_way_;
  --endpoint.under_way;
  matter.busy = false;
  if (answered && *answered) {
    endpoint.failures = 0;
    endpoint.pause = std::chrono::milliseconds(0);
  } else if (answered && ++endpoint.failures >= breaker_.failures) {
    endpoint.pause = std::clamp(endpoint.pause * 2, breaker_.least, breaker_.most);
    endpoint.opens = now + endpoint.pause;
  }
  const EndpointIndex index = matter.endpoint;
  if (again) {
    message.under_way = false;
    message.not_before = *again;
    consider(message.matter);
  } else {
    remove(id);
  }
  give_turn(index);
}

void Scheduler::clock_went_back(std::chrono::milliseconds by) {
  for (auto& [id, message] : messages_) {
    message.not_before = std::max(message.appointed, message.not_before - by);
  }
  for (auto& [began, id] : begun_) {
    began = began - by;
    if (const auto found = messages_.find(id); found != messages_.end()) {
      found->second.began = began;
    }
  }
  for (Endpoint& endpoint : endpoints_) {
    endpoint.opens = endpoint.opens - by;
    for (Instant& start : endpoint.recent) start = start - by;
  }
  for (const auto& [when, entry] : std::exchange(timers_, {})) {
    const auto [what, index] = entry;
    if (what == What::endpoint) {
      timers_.insert({when - by, entry});
    } else {
      matters_[index].timed = false;
      consider(index);
    }
  }
}

std::optional<Instant> Scheduler::next() const {
  const bool suspects = !suspects_.empty() && counted_suspects_ < most_suspects();
  if ((!ring_.empty() || suspects) && has_place()) return Instant{0};
  std::optional<Instant> out;
  if (!timers_.empty()) out = timers_.begin()->first;
  // A place may come free without anything being finished.
  const bool in_line = !ring_.empty() || !suspects_.empty();
  if (in_line && !begun_.empty()) {
    const Instant hangs = begun_.front().first + kSlow;
    out = out ? std::min(*out, hangs) : hangs;
  }
  return out;
}

std::size_t Scheduler::broken(Instant now) const {
  return static_cast<std::size_t>(
      std::count_if(endpoints_.begin(), endpoints_.end(), [&](const Endpoint& endpoint) {
        return endpoint.failures >= breaker_.failures && endpoint.opens > now;
      }));
}

}  // namespace muster::dispatch
