#include "solve/rooms.h"

#include <algorithm>

namespace muster::solve {

using rule::RoomTerm;

Rooms::Hold Rooms::hold(const RoomTerm& term, SessionIndex s, std::int32_t start) const {
  const Interval taken{{start}, {start + in_.sessions[s].duration}};
  const Interval held = term.hold(s, taken);
  return {held.from.minutes, held.until.minutes, s};
}

std::vector<Rooms::Hold> Rooms::holds_about(const RoomTerm& term, const Hold& here) const {
  std::vector<Hold> out;
  const std::int32_t from = here.from - term.clean_up.minutes;
  const std::int32_t until = here.until + term.set_up.minutes;
  timeline_.each_slot(from, until, [&](const VenueTimeline::Slot& slot) {
    const Hold there = hold(term, slot.session, slot.start);
    if (there.from < here.until && here.from < there.until) out.push_back(there);
  });
  return out;
}

std::int64_t Rooms::cost(const RoomTerm& term, Stay stay,
                         const std::vector<SessionIndex>& gone) const {
  const Hold here = hold(term, stay.session, stay.start);
  std::vector<Hold> about = holds_about(term, here);
  std::erase_if(about, [&](const Hold& there) {
    return std::find(gone.begin(), gone.end(), there.session) != gone.end();
  });
  const std::int32_t rooms = in_.problem.venues()[venue_].rooms;
  if (static_cast<std::int32_t>(about.size()) < rooms) return 0;
  // How many rooms one finds held by those that began before.
  const auto found = [&](const Hold& comer) {
    return std::count_if(about.begin(), about.end(), [&](const Hold& other) {
      return other.before(comer) && other.until > comer.from;
    });
  };
  std::int64_t troubled = found(here) >= rooms;
  for (const Hold& there : about) {
    if (here.before(there)) troubled += found(there) == rooms - 1;
  }
  return term.weight * troubled;
}

std::vector<SessionIndex> Rooms::touching(const RoomTerm& term, Stay stay) const {
  std::vector<SessionIndex> out;
  for (const Hold& there : holds_about(term, hold(term, stay.session, stay.start))) {
    out.push_back(there.session);
  }
  return out;
}

}  // namespace muster::solve
