// A mail server that keeps what it gets, and can refuse or leave at any step.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dispatch/loopback.h"

namespace muster::testing {

class MailServer {
 public:
  struct Mail {
    std::string from, to, user;  // user: what AUTH PLAIN said
    std::string data;            // headers and body, dots unstuffed
    bool encrypted = false;
  };

  // With a certificate: offers STARTTLS.
  explicit MailServer(std::optional<Certificate> certificate = {});

  // What it says to a command ("RCPT", "DATA", "EHLO", "AUTH", "." for the end of data) instead of
  // what is usual; empty: it leaves without a word; "silent": it stays, and says nothing.
  void say(const std::string& to, const std::string& answer);
  void be_usual();
  std::string url(const std::string& host = "localhost") const;
  std::vector<Mail> mails() const;
  int connections() const { return server_.connections(); }

 private:
  void talk(Peer& peer);
  bool answer(Peer& peer, const std::string& command, const std::string& usual);
  bool take_data(Peer& peer, Mail& mail);

  mutable std::mutex mutex_;
  std::map<std::string, std::string> said_;
  std::vector<Mail> mails_;
  std::optional<Certificate> certificate_;
  Loopback server_;  // last: its threads use the rest
};

}  // namespace muster::testing
