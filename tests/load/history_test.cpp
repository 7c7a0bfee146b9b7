// history.csv, attendance lists, and what adding them to a history makes of it.
#include "load/history_book.h"

#include "base/zone_time.h"
#include "load/readers.h"
#include "loading.h"

namespace muster::load {
namespace {

using testing::good;

const std::string kTalks =
    "tasks: [{id: talk, kind: lecture, lines: [women], grid: lanjie, repeat: FREQ=DAILY,\n"
    "         duration: 1h, window: {from: 08:00, to: 12:00}, needs: [{people: 1}]}]\n"
    "people: [{id: ann, teams: [wives]}]\n";
const std::string kHistory =
    "session,start,minutes,task,kind,lines,grid,team,head,status\n"
    "talk@2017-09-01,2017-09-01T08:00,60,talk,lecture,women,lanjie,wives,ann,planned\n"
    "talk@2017-09-01,2017-09-01T08:00,60,talk,lecture,women,lanjie,wives,wives#2,planned\n"
    "old,2017-08-01T09:30,90,old,lecture,women;youth,xiaxi,wives,gone,late\n";

Loaded with_history(const std::string& history) {
  return testing::read({{"main.yaml", kTalks},
                        {"zone.yaml", testing::kZone},
                        {"teams.yaml", testing::kTeams},
                        {"history.csv", history}});
}

std::vector<HistoryRow> rows(const std::string& text) {
  Findings findings;
  auto read = read_history(text, 0, findings);
  CHECK(findings.all().empty());
  return read;
}

struct Added {
  HistoryBook book;
  HistoryBook::Change change;
  std::string trouble;
};
Added attend(const std::string& before, const std::string& list) {
  const Workspace workspace = good(with_history(kHistory));
  Added out{HistoryBook(rows(before)), {}, {}};
  Findings findings;
  Sources sources;
  sources.add("list.csv", list);
  out.change = out.book.add_attendance(rows(list), workspace.problem, findings);
  out.trouble = to_text(findings, sources, Language::english);
  return out;
}

TEST_CASE("a workspace's history is read, by time, names found") {
  const model::Problem problem = good(with_history(kHistory)).problem;
  REQUIRE(problem.past().size() == 2);
  const model::PastSession& old = problem.past()[0];
  CHECK(old.id == "old");
  CHECK(old.turns.at(0).turnout == model::Turnout::late);
  CHECK_FALSE(old.turns.at(0).who.exists());
  CHECK(problem.grids()[old.grid].id == "xiaxi");
  const model::PastTask& task = problem.history().tasks[old.task];
  CHECK_FALSE(task.known.exists());
  CHECK(task.lines.size() == 2);
  const model::PastSession& talk = problem.past()[1];
  CHECK(problem.history().tasks[talk.task].known == model::TaskIndex(std::size_t{0}));
  CHECK(problem.heads()[talk.turns.at(0).who].id == "ann");
  CHECK(talk.start == problem.zone_time().instant({*parse_date("2017-09-01"), 480}));
}

TEST_CASE("a workspace without a history has none, and one with it another digest") {
  const Workspace without = good(testing::read(
      {{"main.yaml", kTalks}, {"zone.yaml", testing::kZone}, {"teams.yaml", testing::kTeams}}));
  CHECK(without.problem.past().empty());
  CHECK(without.inputs != good(with_history(kHistory)).inputs);
}

TEST_CASE("a history is written as it is read") {
  const HistoryBook book(rows(kHistory));
  CHECK(book.rows().front().session == "old");
  const std::string text = history_csv(book.rows());
  CHECK(history_csv(HistoryBook(rows(text)).rows()) == text);
  std::vector<HistoryRow> odd = rows(kHistory);
  odd[0].kind = "a \"kind\", with\nall";
  CHECK(rows(history_csv(odd))[0].kind == odd[0].kind);
}

TEST_CASE("attendance says who came of those who were foreseen, and the same again nothing new") {
  const std::string list =
      "session,team,person,status,minutes\n"
      "talk@2017-09-01,wives,ann,absent,\n"
      "talk@2017-09-01,wives,wives#2,present,45\n"
      "talk@2017-09-01,guard,guard#1,late,\n";
  const Added first = attend(kHistory, list);
  CHECK(first.trouble == "");
  CHECK(first.change.added == 1);
  CHECK(first.change.changed == 2);
  const std::string text = history_csv(first.book.rows());
  CHECK(text ==
        "session,start,minutes,task,kind,lines,grid,team,head,status\n"
        "old,2017-08-01T09:30,90,old,lecture,women;youth,xiaxi,wives,gone,late\n"
        "talk@2017-09-01,2017-09-01T08:00,60,talk,lecture,women,lanjie,guard,guard#1,late\n"
        "talk@2017-09-01,2017-09-01T08:00,0,talk,lecture,women,lanjie,wives,ann,absent\n"
        "talk@2017-09-01,2017-09-01T08:00,45,talk,lecture,women,lanjie,wives,wives#2,present\n");
  const Added again = attend(text, list);
  CHECK_FALSE(again.change.any());
  CHECK(history_csv(again.book.rows()) == text);
}

TEST_CASE("attendance of what no plan foresaw tells its start, the task the rest") {
  const Added added = attend("session,team,head,status\n",
                             "session,start,team,head,status\n"
                             "talk@2017-08-20,2017-08-20T09:00,wives,ann,present\n");
  CHECK(added.trouble == "");
  CHECK(history_csv(added.book.rows()) ==
        "session,start,minutes,task,kind,lines,grid,team,head,status\n"
        "talk@2017-08-20,2017-08-20T09:00,60,talk,lecture,women,lanjie,wives,ann,present\n");
}

TEST_CASE("what attendance leaves open is told") {
  CHECK(attend(kHistory, "session,team,head,status\nnew,wives,ann,present\n").trouble ==
        "list.csv:2:11: error: nothing says when \"new\" began [history-no-start]\n"
        "   2 | new,wives,ann,present\n"
        "     |           ^~~\n"
        "  try: add its plan first, or write a column `start`\n");
  CHECK(attend(kHistory, "session,team,head,status,start\nnew,wives,ann,present,2017-08-02T10:00\n")
            .trouble.find("nothing says how long \"new\" took") != std::string::npos);
  CHECK(attend(kHistory, "session,team,head,status\ntalk@2017-09-01,wive,ann,present\n")
            .trouble.find("there is no team \"wive\"") != std::string::npos);
  CHECK(attend(kHistory, "session,team,head,status\ntalk@2017-09-01,wives,wives#22,present\n")
            .trouble.find("nobody is called \"wives#22\"") != std::string::npos);
  const std::string twice = kHistory + "old,2017-08-02T09:30,90,old,,,,wives,gone,late\n";
  CHECK(attend(twice, "session,team,head,status\nold,wives,gone,present\n")
            .trouble.find("in the history on several days") != std::string::npos);
}

TEST_CASE("a new plan takes the place of an old one, and attendance stays") {
  const Workspace workspace = good(with_history(kHistory));
  const auto turn = [](const std::string& day, const std::string& head) {
    HistoryRow row;
    row.session = "talk@" + day;
    row.start = LocalTime{*parse_date(day), 540};
    row.minutes = 60;
    row.task = "talk";
    row.team = "wives";
    row.head = head;
    return row;
  };
  const std::set<std::string> sessions{"talk@2017-09-04", "talk@2017-09-05"};
  HistoryBook book(rows(kHistory));
  const std::vector<HistoryRow> plan{turn("2017-09-04", "ann"), turn("2017-09-05", "wives#2")};
  auto change = book.add_plan(plan, sessions, workspace.problem);
  CHECK(change.added == 2);
  CHECK(change.removed == 0);
  CHECK_FALSE(book.add_plan(plan, sessions, workspace.problem).any());

  Findings findings;
  book.add_attendance(rows("session,team,head,status\ntalk@2017-09-04,wives,ann,absent\n"),
                      workspace.problem, findings);
  CHECK(findings.all().empty());
  change = book.add_plan({turn("2017-09-04", "wives#3")}, sessions, workspace.problem);
  CHECK(change.added == 1);
  CHECK(change.removed == 1);  // wives#2 on the fifth; ann's absence is known
  CHECK(book.rows().size() == 5);
}

TEST_CASE("what is wrong in a history has its place") {
  const Loaded loaded = with_history(
      "session,start,minutes,team,head,status\n"
      "a,2017-09-01,60,wives,ann,present\n"
      "a,2017-09-01T08:00,many,wives,ann,present\n"
      "a,2017-09-01T08:00,60,wives,,present\n"
      "a,2017-09-01T08:00,60,wives,ann,there\n"
      "a,,60,wives,ann,present\n"
      "b,2017-09-01T08:00,60,wives,ann,present\n"
      "b,2017-09-01T08:00,60,wives,ann,late\n");
  CHECK_FALSE(loaded.workspace);
  CHECK(loaded.diagnostics.errors() == 6);
  const std::string text = testing::texts(loaded);
  CHECK(text.find("history.csv:2:3: error: \"2017-09-01\" is no date with a time") !=
        std::string::npos);
  CHECK(text.find("history.csv:4:1: error: this row does not say its head") != std::string::npos);
  CHECK(text.find("planned | present | late | absent") != std::string::npos);
  CHECK(text.find("\"ann\" is written twice for \"b\"") != std::string::npos);
  const Loaded columns = with_history("session,team,who,status\n");
  CHECK(testing::texts(columns).find("there is no column \"head\"") != std::string::npos);
}

}  // namespace
}  // namespace muster::load
