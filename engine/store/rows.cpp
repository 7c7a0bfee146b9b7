#include "store/rows.h"

#include <array>

namespace muster::store {

std::string_view word(MessageKind kind) {
  static constexpr std::array<std::string_view, kMessageKinds> kWords{
      "offer", "nudge", "reminder", "superseded", "cancelled", "escalation"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(MessageState state) {
  static constexpr std::array<std::string_view, kMessageStates> kWords{
      "waiting", "sending", "delivered", "dead", "dropped"};
  return kWords[static_cast<std::size_t>(state)];
}

}  // namespace muster::store
