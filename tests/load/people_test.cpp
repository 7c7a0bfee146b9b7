// Where people live, who is related to a task, and people chosen by attribute.
#include "loading.h"

using namespace muster;
using namespace muster::load;
using namespace muster::load::testing;

namespace {

std::vector<std::string> codes_of(const std::string& more) {
  std::vector<std::string> all;
  const Loaded loaded = load_with(more);
  for (const Diagnostic& each : loaded.diagnostics.all()) all.emplace_back(each.text->code);
  return all;
}

using Codes = std::vector<std::string>;

const std::string kPeople = R"(people:
  - {id: ann, teams: [wives], home: lanjie, skills: [tutoring]}
  - {id: bea, teams: [wives], home: [28.932, 120.064]}
  - {id: eve, teams: [guard]}
)";

}  // namespace

TEST_CASE("a home is a grid, or the nearest grid to a point, and heads know theirs") {
  const model::Problem problem = good(load_with(kPeople)).problem;
  const auto home = [&](std::size_t person) {
    return problem.people()[model::PersonIndex(person)].home;
  };
  CHECK(problem.grids()[home(0)].id == "lanjie");
  CHECK(problem.grids()[home(1)].id == "lanjie");
  CHECK_FALSE(home(2).exists());
  CHECK(problem.heads()[model::HeadIndex(std::size_t{0})].home == home(0));
  CHECK(codes_of("people:\n  - {id: ann, teams: [wives], home: lanjei}\n") == Codes{"unknown-id"});
  CHECK(codes_of("people:\n  - {id: ann, teams: [wives], home: [1, 2, 3]}\n") ==
        Codes{"not-a-point"});
  const Loaded nowhere = read({{"main.yaml", R"(zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-17}
teams:
  - {id: t}
people:
  - {id: ann, teams: [t], home: [28.9, 120.1]}
)"}});
  CHECK_THAT(texts(nowhere), Catch::Contains("home-without-grids"));
}

TEST_CASE("tasks name the people who are related, and standing ones have their grid's households") {
  const model::Problem problem = good(load_with(kPeople + R"(tasks:
  - {id: a, grid: lanjie, standing: true, related: [eve, ann, eve], needs: [{people: 1}]}
  - {id: b, grid: lanjie, standing: true, households: 6, needs: [{people: 1}]}
  - {id: c, grid: lanjie, duration: 1h, needs: [{people: 1}]}
)"))
                                     .problem;
  const auto task = [&](std::size_t i) { return problem.tasks()[model::TaskIndex(i)]; };
  REQUIRE(task(0).related.size() == 2);
  CHECK(task(0).related[0] == model::PersonIndex(std::size_t{0}));
  CHECK(task(0).related[1] == model::PersonIndex(std::size_t{2}));
  CHECK(task(0).households == 290);
  CHECK(task(1).households == 6);
  CHECK(task(2).households == 0);
  using model::HeadIndex;
  const model::SessionIndex a(std::size_t{0});
  const model::SessionIndex b(std::size_t{1});
  CHECK(is_near(problem, HeadIndex(std::size_t{2}), a, {}));
  CHECK_FALSE(is_near(problem, HeadIndex(std::size_t{2}), b, {}));
  CHECK(is_near(problem, HeadIndex(std::size_t{1}), b, {}));
  CHECK(codes_of(kPeople + R"(tasks:
  - {id: a, standing: true, related: [ane], needs: [{people: 1}]}
)") == Codes{"unknown-id"});
}

TEST_CASE("people are chosen by their ids and skills, and by their teams") {
  const std::string rule = "rules:\n  - {id: r, kind: buddy, novices: ";
  const Workspace loaded =
      good(load_with(kPeople + rule + "{kind: guard}, experienced: {skills: [tutoring]}}\n"));
  const auto matched = [&](const char* param) {
    std::string ids;
    for (auto head : indices(loaded.problem.heads())) {
      const auto selector = loaded.specs[0].get<model::Selector>(param, {});
      if (matches(selector, loaded.problem, head)) ids += loaded.problem.heads()[head].id + " ";
    }
    return ids;
  };
  CHECK(matched("novices") == "eve guard#2 guard#3 guard#4 ");
  CHECK(matched("experienced") == "ann wives#3 wives#4 ");
  CHECK(codes_of(kPeople + rule + "[ann, bob], experienced: eve}\n") == Codes{"unknown-id"});
  CHECK(codes_of(kPeople + rule + "{skills: [cooking]}, experienced: eve}\n") ==
        Codes{"matches-nothing"});
}
