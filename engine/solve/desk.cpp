#include "solve/desk.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace muster::solve {

namespace {

constexpr std::size_t kSpots = 256;    // staffed, where not every one is
constexpr std::size_t kPriced = 4096;  // spots whose own price is counted, where not every one is
constexpr std::size_t kWaySpots = 12;  // where others may give way to the session asked for
constexpr std::size_t kDeepSpots = 4;  // and to those that have to move
const Reach kElsewhere{24, 200, 0, false, false};
const CrewLimits kAnybody;

std::uint64_t mixed(std::uint64_t x) {
  x = (x + 1) * 0x9e3779b97f4a7c15u;
  return x ^ (x >> 29);
}

Delta anything() {
  Delta out;
  out.broken = INT64_MAX;
  return out;
}
const Ceiling kAnything{anything(), true};

bool keeps_laws(const Delta& change) { return change.broken <= 0 && change.unforced <= 0; }

bool same_plan(const Placed& a, const Placed& b) {
  return a.start.minute == b.start.minute && a.venue == b.venue && a.seats == b.seats;
}

std::vector<SessionIndex> all_sessions(const model::Problem& problem) {
  std::vector<SessionIndex> out;
  for (auto s : indices(problem.sessions())) out.push_back(s);
  return out;
}

Table<SessionIndex, std::uint32_t> rows_of(const std::vector<SessionIndex>& sessions) {
  Table<SessionIndex, std::uint32_t> out(sessions.size());
  for (SessionIndex s : sessions) out[s] = s.value;
  return out;
}

}  // namespace

Desk::Desk(const model::Problem& problem, const rule::RuleSet& rules,
           const model::Solution& solution)
    : in_(problem, rules),
      state_(in_),
      budget_(options_),
      inserter_(state_, budget_),
      sessions_(all_sessions(problem)),
      local_(rows_of(sessions_)),
      ejector_(state_, sessions_, local_),
      left_out_(keep(state_, solution)) {}

// With their own price, the cheapest first; equals in no order of time or venue.
void Desk::list_spots(const Question& question) {
  const SessionView& view = in_.sessions[question.session];
  const Starts& starts = in_.starts[view.starts];
  const auto& venues = in_.venues[view.venues];
  spots_.clear();
  const std::size_t n = starts.size() * venues.size();
  if (n == 0) return;
  std::size_t stride = 1;
  if (!question.thorough && n > kPriced) {
    stride = n / kPriced + 1;
    while (std::gcd(stride, n) != 1) ++stride;
  }
  Crews& crews = inserter_.crews();
  std::size_t at = 0;
  for (std::size_t k = 0; k < n; ++k, at = (at + stride) % n) {
    if (!question.thorough && spots_.size() == kPriced) break;
    const VenueIndex venue = venues[at % venues.size()];
    const Spot spot{question.session, starts[at / venues.size()], venue,
                    in_.place_of(question.session, venue)};
    if (question.start && question.start->minutes != spot.start.minute) continue;
    if (question.venue.exists() && question.venue != spot.venue) continue;
    if (venue.exists() && !in_.open(venue, view.duration, spot.start.minute)) continue;
    spots_.emplace_back(crews.base_price(spot), spot);
  }
  const auto key = [](const Spot& spot) {
    const auto venue = static_cast<std::uint64_t>(spot.venue.value);
    return mixed(venue << 32 | static_cast<std::uint32_t>(spot.start.minute));
  };
  std::sort(spots_.begin(), spots_.end(), [&](const auto& a, const auto& b) {
    if (a.first < b.first || b.first < a.first) return a.first < b.first;
    return key(a.second) < key(b.second);
  });
}

// The cheapest crew for a spot into `out`, which is kept in order and no longer than `most`.
void Desk::add_answer(const Spot& spot, std::vector<TeamIndex> barred, std::size_t most,
                      std::vector<Answer>& out) {
  CrewLimits limits = limits_;
  limits.without.insert(limits.without.end(), barred.begin(), barred.end());
  inserter_.crews().limit(&limits);
  Answer answer{{}, spot, {}, std::move(barred)};
  const Delta* to_beat = out.size() == most ? &out.back().change : nullptr;
  const bool found = inserter_.crews().choose(spot, chance_, to_beat, answer.plan, answer.change);
  inserter_.crews().limit(nullptr);
  if (!found || (to_beat != nullptr && !(answer.change < *to_beat))) return;
  const bool known = std::any_of(out.begin(), out.end(), [&](const Answer& other) {
    return same_plan(other.plan, answer.plan);
  });
  if (known) return;
  const auto at =
      std::upper_bound(out.begin(), out.end(), answer,
                       [](const Answer& a, const Answer& b) { return a.change < b.change; });
  out.insert(at, std::move(answer));
  if (out.size() > most) out.pop_back();
}

std::vector<Desk::Answer> Desk::list_answers(const Question& question) {
  std::vector<Answer> out;
  std::size_t staffed = 0;
  for (const auto& [price, spot] : spots_) {
    if (!question.thorough && staffed == kSpots) break;
    if (price.unforced > 0 || !inserter_.usable(spot)) continue;
    ++staffed;
    add_answer(spot, {}, question.most, out);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Answer from = out[i];
    TeamIndex last;
    for (const Seat& seat : from.plan.seats) {
      if (seat.team == last) continue;
      last = seat.team;
      std::vector<TeamIndex> barred = from.barred;
      barred.push_back(seat.team);
      add_answer(from.spot, std::move(barred), question.most, out);
    }
  }
  return out;
}

