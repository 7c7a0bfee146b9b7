// Where faults are made: a zone whose teams are reached by webhooks, real programs at work on it,
// and a world of its own for disks and networks that are to fail.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "dispatch/receiver.h"
#include "faults/outbox_checker.h"

namespace muster::testing {

// The time that programs are told: before the zone's horizon.
inline constexpr const char* kNow = "2017-08-20T08:00";

// Writes `folder`/zone.yaml: the zone "faults" with one team for each URL, "t0" on, and one hour of
// duty for each on each day of September 2017 up to `days`, that can begin from `from` to `until`
// (hours). Teams with the same URL share an endpoint.
void write_zone(const std::filesystem::path& folder, const std::vector<std::string>& urls, int days,
                int from = 8, int until = 18);

// muster with these arguments, as a process of its own; what it says goes to a file.
class Muster {
 public:
  Muster(const std::filesystem::path& log, const std::vector<std::string>& arguments);
  // Killed where it still runs.
  ~Muster();
  Muster(const Muster&) = delete;
  Muster& operator=(const Muster&) = delete;

  void send(int signal) const;
  bool runs();
  // Its exit code, or minus the signal that ended it. Fails the test when it goes on for a minute.
  int wait();
  std::string said() const;

 private:
  std::filesystem::path log_;
  pid_t pid_ = -1;
  int code_ = 0;
  bool over_ = false;
};

// Runs it to its end: exit code and what it said.
struct Outcome {
  int code = -1;
  std::string said;
};
Outcome muster(const std::filesystem::path& log, const std::vector<std::string>& arguments);

// A plan of the zone with every duty at `hour`, written to `file`.
void make_plan(const std::filesystem::path& file, const std::vector<std::string>& urls, int days,
               int hour);

// Adds what came to a receiver, by id.
void count_arrivals(const Receiver& receiver, Arrived& out);
Arrived arrivals(const Receiver& receiver);

// Waits until it holds; fails the test when it does not within a minute.
void wait_until(const std::function<bool()>& holds, const std::string& what);

// Runs `body` in a thread with mounts and a network of its own, which end with it; 127.0.0.1 is up.
// Where the machine does not allow that, says "skipped: …" and returns.
void in_a_world_of_its_own(const std::function<void()>& body);
// ip(8) with these arguments, in this thread's network; false when it failed.
bool ip(const std::string& arguments);

}  // namespace muster::testing
