// The receiver of examples/webhook takes what the dispatcher signs, and nothing else.
#include <catch2/catch.hpp>

#include "cli/process.h"

namespace {

using namespace muster::tests;

// What the receiver printed after the dispatcher, with its secret, sent two offers.
std::string received(const std::string& secret, const TemporaryFolder& folder) {
  const Finished done =
      run("cp -r \"$SOURCE/examples/webhook\" quay && sed -i s/8472/18472/ quay/zone.yaml\n"
          "export HOOK_SECRET=whsec_bXVzdGVyJ3MgdG91cg==\n"
          "quay/receiver.py --port 18472 --count 2 --any-time >received 2>&1 & receiver=$!\n"
          "for i in $(seq 100); do grep -q listening received && break; sleep 0.1; done\n"
          "\"$MUSTER\" plan quay -o quay.json --effort 300 --quiet &&\n"
          "\"$MUSTER\" publish quay quay.json --now 2026-06-01T08:00 &&\n"
          "HOOK_SECRET=" +
              secret +
              " \"$MUSTER\" dispatch quay --once --no-answers --now 2026-06-01T08:00\n"
              "kill $receiver; cat received; \"$MUSTER\" status quay --json --now 2026-06-01T08:00",
          folder.path());
  INFO(done.err);
  return done.out;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("the example's receiver checks signatures and acts on each message once") {
  const TemporaryFolder folder;
  const std::string out = received("whsec_bXVzdGVyJ3MgdG91cg==", folder);
  INFO(out);
  CHECK(count(out, "\"id\": \"quay/offer/stalls/scouts/1\"") == 1);
  CHECK(count(out, "\"id\": \"quay/offer/songs/choir/1\"") == 1);
  CHECK(count(out, "\"type\"") == 2);
}

TEST_CASE("the example's receiver refuses what is signed with another secret") {
  const TemporaryFolder folder;
  const std::string out = received("whsec_c29tZWJvZHkgZWxzZSdz", folder);
  INFO(out);
  CHECK(count(out, "listening") == 1);
  CHECK(count(out, "\"type\"") == 0);
  CHECK(count(out, R"("channels":{"hook":{"waiting":4,"failed":2,"dead":0,"error":"401"}})") == 1);
}
