#include "store/states.h"

#include <array>
#include <utility>

namespace muster::store {

namespace {

constexpr std::pair<State, State> kSteps[] = {
    {State::planned, State::offered},     {State::offered, State::accepted},
    {State::offered, State::declined},    {State::offered, State::expired},
    {State::accepted, State::arrived},    {State::accepted, State::absent},
    {State::accepted, State::declined},   {State::arrived, State::done},
    {State::done, State::rated},          {State::planned, State::cancelled},
    {State::offered, State::cancelled},   {State::accepted, State::cancelled},
    {State::declined, State::cancelled},  {State::expired, State::cancelled},
    {State::planned, State::superseded},  {State::offered, State::superseded},
    {State::accepted, State::superseded}, {State::declined, State::superseded},
    {State::expired, State::superseded},
};

struct Words {
  std::string_view word;
  Bilingual name;
};
constexpr std::array<Words, kStates> kWords{{
    {"planned", {"planned", "已编排"}},
    {"offered", {"offered", "已派单"}},
    {"accepted", {"accepted", "已接单"}},
    {"declined", {"declined", "已拒单"}},
    {"expired", {"expired", "已过期"}},
    {"arrived", {"arrived", "已到岗"}},
    {"done", {"done", "已完成"}},
    {"rated", {"rated", "已评价"}},
    {"absent", {"absent", "缺勤"}},
    {"cancelled", {"cancelled", "已取消"}},
    {"superseded", {"superseded", "已变更"}},
}};

}  // namespace

bool may_follow(State from, State to) {
  for (const auto& [before, after] : kSteps) {
    if (before == from && after == to) return true;
  }
  return false;
}

bool is_open(State state) {
  return state == State::planned || state == State::offered || state == State::accepted ||
         state == State::arrived;
}

bool has_refused(State state) { return state == State::declined || state == State::expired; }

bool was_sent(State state) { return state == State::offered || state == State::accepted; }

std::string_view word(State state) { return kWords[static_cast<std::size_t>(state)].word; }

std::optional<State> state_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i].word == word) return static_cast<State>(i);
  }
  return std::nullopt;
}

Bilingual name(State state) { return kWords[static_cast<std::size_t>(state)].name; }

}  // namespace muster::store
