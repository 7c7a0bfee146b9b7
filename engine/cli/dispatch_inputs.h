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
// Opens the store, made where there is none; the exit code where that fails.
std::variant<std::unique_ptr<store::Store>, int> open_store(const std::filesystem::path& workspace,
                                                            Console&);
// Opens the store, and makes none: null where nothing was published yet. The exit code where that
// fails, or the workspace is not there.
std::variant<std::unique_ptr<store::Store>, int> find_store(const std::filesystem::path& workspace,
                                                            Console&);
// Likewise; where nothing was published yet that is said, and an empty store stands in.
std::variant<std::unique_ptr<store::Store>, int> open_published(
    const std::filesystem::path& workspace, Console&);
void say_nothing_published(Console&);
// The time of `--now`, or the machine's; the exit code where it is no time.
// `runs`: a time that is given runs on.
std::variant<GivenClock, int> clock_of(const DispatchBase&, const ZoneTime&, Console&,
                                       bool runs = false);

// A workspace, the time and what was published, where nothing else is looked at before the store is
// opened.
struct Site {
  load::Loaded loaded;
  GivenClock clock;
  std::unique_ptr<store::Store> store;
  const load::Workspace& workspace() const { return *loaded.workspace; }
};
std::variant<Site, int> open_site(const DispatchBase&, Console&);

}  // namespace muster::cli
