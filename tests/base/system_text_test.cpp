#include "base/system_text.h"

#include <cerrno>

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("what the system says has both languages where users meet it") {
  CHECK(system_text(ENOSPC).english == "No space left on device");
  CHECK(system_text(ENOSPC).chinese == "磁盘空间不足");
  CHECK(system_text(EACCES).chinese == "权限不足");
  CHECK(system_text(EADDRINUSE).chinese == "地址已被占用");
  CHECK(system_text(ENOTTY).chinese == system_text(ENOTTY).english);
  CHECK(system_text(std::error_code(EROFS, std::system_category())).chinese == "文件系统只读");
  CHECK(system_text(std::make_error_code(std::errc::no_such_file_or_directory)).chinese ==
        "没有这个文件或文件夹");
}
