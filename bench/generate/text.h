// A file that is being written, and choices from lists.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/random.h"

namespace muster::bench {

class TextFile {
 public:
  explicit TextFile(const std::filesystem::path& path)
      : path_(path.string()), file_(std::fopen(path_.c_str(), "wb")) {
    if (file_ == nullptr) throw std::runtime_error("cannot write " + path_);
  }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  ~TextFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::print(file_, format, std::forward<Args>(args)...);
    std::fputc('\n', file_);
  }
  // Throws where not all was written.
  void close() {
    const bool bad = std::ferror(file_) != 0;
    const bool lost = std::fclose(file_) != 0;
    file_ = nullptr;
    if (bad || lost) throw std::runtime_error("cannot write " + path_);
  }

 private:
  std::string path_;
  std::FILE* file_;
};

// In [from, to], both included.
inline int between(Random& random, int from, int to) {
  return from + static_cast<int>(random.below(static_cast<std::uint32_t>(to - from + 1)));
}

template <class List>
const auto& one_of(Random& random, const List& list) {
  return list[random.below(static_cast<std::uint32_t>(std::size(list)))];
}

template <class List>
void shuffle(Random& random, List& list) {
  for (std::size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[random.below(static_cast<std::uint32_t>(i))]);
  }
}

// Days count from 4 September 2017 and stay within that month; minutes from midnight.
inline std::string date(int day) { return fmt::format("2017-09-{:02}", 4 + day); }
inline std::string clock(int minute) {
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}
inline std::string moment(int day, int minute) { return date(day) + "T" + clock(minute); }

// zone.yaml of one day in steps of five minutes, with so many grids, and travel.csv between them.
void write_field_zone(const std::filesystem::path& folder, const std::string& comment,
                      const std::string& id, std::size_t grids,
                      const std::function<int(std::size_t, std::size_t)>& minutes);

// A task as it is written, without its id, and where the known plan has it: nothing for an extra.
struct Planted {
  std::string task, placement;
};

// planted.json, which `muster verify` judges; the k-th task is session k######.
void write_planted_plan(const std::filesystem::path& folder, const std::vector<Planted>& tasks);

}  // namespace muster::bench
