// The placements of a plan file. Inside the room only: plan_json.h is what others call.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "plan/choose_heads.h"
#include "plan/facts.h"
#include "plan/plan_reader.h"

namespace muster::plan {

// Rows of a table by id; looked up only, never walked.
template <class I>
class IdMap {
 public:
  template <class T>
  explicit IdMap(const Table<I, T>& table) {
    map_.reserve(table.size());
    for (auto i : indices(table)) map_.emplace(table[i].id, i);
  }
  I find(std::string_view id) const {
    const auto found = map_.find(id);
    return found == map_.end() ? I() : found->second;
  }

 private:
  std::unordered_map<std::string_view, I> map_;
};

// Reads placements into a solution; how many of a team are asked for without names is settled at
// the end, over the whole plan.
class PlanPlacements {
 public:
  PlanPlacements(const Problem& problem, PlanReader& reader);

  // The session that an object of the file is about; none where it has no right id.
  SessionIndex session(const JsonObject& in);
  // One element of the list, which begins at `at`.
  void read(const boost::json::value& value, std::size_t at);
  // All that was read, with heads on the crews that only said how many.
  model::Solution take();

 private:
  // The row whose id stands under `key`; diagnosed and none where there is no such row.
  template <class I, class T>
  I find(const JsonObject& in, std::string_view key, Bilingual what, const IdMap<I>& map,
         const Table<I, T>& table, bool required);
  TimePoint start(const JsonObject& in, SessionIndex s);
  void crew(const boost::json::value& value, std::size_t at, SessionIndex s, Placement& placement);
  std::optional<std::uint32_t> need_of(const JsonObject& in, SessionIndex s);
  void people(const JsonObject& in, SessionIndex s, const Crew& crew);
  void heads(const boost::json::array& list, const JsonObject& in, Crew& crew);

  const Problem& problem_;
  PlanReader& reader_;
  IdMap<SessionIndex> sessions_;
  IdMap<TeamIndex> teams_;
  IdMap<VenueIndex> venues_;
  IdMap<HeadIndex> heads_;
  std::vector<HeadRequest> requests_;
  std::map<std::tuple<SessionIndex, std::uint32_t, TeamIndex>, std::size_t> request_at_;
  model::Solution solution_;
};

}  // namespace muster::plan
