#include "dispatch/receiver.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace muster::testing {

namespace {

Receiver::Request read_request(Peer& peer) {
  Receiver::Request out;
  std::istringstream head(peer.read_until("\r\n\r\n"));
  std::getline(head, out.line);
  if (!out.line.empty() && out.line.back() == '\r') out.line.pop_back();
  for (std::string line; std::getline(head, line) && line.size() > 1;) {
    line.pop_back();
    const auto colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    out.headers[name] = line.substr(colon + 2);
  }
  const auto length = out.headers.find("content-length");
  if (length != out.headers.end()) out.body = peer.read(std::stoul(length->second));
  return out;
}

}  // namespace

Receiver::Receiver(Mood mood, std::optional<Certificate> certificate, std::string address)
    : mood_(mood),
      certificate_(std::move(certificate)),
      address_(std::move(address)),
      server_([this](Peer& peer) { talk(peer); }, address_) {
  reply(200, "ok");
}

void Receiver::set_mood(Mood mood) {
  const std::lock_guard lock(mutex_);
  mood_ = mood;
}

void Receiver::reply(int status, const std::string& body, const std::string& headers) {
  reply_with(fmt::format("HTTP/1.1 {} Reason\r\nContent-Length: {}\r\n{}\r\n{}", status,
                         body.size(), headers, body));
}

void Receiver::reply_with(std::string raw) {
  const std::lock_guard lock(mutex_);
  raw_ = std::move(raw);
}

std::string Receiver::url(const std::string& path, const std::string& host) const {
  return fmt::format("{}://{}:{}{}", certificate_ ? "https" : "http",
                     host.empty() ? address_ : host, server_.port(), path);
}

std::vector<Receiver::Request> Receiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Receiver::talk(Peer& peer) {
  if (certificate_ && !peer.start_tls(*certificate_)) return;
  for (bool more = true; more;) {
    Request request = read_request(peer);
    if (request.line.empty()) return;
    Mood mood;
    std::string raw;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
      mood = mood_;
      raw = raw_;
    }
    more = answer(peer, mood, raw);
  }
}

// Whether the connection goes on.
bool Receiver::answer(Peer& peer, Mood mood, const std::string& raw) {
  switch (mood) {
    case Mood::answers: return peer.write(raw);
    case Mood::slow: peer.wait(std::chrono::milliseconds(100)); return peer.write(raw);
    case Mood::silent: peer.wait_for_end(); return false;
    case Mood::resets: peer.reset(); return false;
    case Mood::drips:
      for (char c : raw) {
        if (!peer.write({&c, 1})) return false;
        peer.wait(std::chrono::seconds(1));
      }
      return true;
    case Mood::floods: break;
  }
  const std::string piece(64 * 1024, 'x');
  if (!peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")) return false;
  for (int i = 0; i < 16 * 1024; ++i) {
    if (!peer.write(piece)) return false;
  }
  return true;
}

}  // namespace muster::testing
