// A thousand lives of a small zone's store, each from one seed: plans come and change, messages
// leave over channels that lie, teams answer up to fifty times, all at once, late and to what has
// changed, the store fails before and after it has committed, the process dies, the clock jumps.
// What must always hold is looked at after every step. Time is simulated: months pass in
// milliseconds.
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "dispatch/attempts.h"
#include "dispatch/publish.h"
#include "dispatch/scheduler.h"
#include "dispatch/steps.h"
#include "sim/failing_store.h"
#include "store/store.h"

using namespace muster;
using namespace muster::dispatch;
using std::chrono::minutes;
using store::Assignment;
using store::Message;
using store::MessageKind;
using store::MessageState;
using store::State;
using store::Transaction;
using testing::FailingStore;

namespace {

constexpr int kSessions = 12, kTeams = 5, kMost = 3;

// Catch's own checks cost more than what they check, a hundred million times.
void hold(bool condition, int line) {
  if (!condition) FAIL("does not hold: line " << line);
}

std::string session_name(int i) { return fmt::format("s-{}", i); }
std::string team_name(int i) { return fmt::format("t-{}", i); }

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed), store_(seed) {
    policy_.answers.fill({Duration{60}, Duration{180}, random_.chance(0.5)});
    policy_.attempts = 4;
    start_process();
  }

  void step() {
    switch (random_.below(12)) {
      case 0: publish_new(); break;
      case 1: start_process(); break;  // it was killed
      case 2: jump(); break;
      case 3:
      case 4: answer(); break;
      case 5: commit([&](Transaction& rows) { expire(rows, now_, 3); }); break;
      case 6:
      case 7: now_ = now_ + minutes(random_.below(40)); break;
      default: send(); break;
    }
    if (store_.has_crashed()) start_process();
    check();
  }

  // Everything works from now on: what is left over when all sessions have begun?
  void drain() {
    calm_ = true;
    store_.calm_down();
    start_process();
    const Instant last{std::int64_t{kSessions + 1} * 5 * 3'600'000};
    for (int i = 0; i < 200 || now_ < last; ++i) {
      send();
      while (!flying_.empty()) arrive();
      now_ = now_ + minutes(7);
      commit([&](Transaction& rows) { expire(rows, now_, 100); });
    }
    check();
    look([&](Transaction& rows) {
      CHECK(rows.messages_in(MessageState::waiting).empty());
      CHECK(rows.messages_in(MessageState::sending).empty());
      CHECK(rows.assignments_in(State::planned).empty());
      CHECK(rows.assignments_in(State::offered).empty());
    });
    CHECK(scheduler_->waiting() == 0);
    CHECK(scheduler_->under_way() == 0);
  }

  std::int64_t delivered = 0, accepted = 0, failures = 0;
  std::map<Heard, std::int64_t> heard;

 private:
  // False: nothing was written, or the process died as soon as it was.
  template <class Work>
  bool commit(Work work) {
    const bool done = store_.transact([&](Transaction& rows) { work(rows); }).ok();
    failures += !done;
    return done;
  }
  // As a bystander.
  template <class Look>
  void look(Look into) {
    REQUIRE(store_.inner().transact([&](Transaction& rows) { into(rows); }).ok());
  }

  // What was only in memory is gone; attempts on the wire may still arrive.
  void start_process() {
    for (std::int64_t id : flying_) {
      doubtful_.insert(id);
      if (random_.chance(0.5)) ++received_[id];
    }
    for (const auto& [id, delivery] : unrecorded_) doubtful_.insert(id);
    flying_.clear();
    unrecorded_.clear();
    newest_ = 0;
    scheduler_ = std::make_unique<Scheduler>(4);
    look([](Transaction& rows) { recover(rows); });
  }

  void publish_new() {
    Publication what;
    what.document = fmt::format("plan {}", ++documents_);
    for (int s = 0; s < kSessions; ++s) {
      for (int t = 0; t < kTeams; ++t) {
        if (random_.below(4) > 0) continue;
        Assignment one;
        one.session = session_name(s);
        one.team = team_name(t);
        one.start = {std::int64_t{s + 1} * 5 * 3'600'000};
        one.end = one.start + minutes(60);
        one.priority = s % 4;
        const int heads = 1 + static_cast<int>(random_.below(2));
        std::string list = R"({"id":"x"})";
        if (heads == 2) list += R"(,{"id":"y"})";
        one.content =
            fmt::format(R"({{"needs":[{{"need":0,"most":{},"heads":[{}]}}]}})", kMost, list);
        what.assignments.push_back(std::move(one));
      }
    }
    if (!publish(store_, what, now_).ok()) return;
    REQUIRE_FALSE(publish(store_.inner(), what, now_).value().is_new);
  }

  void jump() {
    const Instant before = now_;
    const auto far = random_.chance(0.1) ? std::chrono::hours(24) : minutes(random_.below(300));
    now_ = random_.chance(0.5) ? now_ + far : now_ - far;
    now_.ms = std::max<std::int64_t>(now_.ms, 1'000);
    if (now_ < before) scheduler_->clock_went_back(before - now_);
  }

  // One that is open, or any: unknown, superseded, over long ago.
  std::int64_t somebody(Transaction& rows) {
    const auto open = rows.assignments_in(State::offered);
    if (open.empty() || random_.chance(0.3)) return 1 + random_.below(200);
    return open[random_.below(static_cast<std::uint32_t>(open.size()))].id;
  }

  // A team presses the button, and perhaps goes on pressing both.
  void answer() {
    std::int64_t id = 0;
    look([&](Transaction& rows) { id = somebody(rows); });
    const std::uint32_t times = random_.chance(0.1) ? 1 + random_.below(50) : 1;
    const bool changes_mind = random_.chance(0.3);
    Answer said{id, random_.chance(0.6), "team", "why"};
    for (std::uint32_t i = 0; i < times; ++i) {
      answer_once(said);
      if (changes_mind) said.accept = random_.chance(0.5);
    }
    if (random_.chance(0.3)) race(id);
  }

  void answer_once(const Answer& said) {
    std::optional<Assignment> before, after;
    Heard now_heard = Heard::unknown, again = Heard::unknown;
    const bool stored = commit([&](Transaction& rows) {
      before = rows.assignment(said.assignment);
      now_heard = hear(rows, policy_, said, now_);
      after = rows.assignment(said.assignment);
      again = hear(rows, policy_, said, now_);  // the same again is the same
      hold(rows.assignment(said.assignment) == after, __LINE__);
    });
    if (!stored) return;
    ++heard[now_heard];
    hold((now_heard == Heard::unknown) == !before.has_value(), __LINE__);
    if (!before) return;
    hold((now_heard == Heard::taken) == (after->state != before->state), __LINE__);
    hold(now_heard != Heard::taken || again == Heard::repeated, __LINE__);
    accepted += now_heard == Heard::taken && said.accept;
  }

  // Everybody who was offered that session wants it at once.
  void race(std::int64_t id) {
    std::vector<Assignment> all;
    look([&](Transaction& rows) {
      if (const auto one = rows.assignment(id)) all = rows.assignments_of(one->session);
    });
    for (const Assignment& each : all) answer_once({each.id, true, each.team, ""});
  }

  void send() {
    const auto unrecorded = std::exchange(unrecorded_, {});
    for (const auto& [id, delivery] : unrecorded) record(id, delivery);
    std::vector<Message> waiting;
    std::vector<std::int64_t> dropped;
    const bool looked = commit([&](Transaction& rows) {
      waiting = rows.waiting(newest_, 1'000);
      dropped.clear();
      for (const Message& each : waiting) {
        if (!tells_of_change(each.kind)) continue;
        for (std::int64_t id : drop_unwanted(rows, each.assignment)) dropped.push_back(id);
      }
    });
    if (!looked) waiting.clear();  // or not heard of: the process has died then
    for (const Message& each : waiting) {
      scheduler_->add(each.id, matter_of(each),
                      scheduler_->endpoint("e" + each.team, {.at_once = 2}), each.due,
                      may_go(each, now_), appointed(each));
      newest_ = each.id;
    }
    if (looked) {
      for (std::int64_t id : dropped) scheduler_->drop(id);
    }
    for (std::int64_t id : scheduler_->start(now_)) begin(id);
    if (!flying_.empty() && random_.chance(0.7)) arrive();
  }

  void begin(std::int64_t id) {
    Intent intent;
    const bool stored = commit([&](Transaction& rows) {
      intent = begin_attempt(rows, policy_, ZoneTime(), id, now_);
      if (intent.wanted && intent.assignment.id > 0) {
        hold(still_wanted(intent.message.kind, rows.assignment(intent.assignment.id)->state),
             __LINE__);
        if (tells_of_change(intent.message.kind)) check_order(rows, intent.message);
      }
    });
    if (!stored) {
      scheduler_->finished(id, now_ + std::chrono::seconds(5), std::nullopt, now_);
    } else if (!intent.wanted) {
      scheduler_->finished(id, intent.later, std::nullopt, now_);
    } else {
      flying_.insert(id);
    }
  }

  // A change is told after all else about the assignment, and to who may know of it only.
  void check_order(Transaction& rows, const Message& change) {
    bool may_know = false;
    for (const Message& each : rows.messages_of(change.assignment)) {
      hold(each.id == change.id ||
               (each.state != MessageState::waiting && each.state != MessageState::sending),
           __LINE__);
      if (each.kind != MessageKind::offer) continue;
      // Or the process died as soon as its intent was written.
      const auto recorded = static_cast<std::int32_t>(rows.attempts_of(each.id).size());
      may_know |= doubtful_.count(each.id) > 0 || recorded < each.attempts;
    }
    for (const store::Step& step : rows.steps_of(change.assignment)) {
      may_know |= step.to == State::accepted;
    }
    hold(may_know, __LINE__);
  }

  // One attempt ends: well, badly, or well but nobody heard of it.
  void arrive() {
    const auto at =
        std::next(flying_.begin(), random_.below(static_cast<std::uint32_t>(flying_.size())));
    const std::int64_t id = *at;
    flying_.erase(at);
    Delivery delivery;
    const std::uint32_t luck = calm_ ? 0 : random_.below(10);
    if (luck < 6) {
      delivery = {Delivery::Result::delivered, true, "200", {}};
      ++received_[id];
    } else if (luck < 9) {
      delivery = {Delivery::Result::again, luck == 6, "503",
                  std::chrono::seconds(random_.below(900))};
      delivery.in_doubt = random_.chance(0.6);
      if (delivery.in_doubt && random_.chance(0.5)) ++received_[id];  // the answer was lost
    } else {
      delivery = {Delivery::Result::never, true, "410", {}};
    }
    record(id, delivery);
  }

  // As soon as the store takes it.
  void record(std::int64_t id, const Delivery& delivery) {
    std::optional<Instant> again;
    const bool done = delivery.result == Delivery::Result::delivered;
    const auto arrived = done                ? store::Arrival::yes
                         : delivery.in_doubt ? store::Arrival::perhaps
                                             : store::Arrival::no;
    if (arrived != store::Arrival::no) doubtful_.insert(id);
    const bool stored = commit([&](Transaction& rows) {
      Settled settled = settle_attempt(*rows.message(id), delivery, policy_, random_, now_);
      write_settled(rows, settled, now_);
      rows.add(store::Attempt{0, id, now_, 0, arrived, delivery.outcome});
      again = settled.again;
    });
    if (!stored) {
      unrecorded_.emplace(id, delivery);
      return;
    }
    delivered += delivery.result == Delivery::Result::delivered;
    scheduler_->finished(id, again, delivery.answered, now_);
  }

  void check() {
    look([&](Transaction& rows) {
      std::set<std::string> keys;
      for (int s = 0; s < kSessions; ++s) check_session(rows, session_name(s), keys);
      for (const Message& each : rows.messages_in(MessageState::delivered)) {
        hold(received_.count(each.id) == 1, __LINE__);
      }
      for (const Message& each : rows.messages_in(MessageState::sending)) {
        hold(flying_.count(each.id) + unrecorded_.count(each.id) == 1, __LINE__);
      }
      for (const auto& [id, times] : received_) {
        hold(times <= rows.message(id)->attempts, __LINE__);  // nothing leaves without its intent
      }
      std::int64_t messages = 0;
      for (const auto& [state, n] : rows.count_messages()) messages += n;
      hold(messages >= messages_, __LINE__);  // none is ever gone
      messages_ = messages;
    });
  }

  void check_session(Transaction& rows, const std::string& session, std::set<std::string>& keys) {
    std::map<std::string, int> open;
    std::int64_t come = 0;
    for (const Assignment& each : rows.assignments_of(session)) {
      open[each.team] += store::is_open(each.state);
      hold(open[each.team] <= 1, __LINE__);
      if (each.state == State::accepted) {
        come += static_cast<std::int64_t>(
            boost::json::parse(each.content).at("needs").at(0).at("heads").as_array().size());
      }
      State state = State::planned;
      Instant last{0};
      for (const store::Step& step : rows.steps_of(each.id)) {
        hold(step.from == state, __LINE__);
        hold(store::may_follow(step.from, step.to), __LINE__);
        state = step.to;
        last = step.at;
      }
      hold(state == each.state, __LINE__);
      bool told = false, offer_arrived = false;
      for (const Message& message : rows.messages_of(each.id)) {
        hold(keys.insert(message.key).second, __LINE__);
        const bool change =
            message.kind == MessageKind::superseded || message.kind == MessageKind::cancelled;
        if (change) hold(told, __LINE__);  // only who had the offer hears that it changed
        offer_arrived |= message.kind == MessageKind::offer && received_.count(message.id) > 0;
        // And who had it does hear.
        const bool unheard = change && message.state == MessageState::dropped;
        hold(!unheard || !offer_arrived, __LINE__);
        told |= message.kind == MessageKind::offer && message.attempts > 0;
      }
      if (each.state == State::offered || each.state == State::accepted) hold(told, __LINE__);
    }
    hold(come <= kMost, __LINE__);
  }

  Random random_;
  FailingStore store_;
  load::DispatchPolicy policy_;
  std::unique_ptr<Scheduler> scheduler_;
  std::set<std::int64_t> flying_;                // attempts under way
  std::map<std::int64_t, Delivery> unrecorded_;  // over, but the store failed
  std::set<std::int64_t> doubtful_;              // they may have it
  std::map<std::int64_t, int> received_;         // by whoever is behind the channels
  std::int64_t newest_ = 0, messages_ = 0;
  int documents_ = 0;
  Instant now_{1'000};
  bool calm_ = false;
};

}  // namespace

TEST_CASE("a thousand seeds: nothing lost, nothing twice, every step in the table") {
  std::int64_t delivered = 0, accepted = 0, failures = 0;
  std::map<Heard, std::int64_t> heard;
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (int i = 0; i < 120; ++i) world.step();
    if (seed % 20 == 0) world.drain();
    delivered += world.delivered;
    accepted += world.accepted;
    failures += world.failures;
    for (const auto& [how, times] : world.heard) heard[how] += times;
  }
  CHECK(failures > 5'000);
  for (const Heard how :
       {Heard::taken, Heard::repeated, Heard::late, Heard::full, Heard::over, Heard::unknown}) {
    INFO(word(how));
    CHECK(heard[how] > 100);
  }
  CHECK(delivered > 5'000);
  CHECK(accepted > 1'000);
}
