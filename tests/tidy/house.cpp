#include "tidy/house.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace muster::tidy {

namespace fs = std::filesystem;

namespace {

using Words = std::set<std::string>;

constexpr std::size_t kLineCharacters = 100;
constexpr std::size_t kFileLines = 500;
constexpr std::size_t kFunctionLines = 70;

// What each room may include besides itself.
const std::map<std::string, Words>& rooms() {
  static const std::map<std::string, Words> kRooms{
      {"base", {}},
      {"model", {"base"}},
      {"rule", {"base", "model"}},
      {"load", {"base", "model", "rule"}},
      {"solve", {"base", "model", "rule"}},
      {"plan", {"base", "model", "rule", "solve"}},
      {"store", {"base"}},
      {"dispatch", {"base", "model", "rule", "load", "solve", "plan", "store"}},
      {"report", {"base", "model", "rule", "solve", "plan"}},
      {"api", {"base", "model", "rule", "load", "solve", "plan", "store", "dispatch", "report"}},
      {"cli",
       {"base", "model", "rule", "load", "solve", "plan", "store", "dispatch", "report", "api"}},
  };
  return kRooms;
}

struct Owner {
  std::string_view prefix;
  Words rooms;
};
// The longest prefix decides.
const std::vector<Owner>& owners() {
  static const std::vector<Owner> kOwners{
      {"date/", {"base"}},
      {"openssl/", {"base"}},
      {"boost/asio/", {"dispatch", "api"}},
      {"boost/beast/", {"dispatch", "api"}},
      {"boost/url/", {"dispatch", "api"}},
      {"curl/", {"dispatch"}},
      {"yaml-cpp/", {"load"}},
      {"csv.h", {"load"}},
      {"libical/", {"load", "report"}},
      {"boost/graph/", {"load", "solve"}},
      {"boost/unordered/", {"load"}},
      {"boost/pending/", {"load", "solve"}},
      {"boost/json", {"load", "plan", "dispatch", "report", "api", "cli"}},
      {"lemon/", {"solve"}},
      {"sqlite3.h", {"store"}},
      {"CLI/", {"cli"}},
      {"spdlog/", {"cli"}},
  };
  return kOwners;
}

// The system's own headers and fmt, which every room may use.
bool is_free(std::string_view header) {
  static const std::set<std::string_view> kSystem{
      "fcntl.h",    "poll.h",     "pthread.h",  "sys/mman.h", "sys/resource.h",
      "sys/stat.h", "sys/wait.h", "unistd.h",   "signal.h",   "sys/ioctl.h",
      "sys/file.h", "spawn.h",    "arpa/inet.h"};
  if (kSystem.count(header) > 0 || header.substr(0, 4) == "fmt/") return true;
  return header.find('/') == header.npos && header.find('.') == header.npos;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string at(const SourceFile& file, std::size_t line, const std::string& what) {
  return file.path + ":" + std::to_string(line + 1) + ": " + what;
}

struct Include {
  std::size_t line = 0;
  std::string header;
  bool own = false;  // in quotes
};

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> found;
  const auto lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].rfind("#include ", 0) != 0) continue;
    const std::size_t from = lines[i].find_first_of("<\"");
    const std::size_t end = lines[i].find_first_of(">\"", from + 1);
    if (from == std::string::npos || end == std::string::npos) continue;
    found.push_back({i, lines[i].substr(from + 1, end - from - 1), lines[i][from] == '"'});
  }
  return found;
}

std::size_t characters(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string first_part(const std::string& path) { return path.substr(0, path.find('/')); }

// Whether the text of a declaration, up to its brace, is that of a function.
bool is_function(const std::string& head) {
  const std::size_t word = head.find_first_not_of(' ');
  static const Words kOthers{"namespace", "struct", "class", "enum", "union", "extern"};
  if (kOthers.count(head.substr(word, head.find(' ', word) - word)) > 0) return false;
  return head.find('(') != std::string::npos && head.find(" = {") == std::string::npos;
}

// The line with the brace that opens the function declared at line `i`, or none.
std::size_t opening_of(const std::vector<std::string>& lines, std::size_t i, std::size_t indent) {
  const std::size_t first = lines[i].find_first_not_of(' ');
  if (first != indent || std::string("}/#").find(lines[i][first]) != std::string::npos) {
    return lines.size();
  }
  std::string head;
  for (; i < lines.size() && !lines[i].empty() && lines[i].back() != ';'; ++i) {
    head += lines[i];
    if (head.back() == '{') return is_function(head) ? i : lines.size();
  }
  return lines.size();
}

// Whether a raw string begins in the line: R"( or R"name(.
bool begins_raw_string(const std::string& line) {
  for (std::size_t at = line.find("R\""); at != std::string::npos; at = line.find("R\"", at + 1)) {
    const std::size_t name_end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 2);
    if (name_end != std::string::npos && line[name_end] == '(') return true;
  }
  return false;
}

