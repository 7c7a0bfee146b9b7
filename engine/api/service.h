// muster dispatch: the dispatcher, the refiller and the answer page, on one thread with a writer
// and a planner beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/language.h"
#include "base/log.h"
#include "base/result.h"
#include "dispatch/dispatcher.h"
#include "dispatch/refiller.h"
#include "load/workspace.h"

namespace muster::api {

struct ServiceSetting {
  const load::Workspace* workspace = nullptr;
  std::filesystem::path folder;  // the workspace's
  Language language = Language::chinese;
  const WallClock* clock = nullptr;
  bool once = false;    // sends what is due, refills, and ends
  std::string all_to;   // a rehearsal: every message to this channel
  bool answers = true;  // serve the answer page (never with `once`)
  int at_once = 256;    // attempts under way, over all endpoints
  std::uint64_t seed = 1;
  Log log;
};

struct ServiceOutcome {
  dispatch::DispatchCounts sent;
  dispatch::RefillCounts refilled;
  std::size_t waiting = 0;  // for later
  bool stale = false;       // ended because a plan of another workspace was published
  std::size_t failing = 0;  // of those that wait, whose last attempt failed; counted with `once`
};

// Until SIGINT or SIGTERM, then until what is under way is over (a second one ends the process at
// once), or with `once` until all that is due is done. The failure: the store, a
// channel's secret, an address in use, or another dispatcher that has the lease.
Result<ServiceOutcome> serve(const ServiceSetting&);

}  // namespace muster::api
