// Files to a workspace: read in parallel into records, merged in name order, bound one section
// after the other, compiled.
#include "load/workspace.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "base/file.h"
#include "base/limits.h"
#include "load/binding.h"
#include "load/characters.h"
#include "load/file_records.h"
#include "load/history_book.h"
#include "load/messages.h"
#include "load/readers.h"
#include "load/reliability.h"
#include "load/workspace_files.h"
#include "rule/catalog.h"
#include "rule/contradictions.h"

namespace muster::load {

namespace fs = std::filesystem;

namespace {

// Gives the text of a file by its name in the workspace.
using Open = std::function<Result<std::string>(const std::string&)>;

class Loading {
 public:
  Loading(const Options& options, Open open, std::function<bool(const std::string&)> exists)
      : options_(options), open_(std::move(open)), exists_(std::move(exists)) {}

  // `shown` is the workspace's name in messages.
  Result<Loaded> run(std::vector<std::string> names, const std::string& shown) {
    std::sort(names.begin(), names.end());
    if (names.empty()) findings_.add(messages::kNoFiles, {}, {shown});
    if (auto failure = read_all(names)) return std::move(*failure);
    merge(false);
    if (!names.empty()) read_packs();
    if (failure_) return std::move(*failure_);
    const auto workspace = names.empty() ? nullptr : bind();
    if (failure_) return std::move(*failure_);
    Loaded loaded;
    take_texts();
    loaded.workspace = take_workspace(workspace.get());
    findings_.sort_by_place();
    loaded.diagnostics = with_characters(findings_, sources_);
    loaded.sources = std::move(sources_);
    return loaded;
  }

 private:
  struct Bound {
    std::optional<model::Problem> problem;
    std::vector<rule::RuleSpec> specs;
    std::optional<rule::RuleSet> rules;
    DispatchPolicy dispatch;
    std::size_t over_booked = 0;
  };

  std::optional<Failure> read_all(const std::vector<std::string>& names) {
    files_.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      files_[i] = std::make_unique<FileRecords>(names[i], static_cast<std::uint32_t>(i));
    }
    std::vector<std::optional<Failure>> failures(names.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < names.size(); i = next++) {
        auto text = open_(names[i]);
        if (text) {
          files_[i]->read(std::move(text).value());
        } else {
          failures[i] = text.failure();
        }
      }
    };
    const auto n = std::min(names.size(), static_cast<std::size_t>(std::max(options_.threads, 1)));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < n; ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    for (auto& failure : failures) {
      if (failure) return failure;
    }
    return std::nullopt;
  }

  // What the files that aren't merged yet hold, to records_.
  void merge(bool packs) {
    for (; merged_ < files_.size(); ++merged_) {
      FileRecords& file = *files_[merged_];
      digests_.push_back(file.name() + '\0' + file.digest());
      findings_.merge(std::move(file.findings()));
      file.move_into(records_, packs, findings_);
    }
  }

  // Once nothing is a view into them any more.
  void take_texts() {
    for (const auto& file : files_) sources_.add(file->name(), file->take_text());
    for (Sources::File& file : named_) sources_.add(std::move(file.name), std::move(file.text));
  }

  void read_packs() {
    const std::vector<Word> use = records_.use;
    std::set<std::string_view> seen;
    for (const Word& pack : use) {
      if (seen.insert(pack.text).second) read_pack(pack);
    }
  }

  void read_pack(const Word& use) {
    const std::string name(use.text);
    if (!is_id(name)) {
      findings_.add(messages::kBadId, use.place, {name});
      return;
    }
    const std::string own = "rules/" + name + ".yaml";
    for (const auto& file : files_) {
      if (file->name() == own) return;
    }
    Result<std::string> text = Failure{};
    std::string shown = "packs/" + name + ".yaml";
    if (exists_("rules/packs/" + name + ".yaml")) {
      shown = "rules/packs/" + name + ".yaml";
      text = open_(shown);
    } else if (const auto path = find_pack(name, options_.pack_folders)) {
      text = read_file(*path, limits::kFileBytes);
    } else {
      return report_unknown_pack(use);
    }
    if (!text) {
      failure_ = text.failure();
      return;
    }
    files_.push_back(
        std::make_unique<FileRecords>(shown, static_cast<std::uint32_t>(files_.size())));
    files_.back()->read(std::move(text).value());
    merge(true);
  }

  void report_unknown_pack(const Word& use) {
    if (!pack_names_) pack_names_ = pack_names(options_.pack_folders);
    const std::string name(use.text);
    const std::string_view near = near_.find(name, *pack_names_, Severity::error, findings_);
    if (!near.empty()) {
      findings_.add(messages::kUnknownPackNear, use.place, {name, std::string(near)});
    } else if (!pack_names_->empty()) {
      findings_.add(messages::kUnknownPack, use.place,
                    {name, fmt::format("{}", fmt::join(*pack_names_, ", "))});
    } else {
      findings_.add(messages::kNoPacks, use.place, {name});
    }
  }

