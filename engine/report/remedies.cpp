#include "report/remedies.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include "plan/facts.h"
#include "report/explain_json.h"
#include "report/phrases.h"

namespace muster::report {

namespace json = boost::json;
using plan::Remedy;

namespace {

std::string say(const Subject& in, std::string_view english, std::string_view chinese) {
  return std::string(in.language == Language::chinese ? chinese : english);
}
bool is_zh(const Subject& in) { return in.language == Language::chinese; }

const std::string& text_of(const Subject& in, const plan::Reason& reason) {
  return is_zh(in) ? reason.chinese : reason.english;
}

std::string title(const Subject& in, model::SessionIndex s) {
  return fmt::format("{} [{}]", plan::name_of(in.problem, s), in.problem.sessions()[s].id);
}

// Against what the question asks, as a heading: "hall, wives, 2017-09-04 08:00".
std::string asked(const Subject& in, const plan::WhyNot& question) {
  std::string out = title(in, question.session);
  const auto add = [&](const std::string& words) { out += say(in, ", ", "，") + words; };
  if (question.team.exists()) add(plan::name_of(in.problem, question.team));
  if (question.venue.exists()) add(plan::name_of(in.problem, question.venue));
  if (question.start) add(plan::clock_text(in.problem, *question.start));
  return out;
}

// The same change several times is told once: "… (×2)".
std::vector<std::pair<plan::Reason, int>> described(const Subject& in, const Remedy& remedy) {
  std::vector<std::pair<plan::Reason, int>> out;
  for (const plan::Change& change : remedy.changes) {
    plan::Reason reason = plan::describe(in.problem, change);
    if (!out.empty() && out.back().first == reason) {
      ++out.back().second;
    } else {
      out.emplace_back(std::move(reason), 1);
    }
  }
  return out;
}

// In the words of the problem as it is; who is new in the changed one stands apart.
std::string placed(const Subject& in, const Remedy& remedy, model::SessionIndex s,
                   const model::Placement& placement) {
  const model::Problem& changed = remedy.problem.problem;
  const auto before = plan::same_heads(changed, in.problem);
  model::Placement known = placement;
  std::string more;
  for (model::Crew& crew : known.crews) {
    for (model::HeadIndex& head : crew.heads) {
      const model::HeadIndex old = before[head];
      if (!old.exists()) more += say(in, ", ", "、") + plan::name_of(changed, head);
      head = old;
    }
    std::erase_if(crew.heads, [](model::HeadIndex head) { return !head.exists(); });
  }
  std::erase_if(known.crews, [](const model::Crew& crew) { return crew.heads.empty(); });
  const Phrases phrases(in.problem, in.language);
  const std::string when =
      in.problem.task_of(s).standing ? "-" : plan::clock_text(in.problem, placement.start);
  std::string out = fmt::format("{}, {}", when, phrases.place(s, placement.venue));
  if (!known.crews.empty()) out += ", " + phrases.crews(known);
  return out + more;
}

void add_remedy(const Subject& in, const Remedy& remedy, model::SessionIndex s, std::size_t number,
                std::string& out) {
  std::string heading;
  for (const auto& [reason, times] : described(in, remedy)) {
    heading += (heading.empty() ? "" : say(in, "; ", "；")) + text_of(in, reason);
    if (times > 1) heading += fmt::format(" ×{}", times);
  }
  if (heading.empty() && remedy.moved.empty() && remedy.left_out.empty()) {
    heading = say(in, "nothing needs to change", "无须任何改变");
  } else if (heading.empty()) {
    heading = say(in, "others give way", "其他场次让步");
  }
  out += fmt::format("{}. {}\n", number, heading);
  for (model::SessionIndex first : remedy.served_first) {
    out += say(in, "   also served: ", "   一并安排：") + title(in, first) + ": " +
           placed(in, remedy, first, *remedy.solution.placements[first]) + '\n';
  }
  for (const solve::Moved& moved : remedy.moved) {
    out += say(in, "   moves: ", "   移动：") + title(in, moved.session) + ": " +
           placed(in, remedy, moved.session, moved.before) + " → " +
           placed(in, remedy, moved.session, moved.after) + '\n';
  }
  for (model::SessionIndex left : remedy.left_out) {
    out += say(in, "   is not served then: ", "   因此不再安排：") + title(in, left) + '\n';
  }
  out += say(in, "   then: ", "   于是：") + placed(in, remedy, s, remedy.placement) + '\n';
  out += say(in, "   the plan: ", "   计划得分：") +
         change_text(in.levels, remedy.change, in.language) +
         fmt::format(fmt::runtime(say(in, "; {} people get other duties\n", "；{} 人的任务有变\n")),
                     remedy.people);
}

json::object moved_json(const Remedy& remedy, const solve::Moved& moved) {
  const model::Problem& problem = remedy.problem.problem;
  return {{"before", placement_json(problem, moved.session, moved.before)},
          {"after", placement_json(problem, moved.session, moved.after)}};
}

json::object remedy_json(const Subject& in, const Remedy& remedy, model::SessionIndex s) {
  const auto ids = [&](const std::vector<model::SessionIndex>& sessions) {
    json::array out;
    for (model::SessionIndex each : sessions) {
      out.emplace_back(in.problem.sessions()[each].id);
    }
    return out;
  };
  json::array changes, moved;
  for (const auto& [reason, times] : described(in, remedy)) {
    changes.push_back({{"code", reason.code},
                       {"text", text_of(in, reason)},
                       {"ids", ids_json(reason.blockers)},
                       {"times", times}});
  }
  for (const solve::Moved& each : remedy.moved) moved.push_back(moved_json(remedy, each));
  return {{"changes", std::move(changes)},
          {"served_first", ids(remedy.served_first)},
          {"moved", std::move(moved)},
          {"left_out", ids(remedy.left_out)},
          {"placement", placement_json(remedy.problem.problem, s, remedy.placement)},
          {"score_change", change_json(in.levels, remedy.change)},
          {"people", remedy.people}};
}

}  // namespace

std::string contrast_text(const Subject& in, const plan::Contrast& contrast) {
  const model::SessionIndex s = contrast.question.session;
  std::string out = asked(in, contrast.question) + '\n';
  const Phrases phrases(in.problem, in.language);
  if (!contrast.possible && !contrast.start_allowed) {
    return out + say(in, "  it can't be: its windows do not allow that start\n",
                     "  不行：允许的时段里没有这个开始时间\n");
  }
  if (!contrast.possible) {
    out += say(in, "  it can't be; what stands against it first, candidate by candidate:\n",
               "  不行；逐个候选最先挡住的是：\n");
    for (const std::string& line : funnel_lines(in, contrast.funnels, s)) out += "  " + line + '\n';
    return out;
  }
  const std::string when =
      in.problem.task_of(s).standing ? "-" : plan::clock_text(in.problem, contrast.placement.start);
  out += fmt::format("{}{}, {}, {}\n", say(in, "  it could be: ", "  可以这样："), when,
                     phrases.place(s, contrast.placement.venue), phrases.crews(contrast.placement));
  out += say(in, "  against the plan as it is: ", "  与现有计划相比：") +
         change_text(in.levels, contrast.change, in.language) + '\n';
  return out + costs_text(in, contrast.costs);
}

std::string contrast_json(const Subject& in, const plan::Contrast& contrast) {
  const model::SessionIndex s = contrast.question.session;
  json::object out{{"about", "why-not"},
                   {"session", in.problem.sessions()[s].id},
                   {"possible", contrast.possible},
                   {"start_allowed", contrast.start_allowed}};
  if (!contrast.possible) {
    json::array candidates;
    for (const plan::Funnel& funnel : contrast.funnels) candidates.push_back(funnel_json(funnel));
    out["candidates"] = std::move(candidates);
  } else {
    out["placement"] = placement_json(in.problem, s, contrast.placement);
    out["score_change"] = change_json(in.levels, contrast.change);
    out["costs"] = costs_json(in.levels, contrast.costs);
  }
  return json::serialize(out) + '\n';
}

std::string remedies_text(const Subject& in, model::SessionIndex s, const plan::Relaxed& relaxed) {
  std::string out = title(in, s) + '\n';
  if (relaxed.remedies.empty()) {
    out += fmt::format(
        fmt::runtime(say(in, "  {} changes were tried; none lets it in: see `muster explain`\n",
                         "  试了 {} 种让步，都不能使它排上：请看 `muster explain`\n")),
        relaxed.tried);
  }
  std::size_t number = 0;
  for (const Remedy& remedy : relaxed.remedies) add_remedy(in, remedy, s, ++number, out);
  if (relaxed.stopped) {
    out += say(in, "stopped early: not all changes were tried\n", "提前停止：没有试完\n");
  }
  return out;
}

std::string remedies_json(const Subject& in, model::SessionIndex s, const plan::Relaxed& relaxed) {
  json::array remedies;
  for (const Remedy& remedy : relaxed.remedies) remedies.push_back(remedy_json(in, remedy, s));
  return json::serialize(json::object{{"about", "relax"},
                                      {"session", in.problem.sessions()[s].id},
                                      {"tried", relaxed.tried},
                                      {"stopped", relaxed.stopped},
                                      {"remedies", std::move(remedies)}}) +
         '\n';
}

}  // namespace muster::report
