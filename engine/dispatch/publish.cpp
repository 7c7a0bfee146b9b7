#include "dispatch/publish.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "dispatch/steps.h"
#include "model/problem.h"

namespace muster::dispatch {

namespace {

using store::Assignment;
using store::MessageKind;
using store::State;
using store::Transaction;

std::string key_of(const Assignment& assignment) {
  return assignment.session + '\n' + assignment.team;
}

class Publishing {
 public:
  Publishing(Transaction& rows, const Publication& what, Instant now)
      : rows_(rows), what_(what), now_(now) {}

  Published run() {
    const std::string digest = sha256(what_.document);
    const auto latest = rows_.latest_head();
    if (latest && latest->digest == digest) {
      out_.version = latest->version;
      out_.kept = static_cast<std::int64_t>(rows_.open_assignments(now_).size());
      return out_;
    }
    for (Assignment& open : rows_.open_assignments(now_)) {
      open_.emplace(key_of(open), std::move(open));
    }
    out_.outdated = what_.basis && is_outdated(*what_.basis, latest ? latest->version : 0);
    if (out_.outdated) return out_;
    out_.is_new = true;
    out_.version = rows_.add(store::PlanRow{0, now_, what_.inputs, digest, what_.document});
    for (const Assignment& wanted : what_.assignments) compare(wanted);
    for (auto& [key, open] : in_order()) fall_away(*open);
    return out_;
  }

 private:
  bool is_outdated(const Basis& basis, std::int64_t latest) const {
    if (basis.version != 0 && basis.version != latest) return true;
    std::unordered_map<std::string, const Assignment*> wanted;
    for (const Assignment& each : what_.assignments) wanted.emplace(key_of(each), &each);
    return std::any_of(open_.begin(), open_.end(), [&](const auto& entry) {
      const Assignment& open = entry.second;
      const bool news = open.state == State::accepted && basis.accepted.count(open.id) == 0;
      if (!news || open.start <= now_) return false;
      const auto found = wanted.find(entry.first);
      return found == wanted.end() || found->second->content != open.content;
    });
  }

  void compare(const Assignment& wanted) {
    const auto found = open_.find(key_of(wanted));
    if (found == open_.end()) return offer(wanted);
    Assignment before = std::move(found->second);
    open_.erase(found);
    if (before.content == wanted.content || before.start <= now_) {
      ++out_.kept;
      return;
    }
    const bool told = store::was_sent(before.state);
    take(rows_, before, State::superseded, now_, what_.who, reason());
    if (told) tell(before, MessageKind::superseded);
    ++out_.superseded;
    add_offer(wanted);
  }

  // A team that said no, or nothing, is not asked for the same session again; but that nobody comes
  // in its stead must not be forgotten. An earlier occurrence under the same id is another thing.
  void offer(const Assignment& wanted) {
    if (wanted.start <= now_) {
      ++out_.withheld;
      return;
    }
    for (Assignment& old : rows_.assignments_of(wanted.session)) {
      const bool no = old.team == wanted.team && store::has_refused(old.state);
      if (!no || old.end <= now_) continue;
      if (old.settled && !what_.refills) {
        old.settled = false;
        rows_.update(old);
      }
      ++out_.withheld;
      out_.gaps.push_back({wanted.session, wanted.team,
                           wanted.priority == static_cast<std::int32_t>(model::Priority::must)});
      return;
    }
    add_offer(wanted);
    ++out_.offered;
  }

  void add_offer(Assignment wanted) {
    wanted.plan = out_.version;
    wanted.id = rows_.add(wanted);
    tell(wanted, MessageKind::offer);
  }

  void fall_away(Assignment& open) {
    if (open.start <= now_ || open.state == State::arrived) {
      ++out_.kept;
      return;
    }
    const bool told = store::was_sent(open.state);
    take(rows_, open, State::cancelled, now_, what_.who, reason());
    if (told) tell(open, MessageKind::cancelled);
    ++out_.cancelled;
  }

  void tell(const Assignment& about, MessageKind kind) {
    rows_.add(message_about(about, kind, now_, now_));
  }

  std::string reason() const { return fmt::format("plan {}", out_.version); }
  // What is left of open_, in order of id.
  std::map<std::int64_t, Assignment*> in_order() {
    std::map<std::int64_t, Assignment*> ordered;
    for (auto& [key, open] : open_) ordered.emplace(open.id, &open);
    return ordered;
  }

  Transaction& rows_;
  const Publication& what_;
  Instant now_;
  Published out_;
  std::unordered_map<std::string, Assignment> open_;
};

}  // namespace

Published publish_in(Transaction& rows, const Publication& what, Instant now) {
  return Publishing(rows, what, now).run();
}

Result<Published> publish(store::Store& store, const Publication& what, Instant now) {
  Published out;
  const auto done = store.transact([&](Transaction& rows) { out = publish_in(rows, what, now); });
  if (!done) return done.failure();
  return out;
}

}  // namespace muster::dispatch
