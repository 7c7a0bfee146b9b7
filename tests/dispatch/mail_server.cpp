#include "dispatch/mail_server.h"

#include <fmt/format.h>

namespace muster::testing {

MailServer::MailServer(std::optional<Certificate> certificate)
    : certificate_(std::move(certificate)), server_([this](Peer& peer) { talk(peer); }) {}

void MailServer::say(const std::string& to, const std::string& answer) {
  const std::lock_guard lock(mutex_);
  said_[to] = answer;
}

void MailServer::be_usual() {
  const std::lock_guard lock(mutex_);
  said_.clear();
}

std::string MailServer::url(const std::string& host) const {
  return fmt::format("smtp://{}:{}", host, server_.port());
}

std::vector<MailServer::Mail> MailServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

// Whether the usual way goes on.
bool MailServer::answer(Peer& peer, const std::string& command, const std::string& usual) {
  std::optional<std::string> other;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = said_.find(command); found != said_.end()) other = found->second;
  }
  if (!other) {
    peer.write(usual + "\r\n");
    return true;
  }
  if (*other == "silent") {
    peer.wait_for_end();
  } else if (other->empty()) {
    peer.reset();
  } else {
    peer.write(*other + "\r\n");
  }
  return false;
}

bool MailServer::take_data(Peer& peer, Mail& mail) {
  mail.data.clear();
  for (;;) {
    std::string line = peer.read_until("\r\n");
    if (line.empty()) return false;
    if (line == ".\r\n") return true;
    mail.data += line[0] == '.' ? line.substr(1) : line;
  }
}

void MailServer::talk(Peer& peer) {
  Mail mail;
  if (!answer(peer, "connect", "220 test ESMTP")) return;
  for (;;) {
    const std::string line = peer.read_until("\r\n");
    if (line.size() < 6) return;
    const std::string command = line.substr(0, 4), rest = line.substr(0, line.size() - 2);
    if (command == "EHLO") {
      const bool offers = certificate_ && !mail.encrypted;
      answer(peer, command,
             std::string(offers ? "250-STARTTLS\r\n" : "") + "250-AUTH PLAIN\r\n250 8BITMIME");
    } else if (command == "STAR") {
      if (!answer(peer, command, "220 go")) continue;
      if (!peer.start_tls(*certificate_)) return;
      mail.encrypted = true;
    } else if (command == "AUTH") {
      peer.write("334 \r\n");
      mail.user = rest + ' ' + peer.read_until("\r\n");
      answer(peer, command, "235 welcome");
    } else if (command == "MAIL") {
      mail.from = rest;
      answer(peer, command, "250 ok");
    } else if (command == "RCPT") {
      mail.to = rest;
      answer(peer, command, "250 ok");
    } else if (command == "DATA") {
      if (!answer(peer, command, "354 go")) continue;
      if (!take_data(peer, mail)) return;
      const std::lock_guard lock(mutex_);
      mails_.push_back(mail);
    } else if (command == "QUIT") {
      answer(peer, command, "221 bye");
      return;
    } else {
      answer(peer, command, "502 what?");
    }
    if (command == "DATA" && !answer(peer, ".", "250 kept")) return;
  }
}

}  // namespace muster::testing
