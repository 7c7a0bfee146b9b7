// The life of an assignment (DESIGN, "Files and answers that come out"), as one table.
//
//   planned → offered → accepted | declined | expired
//   accepted → arrived → done → rated, or accepted → absent
//   accepted → declined: before it begins, who said yes may still call off
//   cancelled, superseded: from every state before arrived
#pragma once

#include <optional>
#include <string_view>

#include "base/language.h"

namespace muster::store {

enum class State {
  planned,     // in a published plan, nothing sent yet
  offered,     // sent to the team, which has not answered
  accepted,    // 接单
  declined,    // 拒单
  expired,     // not answered in time
  arrived,     // somebody of the team has checked in
  done,        // the service has ended
  rated,       // those who were served have said how it was
  absent,      // accepted, but nobody came
  cancelled,   // a later plan does without it
  superseded,  // a later plan changed it: another assignment took its place
};
inline constexpr int kStates = 11;

// Whether the table has the step. A state never follows itself: what is asked twice has no effect
// the second time.
bool may_follow(State from, State to);
// Whether the team is still bound by it or asked for it: planned, offered, accepted or arrived.
bool is_open(State state);
// Whether the team said no, or nothing in time.
bool has_refused(State state);
// Whether a message about it may have reached the team.
bool was_sent(State state);

std::string_view word(State state);  // "offered": in files, rows and JSON
std::optional<State> state_from(std::string_view word);
Bilingual name(State state);  // for people

}  // namespace muster::store
