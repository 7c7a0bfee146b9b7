// One thread that writes to the store for many coroutines: what they ask for while it is busy goes
// into its next transaction, so that a commit's sync is shared (group commit).
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "store/store.h"

namespace muster::dispatch {

class Writer {
 public:
  using Work = std::function<void(store::Transaction&)>;

  // The store is used by this thread only while the writer lives. Before the works of every
  // transaction `guard` is asked whether this process may still write; none: it may.
  explicit Writer(store::Store& store, std::function<bool(store::Transaction&)> guard = {});
  // What was asked for is written first.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Resumes, on the caller's executor, once `work` is committed; the failure says that nothing of
  // it was. Works of one coroutine are written in order. `work` runs on the writer's thread, and
  // twice where a full disk was helped: it must only assign what it returns. What it throws is
  // thrown again in the caller's executor, out of its run(), for each work of that transaction.
  boost::asio::awaitable<std::optional<Failure>> run(Work work);
  // The same from outside coroutines; waits, and throws what the work threw.
  Result<Done> run_and_wait(const Work& work);

 private:
  struct Outcome {
    std::optional<Failure> failure;
    std::exception_ptr thrown;  // a bug, or out of memory
  };
  struct Job {
    Work work;
    std::function<void(const Outcome&)> done;
  };
  void loop();
  void submit(Job job);
  Outcome commit(const std::vector<Job>& jobs);

  store::Store& store_;
  std::function<bool(store::Transaction&)> guard_;
  std::mutex mutex_;
  std::condition_variable asked_;
  std::vector<Job> jobs_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace muster::dispatch
