#include "dispatch/attendance_list.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dispatch/attendance.h"
#include "dispatch/attendance_messages.h"
#include "dispatch/steps.h"

namespace muster::dispatch {

namespace {

using load::AttendanceRow;
using model::Turnout;
using store::Assignment;
using store::Service;
using store::State;
using store::Transaction;

constexpr std::chrono::hours kDay{24};
constexpr std::size_t kNamed = 10;  // heads in a remedy

bool same_service(const Service& a, const Service& b) {
  return time_point(a.arrived) == time_point(b.arrived) &&
         time_point(a.left) == time_point(b.left) && a.absent == b.absent && a.rating == b.rating;
}

// One team at one session, as the list finds it.
struct Group {
  Assignment assignment;
  std::vector<std::string> heads;
  std::map<std::string, Service> services;
  bool changed = false, rated = false;
};

class List {
 public:
  List(Transaction& rows, const model::Problem& problem, Instant now, Diagnostics& findings)
      : rows_(rows), problem_(problem), zone_(problem.zone_time()), now_(now), findings_(findings) {
    for (const model::Session& session : problem.sessions()) known_.push_back(session.id);
  }

  // The group of a row whose head may have served; none, and told: there is no such thing.
  Group* group_of(const AttendanceRow& row) {
    if (!seen_.emplace(row.session, row.head).second) {
      findings_.add(messages::kTwiceInList, row.place, {row.head, row.session});
      return nullptr;
    }
    Group* group = find(row);
    if (group == nullptr) {
      report_no_group(row);
    } else if (!may_serve(*group, row.head)) {
      const auto shown = std::min(group->heads.size(), kNamed);
      const std::vector<std::string> some(
          group->heads.begin(), group->heads.begin() + static_cast<std::ptrdiff_t>(shown));
      findings_.add(messages::kNotToGo, row.place,
                    {row.head, row.session, fmt::format("{}", fmt::join(some, ", "))});
      return nullptr;
    }
    return group;
  }

  void take(const AttendanceRow& row, const std::string& who, ListCount& count) {
    if (row.turnout == Turnout::planned) return;
    Group* group = group_of(row);
    if (group == nullptr || !is_possible(row, *group)) return;
    const auto found = group->services.find(row.head);
    const bool fresh = found == group->services.end();
    Service before = fresh ? Service{} : found->second;
    Service after = before;
    set(row, group->assignment, after);
    if (!is_in_order(row, group->assignment, after)) return;
    if (!fresh && same_service(before, after)) {
      ++count.known;
      return;
    }
    ++count.noted;
    after.recorder = who;
    after.verifier.clear();
    group->changed = true;
    group->rated |= row.rating > 0;
    changed_.push_back(after);
  }

  void confirm(const AttendanceRow& row, const std::string& who, ListCount& count) {
    if (row.turnout == Turnout::planned) return;
    Group* group = group_of(row);
    if (group == nullptr) return;
    const auto found = group->services.find(row.head);
    if (found == group->services.end()) {
      findings_.add(messages::kNotRecorded, row.place, {row.head, row.session});
      return;
    }
    Service service = found->second;
    if (!agrees(row, service)) {
      findings_.add(messages::kOtherwise, row.status_place, {row.head, words_of(service)});
    } else if (service.recorder == who) {
      findings_.add(messages::kOwnRecord, row.place, {who});
    } else if (service.verifier == who) {
      ++count.known;
    } else {
      ++count.noted;
      service.verifier = who;
      changed_.push_back(service);
    }
  }

  void write(const std::string& who) {
    for (const Service& service : changed_) rows_.put(service);
    for (auto& [key, group] : groups_) {
      if (!group.changed) continue;
      follow(rows_, group.assignment, who, now_);
      if (group.rated && group.assignment.state == State::done) {
        dispatch::take(rows_, group.assignment, State::rated, now_, who, "");
      }
    }
  }

 private:
  // Who was to go, is recorded already, or is in the team and came instead.
  bool may_serve(const Group& group, const std::string& head) const {
    const bool planned =
        std::find(group.heads.begin(), group.heads.end(), head) != group.heads.end();
    if (planned || group.services.count(head) > 0) return true;
    for (auto team : indices(problem_.teams())) {
      if (problem_.teams()[team].id != group.assignment.team) continue;
      const auto& members = problem_.heads_of(team);
      return std::any_of(members.begin(), members.end(), [&](model::HeadIndex member) {
        return problem_.heads()[member].id == head;
      });
    }
    return false;
  }
  Group* find(const AttendanceRow& row) {
    const auto when = row.start ? row.start : row.arrived;
    const auto found = attended(rows_, row.session, row.team, when ? instant_of(*when) : now_);
    if (!found) return nullptr;
    const auto [at, fresh] = groups_.try_emplace(found->id);
    Group& group = at->second;
    if (fresh) {
      group.assignment = *found;
      group.heads = heads_of(*found);
      group.services = services_of(rows_, *found);
    }
    return &group;
  }

  void report_no_group(const AttendanceRow& row) {
    std::set<std::string> teams;
    for (const Assignment& each : rows_.assignments_of(row.session)) teams.insert(each.team);
    if (!teams.empty()) {
      findings_.add(messages::kNoService, row.team_place,
                    {row.team, row.session, fmt::format("{}", fmt::join(teams, ", "))});
      return;
    }
    const std::string_view near = nearest_word(row.session, known_);
    findings_.add(messages::kNoSession, row.session_place,
                  {row.session, near.empty() ? "muster publish" : std::string(near)});
  }

