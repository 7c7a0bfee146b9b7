// How a program that has committed something tells the dispatcher of the same workspace, in another
// process, to look at once: a named pipe beside the store.
//
// Only a hint. Nobody need listen, a byte may get lost, where no pipe can be made there is none:
// what was not heard of is found when the dispatcher looks by itself.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace muster::dispatch {

// Never waits, never fails.
void ring(const std::filesystem::path& store_folder);

class Bell {
 public:
  // Calls `heard` on the executor after each ring, or once for several; until it is destroyed.
  Bell(const boost::asio::any_io_executor&, const std::filesystem::path& store_folder,
       std::function<void()> heard);
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

 private:
  void listen();

  std::function<void()> heard_;
  std::optional<boost::asio::posix::stream_descriptor> pipe_;
};

}  // namespace muster::dispatch
