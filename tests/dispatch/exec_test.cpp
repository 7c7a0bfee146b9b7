// What a program of an exec channel gets of our environment.
#include <cstdlib>

#include <catch2/catch.hpp>

#include "dispatch/letters.h"
#include "folder.h"

using namespace muster;
using testing::Folder;
using testing::letter_to;
using testing::Post;

TEST_CASE("a program gets the usual variables and those that its channel names, no others") {
  const Folder folder;
  ::setenv("HOOK_SECRET", "s3cret", 1);
  ::setenv("SMS_ACCOUNT", "a=b", 1);
  ::setenv("SMS_ACCOUNT_OF_OTHERS", "x", 1);
  ::setenv("LC_TIME", "C", 1);
  load::ChannelPolicy policy;
  policy.kind = load::ChannelPolicy::Kind::exec;
  policy.program = {"sh", "-c", "env > '" + (folder.path / "env").string() + "'"};
  policy.environment = {"SMS_ACCOUNT", "NOT_SET"};
  CHECK(Post(policy, folder.path).deliver(letter_to("1")).result ==
        dispatch::Delivery::Result::delivered);
  const std::string got = '\n' + folder.read("env");
  CHECK(got.find("s3cret") == std::string::npos);
  CHECK(got.find("OF_OTHERS") == std::string::npos);
  CHECK(got.find("NOT_SET") == std::string::npos);
  CHECK(got.find("\nSMS_ACCOUNT=a=b\n") != std::string::npos);
  CHECK(got.find("\nPATH=") != std::string::npos);
  CHECK(got.find("\nLC_TIME=C\n") != std::string::npos);
}
