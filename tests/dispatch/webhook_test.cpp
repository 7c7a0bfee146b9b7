// Webhooks are signed as Standard Webhooks say, and secrets come from where only their owner looks.
#include <stdlib.h>

#include "dispatch/letters.h"
#include "dispatch/receiver.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::letter_to;
using testing::Post;
using testing::Receiver;

// Of the specification's reference libraries, which all share it.
constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

Letter specified_letter(const Receiver& receiver) {
  Letter out = letter_to(receiver.url());
  out.id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  out.at = {1'614'265'330'000};
  out.json = R"({"test": 2432232314})";
  return out;
}

void write_secret(const Folder& folder, const std::string& name, const std::string& text) {
  folder.write(name, text);
  fs::permissions(folder.path / name, fs::perms(0600));
}

load::ChannelPolicy webhook(std::vector<load::SecretSource> secrets) {
  load::ChannelPolicy out;
  out.id = "hook";
  out.kind = load::ChannelPolicy::Kind::webhook;
  out.private_addresses = true;
  out.secrets = std::move(secrets);
  return out;
}

TEST_CASE("a webhook's signature is that of the specification") {
  const Folder folder;
  write_secret(folder, "key", std::string(kSecret) + "\nwhat follows is a remark\n");
  Receiver receiver;
  const Delivery delivery =
      Post(webhook({{"", "key"}}), folder.path).deliver(specified_letter(receiver));
  CHECK(delivery.result == Delivery::Result::delivered);
  const Receiver::Request request = receiver.requests().at(0);
  CHECK(request.line == "POST /hook HTTP/1.1");
  CHECK(request.body == R"({"test": 2432232314})");
  CHECK(request.headers.at("webhook-id") == "msg_p5jXN8AQM9LWM0D4loKWxJek");
  CHECK(request.headers.at("webhook-timestamp") == "1614265330");
  CHECK(request.headers.at("webhook-signature") == kSignature);
  CHECK(request.headers.at("content-type").find("application/json") == 0);
}

TEST_CASE("while a secret changes both sign, and without one nothing does") {
  const Folder folder;
  write_secret(folder, "old", kSecret);
  REQUIRE(::setenv("MUSTER_TEST_NEW_SECRET", "a secret as it is", 1) == 0);
  Receiver receiver;
  Post(webhook({{"MUSTER_TEST_NEW_SECRET", ""}, {"", "old"}}), folder.path)
      .deliver(specified_letter(receiver));
  Post(webhook({}), folder.path).deliver(specified_letter(receiver));
  const auto requests = receiver.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].headers.at("webhook-signature") ==
        std::string("v1,etheeVXf5EzAfH955MizvDynXuxZAHx2AL0S/MIR1eM= ") + kSignature);
  CHECK(requests[1].headers.count("webhook-signature") == 0);
  ::unsetenv("MUSTER_TEST_NEW_SECRET");
}

TEST_CASE("which statuses are worth another attempt") {
  const Folder folder;
  Receiver receiver;
  Post post(webhook({}), folder.path);
  using Result = Delivery::Result;
  const std::pair<int, Result> cases[] = {
      {200, Result::delivered}, {202, Result::delivered}, {204, Result::delivered},
      {301, Result::never},     {307, Result::never},     {400, Result::never},
      {401, Result::again},     {403, Result::again},     {404, Result::again},
      {408, Result::again},     {410, Result::never},     {413, Result::never},
      {422, Result::never},     {429, Result::again},     {500, Result::again},
      {503, Result::again}};
  for (const auto& [status, result] : cases) {
    INFO(status);
    receiver.reply(status, "");
    const Delivery delivery = post.deliver(letter_to(receiver.url()));
    CHECK(delivery.result == result);
    CHECK(delivery.outcome == std::to_string(status));
    CHECK(delivery.answered == (status < 500));
  }
}

TEST_CASE("a private address is refused for good unless it is allowed") {
  const Folder folder;
  Receiver receiver;
  load::ChannelPolicy policy = webhook({});
  policy.private_addresses = false;
  const Delivery delivery = Post(policy, folder.path).deliver(letter_to(receiver.url()));
  CHECK(delivery.result == Delivery::Result::never);
  CHECK(delivery.outcome == "the address is private");
  CHECK(receiver.connections() == 0);
}

TEST_CASE("a secret's file is its owner's only") {
  const Folder folder;
  const auto refused = [&](const load::SecretSource& source) {
    const auto read = read_secret(source, folder.path);
    REQUIRE_FALSE(read.ok());
    CHECK(read.failure().english.find("s3cret") == std::string::npos);
    CHECK(read.failure().english != read.failure().chinese);
    return read.failure().english;
  };
  write_secret(folder, "key", "s3cret\n");
  CHECK(read_secret({"", "key"}, folder.path).value() == "s3cret");
  for (const int mode : {0640, 0604, 0660, 0644, 0777}) {
    fs::permissions(folder.path / "key", fs::perms(mode));
    CHECK(refused({"", "key"}).find("chmod 600") != std::string::npos);
  }
  write_secret(folder, "empty", "\n");
  CHECK(refused({"", "empty"}).find("is empty") != std::string::npos);
  refused({"", "missing"});
  CHECK(refused({"MUSTER_TEST_NO_SUCH", ""}).find("MUSTER_TEST_NO_SUCH") != std::string::npos);
}

TEST_CASE("a channel without its secret is not made") {
  const Folder folder;
  boost::asio::io_context io;
  write_secret(folder, "broken", "whsec_?");
  for (const char* file : {"missing", "broken"}) {
    const auto made =
        make_channel(webhook({{"", file}}), ChannelSetting{folder.path, io.get_executor()});
    CHECK_FALSE(made.ok());
  }
}

}  // namespace
}  // namespace muster::dispatch
