// The store without a file: the same promises but outliving the process. A transaction works on
// the rows themselves and keeps what it replaced, to put it back when the work fails.
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "store/store.h"

namespace muster::store {

namespace {

// Rows of one kind by key, with what must be put back on a rollback.
template <class Key, class Row>
class Rows {
 public:
  const std::map<Key, Row>& all() const { return rows_; }
  const Row* find(const Key& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }
  void put(const Key& key, const Row& row) {
    const auto found = rows_.find(key);
    before_.emplace_back(key, found == rows_.end() ? std::nullopt : std::optional(found->second));
    rows_.insert_or_assign(key, row);
  }
  void erase(const Key& key) {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return;
    before_.emplace_back(key, found->second);
    rows_.erase(found);
  }
  void commit() { before_.clear(); }
  void roll_back() {
    for (auto each = before_.rbegin(); each != before_.rend(); ++each) {
      if (each->second) {
        rows_.insert_or_assign(each->first, *each->second);
      } else {
        rows_.erase(each->first);
      }
    }
    before_.clear();
  }

 private:
  std::map<Key, Row> rows_;
  std::vector<std::pair<Key, std::optional<Row>>> before_;
};

template <class Row>
using ById = Rows<std::int64_t, Row>;

template <class Row>
std::int64_t append(ById<Row>& rows, Row row, std::int64_t Row::*id) {
  row.*id = rows.all().empty() ? 1 : rows.all().rbegin()->first + 1;
  rows.put(row.*id, row);
  return row.*id;
}

template <class Row>
std::optional<Row> find(const ById<Row>& rows, std::int64_t id) {
  const Row* row = rows.find(id);
  return row == nullptr ? std::nullopt : std::optional(*row);
}

template <class Key, class Row, class Test>
std::vector<Row> select(const Rows<Key, Row>& rows, Test test, std::size_t limit = SIZE_MAX) {
  std::vector<Row> out;
  for (const auto& [key, row] : rows.all()) {
    if (out.size() == limit) break;
    if (test(row)) out.push_back(row);
  }
  return out;
}

class Memory final : public Store, private Transaction {
 public:
  Result<Done> transact(const std::function<void(Transaction&)>& work) override {
    try {
      work(*this);
    } catch (const Trouble& trouble) {
      each_table([](auto& rows) { rows.roll_back(); });
      return trouble.failure;
    } catch (...) {
      each_table([](auto& rows) { rows.roll_back(); });
      throw;
    }
    each_table([](auto& rows) { rows.commit(); });
    return Done{};
  }
  Result<Done> back_up(const std::filesystem::path&) override {
    return Failure{Failure::Kind::disk, "a store in memory has no file to copy",
                   "内存中的存储没有可以复制的文件"};
  }

 private:
  template <class Visit>
  void each_table(Visit visit) {
    visit(plans_), visit(assignments_), visit(steps_), visit(messages_), visit(keys_);
    visit(attempts_), visit(lease_), visit(services_), visit(marks_);
  }

  std::int64_t add(const PlanRow& row) override { return append(plans_, row, &PlanRow::version); }
  std::optional<PlanRow> latest_plan() override {
    if (plans_.all().empty()) return std::nullopt;
    return plans_.all().rbegin()->second;
  }
  std::optional<PlanRow> latest_head() override {
    auto head = latest_plan();
    if (head) head->document.clear();
    return head;
  }
  std::optional<PlanRow> plan(std::int64_t version) override { return find(plans_, version); }
  void update(const PlanRow& row) override {
    MUSTER_CHECK(plans_.find(row.version) != nullptr, "no such plan");
    plans_.put(row.version, row);
  }
  std::size_t thin_plans(Instant since) override {
    std::vector<PlanRow> thin;
    const PlanRow* later = nullptr;
    for (auto each = plans_.all().rbegin(); each != plans_.all().rend(); ++each) {
      const PlanRow& row = each->second;
      const bool goes =
          later != nullptr && (row.at <= since || later->at.ms / kDayMs == row.at.ms / kDayMs);
      if (goes && !row.document.empty()) thin.push_back(row);
      later = &row;
    }
    for (PlanRow& row : thin) {
      row.document.clear();
      plans_.put(row.version, row);
    }
    return thin.size();
  }

