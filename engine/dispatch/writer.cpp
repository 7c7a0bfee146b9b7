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

std::optional<Failure> Writer::commit(const std::vector<Job>& jobs) {
  const auto done = store_.transact([&](store::Transaction& rows) {
    if (guard_ && !guard_(rows)) {
      throw store::Trouble{
          {Failure::Kind::lock, "another dispatcher has taken over", "另一个派单进程已经接管"}};
    }
    for (const Job& job : jobs) job.work(rows);
  });
  return done ? std::nullopt : std::optional(done.failure());
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
    const auto failure = commit(jobs);
    for (const Job& job : jobs) job.done(failure);
  }
}

asio::awaitable<std::optional<Failure>> Writer::run(Work work) {
  const auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&,
                                          void(std::optional<Failure>)>(
      [&](auto handler) {
        // std::function wants to copy what it holds; a handler is moved only.
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        submit({std::move(work), [held, executor](std::optional<Failure> failure) {
                  asio::post(executor, [held, failure = std::move(failure)]() mutable {
                    std::move (*held)(std::move(failure));
                  });
                }});
      },
      asio::use_awaitable);
}

Result<Done> Writer::run_and_wait(const Work& work) {
  std::promise<std::optional<Failure>> promise;
  submit({work, [&](std::optional<Failure> failure) { promise.set_value(std::move(failure)); }});
  const auto failure = promise.get_future().get();
  if (failure) return *failure;
  return Done{};
}

}  // namespace muster::dispatch
