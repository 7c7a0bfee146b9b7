// POST to hostile receivers, and to addresses that others may have chosen to reach what is inside.
#include "dispatch/http_client.h"

#include <netdb.h>
#include <sys/resource.h>

#include "dispatch/letters.h"
#include "dispatch/receiver.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

namespace asio = boost::asio;
using testing::Certificate;
using testing::Receiver;
using Mood = Receiver::Mood;

constexpr std::chrono::milliseconds kStep{300}, kTotal{600};

class Client {
 public:
  explicit Client(bool inside = true, const std::string& certificates = "") {
    auto made =
        HttpClient::make(io_.get_executor(), HttpOptions{inside, certificates, kStep, kTotal});
    REQUIRE(made.ok());
    client_ = std::move(made).value();
  }
  // In time, whatever comes.
  HttpReply post(const std::string& url, const std::string& body = "{}",
                 const HttpClient::Headers& headers = {}) {
    const auto parsed = parse_url(url);
    REQUIRE(parsed);
    HttpReply out;
    asio::co_spawn(
        io_,
        [&]() -> asio::awaitable<void> { out = co_await client_->post(*parsed, headers, body); },
        [](std::exception_ptr error) { CHECK_FALSE(error); });
    const auto began = std::chrono::steady_clock::now();
    io_.restart();
    io_.run();
    CHECK(std::chrono::steady_clock::now() - began < kTotal + std::chrono::seconds(2));
    return out;
  }

 private:
  asio::io_context io_{1};
  std::unique_ptr<HttpClient> client_;
};

TEST_CASE("one connection serves many requests, and one that was closed is opened again") {
  Receiver receiver;
  Client client;
  for (int i = 0; i < 3; ++i) CHECK(client.post(receiver.url()).status == 200);
  CHECK(receiver.connections() == 1);
  receiver.reply(200, "bye", "Connection: close\r\n");
  CHECK(client.post(receiver.url()).status == 200);
  CHECK(client.post(receiver.url()).status == 200);
  CHECK(receiver.connections() == 2);
  // Closed behind our back.
  receiver.reply(200, "ok");
  CHECK(client.post(receiver.url()).status == 200);
  receiver.set_mood(Mood::resets);
  CHECK(client.post(receiver.url()).status == 0);
  receiver.set_mood(Mood::answers);
  CHECK(client.post(receiver.url()).status == 200);
}

TEST_CASE("only so many connections are kept, the oldest are let go") {
  // Half of what may be open: four connections here.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit few = before;
  few.rlim_cur = 8;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  auto client = std::make_unique<Client>();
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  std::vector<std::unique_ptr<Receiver>> receivers;
  for (int i = 0; i < 5; ++i) receivers.push_back(std::make_unique<Receiver>());
  for (const auto& each : receivers) CHECK(client->post(each->url()).status == 200);
  for (const auto& each : receivers) CHECK(each->connections() == 1);
  CHECK(client->post(receivers[4]->url()).status == 200);
  CHECK(receivers[4]->connections() == 1);
  CHECK(client->post(receivers[0]->url()).status == 200);
  CHECK(receivers[0]->connections() == 2);
}

TEST_CASE("what would end a line stays within it") {
  Receiver receiver;
  Client client;
  CHECK(client.post(receiver.url(), "{}", {{"webhook-id", "a\r\nX-Other: b"}}).status == 200);
  const auto request = receiver.requests().at(0);
  CHECK(request.headers.at("webhook-id") == "aX-Other: b");
  CHECK(request.headers.count("x-other") == 0);
  CHECK(request.headers.at("content-length") == "2");
  CHECK(request.headers.at("host") == receiver.url("").substr(7));
  CHECK(request.body == "{}");
}

TEST_CASE("hostile receivers cost bounded time and memory") {
  const auto trouble = [](Mood mood) {
    Receiver receiver(mood);
    const HttpReply reply = Client().post(receiver.url());
    CHECK(reply.status == 0);
    CHECK_FALSE(reply.forbidden);
    return reply.trouble;
  };
  CHECK(trouble(Mood::silent) == "read: timed out");
  CHECK(trouble(Mood::drips) == "read: timed out");
  CHECK(trouble(Mood::resets).find("read: ") == 0);
  Receiver flood(Mood::floods);
  const HttpReply much = Client().post(flood.url());
  CHECK(much.status == 200);
  CHECK(much.body.size() <= 16 * 1024);
}

