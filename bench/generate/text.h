// A file that is being written, and choices from lists.
#pragma once

#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <stdexcept>
#include <string>

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

}  // namespace muster::bench
