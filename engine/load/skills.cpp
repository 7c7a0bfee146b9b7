#include "load/skills.h"

#include <algorithm>
#include <charconv>
#include <new>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr Bilingual kSkills{"skills", "技能"};
constexpr Bilingual kHeadsWith{"heads with a skill", "具备技能的人数"};
constexpr std::string_view kOrBetter = "≥";

// "first-aid≥2", as files without maps write it.
RawSkill read_skill(const Word& word, Findings& findings) {
  RawSkill skill{word, 1};
  const std::size_t at = word.text.find(kOrBetter);
  if (at == std::string_view::npos) return skill;
  const std::string_view digits = word.text.substr(at + kOrBetter.size());
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, skill.grade);
  if (at == 0 || parsed.ptr != end || parsed.ec != std::errc() || skill.grade < 1 ||
      skill.grade > limits::kSkillGrade) {
    findings.add(messages::kBadGrade, word.place,
                 {std::string(word.text), std::to_string(limits::kSkillGrade)});
    return {};
  }
  skill.word.text = word.text.substr(0, at);
  return skill;
}

// Calls take(skill) for each that an item of a list says.
template <class Take>
void read_into(const Node& node, Take take, Findings& findings) {
  if (!node.is_map()) {
    const Word word = as_word(node, findings);
    if (!word.exists()) return;
    if (const RawSkill skill = read_skill(word, findings); skill.word.exists()) take(skill);
    return;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto grade = as_count(node.items[i], 1, limits::kSkillGrade, findings);
    RawSkill skill = read_skill(node.keys[i], findings);
    if (!grade || !skill.word.exists()) continue;
    skill.grade = std::max(skill.grade, static_cast<std::int32_t>(*grade));
    take(skill);
  }
}

void read_count(const Word& key, const Node& node, std::vector<StatedSkill>& all,
                Findings& findings) {
  RawSkill skill = read_skill(key, findings);
  if (node.is_scalar()) {
    const auto n = as_count(node, 0, limits::kHeadsPerTeam, findings);
    if (n && skill.word.exists()) all.push_back({skill, n});
    return;
  }
  const Fields fields(node, kHeadsWith, {"count", "grade"}, findings);
  const Node* count = fields.require("count");
  const std::int64_t grade = fields.count("grade", 1, 1, limits::kSkillGrade);
  if (count == nullptr || !skill.word.exists()) return;
  const auto n = as_count(*count, 0, limits::kHeadsPerTeam, findings);
  skill.grade = std::max(skill.grade, static_cast<std::int32_t>(grade));
  if (n) all.push_back({skill, n});
}

}  // namespace

Run<RawSkill> read_skill_list(const Node& node, Findings& findings, Arena& arena) {
  const Run<Node> items = node.is_list() ? node.items : Run<Node>{&node, 1};
  std::size_t most = 0;
  for (const Node& item : items) most += item.is_map() ? item.keys.size() : 1;
  auto* skills = arena.room<RawSkill>(most);
  std::uint32_t n = 0;
  for (const Node& item : items) {
    read_into(
        item, [&](const RawSkill& skill) { new (&skills[n++]) RawSkill(skill); }, findings);
  }
  return {skills, n};
}

RawSkills read_needed_skills(const Node& node, Findings& findings, Arena& arena) {
  const auto has = [&](std::string_view key) { return node.find(key) != nullptr; };
  if (!node.is_map() || (!has("all") && !has("any") && !has("none"))) {
    return {read_skill_list(node, findings, arena), {}, {}};
  }
  const Fields fields(node, kSkills, {"all", "any", "none"}, findings);
  const auto list = [&](std::string_view key) {
    const Node* skills = fields.find(key);
    return skills == nullptr ? Run<RawSkill>() : read_skill_list(*skills, findings, arena);
  };
  return {list("all"), list("any"), list("none")};
}

std::vector<StatedSkill> read_team_skills(const Node& node, Findings& findings, Arena& arena) {
  std::vector<StatedSkill> all;
  if (!node.is_map()) {
    for (const RawSkill& skill : read_skill_list(node, findings, arena)) {
      all.push_back({skill, std::nullopt});
    }
    return all;
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const Node& value = node.items[i];
    for (const Node& item : value.is_list() ? value.items : Run<Node>{&value, 1}) {
      read_count(node.keys[i], item, all, findings);
    }
  }
  return all;
}

std::vector<model::SkillIndex> bind_grades(const RawSkill& skill, Binding& binding) {
  std::vector<model::SkillIndex> grades{binding.skill(skill.word)};
  for (std::int32_t grade = 2; grade <= skill.grade; ++grade) {
    const std::string name = model::graded(skill.word.text, grade);
    grades.push_back(binding.skill({binding.arena.keep(name), skill.word.place}));
  }
  return grades;
}

model::SkillIndex bind_skill(const RawSkill& skill, Binding& binding) {
  return bind_grades(skill, binding).back();
}

std::vector<model::SkillIndex> bind_needed(Run<RawSkill> skills, Binding& binding) {
  std::vector<model::SkillIndex> all;
  for (const RawSkill& skill : skills) {
    const std::string name = model::graded(skill.word.text, skill.grade);
    if (!binding.skills.find(name)) {
      const std::string_view near =
          binding.near.find(name, binding.skills.ids(), Severity::warning, binding.findings);
      binding.findings.add(near.empty() ? messages::kNoSkill : messages::kNoSkillNear,
                           skill.word.place, {name, std::string(near)});
    }
    all.push_back(bind_skill(skill, binding));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace muster::load
