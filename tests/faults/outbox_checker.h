// The one checker of all faults: what a run must come to, whatever befell it.
//
//  1. What was acknowledged is delivered, dead, or still to be sent; it is dropped only where its
//     assignment asks for it no more.
//  2. What the store calls delivered has arrived.
//  3. What arrived is known, and came no more often than its attempts say: nothing leaves without
//     its intent. A receiver that looks at the id acts once.
//  4. The database passes SQLite's integrity_check.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace muster::testing {

// How often each message came, by its id.
using Arrived = std::map<std::string, int>;

// How often one id may have come.
struct Bounds {
  int arrivals = 2;    // in all
  int an_attempt = 1;  // 2 where kept connections break: what was written to one is written again
};

class OutboxChecker {
 public:
  OutboxChecker(std::filesystem::path workspace, std::string zone);

  // A program has said that what it wrote is kept: all that the store holds now. Returns how many
  // ids were acknowledged so far.
  std::size_t acknowledge();
  // Fails the test where one of the four does not hold.
  void check(const Arrived& arrived, Bounds bounds = {}) const;
  // As well: every offer of the newest plan is out, and nothing waits but for later.
  void check_done(const Arrived& arrived, Bounds bounds = {}) const;

 private:
  void check_whole() const;
  std::filesystem::path database_;
  std::string zone_;
  std::set<std::string> acknowledged_;
};

}  // namespace muster::testing
