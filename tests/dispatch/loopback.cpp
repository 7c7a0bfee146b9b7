#include "dispatch/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace muster::testing {

namespace {

constexpr int kLookMs = 20;  // how soon an end is seen

std::string pem_of(const std::function<int(BIO*)>& write) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), BIO_free);
  if (write(bio.get()) != 1) throw std::runtime_error("no PEM");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int which, const std::string& value) {
  X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, nullptr, which, value.c_str());
  if (made == nullptr) throw std::runtime_error("no extension");
  X509_add_ext(certificate, made, -1);
  X509_EXTENSION_free(made);
}

}  // namespace

Certificate::Certificate(const std::string& host) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 86'400);
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509_set_pubkey(made.get(), pair.get());
  add_extension(made.get(), NID_subject_alt_name, "DNS:" + host);
  add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  if (X509_sign(made.get(), pair.get(), EVP_sha256()) == 0) throw std::runtime_error("not signed");
  key = pem_of([&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  certificate = pem_of([&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); });
}

Peer::Peer(int fd, const std::atomic<bool>& over) : fd_(fd), over_(over) {
  const timeval patience{5, 0};  // of a handshake that the other side leaves
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

Peer::~Peer() {
  if (tls_) SSL_shutdown(tls_.get());
  if (fd_ >= 0) ::close(fd_);
}

bool Peer::start_tls(const Certificate& own) {
  context_.reset(SSL_CTX_new(TLS_server_method()));
  const auto bio = [](const std::string& text) {
    return std::unique_ptr<BIO, int (*)(BIO*)>(
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
  };
  const auto certificate_text = bio(own.certificate), key_text = bio(own.key);
  X509* certificate = PEM_read_bio_X509(certificate_text.get(), nullptr, nullptr, nullptr);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context_.get(), certificate);
  SSL_CTX_use_PrivateKey(context_.get(), key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  tls_.reset(SSL_new(context_.get()));
  SSL_set_fd(tls_.get(), fd_);
  return SSL_accept(tls_.get()) == 1;
}

bool Peer::fill() {
  char piece[4096];
  while (!over_) {
    pollfd ready{fd_, POLLIN, 0};
    if (tls_ && SSL_pending(tls_.get()) > 0) {
      ready.revents = POLLIN;
    } else if (::poll(&ready, 1, kLookMs) == 0) {
      continue;
    }
    const auto got = tls_ ? SSL_read(tls_.get(), piece, sizeof piece)
                          : static_cast<int>(::recv(fd_, piece, sizeof piece, 0));
    if (got <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(got));
    return true;
  }
  return false;
}

std::string Peer::read_until(std::string_view end) {
  std::size_t at = 0;
  while ((at = buffer_.find(end)) == std::string::npos) {
    if (!fill()) return {};
  }
  return read(at + end.size());
}

std::string Peer::read(std::size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!fill()) return {};
  }
  std::string out = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return out;
}

bool Peer::write(std::string_view text) {
  while (!text.empty() && !over_) {
    pollfd ready{fd_, POLLOUT, 0};
    if (::poll(&ready, 1, kLookMs) == 0) continue;
    const auto sent =
        tls_ ? SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()))
             : static_cast<int>(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !over_;
}

void Peer::wait(std::chrono::milliseconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!over_ && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void Peer::wait_for_end() {
  while (fill()) {
  }
}

void Peer::reset() {
  const linger at_once{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  tls_.reset();
  ::close(fd_);
  fd_ = -1;
}

Loopback::Loopback(std::function<void(Peer&)> talk, const std::string& host)
    : talk_(std::move(talk)) {
  ::signal(SIGPIPE, SIG_IGN);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::inet_addr(host.c_str());
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port on " + host);
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept(); });
}

Loopback::~Loopback() {
  over_ = true;
  accepting_.join();
  for (std::thread& each : talks_) each.join();
  ::close(listener_);
}

void Loopback::accept() {
  while (!over_) {
    pollfd ready{listener_, POLLIN, 0};
    if (::poll(&ready, 1, kLookMs) <= 0) continue;
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    ++connections_;
    talks_.emplace_back([this, fd] {
      Peer peer(fd, over_);
      talk_(peer);
    });
  }
}

}  // namespace muster::testing