// Whether one ends in it: )" or )name".
bool ends_raw_string(const std::string& line) {
  for (std::size_t at = line.find(')'); at != std::string::npos; at = line.find(')', at + 1)) {
    const std::size_t name_end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 1);
    if (name_end != std::string::npos && line[name_end] == '"') return true;
  }
  return false;
}

// Whether a character of the ideograph blocks (three bytes, U+4000 on) begins at `at`.
bool ideograph_at(const std::string& line, std::size_t at) {
  if (at + 2 >= line.size()) return false;
  const auto lead = static_cast<unsigned char>(line[at]);
  return lead >= 0xe4 && lead <= 0xe9;
}

}  // namespace

std::vector<SourceFile> read_tree(const std::string& root, const std::string& folder,
                                  const std::vector<std::string>& endings) {
  std::vector<SourceFile> files;
  if (!fs::exists(fs::path(root) / folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
    const std::string name = entry.path().filename().string();
    const bool wanted = std::any_of(endings.begin(), endings.end(), [&](const std::string& end) {
      return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
    });
    if (!entry.is_regular_file() || !wanted) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    files.push_back({fs::relative(entry.path(), root).generic_string(), text.str()});
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::string room_of(const std::string& path) {
  if (path.rfind("engine/", 0) != 0) return {};
  const std::string rest = path.substr(7);
  return rest.find('/') == std::string::npos ? std::string() : first_part(rest);
}

bool is_header(const SourceFile& file) {
  return file.path.size() > 2 && file.path.substr(file.path.size() - 2) == ".h";
}

Findings check_directions(const SourceFile& file) {
  Findings findings;
  const std::string room = room_of(file.path);
  if (room.empty()) return findings;
  const auto known = rooms().find(room);
  if (known == rooms().end()) return {file.path + ": " + room + " is not a room"};
  for (const Include& include : includes_of(file)) {
    if (!include.own) continue;
    const std::string other = first_part(include.header);
    if (other != room && known->second.count(other) == 0) {
      findings.push_back(at(file, include.line, room + " may not include " + include.header));
    }
  }
  return findings;
}

Findings check_owners(const SourceFile& file) {
  Findings findings;
  const std::string room = room_of(file.path);
  for (const Include& include : includes_of(file)) {
    if (include.own || room.empty() || is_free(include.header)) continue;
    const auto owner = std::find_if(owners().begin(), owners().end(), [&](const Owner& each) {
      return include.header.rfind(each.prefix, 0) == 0;
    });
    if (owner == owners().end()) {
      findings.push_back(at(file, include.line, "no room owns <" + include.header + ">"));
    } else if (owner->rooms.count(room) == 0) {
      findings.push_back(at(file, include.line, room + " does not own <" + include.header + ">"));
    }
  }
  return findings;
}

Findings check_namespace(const SourceFile& file) {
  Findings findings;
  const std::string room = room_of(file.path);
  const std::string expected = room == "base" ? "muster" : "muster::" + room;
  const auto lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (room.empty() || line.rfind("namespace ", 0) != 0 || line.rfind("namespace {", 0) == 0)
      continue;
    if (line.find(" = ") != std::string::npos) continue;  // an alias
    const std::string name = line.substr(10, line.find_first_of(" {", 10) - 10);
    if (name != expected && name.rfind(expected + "::", 0) != 0) {
      findings.push_back(at(file, i, "namespace " + name + " in the room " + room));
    }
  }
  return findings;
}

Findings check_text(const SourceFile& file) {
  static const std::vector<std::string> kNotes{std::string("TO") + "DO", std::string("FIX") + "ME"};
  Findings findings;
  const auto lines = lines_of(file.text);
  if (is_header(file) && file.text.find("\n#pragma once\n") == std::string::npos &&
      file.text.rfind("#pragma once\n", 0) != 0) {
    findings.push_back(file.path + ": no #pragma once");
  }
  if (lines.size() > kFileLines) findings.push_back(file.path + ": over 500 lines");
  if (!file.text.empty() && file.text.back() != '\n') {
    findings.push_back(file.path + ": the last line has no end");
  }
  bool quoted = false;  // in a raw string, whose lines are another language's
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (begins_raw_string(line)) quoted = true;
    if (line.find('\t') != std::string::npos) findings.push_back(at(file, i, "a tab"));
    if (!line.empty() && line.back() == ' ') findings.push_back(at(file, i, "a trailing blank"));
    if (!quoted && characters(line) > kLineCharacters)
      findings.push_back(at(file, i, "over 100 characters"));
    for (const std::string& note : kNotes) {
      if (line.find(note) != std::string::npos) findings.push_back(at(file, i, "a note to self"));
    }
    if (quoted && ends_raw_string(line)) quoted = false;
  }
  return findings;
}

Findings check_chinese(const SourceFile& file) {
  Findings findings;
  const auto lines = lines_of(file.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    bool quoted = false;
    for (std::size_t k = 0; k < line.size(); ++k) {
      if (line[k] == '`') quoted = !quoted;
      if (quoted || std::string_view(",;:!?()").find(line[k]) == std::string_view::npos) continue;
      if ((k >= 3 && ideograph_at(line, k - 3)) || ideograph_at(line, k + 1)) {
        const std::string mark(1, line[k]);
        findings.push_back(at(file, i, "half-width \"" + mark + "\" in Chinese"));
        break;
      }
    }
  }
  return findings;
}

Findings check_functions(const SourceFile& file) {
  Findings findings;
  const auto lines = lines_of(file.text);
  for (const std::size_t indent : {std::size_t{0}, std::size_t{2}}) {
    const std::string end = std::string(indent, ' ') + "}";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t open = opening_of(lines, i, indent);
      if (open == lines.size()) continue;
      std::size_t close = open + 1;
      while (close < lines.size() && lines[close] != end && lines[close] != end + ";") ++close;
      if (close < lines.size() && close - i + 1 > kFunctionLines) {
        findings.push_back(at(file, i, "a function of over 70 lines"));
      }
      i = open;
    }
  }
  return findings;
}