  std::int64_t add(const Assignment& row) override {
    return append(assignments_, row, &Assignment::id);
  }
  void update(const Assignment& row) override {
    MUSTER_CHECK(assignments_.find(row.id) != nullptr, "no such assignment");
    Assignment after = *assignments_.find(row.id);
    std::tie(after.state, after.deadline, after.nudges, after.content, after.settled) =
        std::tie(row.state, row.deadline, row.nudges, row.content, row.settled);
    assignments_.put(row.id, after);
  }
  std::optional<Assignment> assignment(std::int64_t id) override { return find(assignments_, id); }
  std::vector<Assignment> open_assignments(Instant since) override {
    return select(assignments_,
                  [&](const Assignment& a) { return is_open(a.state) && a.end > since; });
  }
  std::vector<Assignment> assignments_of(std::string_view session) override {
    return select(assignments_, [&](const Assignment& a) { return a.session == session; });
  }
  std::vector<Assignment> overdue(Instant now, std::size_t limit) override {
    return select(
        assignments_,
        [&](const Assignment& a) {
          return a.state == State::offered && a.deadline.ms > 0 && a.deadline <= now;
        },
        limit);
  }
  std::vector<Assignment> assignments_in(State state) override {
    return select(assignments_, [&](const Assignment& a) { return a.state == state; });
  }
  std::vector<Assignment> answered(Instant since) override {
    return select(assignments_, [&](const Assignment& a) {
      const bool told =
          a.state == State::accepted || a.state == State::arrived || has_refused(a.state);
      return told && a.end > since;
    });
  }
  std::vector<Assignment> ended(Instant after, Instant until) override {
    return select(assignments_,
                  [&](const Assignment& a) { return a.end > after && a.end <= until; });
  }
  std::vector<Assignment> refused(Instant since) override {
    return select(assignments_, [&](const Assignment& a) {
      return has_refused(a.state) && !a.settled && a.start > since;
    });
  }
  std::map<State, std::int64_t> count_assignments() override {
    std::map<State, std::int64_t> counts;
    for (const auto& [id, row] : assignments_.all()) ++counts[row.state];
    return counts;
  }

  std::int64_t add(const Step& row) override {
    MUSTER_CHECK(assignments_.find(row.assignment) != nullptr, "a step of no assignment");
    return append(steps_, row, &Step::id);
  }
  std::vector<Step> steps_of(std::int64_t assignment) override {
    return select(steps_, [&](const Step& s) { return s.assignment == assignment; });
  }
  void update(const Step& row) override {
    MUSTER_CHECK(steps_.find(row.id) != nullptr, "no such step");
    steps_.put(row.id, row);
  }

  std::int64_t add(const Message& row) override {
    if (keys_.find(row.key) != nullptr) return 0;
    const std::int64_t id = append(messages_, row, &Message::id);
    keys_.put(row.key, id);
    return id;
  }
  void update(const Message& row) override {
    MUSTER_CHECK(messages_.find(row.id) != nullptr, "no such message");
    Message after = *messages_.find(row.id);
    std::tie(after.state, after.attempts, after.due, after.not_before, after.body, after.error) =
        std::tie(row.state, row.attempts, row.due, row.not_before, row.body, row.error);
    messages_.put(row.id, after);
  }
  void erase(const Message& row) override {
    for (const Attempt& each : attempts_of(row.id)) attempts_.erase(each.id);
    if (messages_.find(row.id) == nullptr || messages_.all().rbegin()->first == row.id) return;
    keys_.erase(messages_.find(row.id)->key);
    messages_.erase(row.id);
  }
  std::optional<Message> message(std::int64_t id) override { return find(messages_, id); }
  std::vector<Message> messages_of(std::int64_t assignment) override {
    return select(messages_, [&](const Message& m) { return m.assignment == assignment; });
  }
  std::vector<Message> waiting(std::int64_t after, std::size_t limit) override {
    return select(
        messages_,
        [&](const Message& m) { return m.id > after && m.state == MessageState::waiting; }, limit);
  }
  std::vector<Message> messages_in(MessageState state) override {
    return select(messages_, [&](const Message& m) { return m.state == state; });
  }
  std::map<MessageState, std::int64_t> count_messages() override {
    std::map<MessageState, std::int64_t> counts;
    for (const auto& [id, row] : messages_.all()) ++counts[row.state];
    return counts;
  }
  std::int64_t count_waiting() override { return count_messages()[MessageState::waiting]; }

  std::int64_t add(const Attempt& row) override {
    MUSTER_CHECK(messages_.find(row.message) != nullptr, "an attempt at no message");
    return append(attempts_, row, &Attempt::id);
  }
  std::vector<Attempt> attempts_of(std::int64_t message) override {
    return select(attempts_, [&](const Attempt& a) { return a.message == message; });
  }

  std::optional<Lease> lease() override {
    const Lease* row = lease_.find(0);
    return row == nullptr ? std::nullopt : std::optional(*row);
  }
  void put(const Lease& row) override { lease_.put(0, row); }

  void put(const Service& row) override { services_.put({row.session, row.start, row.head}, row); }
  std::vector<Service> services() override {
    return select(services_, [](const Service&) { return true; });
  }

  std::vector<Service> services_of(std::string_view session) override {
    return select(services_, [&](const Service& s) { return s.session == session; });
  }
  void erase(const Service& row) override { services_.erase({row.session, row.start, row.head}); }

  Instant mark(const std::string& name) override {
    const Mark* row = marks_.find(name);
    return row == nullptr ? Instant{} : row->at;
  }
  void set_mark(const std::string& name, Instant at) override { marks_.put(name, {name, at}); }

  ById<PlanRow> plans_;
  ById<Assignment> assignments_;
  ById<Step> steps_;
  ById<Message> messages_;
  Rows<std::string, std::int64_t> keys_;
  ById<Attempt> attempts_;
  Rows<int, Lease> lease_;
  Rows<std::tuple<std::string, Instant, std::string>, Service> services_;
  Rows<std::string, Mark> marks_;
};

}  // namespace

std::unique_ptr<Store> make_memory() { return std::make_unique<Memory>(); }

}  // namespace muster::store