TEST_CASE("answers that are none") {
  Receiver receiver;
  const auto post = [&](std::string raw) {
    receiver.reply_with(std::move(raw));
    return Client().post(receiver.url());
  };
  CHECK(post("SSH-2.0-OpenSSH_9.2\r\n\r\n").status == 0);
  CHECK(post(std::string(64, '\0') + "\r\n\r\n").status == 0);
  CHECK(post("HTTP/1.1 200 OK\r\n" + std::string(100'000, 'a') + ": b\r\n\r\n").status == 0);
  // A status is an answer, though its body ends too soon or never.
  CHECK(post("HTTP/1.1 503 Later\r\nContent-Length: 10\r\n\r\nabc").status == 503);
  CHECK(post("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n").status == 200);
}

TEST_CASE("interim answers are read past, and never taken for the next one") {
  const std::string hint = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  Receiver receiver;
  Client client;
  receiver.reply_with(hint + "HTTP/1.1 100 Continue\r\n\r\n" + good);
  CHECK(client.post(receiver.url()).status == 200);
  receiver.reply(500, "no");
  CHECK(client.post(receiver.url()).status == 500);
  CHECK(receiver.connections() == 1);
  // One more answer than was asked for is nobody's.
  receiver.reply_with(good + good);
  CHECK(client.post(receiver.url()).status == 200);
  receiver.reply(500, "no");
  CHECK(client.post(receiver.url()).status == 500);
  CHECK(receiver.connections() == 2);
  std::string hints;
  for (int i = 0; i < 50; ++i) hints += hint;
  Receiver fresh;
  fresh.reply_with(hints + good);
  CHECK(client.post(fresh.url()).trouble == "read: too many interim answers");
  fresh.reply_with("HTTP/1.1 101 Switching Protocols\r\n\r\n" + good);
  CHECK(client.post(fresh.url()).status == 101);
  fresh.reply(500, "no");
  CHECK(client.post(fresh.url()).status == 500);
}

TEST_CASE("what a receiver asks for is kept, redirects are not followed") {
  Receiver inside, receiver;
  receiver.reply(429, "", "Retry-After: 77\r\n");
  Client client;
  CHECK(client.post(receiver.url()).retry_after == std::chrono::seconds(77));
  receiver.reply(503, "", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n");
  CHECK_FALSE(client.post(receiver.url()).retry_after);
  receiver.reply(503, "", "Retry-After: 99999999999999999999\r\n");
  CHECK_FALSE(client.post(receiver.url()).retry_after);
  receiver.reply(307, "", "Location: " + inside.url("/admin") + "\r\n");
  CHECK(client.post(receiver.url()).status == 307);
  CHECK(inside.connections() == 0);
}

TEST_CASE("certificates and the names in them are verified") {
  addrinfo* found = nullptr;
  if (getaddrinfo("localhost", nullptr, nullptr, &found) != 0) {
    WARN("skipped: this machine does not know localhost");
    return;
  }
  freeaddrinfo(found);
  const testing::Folder folder;
  const Certificate ours("localhost"), other("elsewhere.example");
  folder.write("ours.pem", ours.certificate);
  folder.write("other.pem", other.certificate);
  const auto file = [&](const char* name) { return (folder.path / name).string(); };
  Receiver good(Mood::answers, ours), elsewhere(Mood::answers, other);
  CHECK(Client(true, file("ours.pem")).post(good.url("/", "localhost")).status == 200);
  // Signed by nobody we know.
  const HttpReply unknown = Client().post(good.url("/", "localhost"));
  CHECK(unknown.status == 0);
  CHECK(unknown.trouble.find("tls: ") == 0);
  // Signed by somebody we know, for another.
  CHECK(Client(true, file("other.pem")).post(elsewhere.url("/", "localhost")).status == 0);
  CHECK(Client(true, file("ours.pem")).post(good.url("/", "127.0.0.1")).status == 0);
  CHECK(good.requests().size() == 1);
  CHECK(elsewhere.requests().empty());
  // No TLS where it was asked for, and one that is never finished.
  Receiver plain;
  const std::string port = ':' + std::to_string(plain.port());
  CHECK(Client().post("https://localhost" + port).trouble.find("tls: ") == 0);
}

TEST_CASE("private addresses are refused, however they are written") {
  Receiver receiver;
  const std::string port = ':' + std::to_string(receiver.port()) + '/';
  for (const char* host :
       {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[::]"}) {
    INFO(host);
    const HttpReply reply = Client(false).post(std::string("http://") + host + port);
    CHECK(reply.status == 0);
    // What the resolver does not take for an address is no danger either.
    CHECK((reply.forbidden || reply.trouble.find("resolve: ") == 0));
    CHECK(reply.trouble.find("127") == std::string::npos);
  }
  CHECK(receiver.connections() == 0);
  CHECK(Client(false).post("http://127.0.0.1" + port).forbidden);
  CHECK(Client(true).post("http://127.0.0.1" + port).status == 200);
}

TEST_CASE("which addresses are the public internet's") {
  const auto is = [](const char* text) { return is_public(asio::ip::make_address(text)); };
  for (const char* text :
       {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111"}) {
    INFO(text);
    CHECK(is(text));
  }
  for (const char* text : {"0.0.0.0",
                           "0.255.0.1",
                           "10.0.0.1",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:8.8.8.8",
                           "::ffff:10.0.0.1",
                           "64:ff9b::a00:1",
                           "100::1",
                           "2001::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "3fff::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1"}) {
    INFO(text);
    CHECK_FALSE(is(text));
  }
}

TEST_CASE("addresses are read once, the same by all") {
  const auto url = parse_url("https://a.example:8443?x=1");
  REQUIRE(url);
  CHECK((url->tls && url->host == "a.example" && url->port == 8443 && url->target == "/?x=1"));
  const auto plain = parse_url("HTTP://[2001:DB8::1]/a%20b");
  REQUIRE(plain);
  CHECK((!plain->tls && plain->port == 80 && plain->target == "/a%20b"));
  for (const char* none :
       {"", "a.example", "//a.example/", "ftp://a.example", "file:///etc/passwd", "http://",
        "http:///path", "http://a@b.example/", "http://a:b@c.example/", "http://a.example/#x",
        "http://a.example/ b", "http://a.example/\r\nX: y", "http://a.example:99999999/x y",
        "http://a.example:65536/", "http://a.example:0/", "gopher://127.0.0.1/_x"}) {
    INFO(none);
    CHECK_FALSE(parse_url(none));
  }
}

}  // namespace
}  // namespace muster::dispatch
