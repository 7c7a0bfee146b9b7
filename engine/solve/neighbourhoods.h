// Which neighbourhood a round takes: the one furthest behind its share of the work, and shares
// follow what each has gained for its work of late: where none gains any more they become equal, as
// each then only makes way for the others. None ever gets less than a thirtieth, so that one that
// begins to pay is noticed. Ruin and recreate, which alone betters every level, leads while it
// gains anything: with equal shares short runs ended with the lower levels untouched. Work is
// counted in changes made, not timed: the same run chooses the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace muster::solve {

enum class Neighbourhood { ruin, force, close, exchange, restore };

class Neighbourhoods {
 public:
  static constexpr std::size_t kCount = 5;

  // `applies`: by Neighbourhood; at least one of them.
  Neighbourhood choose(const std::array<bool, kCount>& applies) {
    std::size_t next = kCount;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (!applies[i]) {
        rows_[i].spent = std::max(rows_[i].spent, least_spent_);  // owed nothing meanwhile
      } else if (next == kCount || rows_[i].spent < rows_[next].spent) {
        next = i;
      }
    }
    least_spent_ = rows_[next].spent;
    return static_cast<Neighbourhood>(next);
  }

  // What a round of it has cost, and how much better the best plan got.
  void note(Neighbourhood which, double work, double gain) {
    Row& row = rows_[static_cast<std::size_t>(which)];
    row.work += work;
    ++row.rounds;
    row.all_work += work;
    row.gain += gain;
    double all = 0;
    for (const Row& each : rows_) all += yield(each);
    row.idle = gain > 0 ? 0 : row.idle + work;
    const bool leads = which == Neighbourhood::ruin && row.idle < kPatience;
    const double least = leads ? kLead : which == Neighbourhood::restore ? kBack : kLeast;
    row.spent += work / std::max(least, yield(row) / all);
    remembered_ += work;
    if (remembered_ < kMemory) return;
    remembered_ = 0;
    for (Row& each : rows_) {
      each.work /= 2;
      each.gain /= 2;
    }
  }

  // How many rounds of ruin and recreate so much work is.
  std::uint64_t rounds_of(double work) const {
    const Row& ruin = rows_[static_cast<std::size_t>(Neighbourhood::ruin)];
    if (ruin.rounds == 0) return 1;
    const double each = ruin.all_work / static_cast<double>(ruin.rounds);
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(work / each));
  }

 private:
  struct Row {
    double work = 0, gain = 0;  // of late
    double idle = 0;            // work since it last gained anything
    double spent = 0;           // work over the share it had: the least is next
    double all_work = 0;
    std::uint64_t rounds = 0;
  };
  static constexpr double kMemory = 200'000;
  static constexpr double kLeast = 1.0 / 30;
  static constexpr double kBack = 1;    // all it gains is on a low level, which yields hardly count
  static constexpr double kLead = 3.0;  // three times as much as all others
  static constexpr double kPatience = 50'000;
  static constexpr double kNothing = 1e-9;  // gained before anything was tried
  static double yield(const Row& row) { return (row.gain + kNothing) / (row.work + 1'000); }

  std::array<Row, kCount> rows_;
  double least_spent_ = 0, remembered_ = 0;
};

}  // namespace muster::solve
