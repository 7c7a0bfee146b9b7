// muster backup WORKSPACE FILE: a copy of the store while everything goes on.
#include "cli/dispatch_inputs.h"

namespace muster::cli {

int backup(const BackupOptions& options, Console& console) {
  auto opened = open_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  const auto done = std::get<std::unique_ptr<store::Store>>(opened)->back_up(options.target);
  if (!done) return console.fail(done.failure());
  console.out << console.say({"the store is copied to ", "存储已备份到 "})
              << options.target.string() << '\n';
  return kDone;
}

}  // namespace muster::cli
