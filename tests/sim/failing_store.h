// A store in memory that fails now and then: before it commits, when nothing is written; or just
// after, when the process dies and nobody hears of it.
#pragma once

#include <memory>

#include "base/random.h"
#include "store/store.h"

namespace muster::testing {

class FailingStore final : public store::Store {
 public:
  explicit FailingStore(std::uint64_t seed) : random_(~seed), inner_(store::make_memory()) {}

  Result<Done> transact(const std::function<void(store::Transaction&)>& work) override {
    const std::uint32_t luck = calm_ ? 99 : random_.below(100);
    if (crashed_ || luck >= 3) return crashed_ ? failure() : inner_->transact(work);
    if (luck == 0) {
      crashed_ = true;
      const auto done = inner_->transact(work);
      return done ? failure() : done;
    }
    return inner_->transact([&](store::Transaction& rows) {
      work(rows);
      throw store::Trouble{failure()};
    });
  }
  Result<Done> back_up(const std::filesystem::path& target) override {
    return inner_->back_up(target);
  }

  // Whether the process died since it was last asked; until then nothing more is written.
  bool has_crashed() { return std::exchange(crashed_, false); }
  void calm_down() { calm_ = true; }
  store::Store& inner() { return *inner_; }

 private:
  static Failure failure() { return {Failure::Kind::disk, "the store failed", "存储出错"}; }

  Random random_;
  std::unique_ptr<store::Store> inner_;
  bool calm_ = false, crashed_ = false;
};

}  // namespace muster::testing
