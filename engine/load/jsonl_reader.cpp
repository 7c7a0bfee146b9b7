// JSON Lines by Boost.JSON's event parser. It tells no positions; but a text without escapes is
// given where it stands in the line, and events come in the order of the tokens, so that a cursor
// that walks the line beside it knows where the others stand.
#include <algorithm>

#include <boost/json/basic_parser_impl.hpp>

#include "base/limits.h"
#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

namespace json = boost::json;

class Handler {
 public:
  static constexpr std::size_t max_object_size = limits::kLineBytes;
  static constexpr std::size_t max_array_size = limits::kLineBytes;
  static constexpr std::size_t max_key_size = limits::kLineBytes;
  static constexpr std::size_t max_string_size = limits::kLineBytes;

  Handler(TreeBuilder& builder, Arena& texts) : builder_(builder), texts_(texts) {}

  void start(std::string_view line, Place place) {
    line_ = line;
    place_ = place;
    at_ = 0;
    parts_.clear();
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code& error) { return begin(Node::Type::map, error); }
  bool on_object_end(std::size_t, json::error_code&) { return end(); }
  bool on_array_begin(json::error_code& error) { return begin(Node::Type::list, error); }
  bool on_array_end(std::size_t, json::error_code&) { return end(); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return more(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code&) { return text(part); }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return more(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code&) { return text(part); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return bare(); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return bare(); }
  bool on_double(double, json::string_view, json::error_code&) { return bare(); }
  bool on_bool(bool, json::error_code&) { return bare(); }
  bool on_null(json::error_code&) {
    builder_.null(token());
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool begin(Node::Type type, json::error_code& error) {
    if (builder_.begin(type, token())) return true;
    error = json::error::too_deep;
    return false;
  }
  bool end() {
    builder_.end();
    return true;
  }
  bool more(json::string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  bool text(json::string_view part) {
    const char* begin = line_.data();
    if (parts_.empty() && begin < part.data() && part.data() < begin + line_.size() &&
        part.data()[-1] == '"') {
      const auto from = static_cast<std::size_t>(part.data() - begin);
      at_ = std::min(from + part.size() + 1, line_.size());
      builder_.scalar(line_.substr(from, part.size()), place(from - 1), true);
      return true;
    }
    more(part);
    builder_.scalar(texts_.keep(parts_), token(), true);
    parts_.clear();
    return true;
  }
  bool bare() {
    const Place place = token();
    builder_.scalar(line_.substr(place.column - 1, place.length), place, false);
    return true;
  }
  // Where the next token stands; the cursor moves behind it.
  Place token() {
    at_ = next(at_, false);
    const std::size_t from = at_;
    if (at_ < line_.size() && line_[at_] == '"') {
      for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_) at_ += line_[at_] == '\\';
      ++at_;
    } else if (at_ < line_.size() && (line_[at_] == '{' || line_[at_] == '[')) {
      ++at_;
    } else {
      at_ = next(at_, true);
    }
    at_ = std::min(at_, line_.size());
    return place(from);
  }
  // The first position from `at` on whose character is one of those that part tokens, or is none.
  std::size_t next(std::size_t at, bool parts) const {
    const auto is_part = [](char c) {
      return c == ' ' || c == ',' || c == ':' || c == ']' || c == '}' || c == '\t' || c == '\r';
    };
    while (at < line_.size() && is_part(line_[at]) != parts) ++at;
    return at;
  }
  // Of the token from there to the cursor.
  Place place(std::size_t from) const {
    Place place = place_;
    place.column = static_cast<std::uint32_t>(from + 1);
    place.length = static_cast<std::uint32_t>(at_ - from);
    return place;
  }

  TreeBuilder& builder_;
  Arena& texts_;
  std::string_view line_;
  Place place_;
  std::size_t at_ = 0;
  std::string parts_;
};

struct NoSections final : RecordSink {
  void section(Word, Node) override {}
  bool record(Word, Node) override { return false; }
};

class Lines {
 public:
  Lines(Findings& findings, Arenas& arenas, RecordSink& sink)
      : findings_(findings),
        trees_(arenas.trees),
        sink_(sink),
        builder_(findings, arenas.trees, none_, false),
        parser_(options(), builder_, arenas.texts) {}

  void read(std::string_view line, Place place) {
    const Arena::Mark mark = trees_.mark();
    parser_.reset();
    parser_.handler().start(line, place);
    json::error_code error;
    const std::size_t used = parser_.write_some(false, line.data(), line.size(), error);
    const Node record = builder_.take_root();
    const std::size_t rest = std::min(line.find_first_not_of(" \t\r", used), line.size());
    place.column = static_cast<std::uint32_t>(rest + 1);
    if (error == json::error::too_deep) return;
    if (error || rest < line.size()) {
      findings_.add(messages::kJsonSyntax, place, {error ? error.message() : "extra text"});
      return;
    }
    if (!sink_.record({"tasks", place}, record)) trees_.rewind(mark);
  }

 private:
  static json::parse_options options() {
    json::parse_options options;
    options.max_depth = limits::kDepth + 1;
    options.allow_invalid_utf8 = true;  // check_text has seen to it
    return options;
  }

  NoSections none_;
  Findings& findings_;
  Arena& trees_;
  RecordSink& sink_;
  TreeBuilder builder_;
  json::basic_parser<Handler> parser_;
};

}  // namespace

void read_json_lines(std::string_view text, std::uint32_t file, Findings& findings, Arenas& arenas,
                     RecordSink& sink) {
  Lines lines(findings, arenas, sink);
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    lines.read(line, {file, number, 1, 1});
  }
}

}  // namespace muster::load
