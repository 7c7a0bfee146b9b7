// A letter, and what comes of it on a channel.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "dispatch/channel.h"

namespace muster::testing {

inline dispatch::Letter letter_to(std::string to) {
  dispatch::Letter out;
  out.id = "zone/offer/patrol@2017-09-04/guards/1";
  out.kind = "offer";
  out.to = std::move(to);
  out.title = "派单：巡河，请接单";
  out.text = "时间：2017-09-04 16:30 – 18:00\n答复：https://muster.example/a/T0ken\n";
  out.json = R"({"id":"zone/offer/patrol@2017-09-04/guards/1"})";
  out.at = {1'504'513'800'123};
  return out;
}

// A channel of a policy, with an io_context that runs while it delivers.
class Post {
 public:
  explicit Post(const load::ChannelPolicy& policy, const std::filesystem::path& folder,
                std::chrono::milliseconds step = std::chrono::milliseconds(400),
                std::chrono::milliseconds total = std::chrono::milliseconds(800)) {
    auto made = dispatch::make_channel(policy, {folder, io_.get_executor(), step, total});
    INFO((made.ok() ? "" : made.failure().english));
    REQUIRE(made.ok());
    channel_ = std::move(made).value();
  }
  std::vector<dispatch::Delivery> deliver(const std::vector<dispatch::Letter>& letters) {
    std::vector<dispatch::Delivery> out(letters.size());
    for (std::size_t i = 0; i < letters.size(); ++i) {
      boost::asio::co_spawn(
          io_,
          [&, i]() -> boost::asio::awaitable<void> {
            out[i] = co_await channel_->deliver(letters[i]);
          },
          [](std::exception_ptr error) { CHECK_FALSE(error); });
    }
    io_.restart();
    io_.run();
    return out;
  }
  bool takes_calendar() const { return channel_->takes_calendar(); }
  dispatch::Delivery deliver(const dispatch::Letter& letter) {
    return deliver(std::vector{letter}).front();
  }

 private:
  boost::asio::io_context io_{1};
  std::unique_ptr<dispatch::Channel> channel_;  // before io_ goes
};

}  // namespace muster::testing
