// Skills as written, by grade: `first-aid`, `{first-aid: 2}`, and what needs ask of them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "load/fields.h"
#include "model/ids.h"

namespace muster::load {

struct Binding;

// Grade one where none is written.
struct RawSkill {
  Word word;  // without the grade
  std::int32_t grade = 1;
};

// What every head of a need has: all of, any of, none of.
struct RawSkills {
  Run<RawSkill> all, any, none;
};

// What a team's record says of one skill: so many of its heads have the grade or a better one.
struct StatedSkill {
  RawSkill skill;
  std::optional<std::int64_t> count;  // none: all heads
};

// `first-aid` or `first-aid≥2`, `{first-aid: 2, cook: 1}`, or a list of these.
Run<RawSkill> read_skill_list(const Node&, Findings&, Arena&);
// The same, which means all of them, or `{all: .., any: .., none: ..}`.
RawSkills read_needed_skills(const Node&, Findings&, Arena&);
// `{first-aid: 4}`, `{first-aid: {count: 4, grade: 2}}` or a list of such, by grade; or a list of
// skills that all heads have.
std::vector<StatedSkill> read_team_skills(const Node&, Findings&, Arena&);

// The skill of exactly this grade; it and the lower ones are added where they are new.
model::SkillIndex bind_skill(const RawSkill&, Binding&);
// All that one who has the skill has: its grades from one up. Added where they are new.
std::vector<model::SkillIndex> bind_grades(const RawSkill&, Binding&);
// Of a need: sorted, each once; warns of what no team or person has.
std::vector<model::SkillIndex> bind_needed(Run<RawSkill>, Binding&);

}  // namespace muster::load
