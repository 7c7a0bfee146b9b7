// The tables that records are bound into, and the names that they refer to each other by.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "load/fields.h"
#include "load/near_words.h"
#include "load/selectors.h"
#include "load/task_record.h"
#include "load/workspace.h"

namespace muster::load {

// What an id is the id of; rows of messages::kUnknownId.
enum class Sort { line, grid, venue, team, task, person, place };

// Ids of one sort: where each stands in its table and where it was written.
class Names {
 public:
  // False, with a diagnostic that names both places, where the id is taken.
  bool add(const Word& id, Findings& findings);
  std::optional<std::size_t> find(std::string_view id) const;
  // The position of `id`; reports an unknown one with the nearest that is known.
  std::optional<std::size_t> require(const Word& id, Sort sort, Findings& findings);
  std::size_t size() const { return ids_.size(); }
  void reserve(std::size_t n);
  const std::vector<std::string_view>& ids() const { return ids_; }
  Place place(std::size_t position) const { return places_[position]; }

 private:
  boost::unordered_flat_map<std::string_view, std::uint32_t, std::hash<std::string_view>>
      positions_;
  std::vector<std::string_view> ids_;
  std::vector<Place> places_;
  NearWords near_;
};

// The records of one file or of many, merged in name order.
struct Records {
  std::vector<std::pair<Word, Node>> zones, dispatch;
  std::vector<Node> venues, teams, people;
  std::vector<std::unique_ptr<TaskBatch>> tasks;
  struct Rule {
    Node node;
    bool from_pack = false;
  };
  std::vector<Rule> rules;
  std::vector<std::pair<Word, std::vector<Word>>> levels;
  std::vector<Word> use;
};

// Whose some quiet hours of the dispatch section are (none: everyone's) and where they stand.
struct QuietOf {
  std::optional<model::Selector> teams;
  Place place;
};

struct Binding {
  Binding(const Options& options_in, Findings& findings_in)
      : options(options_in), findings(findings_in) {}

  const Options& options;
  Findings& findings;
  Arena arena;  // for ids that are made here, and selectors
  // A file of the workspace by its relative name; none: reported already.
  std::function<std::optional<std::pair<std::uint32_t, std::string_view>>(const Word&)> open_file;

  model::ProblemParts parts;
  local_days first{}, last{};
  Names lines, grids, venues, teams, people, skills;
  std::set<std::string_view> facilities, task_kinds, team_kinds, venue_kinds, grid_kinds;
  std::set<std::string> warned;  // each free word once
  bool quiet_words = false;      // packs speak of what a zone may not have
  NearWords near;
  std::vector<Word> travel_matrix;
  std::optional<model::Selector> over_book;  // tasks of the zone's `reliability`
  std::vector<QuietOf> quiet_of;             // as in the dispatch policy
  std::optional<Place> preferred_at;         // the first `prefer:` of a need

  // Task records in order, and what became of each: several tasks (`each`), which lie side by side.
  struct RawTrace {
    model::TaskIndex first_task;
    std::uint32_t n_tasks = 0;
    bool repeats = false, for_each = false, standing = false;

    auto tasks() const { return IndexRange<model::TaskIndex>(first_task, n_tasks); }
  };
  Names raw_tasks;
  std::vector<RawTrace> raw_traces;
  std::vector<local_days> session_dates;
  std::vector<Place> task_places;

  model::LineIndex line(const Word&);
  model::GridIndex grid(const Word&);
  model::VenueIndex venue(const Word&);
  std::vector<model::LineIndex> lines_of(Run<Word>);
  // All tasks of the record with this id, or the one that its `each` made for a grid:
  // "talk/lanjie", which can be nothing else as no written id has a slash.
  std::optional<RawTrace> tasks_of(std::string_view id) const;
  model::SkillIndex skill(const Word&);  // adds it where it is new
  // When `times` hold and `except` does not; without `times` always. Reaches a day beyond the
  // horizon, so that a window of its last day can cross midnight.
  IntervalSet available(const Node* times, const Node* except) const;
};

// A `contact:` or what is written like one; ${NAME} is replaced by the environment's value.
std::optional<model::Contact> as_contact(const Node&, Binding&);

// One section each, in this order.
void bind_zone(std::vector<std::pair<Word, Node>>& zones, Binding&);
void bind_venues(const std::vector<Node>&, Binding&);
void bind_travel(const Node* zone, Binding&);
void bind_teams(const std::vector<Node>& teams, const std::vector<Node>& people, Binding&);
// Takes the records apart as they are bound. Returns what waits for others (`after`), by id.
using Waiting = std::vector<std::pair<Word, std::vector<RawAfter>>>;
Waiting bind_tasks(std::vector<std::unique_ptr<TaskBatch>>& tasks, Binding&);
void bind_precedences(const Waiting&, Binding&);
std::vector<rule::RuleSpec> bind_rules(const std::vector<Records::Rule>&, Binding&);
std::vector<std::string> bind_levels(const Records&, const std::vector<rule::RuleSpec>&, Binding&);
DispatchPolicy bind_dispatch(const std::vector<std::pair<Word, Node>>&, Binding&);
// Then, when the teams can be asked.
void choose_quiet_teams(const std::vector<QuietOf>&, const model::Problem&, DispatchPolicy&,
                        Findings&);

// Warnings about what can never be placed.
void check_placeable(const model::Problem&, const std::vector<Place>& task_places, Findings&);

}  // namespace muster::load