  // What can be said of the row alone and its session.
  bool is_possible(const AttendanceRow& row, const Group& group) {
    const Instant start = group.assignment.start;
    if (now_ + kDay < start) {
      findings_.add(messages::kTooEarly, row.session_place, {row.session, text_of(start)});
      return false;
    }
    const bool came = row.arrived || row.left || row.rating > 0 || row.minutes.value_or(0) > 0;
    if (row.turnout == Turnout::absent && came) {
      findings_.add(messages::kAbsentCame, row.status_place, {row.head});
      return false;
    }
    if (row.turnout == Turnout::late && !row.arrived && !row.minutes) {
      findings_.add(messages::kHowLate, row.status_place, {row.head});
      return false;
    }
    return true;
  }

  void set(const AttendanceRow& row, const Assignment& about, Service& service) const {
    service.session = about.session;
    service.team = about.team;
    service.head = row.head;
    service.start = about.start;
    service.absent = row.turnout == Turnout::absent;
    service.closed_by_clock = false;
    if (row.rating > 0) service.rating = row.rating;
    if (service.absent) {
      service.arrived = service.left = {0};
      service.rating = 0;
      return;
    }
    const auto minutes = std::chrono::minutes(row.minutes.value_or(0));
    if (row.arrived) {
      service.arrived = instant_of(*row.arrived);
    } else if (service.arrived.ms == 0) {
      service.arrived =
          row.turnout == Turnout::late ? std::max(about.start, about.end - minutes) : about.start;
    }
    if (row.left) {
      service.left = instant_of(*row.left);
    } else if (row.minutes) {
      service.left = service.arrived + minutes;
    } else if (service.left.ms == 0 && about.end <= now_) {
      service.left = std::max(about.end, service.arrived);
    }
  }

  bool is_in_order(const AttendanceRow& row, const Assignment& about, const Service& service) {
    if (service.absent) return true;
    const Instant last = std::max(service.arrived, service.left);
    if (time_point(last) > time_point(now_)) {
      findings_.add(messages::kInFuture, row.left_place, {text_of(last)});
      return false;
    }
    if (service.arrived + kDay < about.start || last > about.end + kDay) {
      const Instant odd = service.arrived + kDay < about.start ? service.arrived : last;
      findings_.add(messages::kOtherDay, row.left_place, {text_of(odd), text_of(about.start)});
      return false;
    }
    if (service.left.ms > 0 && service.left < service.arrived) {
      findings_.add(messages::kLeftFirst, row.left_place,
                    {text_of(service.left), text_of(service.arrived)});
      return false;
    }
    const std::int32_t minutes = minutes_of(service);
    if (row.left && row.minutes && *row.minutes != minutes) {
      findings_.add(messages::kOtherMinutes, row.left_place,
                    {std::to_string(minutes), std::to_string(*row.minutes)});
      return false;
    }
    return true;
  }

  // Whether nothing that the row says is recorded otherwise.
  bool agrees(const AttendanceRow& row, const Service& service) const {
    if ((row.turnout == Turnout::absent) != service.absent) return false;
    if (service.absent) return true;
    if (service.left.ms == 0) return false;  // still there
    const auto same = [&](const std::optional<LocalTime>& time, Instant at) {
      return !time || time_point(instant_of(*time)) == time_point(at);
    };
    const std::int32_t minutes = minutes_of(service);
    return same(row.arrived, service.arrived) && same(row.left, service.left) &&
           (!row.minutes || *row.minutes == minutes) &&
           (row.rating == 0 || row.rating == service.rating);
  }

  std::string words_of(const Service& service) const {
    if (service.absent) return "absent";
    return fmt::format("{} – {}", text_of(service.arrived),
                       service.left.ms > 0 ? text_of(service.left) : "…");
  }
  Instant instant_of(LocalTime time) const { return instant(zone_.instant(time)); }
  std::string text_of(Instant at) const { return zone_.iso(time_point(at)).substr(0, 16); }

  Transaction& rows_;
  const model::Problem& problem_;
  ZoneTime zone_;
  Instant now_;
  Diagnostics& findings_;
  std::vector<std::string_view> known_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::map<std::int64_t, Group> groups_;  // by assignment
  std::vector<Service> changed_;
};

}  // namespace

ListCount record_list(Transaction& rows, const std::vector<AttendanceRow>& list,
                      const model::Problem& problem, const std::string& who, Instant now,
                      Diagnostics& findings) {
  ListCount count;
  List reading(rows, problem, now, findings);
  for (const AttendanceRow& row : list) reading.take(row, who, count);
  if (findings.any_error()) return {};
  reading.write(who);
  return count;
}

ListCount confirm_list(Transaction& rows, const std::vector<AttendanceRow>& list,
                       const model::Problem& problem, const std::string& who, Instant now,
                       Diagnostics& findings) {
  ListCount count;
  List reading(rows, problem, now, findings);
  for (const AttendanceRow& row : list) reading.confirm(row, who, count);
  if (findings.any_error()) return {};
  reading.write(who);
  return count;
}

}  // namespace muster::dispatch
