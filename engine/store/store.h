// What must outlive a crash: published plans, assignments with every step they took, the outbox.
//
// The interface is rows in and rows out, inside transactions; what they mean (publishing, offers,
// answers) is decided above, in dispatch, once for every store. A store keeps these promises, held
// to by one suite for all (tests/store/conformance_test.cpp):
//  - transact() commits everything the function wrote, or nothing of it;
//  - what was committed is there after kill -9 and after a power cut;
//  - a transaction sees its own writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/rows.h"

namespace muster::store {

// Thrown by Transaction's functions when the environment fails (disk full, I/O error). Only
// transact() catches it: the transaction is rolled back and the failure returned.
struct Trouble {
  Failure failure;
};

// Valid inside the function given to transact() only. Rows are found by id unless said otherwise;
// lists are in order of id. Updating or adding to a row that does not exist is a bug (exit 4).
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Returns the version. Plans are numbered from one, without gaps.
  virtual std::int64_t add(const PlanRow&) = 0;
  virtual std::optional<PlanRow> latest_plan() = 0;
  virtual std::optional<PlanRow> latest_head() = 0;  // without its document, which may be large
  virtual std::optional<PlanRow> plan(std::int64_t version) = 0;
  virtual void update(const PlanRow&) = 0;
  // Empties the documents that nobody reads again: of all but the newest plan, and each day's last
  // (UTC) of those published after `since`. Returns how many.
  virtual std::size_t thin_plans(Instant since) = 0;

  virtual std::int64_t add(const Assignment&) = 0;
  // All but what it is about: session, team, plan, times and priority stay as they were added.
  virtual void update(const Assignment&) = 0;
  virtual std::optional<Assignment> assignment(std::int64_t id) = 0;
  // All in one of the open states that end after `since`.
  virtual std::vector<Assignment> open_assignments(Instant since) = 0;
  virtual std::vector<Assignment> assignments_of(std::string_view session) = 0;
  // Offered ones with a deadline up to `now`, at most `limit`.
  virtual std::vector<Assignment> overdue(Instant now, std::size_t limit) = 0;
  virtual std::vector<Assignment> assignments_in(State state) = 0;
  // All that were answered, expired or begun and end after `since`.
  virtual std::vector<Assignment> answered(Instant since) = 0;
  // All that end after `after`, and up to `until`.
  virtual std::vector<Assignment> ended(Instant after, Instant until) = 0;
  // Declined or expired, not settled, and starting after `since`.
  virtual std::vector<Assignment> refused(Instant since) = 0;
  virtual std::map<State, std::int64_t> count_assignments() = 0;

  virtual std::int64_t add(const Step&) = 0;
  virtual std::vector<Step> steps_of(std::int64_t assignment) = 0;
  virtual void update(const Step&) = 0;  // takes what tells of people out of it, nothing else

  // Returns zero, and adds nothing, when the key is known already.
  virtual std::int64_t add(const Message&) = 0;
  // All but what it is about: key, kind, assignment, team and when it was made stay as they were.
  virtual void update(const Message&) = 0;
  // With its attempts. The newest message of all stays, for ids grow for ever.
  virtual void erase(const Message&) = 0;
  virtual std::optional<Message> message(std::int64_t id) = 0;
  virtual std::vector<Message> messages_of(std::int64_t assignment) = 0;
  // Waiting messages, due or not, with an id above `after`; at most `limit`.
  virtual std::vector<Message> waiting(std::int64_t after, std::size_t limit) = 0;
  virtual std::vector<Message> messages_in(MessageState state) = 0;
  // At the price of all that were ever sent; of those that wait only.
  virtual std::map<MessageState, std::int64_t> count_messages() = 0;
  virtual std::int64_t count_waiting() = 0;

  virtual std::int64_t add(const Attempt&) = 0;
  virtual std::vector<Attempt> attempts_of(std::int64_t message) = 0;

  virtual std::optional<Lease> lease() = 0;
  virtual void put(const Lease&) = 0;

  // Added or replaced, by (session, start, head).
  virtual void put(const Service&) = 0;
  virtual std::vector<Service> services() = 0;
  virtual std::vector<Service> services_of(std::string_view session) = 0;
  virtual void erase(const Service&) = 0;  // where there is one, by (session, start, head)

  // How far a recurring work has come, by its name; zero: nowhere yet.
  virtual Instant mark(const std::string& name) = 0;
  virtual void set_mark(const std::string& name, Instant) = 0;
};

// One thread at a time; other processes may have the same store open.
class Store {
 public:
  virtual ~Store() = default;
  // Runs `work` once (again only where a full disk could be helped) and commits. The failure says
  // that nothing was written; where the work throws anything but Trouble, nothing is either, and
  // it leaves.
  virtual Result<Done> transact(const std::function<void(Transaction&)>& work) = 0;
  // A whole and consistent copy for its owner's eyes, written beside `target` and renamed, while
  // others go on. Whoever calls has looked whether `target` may be written over.
  virtual Result<Done> back_up(const std::filesystem::path& target) = 0;
};

enum class Opening { make, existing };

// The file of a workspace's store, made with its folder where there is none (Opening::make). It is
// checked when opened; a damaged one, or one of a newer muster, is refused.
Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file,
                                           Opening opening = Opening::make);
// Whether the file is a store or a backup of one. It is left as it is.
bool is_store(const std::filesystem::path& file);
// Forgets everything with the process. For tests and simulation.
std::unique_ptr<Store> make_memory();

// Where a workspace (a folder or a file) keeps what muster remembers of it.
std::filesystem::path store_folder(const std::filesystem::path& workspace);

}  // namespace muster::store
