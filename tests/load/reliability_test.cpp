// Needs that ask for more people where attendance says that not all come.
#include "loading.h"

namespace muster::load {
namespace {

using testing::good;

// Two of the guard's four were absent once and came never: 4 × 1024 of 6 × 1024 are 666.
const std::string kAbsent =
    "session,start,minutes,team,head,status\n"
    "a,2017-09-01T08:00,60,guard,guard#1,absent\n"
    "a,2017-09-01T08:00,60,guard,guard#2,absent\n";

Workspace over_booking(const std::string& need, const std::string& reliability,
                       const std::string& history = kAbsent) {
  return good(testing::read({{"zone.yaml", testing::kZone + "  reliability: " + reliability + "\n"},
                             {"teams.yaml", testing::kTeams},
                             {"main.yaml",
                              "tasks:\n  - {id: a, kind: patrol, grid: lanjie, duration: 1h,\n"
                              "     window: {from: 08:00, to: 12:00}, needs: [{" +
                                  need + "}]}\n"},
                             {"history.csv", history}}));
}

std::string people(const Workspace& workspace) {
  const model::HeadCount& n = workspace.problem.tasks().rows().front().needs[0].people;
  return std::to_string(n.min) + " " + std::to_string(n.want) + " " + std::to_string(n.max) + ", " +
         std::to_string(workspace.over_booked);
}

const std::string kGuards = "from: {kind: guard}";

TEST_CASE("needs of selected tasks want so many that their minimum can be expected") {
  CHECK(people(over_booking("people: 2, " + kGuards, "{over-book: {kind: patrol}}")) ==
        "2 4 4, 1");  // 2000 / 666 is a little over three
  CHECK(people(over_booking("people: 1, " + kGuards, "{over-book: {kind: patrol}}")) == "1 2 2, 1");
  CHECK(people(over_booking("people: 2, " + kGuards, "{over-book: {kind: class}}")) == "2 2 2, 0");
  CHECK(people(over_booking("people: 2, " + kGuards, "{half-life: 30d}")) == "2 2 2, 0");
}

TEST_CASE("nobody is wanted who is not there, and what is wanted anyway is enough") {
  CHECK(people(over_booking("people: 4, " + kGuards, "{over-book: {}}")) == "4 4 4, 0");
  CHECK(people(over_booking("people: {min: 1, want: 3}, " + kGuards, "{over-book: {}}")) ==
        "1 3 3, 0");
  CHECK(people(over_booking("people: {min: 0, want: 1}, " + kGuards, "{over-book: {}}")) ==
        "0 1 1, 0");
}

TEST_CASE("reliability is the mean of all who may fill the need") {
  // Ten heads in both teams: (4 × 666 + 6 × 1000) / 10 = 866.
  CHECK(people(over_booking("people: 7", "{over-book: {}}")) == "7 9 9, 1");
  CHECK(people(over_booking("people: 5, team: one", "{over-book: {}}")) == "5 6 6, 1");
}

TEST_CASE("attendance of long ago weighs less, and plans alone say nothing") {
  CHECK(people(over_booking("people: 3, " + kGuards, "{half-life: 1d, over-book: {}}")) ==
        "3 4 4, 1");  // two whole days: a quarter, 4096 / 4608 = 888
  const std::string planned =
      "session,start,minutes,team,head,status\na,2017-09-01T08:00,60,guard,guard#1,planned\n";
  CHECK(people(over_booking("people: 2, " + kGuards, "{over-book: {}}", planned)) == "2 2 2, 0");
}

TEST_CASE("a half-life is a day or more") {
  const Loaded loaded =
      testing::read({{"zone.yaml", testing::kZone + "  reliability: {half-life: 2h}\n"},
                     {"teams.yaml", testing::kTeams}});
  CHECK_FALSE(loaded.workspace);
  CHECK(testing::texts(loaded).find("a half-life is a day or more") != std::string::npos);
}

}  // namespace
}  // namespace muster::load
