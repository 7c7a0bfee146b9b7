// What many coroutines ask one thread to write.
#include "dispatch/writer.h"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace muster;
using namespace muster::dispatch;

TEST_CASE("what a work throws leaves the caller's run, and the writer goes on") {
  const auto store = store::make_memory();
  boost::asio::io_context io{1};
  Writer writer(*store);
  bool resumed = false;
  boost::asio::co_spawn(
      io,
      [&]() -> boost::asio::awaitable<void> {
        co_await writer.run([](store::Transaction& rows) {
          rows.set_mark("half", {1});
          throw std::out_of_range("a bug");
        });
        resumed = true;
      },
      boost::asio::detached);
  CHECK_THROWS_AS(io.run(), std::out_of_range);
  CHECK_FALSE(resumed);
  const auto throwing = [](store::Transaction&) { throw std::bad_alloc(); };
  CHECK_THROWS_AS((void)writer.run_and_wait(throwing), std::bad_alloc);
  CHECK(
      writer.run_and_wait([](store::Transaction& rows) { CHECK(rows.mark("half").ms == 0); }).ok());
}
