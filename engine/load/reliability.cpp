#include "load/reliability.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "load/messages.h"
#include "model/finder.h"

namespace muster::load {

namespace {

using model::HeadIndex;
using model::Need;
using model::Problem;
using model::TeamIndex;

constexpr Bilingual kReliability{"reliability", "可靠度"};

// Those who may fill a need.
struct Able {
  std::int32_t mean = 1000;  // reliability
  std::int32_t heads = 0;    // in all teams, or in the largest where one must send all
};

class OverBooker {
 public:
  explicit OverBooker(const Problem& problem)
      : problem_(problem), finder_(problem), reliability_(problem) {}

  std::int32_t wanted(const Need& need) {
    const Able& able = able_for(need);
    const std::int32_t expected = (need.people.min * 1000 + able.mean - 1) / able.mean;
    return std::max(need.people.want, std::min({expected, able.heads, limits::kHeadsPerNeed}));
  }

 private:
  const Able& able_for(const Need& need) {
    std::string key = need.one_team ? "1" : "*";
    for (const std::string& skill : skill_texts(problem_, need)) key += skill + '\n';
    append_key(need.from, key);
    const auto [found, is_new] = able_.try_emplace(std::move(key));
    if (is_new) found->second = find(need);
    return found->second;
  }
  Able find(const Need& need) const {
    std::vector<HeadIndex> heads;
    std::int32_t largest = 0;
    for (TeamIndex team : finder_.teams(need.from)) {
      std::int32_t here = 0;
      for (HeadIndex head : problem_.heads_of(team)) {
        if (!may_fill(problem_.heads()[head].skills, need)) continue;
        heads.push_back(head);
        ++here;
      }
      largest = std::max(largest, here);
    }
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    if (heads.empty()) return {};
    const auto n = static_cast<std::int32_t>(heads.size());
    std::int64_t sum = 0;
    for (HeadIndex head : heads) sum += reliability_.of(head);
    return {static_cast<std::int32_t>(sum / n), need.one_team ? largest : n};
  }

  const Problem& problem_;
  const model::Finder finder_;
  const model::Reliability reliability_;
  std::map<std::string, Able> able_;
};

}  // namespace

void bind_reliability(const Node* zone, Binding& binding) {
  const Node* node = zone == nullptr ? nullptr : zone->find("reliability");
  if (node == nullptr || node->is_null()) return;
  const Fields fields(*node, kReliability, {"half-life", "over-book"}, binding.findings);
  if (const auto half_life = fields.duration("half-life")) {
    binding.parts.history.half_life = *half_life;
    if (half_life->minutes < 24 * 60) {
      binding.findings.add(messages::kHalfLife, fields.find("half-life")->place);
    }
  }
  if (const Node* tasks = fields.find("over-book")) {
    binding.over_book =
        bind_selector(read_selector(*tasks, Target::task, binding.findings, binding.arena),
                      Target::task, binding);
  }
}

Problem over_booked(Problem problem, const model::Selector& tasks, std::size_t& raised) {
  raised = 0;
  if (problem.history().sessions.empty()) return problem;
  OverBooker booker(problem);
  std::vector<std::pair<model::TaskIndex, std::vector<Need>>> grown;
  for (auto task : indices(problem.tasks())) {
    const model::Task& row = problem.tasks()[task];
    if (row.standing || !matches(tasks, problem, task)) continue;
    std::vector<Need> needs(row.needs.begin(), row.needs.end());
    bool any = false;
    for (Need& need : needs) {
      const std::int32_t want = booker.wanted(need);
      if (want == need.people.want) continue;
      need.people.want = want;
      need.people.max = std::max(need.people.max, want);
      any = true;
      ++raised;
    }
    if (any) grown.emplace_back(task, std::move(needs));
  }
  if (grown.empty()) return problem;
  model::ProblemParts parts = problem.parts();
  for (auto& [task, needs] : grown) parts.tasks[task].needs = std::move(needs);
  return Problem(std::move(parts));
}

}  // namespace muster::load