void Desk::take_out(SessionIndex s, std::vector<SessionIndex>& out, Delta& change) {
  if (!state_.placed(s).served) return;
  in_.each_successor(s, [&](SessionIndex after) { take_out(after, out, change); });
  journal_.push_back({s, state_.placed(s)});
  change += state_.remove(s, nullptr);
  out.push_back(s);
}

void Desk::undo(std::size_t journal) {
  while (journal_.size() > journal) {
    Entry& entry = journal_.back();
    if (state_.placed(entry.session).served) {
      state_.remove(entry.session, nullptr);
    } else {
      state_.place(entry.session, entry.before, nullptr);
    }
    journal_.pop_back();
  }
}

// Serves the session by a way, and finds other places for what gives way.
bool Desk::make_way(SessionIndex s, const Way& way, std::uint32_t moves, Delta& change) {
  const std::size_t journal = journal_.size();
  const Placed plan = way.plan;
  const std::vector<SessionIndex> gives = way.out;
  Delta sum;
  std::vector<SessionIndex> out;
  for (SessionIndex other : gives) take_out(other, out, sum);
  bool good = out.size() <= moves && std::all_of(out.begin(), out.end(), [&](SessionIndex other) {
                return ejector_.weight(other) <= 1;
              });
  if (good) {
    journal_.push_back({s, {}});
    sum += state_.place(s, plan, nullptr);
    const auto left = moves - static_cast<std::uint32_t>(out.size());
    for (std::size_t i = out.size(); good && i-- > 0;) good = settle(out[i], left, sum);
  }
  if (good) {
    change += sum;
    return true;
  }
  undo(journal);
  return false;
}

// Serves an unserved session at its best place, or else where others can give way.
bool Desk::settle(SessionIndex s, std::uint32_t moves, Delta& change) {
  inserter_.crews().limit(&kAnybody);
  const Insertion& best = inserter_.best(s, kElsewhere, &random_);
  inserter_.crews().limit(nullptr);
  if (best.found) {
    journal_.push_back({s, {}});
    change += state_.place(s, best.plan, nullptr);
    return true;
  }
  if (moves == 0) return false;
  const SessionView& view = in_.sessions[s];
  const Starts& starts = in_.starts[view.starts];
  const auto& venues = in_.venues[view.venues];
  const auto n = static_cast<std::uint32_t>(starts.size() * venues.size());
  for (std::uint32_t k = 0; k < std::min<std::uint32_t>(n, kDeepSpots); ++k) {
    const std::uint32_t at = n <= kDeepSpots ? k : random_.below(n);
    const VenueIndex venue = venues[at % venues.size()];
    const Spot spot{s, starts[at / venues.size()], venue, in_.place_of(s, venue)};
    const Way& way = ejector_.at(spot, change, kAnything, {}, random_);
    if (way.found && make_way(s, way, moves, change)) return true;
  }
  return false;
}

Proposal Desk::proposal(SessionIndex s, const Delta& change) const {
  Proposal out{placement_of(state_.placed(s)), change, {}};
  for (const Entry& entry : journal_) {
    if (entry.session == s || !entry.before.served) continue;
    const bool known = std::any_of(out.moved.begin(), out.moved.end(), [&](const Moved& other) {
      return other.session == entry.session;
    });
    const Placed& now = state_.placed(entry.session);
    if (known || same_plan(entry.before, now)) continue;
    out.moved.push_back({entry.session, placement_of(entry.before), placement_of(now)});
  }
  std::sort(out.moved.begin(), out.moved.end(),
            [](const Moved& a, const Moved& b) { return a.session < b.session; });
  return out;
}

void Desk::list_moves(const Question& question, const Delta& left, std::vector<Proposal>& out) {
  std::size_t looked = 0;
  for (const auto& [price, spot] : spots_) {
    if (looked++ == kWaySpots) break;
    Delta change = left;
    ejector_.send(&limits_);
    const Way& way = ejector_.at(spot, change, kAnything, {}, random_);
    ejector_.send(nullptr);
    if (!way.found || way.out.empty()) continue;
    const std::size_t journal = journal_.size();
    if (!make_way(question.session, way, question.moved, change)) continue;
    if (keeps_laws(change)) out.push_back(proposal(question.session, change));
    undo(journal);
  }
}

std::vector<Proposal> Desk::ask(const Question& question) {
  const SessionIndex s = question.session;
  random_ = Random(s.value);
  chance_ = question.thorough ? nullptr : &random_;
  limits_ = question.crews;
  journal_.clear();
  std::vector<Proposal> out;
  if (question.most == 0) return out;
  Delta left;
  const Placed now = state_.placed(s);
  if (now.served) left = state_.remove(s, nullptr);
  list_spots(question);
  for (Answer& answer : list_answers(question)) {
    Delta change = left;
    change += answer.change;
    if (keeps_laws(change)) out.push_back({placement_of(answer.plan), change, {}});
  }
  if (question.moved > 0 && !in_.sessions[s].pinned) list_moves(question, left, out);
  if (now.served) state_.place(s, now, nullptr);
  std::stable_sort(out.begin(), out.end(), [](const Proposal& a, const Proposal& b) {
    if (a.change < b.change || b.change < a.change) return a.change < b.change;
    return a.moved.size() < b.moved.size();
  });
  if (out.size() > question.most) out.resize(question.most);
  return out;
}

}  // namespace muster::solve