Findings check_name(const std::string& path) {
  static const Words kVague{"util",    "utils", "utility", "common",  "helper",
                            "helpers", "misc",  "manager", "managers"};
  Findings findings;
  for (const fs::path& part : fs::path(path)) {
    std::istringstream words(part.stem().string());
    for (std::string word; std::getline(words, word, '_');) {
      if (kVague.count(word) > 0) findings.push_back(path + ": says nothing by \"" + word + "\"");
    }
  }
  if (room_of(path).empty()) return findings;
  if (std::count(path.begin(), path.end(), '/') > 3) {
    findings.push_back(path + ": lies more than two folders deep");
  }
  return findings;
}

Findings check_reach(const std::vector<SourceFile>& engine, const std::string& from,
                     const std::vector<std::string>& banned) {
  std::map<std::string, const SourceFile*> by_path;
  for (const SourceFile& file : engine) by_path[file.path] = &file;
  Findings findings;
  std::vector<std::string> queue{from};
  Words seen{from};
  while (!queue.empty()) {
    const std::string path = queue.back();
    queue.pop_back();
    const auto file = by_path.find(path);
    if (file == by_path.end()) continue;
    for (const Include& include : includes_of(*file->second)) {
      const std::string next = "engine/" + include.header;
      for (const std::string& ban : banned) {
        if (include.own && next.rfind(ban, 0) == 0) {
          findings.push_back(
              at(*file->second, include.line, from + " must not reach " + include.header));
        }
      }
      if (include.own && seen.insert(next).second) queue.push_back(next);
    }
  }
  return findings;
}

}  // namespace muster::tidy
