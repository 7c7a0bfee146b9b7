#include "dispatch/writer.h"

#include <future>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace muster::dispatch {

namespace asio = boost::asio;

Writer::Writer(store::Store& store, std::function<bool(store::Transaction&)> guard)
    : store_(store), guard_(std::move(guard)), thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

void Writer::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  asked_.notify_one();
}

Writer::Outcome Writer::commit(const std::vector<Job>& jobs) try {
  const auto done = store_.transact([&](store::Transaction& rows) {
    if (guard_ && !guard_(rows)) {
      throw store::Trouble{
          {Failure::Kind::lock, "another dispatcher has taken over", "另一个派单进程已经接管"}};
    }
    for (const Job& job : jobs) job.work(rows);
  });
  return {done ? std::nullopt : std::optional(done.failure()), nullptr};
} catch (...) {
  return {std::nullopt, std::current_exception()};
}

void Writer::loop() {
  for (;;) {
    std::vector<Job> jobs;
    {
      std::unique_lock lock(mutex_);
      asked_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      jobs.swap(jobs_);
    }
    const Outcome outcome = commit(jobs);
    for (const Job& job : jobs) job.done(outcome);
  }
}

asio::awaitable<std::optional<Failure>> Writer::run(Work work) {
  const auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&,
                                          void(std::optional<Failure>)>(
      [&](auto handler) {
        // std::function wants to copy what it holds; a handler is moved only.
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        submit({std::move(work), [held, executor](const Outcome& outcome) {
                  asio::post(executor, [held, outcome] {
                    if (outcome.thrown) std::rethrow_exception(outcome.thrown);
                    std::move (*held)(outcome.failure);
                  });
                }});
      },
      asio::use_awaitable);
}

Result<Done> Writer::run_and_wait(const Work& work) {
  std::promise<Outcome> promise;
  submit({work, [&](const Outcome& outcome) { promise.set_value(outcome); }});
  const Outcome outcome = promise.get_future().get();
  if (outcome.thrown) std::rethrow_exception(outcome.thrown);
  if (outcome.failure) return *outcome.failure;
  return Done{};
}

}  // namespace muster::dispatch
