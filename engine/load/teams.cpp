// Teams and the named people in them.
#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"
#include "load/places.h"
#include "load/skills.h"

namespace muster::load {

namespace {

constexpr Bilingual kTeam{"team", "队伍"};
constexpr Bilingual kPerson{"person", "队员"};
constexpr Bilingual kContact{"contact", "联系方式"};

// What a team's record says that its people must agree with.
struct Stated {
  Word id;
  std::optional<std::int64_t> size;
  Place size_place;
  std::vector<StatedSkill> skills;
};

std::optional<std::string> look_up(const std::string& name, const Options& options) {
  if (options.environment) return options.environment(name);
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

// The text with each ${NAME} replaced. The value never reaches a message.
std::string with_variables(const Node& node, Binding& binding) {
  std::string text;
  std::string_view rest = node.text;
  for (std::size_t at = rest.find("${"); at != rest.npos; at = rest.find("${")) {
    const std::size_t end = rest.find('}', at);
    if (end == rest.npos) break;
    const std::string name(rest.substr(at + 2, end - at - 2));
    const auto value = look_up(name, binding.options);
    if (!value) binding.findings.add(messages::kNoVariable, node.place, {name});
    text.append(rest.substr(0, at)).append(value.value_or(""));
    rest.remove_prefix(end + 1);
  }
  return text.append(rest);
}

Stated read_stated(const Fields& fields, Binding& binding) {
  Stated stated;
  if (const Node* size = fields.find("size")) {
    stated.size = as_count(*size, 1, limits::kHeadsPerTeam, binding.findings);
    stated.size_place = size->place;
  }
  if (const Node* skills = fields.find("skills")) {
    stated.skills = read_team_skills(*skills, binding.findings, binding.arena);
  }
  return stated;
}

void bind_base(const Word& base, model::Team& team, Binding& binding) {
  if (!base.exists()) return;
  if (const auto venue = binding.venues.find(base.text)) {
    team.base = model::Problem::place_of(model::VenueIndex(*venue), binding.parts.grids.size());
    team.grid = binding.parts.venues[model::VenueIndex(*venue)].grid;
  } else if (const auto grid = binding.grids.find(base.text)) {
    team.grid = model::GridIndex(*grid);
    team.base = model::Problem::place_of(team.grid);
  } else {
    binding.venues.require(base, Sort::place, binding.findings);
  }
}

void bind_team(const Node& item, std::vector<Stated>& all, Binding& binding) {
  const Fields fields(item, kTeam,
                      {"id", "name", "kind", "lines", "line", "base", "size", "skills", "available",
                       "except", "contact", "note"},
                      binding.findings);
  if (!fields.is_map()) return;
  Stated stated = read_stated(fields, binding);
  stated.id = fields.require_id();
  const Word name = fields.word("name");
  const Word kind = fields.word("kind");
  model::Team team;
  team.name = std::string(name.exists() ? name.text : stated.id.text);
  team.kind = std::string(kind.text);
  std::vector<Word> lines = fields.words("lines");
  for (const Word& line : fields.words("line")) lines.push_back(line);
  team.lines = binding.lines_of(binding.arena.keep(lines));
  bind_base(fields.word("base"), team, binding);
  team.available = binding.available(fields.find("available"), fields.find("except"));
  if (const Node* contact = fields.find("contact")) team.contact = as_contact(*contact, binding);
  fields.word("note");
  for (const StatedSkill& each : stated.skills) bind_skill(each.skill, binding);
  if (!stated.id.exists() || !binding.teams.add(stated.id, binding.findings)) return;
  team.id = std::string(stated.id.text);
  if (kind.exists()) binding.team_kinds.insert(kind.text);
  binding.parts.teams.push_back(std::move(team));
  all.push_back(std::move(stated));
}

// The grid without others below it whose point is nearest; none where no grid has one.
model::GridIndex nearest_grid(const model::GeoPoint& at, const Binding& binding) {
  const auto& grids = binding.parts.grids;
  Table<model::GridIndex, char> has_parts(grids.size(), 0);
  for (const model::Grid& grid : grids) {
    if (grid.parent.exists()) has_parts[grid.parent] = 1;
  }
  model::GridIndex nearest;
  double least = 0;
  for (auto index : indices(grids)) {
    const auto& point = grids[index].at;
    if (!point || has_parts[index]) continue;
    const double km = model::kilometres(at, *point);
    if (nearest.exists() && km >= least) continue;
    nearest = index;
    least = km;
  }
  return nearest;
}

// A grid, or a point: then the nearest grid.
model::GridIndex bind_home(const Node* node, Binding& binding) {
  if (node == nullptr) return {};
  if (node->is_scalar()) return binding.grid(as_word(*node, binding.findings));
  const auto point = as_point(*node, binding.findings);
  if (!point) return {};
  const model::GridIndex grid = nearest_grid(*point, binding);
  if (!grid.exists()) binding.findings.add(messages::kHomeNowhere, node->place);
  return grid;
}

void bind_person(const Node& item, Binding& binding) {
  const Fields fields(
      item, kPerson,
      {"id", "name", "teams", "team", "skills", "home", "available", "except", "contact", "note"},
      binding.findings);
  if (!fields.is_map()) return;
  const Word id = fields.require_id();
  const Word name = fields.word("name");
  model::Person person;
  person.name = std::string(name.exists() ? name.text : id.text);
  std::vector<Word> teams = fields.words("teams");
  for (const Word& team : fields.words("team")) teams.push_back(team);
  if (teams.empty()) fields.require("teams");
  for (const Word& team : teams) {
    const auto index = binding.teams.require(team, Sort::team, binding.findings);
    if (!index) continue;
    const model::TeamIndex found(*index);
    const bool listed =
        std::find(person.teams.begin(), person.teams.end(), found) != person.teams.end();
    if (!listed) person.teams.push_back(found);
  }
  if (const Node* skills = fields.find("skills")) {
    for (const RawSkill& skill : read_skill_list(*skills, binding.findings, binding.arena)) {
      for (model::SkillIndex grade : bind_grades(skill, binding)) person.skills.push_back(grade);
    }
  }
  std::sort(person.skills.begin(), person.skills.end());
  person.skills.erase(std::unique(person.skills.begin(), person.skills.end()), person.skills.end());
  person.home = bind_home(fields.find("home"), binding);
  const Node* available = fields.find("available");
  const Node* except = fields.find("except");
  if (available != nullptr || except != nullptr) {
    person.available = binding.available(available, except);
  }
  if (const Node* contact = fields.find("contact")) {
    person.contact = as_contact(*contact, binding);
  }
  fields.word("note");
  if (!id.exists() || !binding.people.add(id, binding.findings)) return;
  person.id = std::string(id.text);
  if (!person.teams.empty()) binding.parts.people.push_back(std::move(person));
}

// `members` by team.
Table<model::TeamIndex, std::vector<model::PersonIndex>> members_of(const Binding& binding) {
  Table<model::TeamIndex, std::vector<model::PersonIndex>> members(binding.parts.teams.size());
  for (auto index : indices(binding.parts.people)) {
    for (model::TeamIndex team : binding.parts.people[index].teams) {
      members[team].push_back(index);
    }
  }
  return members;
}

std::int64_t named_with(model::SkillIndex skill, const std::vector<model::PersonIndex>& members,
                        const Binding& binding) {
  return std::count_if(members.begin(), members.end(), [&](model::PersonIndex person) {
    const auto& skills = binding.parts.people[person].skills;
    return std::binary_search(skills.begin(), skills.end(), skill);
  });
}

void check_stated(const StatedSkill& stated, const model::Team& team,
                  const std::vector<model::PersonIndex>& members, Binding& binding) {
  if (!stated.count) return;
  const std::int64_t named = named_with(bind_skill(stated.skill, binding), members, binding);
  const std::int64_t most = named + team.size - static_cast<std::int64_t>(members.size());
  const Word& word = stated.skill.word;
  const std::string name = model::graded(word.text, stated.skill.grade);
  const std::string count = std::to_string(*stated.count);
  if (*stated.count > team.size) {
    binding.findings.add(messages::kSkillAboveSize, word.place,
                         {name, count, std::to_string(team.size), team.id});
  } else if (*stated.count > most) {
    binding.findings.add(messages::kSkillAbovePeople, word.place,
                         {name, count, std::to_string(most), team.id});
  }
}

// Counts are "so many or more" of a grade: a lower one counts those of the higher ones too, and
// anonymous heads with a higher grade come on top of named people without it.
void settle_skills(const Stated& stated, model::Team& team,
                   const std::vector<model::PersonIndex>& members, Binding& binding) {
  const auto raise = [&](model::SkillIndex skill, std::int64_t count) {
    const auto at = std::find_if(team.skills.begin(), team.skills.end(),
                                 [&](const auto& row) { return row.first == skill; });
    const auto n = static_cast<std::int32_t>(count);
    if (at == team.skills.end()) {
      team.skills.push_back({skill, n});
    } else {
      at->second = std::max(at->second, n);
    }
  };
  for (const StatedSkill& each : stated.skills) {
    check_stated(each, team, members, binding);
    const std::int64_t count = each.count.value_or(team.size);
    std::vector<model::SkillIndex> grades = bind_grades(each.skill, binding);
    std::int64_t anonymous = 0;
    for (; !grades.empty(); grades.pop_back()) {
      const std::int64_t named = named_with(grades.back(), members, binding);
      const bool written = static_cast<int>(grades.size()) == each.skill.grade;
      const std::int64_t least = written ? count : named + anonymous;
      raise(grades.back(), least);
      anonymous = std::max<std::int64_t>(least - named, 0);
    }
  }
}

void settle_team(const Stated& stated, model::Team& team,
                 const std::vector<model::PersonIndex>& members, Binding& binding) {
  const auto named = static_cast<std::int64_t>(members.size());
  team.size = static_cast<std::int32_t>(stated.size.value_or(named));
  if (stated.size && *stated.size < named) {
    binding.findings.add(messages::kSizeBelowPeople, stated.size_place,
                         {team.id, std::to_string(*stated.size), std::to_string(named)});
  } else if (!stated.size && named == 0 && stated.size_place.line == 0) {
    binding.findings.add(messages::kEmptyTeam, stated.id.place, {team.id});
  }
  settle_skills(stated, team, members, binding);
}

// "[skill]" of a team means all its heads, its named people too.
void give_team_skills(const std::vector<Stated>& stated,
                      const Table<model::TeamIndex, std::vector<model::PersonIndex>>& members,
                      Binding& binding) {
  for (auto team : indices(binding.parts.teams)) {
    for (const StatedSkill& each : stated[team.value].skills) {
      if (each.count) continue;
      for (model::SkillIndex skill : bind_grades(each.skill, binding)) {
        for (model::PersonIndex person : members[team]) {
          auto& skills = binding.parts.people[person].skills;
          const auto at = std::lower_bound(skills.begin(), skills.end(), skill);
          if (at == skills.end() || *at != skill) skills.insert(at, skill);
        }
      }
    }
  }
}

}  // namespace

std::optional<model::Contact> as_contact(const Node& node, Binding& binding) {
  const Fields fields(node, kContact, {"channel", "to"}, binding.findings);
  const Word channel = fields.require_word("channel");
  const Node* to = fields.require("to");
  if (!channel.exists() || to == nullptr) return std::nullopt;
  if (!to->is_scalar()) {
    binding.findings.add(messages::kNotText, to->place);
    return std::nullopt;
  }
  return model::Contact{std::string(channel.text), with_variables(*to, binding)};
}

void bind_teams(const std::vector<Node>& teams, const std::vector<Node>& people, Binding& binding) {
  std::vector<Stated> stated;
  for (const Node& item : teams) bind_team(item, stated, binding);
  for (const Node& item : people) bind_person(item, binding);
  const auto members = members_of(binding);
  give_team_skills(stated, members, binding);
  std::size_t heads = binding.parts.people.size();
  for (auto team : indices(binding.parts.teams)) {
    settle_team(stated[team.value], binding.parts.teams[team], members[team], binding);
    heads += static_cast<std::size_t>(binding.parts.teams[team].size);
  }
  if (heads > limits::kHeads) {
    binding.findings.add(messages::kTooManyHeads, stated.back().id.place,
                         {std::to_string(heads), std::to_string(limits::kHeads)});
  }
}

}  // namespace muster::load
