#include "report/phrases.h"

#include <algorithm>
#include <array>

namespace muster::report {

using model::Crew;
using model::GridIndex;
using model::HeadIndex;
using model::Placement;
using model::SessionIndex;

namespace {

constexpr int kDayMinutes = 24 * 60;
constexpr std::size_t kWindowsShown = 3;

std::string clock_of(std::int32_t minute) {
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

// "5" → "#5", 7..9 → "#7–#9"
void append_run(std::string& out, std::string_view separator, std::int64_t first,
                std::int64_t last) {
  if (!out.empty()) out += separator;
  out += fmt::format("#{}", first);
  if (last > first) out += fmt::format("{}#{}", last == first + 1 ? separator : "–", last);
}

// The number behind '#' of an anonymous head's id; −1 where there is none.
std::int64_t number_of(std::string_view id) {
  const std::size_t mark = id.rfind('#');
  if (mark == std::string_view::npos || id.size() - mark > 10) return -1;
  std::int64_t number = 0;
  for (char digit : id.substr(mark + 1)) {
    if (digit < '0' || digit > '9') return -1;
    number = number * 10 + (digit - '0');
  }
  return number;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

struct LevelWord {
  std::string_view name;
  Word word, means;
};
constexpr std::array kLevelWords{
    LevelWord{"hard", Word::level_hard, Word::means_hard},
    LevelWord{"must", Word::level_must, Word::means_must},
    LevelWord{"high", Word::level_high, Word::means_high},
    LevelWord{"normal", Word::level_normal, Word::means_normal},
    LevelWord{"low", Word::level_low, Word::means_low},
    LevelWord{"staffing", Word::level_staffing, Word::means_staffing},
    LevelWord{"coverage", Word::level_coverage, Word::means_coverage},
    LevelWord{"fairness", Word::level_fairness, Word::means_fairness},
    LevelWord{"care", Word::level_care, Word::means_care},
    LevelWord{"travel", Word::level_travel, Word::means_travel},
};

const LevelWord* level_word(std::string_view name) {
  for (const LevelWord& row : kLevelWords) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace

std::string_view shown(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

std::string grouped(std::int64_t number) {
  const std::string digits = fmt::format("{}", number);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > first && (digits.size() - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

std::string hours(std::int64_t minutes) {
  const std::int64_t tenths = (minutes + 3) / 6;
  return fmt::format("{}.{}", grouped(tenths / 10), tenths % 10);
}

int heads_in(const Placement& placement) {
  std::size_t heads = 0;
  for (const Crew& crew : placement.crews) heads += crew.heads.size();
  return static_cast<int>(heads);
}

std::string Phrases::labelled(std::string_view label, std::string_view value) const {
  return fmt::format("{}{}{}", label, language_ == Language::chinese ? "：" : ": ", value);
}

std::string Phrases::bracketed(std::string_view what, std::string_view remark) const {
  return fmt::format(fmt::runtime(language_ == Language::chinese ? "{}（{}）" : "{} ({})"), what,
                     remark);
}

std::string Phrases::clock(TimePoint t) const {
  return clock_of(problem_.zone_time().local(t).minute);
}

std::string Phrases::clocks(Interval time) const {
  const LocalTime from = problem_.zone_time().local(time.from);
  const LocalTime until = problem_.zone_time().local(time.until);
  auto days = (until.day - from.day).count();
  std::int32_t end = until.minute;
  if (end == 0 && days > 0) {
    end = kDayMinutes;
    --days;
  }
  const std::string text = clock_of(from.minute) + "–" + clock_of(end);
  return days == 0 ? text : text + " " + say(Word::next_day, days);
}

std::string_view Phrases::weekday(int day) const {
  const std::chrono::sys_days date{problem_.calendar().date(day).time_since_epoch()};
  return say(weekday_word(static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1));
}

std::string Phrases::date(int day) const { return iso_date(problem_.calendar().date(day)); }

std::string Phrases::short_date(int day) const { return date(day).substr(5); }

std::string Phrases::dated(Interval time) const {
  const int day = problem_.calendar().day_of(time.from);
  return fmt::format("{} {} {}", date(day), weekday(day), clocks(time));
}

std::string Phrases::task(SessionIndex session) const {
  const model::Task& task = problem_.task_of(session);
  return std::string(shown(task.name, task.id));
}

std::string Phrases::lines(SessionIndex session) const {
  std::vector<std::string> names;
  for (model::LineIndex line : problem_.task_of(session).lines) {
    names.emplace_back(shown(problem_.lines()[line].name, problem_.lines()[line].id));
  }
  return joined(names, separator());
}

std::string Phrases::grid(GridIndex grid) const {
  if (!grid.exists()) return std::string(say(Word::whole_area));
  return std::string(shown(problem_.grids()[grid].name, problem_.grids()[grid].id));
}

std::string Phrases::place(SessionIndex session, model::VenueIndex venue) const {
  if (venue.exists()) {
    return std::string(shown(problem_.venues()[venue].name, problem_.venues()[venue].id));
  }
  const GridIndex grid_served = problem_.task_of(session).grid;
  return grid_served.exists() ? grid(grid_served) : std::string(say(Word::no_place));
}

std::string Phrases::team(model::TeamIndex team) const {
  return std::string(shown(problem_.teams()[team].name, problem_.teams()[team].id));
}

std::string Phrases::windows(SessionIndex session) const {
  const SharedList<Interval>& windows = problem_.sessions()[session].windows;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < windows.size() && i < kWindowsShown; ++i) {
    parts.push_back(dated(windows[i]));
  }
  if (windows.size() > kWindowsShown) parts.emplace_back("…");
  return joined(parts, separator());
}

std::string Phrases::head(HeadIndex index) const {
  const model::Head& head = problem_.heads()[index];
  if (head.person.exists()) {
    const model::Person& person = problem_.people()[head.person];
    return std::string(shown(person.name, person.id));
  }
  return fmt::format("{} #{}", team(head.teams.front()), number_of(head.id));
}

std::string Phrases::heads(const Crew& crew, bool with_team) const {
  std::string out;
  std::vector<std::int64_t> numbers;
  for (HeadIndex index : crew.heads) {
    const model::Head& head = problem_.heads()[index];
    if (head.person.exists()) {
      if (!out.empty()) out += separator();
      out += this->head(index);
    } else {
      numbers.push_back(number_of(head.id));
    }
  }
  if (with_team && !numbers.empty()) {
    if (!out.empty()) out += separator();
    return out + fmt::format("{} ×{}", team(crew.team), numbers.size());
  }
  std::sort(numbers.begin(), numbers.end());
  for (std::size_t i = 0, j = 0; i < numbers.size(); i = j) {
    for (j = i + 1; j < numbers.size() && numbers[j] == numbers[j - 1] + 1;) ++j;
    append_run(out, separator(), numbers[i], numbers[j - 1]);
  }
  return out;
}

std::string Phrases::crews(const Placement& placement) const {
  std::vector<std::string> parts;
  for (const Crew& crew : placement.crews) {
    const std::string label = fmt::format("{} {}", team(crew.team), crew.heads.size());
    parts.push_back(labelled(label, heads(crew)));
  }
  return joined(parts, language_ == Language::chinese ? "；" : "; ");
}

std::string Phrases::heads_of(const Placement& placement, model::TeamIndex team) const {
  Crew all{0, team, {}};
  for (const Crew& crew : placement.crews) {
    if (crew.team == team) all.heads.insert(all.heads.end(), crew.heads.begin(), crew.heads.end());
  }
  return heads(all);
}

std::string Phrases::on_duty(const Placement& placement) const {
  std::vector<std::string> parts;
  std::vector<Crew> of_teams;  // crews of one team for several needs joined
  for (const Crew& crew : placement.crews) {
    const auto same = std::find_if(of_teams.begin(), of_teams.end(),
                                   [&](const Crew& other) { return other.team == crew.team; });
    if (same == of_teams.end()) {
      of_teams.push_back(crew);
    } else {
      same->heads.insert(same->heads.end(), crew.heads.begin(), crew.heads.end());
    }
  }
  for (const Crew& crew : of_teams) parts.push_back(heads(crew, true));
  return joined(parts, separator());
}

std::string Phrases::teams(const Placement& placement) const {
  std::vector<model::TeamIndex> seen;
  std::vector<std::string> parts;
  for (const Crew& crew : placement.crews) {
    if (std::find(seen.begin(), seen.end(), crew.team) != seen.end()) continue;
    seen.push_back(crew.team);
    parts.push_back(team(crew.team));
  }
  return joined(parts, separator());
}

std::string Phrases::people(std::int64_t n) const {
  return n == 1 ? std::string(say(Word::one_person)) : say(Word::n_people, grouped(n));
}

std::string Phrases::sessions(std::int64_t n) const {
  return n == 1 ? std::string(say(Word::one_session)) : say(Word::n_sessions, grouped(n));
}

std::string Phrases::level(std::string_view name) const {
  const LevelWord* row = level_word(name);
  return std::string(row ? say(row->word) : name);
}

std::string_view Phrases::level_means(std::string_view name) const {
  const LevelWord* row = level_word(name);
  return say(row ? row->means : Word::means_other);
}

std::string Phrases::priority(model::Priority priority) const {
  return level(model::word(priority));
}

}  // namespace muster::report
