// A way that messages go. Each kind is one file in channels/; what all of them must keep is held to
// by tests/dispatch/channel_contract.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "dispatch/attempts.h"
#include "load/dispatch_policy.h"

namespace muster::dispatch {

// A message as it leaves: everything a channel of any kind may need.
struct Letter {
  std::string id;        // the same over all attempts and restarts, unique in the world
  std::string kind;      // "offer", …
  std::string to;        // the address: an URL, a mail address, …; never printed
  std::string title;     // one line
  std::string text;      // some lines, for people
  std::string json;      // all of it, for programs: schema in rules/schema/message.json
  std::string calendar;  // iCalendar (RFC 5546) of a session, for a channel that takes it
  Instant at;            // of the attempt
};

class Channel {
 public:
  virtual ~Channel() = default;
  // Never throws; takes hardly longer than the setting's `total`. Several at once, on one thread.
  virtual boost::asio::awaitable<Delivery> deliver(const Letter& letter) = 0;
  // How many bytes of text several messages to one address may share as a digest, where more are
  // due than the rate lets go; zero: each goes alone.
  virtual std::size_t digest_bytes() const { return 0; }
  virtual bool takes_calendar() const { return false; }
};

// What channels are made with.
struct ChannelSetting {
  std::filesystem::path folder;  // relative paths begin here: the workspace's
  boost::asio::any_io_executor executor;
  // How long an attempt may take: each step of it (connect, handshake, write), and all together.
  std::chrono::milliseconds step{5'000}, total{15'000};
};

// Fails where a secret can't be had, a file can't be opened, an authority can't be read.
Result<std::unique_ptr<Channel>> make_channel(const load::ChannelPolicy&, const ChannelSetting&);

// The value; fails where the variable is not set, or the file is missing, empty or readable by
// others.
Result<std::string> read_secret(const load::SecretSource&, const std::filesystem::path& folder);

}  // namespace muster::dispatch
