// What the commands that carry a plan out begin with.
#pragma once

#include <memory>
#include <variant>

#include "cli/dispatch_commands.h"
#include "cli/inputs.h"
#include "cli/wall_clock.h"
#include "store/store.h"

namespace muster::cli {

// The workspace's folder: where its store is, and relative paths of channels begin.
std::filesystem::path folder_of(const std::filesystem::path& workspace);
// Opens the store; the exit code where that fails.
std::variant<std::unique_ptr<store::Store>, int> open_store(const std::filesystem::path& workspace,
                                                            Console&);
// The time of `--now`, or the machine's; the exit code where it is no time.
// `runs`: a time that is given runs on.
std::variant<GivenClock, int> clock_of(const DispatchBase&, const ZoneTime&, Console&,
                                       bool runs = false);

// A workspace, the time and its store, where nothing else is looked at before the store is opened.
struct Site {
  load::Loaded loaded;
  GivenClock clock;
  std::unique_ptr<store::Store> store;
  const load::Workspace& workspace() const { return *loaded.workspace; }
};
std::variant<Site, int> open_site(const DispatchBase&, Console&);

}  // namespace muster::cli