  // A file that a record names, read now.
  std::optional<std::pair<std::uint32_t, std::string_view>> open_named(const Word& word) {
    const std::string name(word.text);
    const fs::path path(name);
    const bool inside = !path.is_absolute() &&
                        std::none_of(path.begin(), path.end(), [](auto& p) { return p == ".."; });
    if (!inside || !exists_(name)) {
      findings_.add(messages::kNoFile, word.place, {name});
      return std::nullopt;
    }
    auto text = open_(name);
    if (!text) {
      failure_ = text.failure();
      return std::nullopt;
    }
    const auto file = static_cast<std::uint32_t>(files_.size() + named_.size());
    digests_.push_back(name + '\0' + sha256(text.value()));
    named_.push_back({name, std::move(text).value()});
    std::string& bytes = named_.back().text;
    if (!check_text(bytes, file, findings_)) return std::nullopt;
    return std::pair<std::uint32_t, std::string_view>(file, bytes);
  }

  std::unique_ptr<Bound> bind() {
    auto bound = std::make_unique<Bound>();
    Binding binding(options_, findings_);
    binding.open_file = [this](const Word& word) { return open_named(word); };
    bind_zone(records_.zones, binding);
    bind_venues(records_.venues, binding);
    const Node* zone = records_.zones.empty() ? nullptr : &records_.zones.front().second;
    bind_travel(zone, binding);
    bind_teams(records_.teams, records_.people, binding);
    bind_precedences(bind_tasks(records_.tasks, binding), binding);
    bind_reliability(zone, binding);
    read_past(binding);
    bound->specs = bind_rules(records_.rules, binding);
    bound->dispatch = bind_dispatch(records_.dispatch, binding);
    const std::vector<std::string> levels = bind_levels(records_, bound->specs, binding);
    if (findings_.any_error()) return bound;
    bound->problem.emplace(std::move(binding.parts));
    if (binding.over_book) {
      bound->problem =
          over_booked(std::move(*bound->problem), *binding.over_book, bound->over_booked);
    }
    choose_quiet_teams(binding.quiet_of, *bound->problem, bound->dispatch, findings_);
    Diagnostics compiling;
    bound->rules.emplace(rule::compile(bound->specs, levels, *bound->problem, compiling));
    rule::check_contradictions(bound->specs, compiling);
    findings_.merge(std::move(compiling));
    check_placeable(*bound->problem, binding.task_places, findings_);
    return bound;
  }

  // The workspace's history, where it has one.
  void read_past(Binding& binding) {
    const std::string name(kHistoryFile);
    if (!exists_(name)) return;
    const auto opened = open_named({name, {}});
    if (!opened) return;
    const Duration half_life = binding.parts.history.half_life;
    const std::vector<HistoryRow> rows = read_history(opened->second, opened->first, findings_);
    binding.parts.history = bind_history(rows, binding.parts, findings_);
    binding.parts.history.half_life = half_life;
  }

  std::optional<Workspace> take_workspace(Bound* bound) {
    if (bound == nullptr || findings_.any_error() || !bound->problem) return std::nullopt;
    std::sort(digests_.begin(), digests_.end());
    std::string all;
    for (const std::string& digest : digests_) all += digest + '\n';
    for (rule::RuleSpec& spec : bound->specs) {
      spec.place = with_characters(spec.place, sources_);
    }
    return Workspace{std::move(*bound->problem), std::move(bound->specs), std::move(*bound->rules),
                     std::move(bound->dispatch), bound->over_booked,      "sha256:" + sha256(all)};
  }

  const Options& options_;
  Open open_;
  std::function<bool(const std::string&)> exists_;
  std::vector<std::unique_ptr<FileRecords>> files_;
  std::size_t merged_ = 0;
  Sources sources_;
  Findings findings_;
  Records records_;
  std::vector<std::string> digests_;
  std::deque<Sources::File> named_;  // files that records name, numbered after files_
  std::optional<std::vector<std::string>> pack_names_;  // once they are asked for
  NearWords near_;
  std::optional<Failure> failure_;
};

}  // namespace

Result<Loaded> load_workspace(const fs::path& folder, const Options& options) {
  auto files = list_workspace(folder);
  if (!files) return files.failure();
  const fs::path& root = files.value().root;
  std::vector<std::string> names = std::move(files.value().names);
  std::map<std::string, fs::path> also;
  for (const fs::path& path : options.also) {
    if (also.emplace(path.string(), path).second) names.push_back(path.string());
  }
  Loading loading(
      options,
      [&](const std::string& name) {
        const auto found = also.find(name);
        return read_file(found == also.end() ? root / name : found->second, limits::kFileBytes);
      },
      [&](const std::string& name) {
        std::error_code ignored;
        return fs::is_regular_file(root / name, ignored);
      });
  return loading.run(std::move(names), folder.string());
}

Loaded load_texts(const std::map<std::string, std::string>& files, const Options& options) {
  std::vector<std::string> names;
  for (const auto& [name, text] : files) {
    if (is_read(name)) names.push_back(name);
  }
  Loading loading(
      options, [&](const std::string& name) { return Result<std::string>(files.at(name)); },
      [&](const std::string& name) { return files.count(name) > 0; });
  auto loaded = loading.run(std::move(names), "the workspace");
  if (loaded) return std::move(loaded).value();
  // Only a pack can't be read here.
  Loaded failed;
  failed.diagnostics.add(messages::kCantReadPack, {}, {loaded.failure().english});
  return failed;
}

}  // namespace muster::load
