// The processes of bench_dispatch: this program again as receiver, publisher and dispatcher, around
// a folder of one run.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dispatch_receiver.h"
#include "store/store.h"

namespace muster::bench {

struct DispatchSettings {
  std::uint32_t offers = 100'000, trickle = 1'000;
  Endpoints endpoints;
  int connections = 256;   // attempts under way at most, and wrk's
  int gap_ms = 10;         // mean, between a trickle's offers
  std::string as, folder;  // of a child
  std::vector<std::string> runs{"undisturbed", "hostile", "trickle", "wrk"};
};

// Says why and ends the program.
[[noreturn]] void give_up(const std::string& why);
void nap(int milliseconds);

class Child {
 public:
  Child(const std::string& as, const std::filesystem::path& folder, const DispatchSettings&);
  ~Child();  // kills it
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool runs();
  // What it took, once it has ended: by itself, or where `ask` on SIGTERM.
  rusage end(bool ask);

 private:
  pid_t pid_ = -1;
};

// A temporary folder with a zone, its receiver and their board.
class Stage {
 public:
  // `offers`: the numbers that may arrive.
  Stage(const DispatchSettings&, std::uint32_t offers);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  Board& board() { return *board_; }
  // Until answering endpoints have had so many; gives up where that takes ten minutes, or the
  // dispatcher ends before.
  void wait_for(std::uint32_t delivered, Child& dispatcher);

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Board> board_;
  std::unique_ptr<Child> receiver_;
};

std::unique_ptr<store::Store> open_store(const std::filesystem::path& folder);

// The part that a child plays; its exit code. Leaves when publishing began and ended in the file
// "published".
int play(const DispatchSettings&);

}  // namespace muster::bench
