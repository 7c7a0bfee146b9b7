// muster backup WORKSPACE FILE: a copy of the store while everything goes on.
#include <fmt/format.h>

#include "cli/dispatch_inputs.h"

namespace muster::cli {

namespace fs = std::filesystem;

namespace {

// An older backup may be written over, and a file that holds nothing; nothing else.
bool may_be_replaced(const fs::path& target, const fs::path& store_file) {
  std::error_code error;
  if (!fs::exists(target, error)) return true;
  if (fs::equivalent(target, store_file, error) || !fs::is_regular_file(target, error)) {
    return false;
  }
  return fs::file_size(target, error) == 0 || store::is_store(target);
}

}  // namespace

int backup(const BackupOptions& options, Console& console) {
  auto found = find_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&found)) return *code;
  store::Store* store = std::get<std::unique_ptr<store::Store>>(found).get();
  if (store == nullptr) {
    say_nothing_published(console);
    return kBadInput;
  }
  if (!may_be_replaced(options.target, store::store_folder(options.workspace) / "muster.db")) {
    console.err << fmt::format(
        fmt::runtime(
            console.say({"muster: {} is there and is no backup of muster: nothing was "
                         "written; name another file\n",
                         "muster：{} 已存在且不是 muster 的备份：未写入，请换一个文件\n"})),
        options.target.string());
    return kBadInput;
  }
  const auto done = store->back_up(options.target);
  if (!done) return console.fail(done.failure());
  console.out << console.say({"the store is copied to ", "存储已备份到 "})
              << options.target.string() << '\n';
  return kDone;
}

}  // namespace muster::cli
