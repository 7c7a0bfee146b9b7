#include "smptsp_file.h"

#include <algorithm>
#include <chrono>
#include <sstream>

#include "base/file.h"

namespace muster::bench {

namespace {

constexpr std::uint64_t kMostBytes = 256u << 20;
constexpr std::int32_t kLastMinute = 366 * 24 * 60;

// Lines without comments and empty ones.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool next(std::string& out) {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      out.assign(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      out.erase(std::min(out.find('#'), out.size()));
      if (out.find_first_not_of(" \t\r") != std::string::npos) return true;
    }
    return false;
  }

 private:
  std::string_view rest_;
};

// "name = n"
std::optional<std::size_t> header(Lines& lines, const std::string& name, std::string& trouble) {
  std::string line, word, sign;
  std::size_t value = 0;
  if (lines.next(line)) {
    std::istringstream in(line);
    if (in >> word >> sign >> value && word == name && sign == "=") return value;
  }
  trouble = "expected \"" + name + " = <number>\", found \"" + line + "\"";
  return std::nullopt;
}

std::optional<std::vector<std::uint32_t>> qualification(const std::string& line,
                                                        std::size_t n_jobs) {
  std::istringstream in(line);
  std::size_t count = 0;
  char colon = 0;
  if (!(in >> count >> colon) || colon != ':') return std::nullopt;
  std::vector<std::uint32_t> jobs;
  for (std::uint32_t job = 0; in >> job;) {
    if (job >= n_jobs) return std::nullopt;
    jobs.push_back(job);
  }
  if (jobs.size() != count || !in.eof()) return std::nullopt;
  std::sort(jobs.begin(), jobs.end());
  jobs.erase(std::unique(jobs.begin(), jobs.end()), jobs.end());
  return jobs;
}

}  // namespace

std::optional<SmptspFile> parse_smptsp(std::string_view text, std::string& trouble) {
  SmptspFile out;
  Lines lines(text);
  std::string line;
  if (!header(lines, "Type", trouble)) return std::nullopt;
  const auto n_jobs = header(lines, "Jobs", trouble);
  if (!n_jobs) return std::nullopt;
  for (std::size_t i = 0; i < *n_jobs; ++i) {
    std::int32_t start = 0;
    std::int32_t end = 0;
    if (!lines.next(line) || !(std::istringstream(line) >> start >> end) || start < 0 ||
        end <= start || end > kLastMinute) {
      trouble = "expected \"start end\" of a job, found \"" + line + "\"";
      return std::nullopt;
    }
    out.jobs.emplace_back(start, end);
  }
  const auto n_workers = header(lines, "Qualifications", trouble);
  if (!n_workers) return std::nullopt;
  for (std::size_t i = 0; i < *n_workers; ++i) {
    auto jobs = lines.next(line) ? qualification(line, *n_jobs) : std::nullopt;
    if (!jobs) {
      trouble = "expected \"count: jobs\" of a worker, found \"" + line + "\"";
      return std::nullopt;
    }
    out.jobs_of.push_back(std::move(*jobs));
  }
  return out;
}

Stated state_smptsp(const SmptspFile& file) {
  using namespace model;
  ProblemParts parts;
  parts.zone = {"smptsp", "SMPTSP", Duration{1}};
  std::int32_t last = 1;
  for (const auto& [start, end] : file.jobs) last = std::max(last, end);
  const std::chrono::local_days day{std::chrono::year_month_day(
      std::chrono::year(2012), std::chrono::January, std::chrono::day(2))};
  parts.calendar = Calendar(parts.zone_time, day, day + std::chrono::days((last - 1) / 1440));
  const Interval horizon = parts.calendar.horizon();
  for (std::size_t j = 0; j < file.jobs.size(); ++j) {
    const auto [start, end] = file.jobs[j];
    Task task;
    task.id = task.name = "job-" + std::to_string(j);
    task.priority = Priority::must;
    Need need;
    need.skills = {parts.skills.push_back("does-" + task.id)};
    task.needs.push_back(std::move(need));
    Session session;
    session.id = task.id;
    session.duration = Duration{end - start};
    session.windows = {{horizon.from + Duration{start}, horizon.from + Duration{end}}};
    session.task = parts.tasks.push_back(std::move(task));
    parts.sessions.push_back(std::move(session));
  }
  for (std::size_t w = 0; w < file.jobs_of.size(); ++w) {
    Team team;
    team.id = team.name = "worker-" + std::to_string(w);
    team.size = 1;
    for (std::uint32_t j : file.jobs_of[w]) team.skills.emplace_back(SkillIndex(j), 1);
    team.available = IntervalSet({horizon});
    parts.teams.push_back(std::move(team));
  }
  rule::RuleSpec few;
  few.id = "few-workers";
  few.kind = "activation";
  few.level = "care";
  return {Problem(std::move(parts)), {few}};
}

std::optional<BestKnown> best_known(const std::filesystem::path& file) {
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  const std::string name = file.filename().string();
  for (const auto& [where, key] :
       {std::pair(folder, name), {folder.parent_path(), folder.filename().string() + "/" + name}}) {
    const auto text = read_file(where / "best_known.tsv", kMostBytes);
    if (!text) continue;
    std::istringstream lines(text.value());
    for (std::string line; std::getline(lines, line);) {
      std::istringstream in(line);
      std::string id, closed;
      BestKnown row;
      if (!(in >> id >> row.upper >> closed >> row.lower) || id != key) continue;
      row.closed = closed == "yes";
      return row;
    }
  }
  return std::nullopt;
}

}  // namespace muster::bench
