#include "cli/console.h"

#include "base/file.h"

namespace muster::cli {

int Console::fail(const Failure& failure) const {
  err << "muster: " << (language == Language::chinese ? failure.chinese : failure.english) << '\n';
  return kEnvironment;
}

Result<Done> deliver(Console& console, const std::filesystem::path& path, std::string_view bytes) {
  if (path != "-") return write_file(path, bytes);
  console.out << bytes << std::flush;
  if (console.out) return Done{};
  return Failure{Failure::Kind::disk, "the output could not be written to standard output",
                 "无法把结果写到标准输出"};
}

}  // namespace muster::cli
