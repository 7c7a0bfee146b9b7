#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace muster {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own, removed behind it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "muster-file-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const char* name) const { return path_ / name; }
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string content(const fs::path& path) { return read_file(path, 1 << 20).value(); }

TEST_CASE("what is written is read back") {
  const Folder folder;
  std::string bytes(200'000, 'x');
  bytes[100] = '\0';
  REQUIRE(write_file(folder / "a", bytes).ok());
  CHECK(content(folder / "a") == bytes);
  REQUIRE(write_file(folder / "a", "").ok());
  CHECK(content(folder / "a").empty());
  CHECK(folder.entries() == 1);  // no temporary is left
}

TEST_CASE("a file beyond the limit is refused") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", "12345").ok());
  CHECK(read_file(folder / "a", 5).ok());
  CHECK_FALSE(read_file(folder / "a", 4).ok());
  CHECK_FALSE(read_file("/dev/zero", 1 << 16).ok());
}

TEST_CASE("failures name the file in both languages") {
  const Folder folder;
  const auto missing = read_file(folder / "missing.yaml", 10);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.failure().kind == Failure::Kind::disk);
  CHECK(missing.failure().english.find("missing.yaml") != std::string::npos);
  CHECK(missing.failure().english.find("No such file") != std::string::npos);
  CHECK(missing.failure().chinese.find("无法读取") == 0);
  CHECK_FALSE(read_file(folder / "", 10).ok());  // a folder
}

TEST_CASE("a write that fails leaves no trace") {
  const Folder folder;
  fs::create_directory(folder / "taken");
  CHECK_FALSE(write_file(folder / "taken", "new").ok());
  CHECK_FALSE(write_file(folder / "no/such/folder/file", "new").ok());
  CHECK(folder.entries() == 1);
}

TEST_CASE("the old file stays whole where the new one can't be written") {
  const Folder folder;
  fs::create_directory(folder / "closed");
  REQUIRE(write_file(folder / "closed/plan", "old").ok());
  fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  // Permissions bind everybody but root, who is held by nothing.
  const bool written = write_file(folder / "closed/plan", "new").ok();
  CHECK(written == (::geteuid() == 0));
  CHECK(content(folder / "closed/plan") == (written ? "new" : "old"));
  fs::permissions(folder / "closed", fs::perms::owner_all);
}

TEST_CASE("a replaced file keeps its permissions, and a link its target") {
  const Folder folder;
  REQUIRE(write_file(folder / "plan", "old").ok());
  fs::permissions(folder / "plan", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("plan", folder / "link");
  REQUIRE(write_file(folder / "link", "new").ok());
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(content(folder / "plan") == "new");
  CHECK(fs::status(folder / "plan").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("devices and pipes are written to and never replaced") {
  const Folder folder;
  CHECK(write_file("/dev/null", "gone").ok());
  CHECK(fs::is_character_file("/dev/null"));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(content(folder / "pipe").empty());  // nobody writes: no wait
}

TEST_CASE("a full disk is a failure, not a short file") {
  if (::access("/dev/full", W_OK) != 0) return;
  const auto result = write_file("/dev/full", "bytes");
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().english.find("No space left") != std::string::npos);
}

// FIPS 180-4 examples.
TEST_CASE("SHA-256 digests are the standard's") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace
}  // namespace muster
