// A receiver of webhooks and robots' messages that can misbehave.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dispatch/loopback.h"

namespace muster::testing {

class Receiver {
 public:
  enum class Mood {
    answers,  // what reply() made of it
    slow,     // the same after 100 ms
    silent,   // reads and says nothing
    drips,    // a byte a second
    floods,   // announces 1 GB and sends it
    resets,   // once it has the request
  };
  struct Request {
    std::string line, body;
    std::map<std::string, std::string> headers;  // names in lower case
  };

  // With a certificate: over TLS.
  explicit Receiver(Mood mood = Mood::answers, std::optional<Certificate> certificate = {},
                    std::string address = "127.0.0.1");

  // For the requests from now on.
  void set_mood(Mood mood);
  void reply(int status, const std::string& body, const std::string& headers = "");
  void reply_with(std::string raw);

  // `host`: another name of its address.
  std::string url(const std::string& path = "/hook", const std::string& host = "") const;
  int port() const { return server_.port(); }
  std::vector<Request> requests() const;
  int connections() const { return server_.connections(); }

 private:
  void talk(Peer& peer);
  bool answer(Peer& peer, Mood mood, const std::string& raw);

  mutable std::mutex mutex_;
  Mood mood_;
  std::string raw_;
  std::vector<Request> requests_;
  std::optional<Certificate> certificate_;
  std::string address_;
  Loopback server_;  // last: its threads use the rest
};

}  // namespace muster::testing
