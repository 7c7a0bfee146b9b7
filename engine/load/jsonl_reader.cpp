// JSON Lines by Boost.JSON's event parser. It tells no positions; but its events come in the order
// of the tokens, so a cursor that walks the line beside it knows where each stands.
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

  Handler(std::string_view line, Place place, TreeBuilder& builder)
      : line_(line), place_(place), builder_(builder) {}

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
    more(part);
    builder_.scalar(parts_, token(), true);
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
    at_ = std::min(line_.find_first_not_of(" \t\r,:]}", at_), line_.size());
    const std::size_t from = at_;
    if (at_ < line_.size() && line_[at_] == '"') {
      for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_) at_ += line_[at_] == '\\';
      ++at_;
    } else if (at_ < line_.size() && (line_[at_] == '{' || line_[at_] == '[')) {
      ++at_;
    } else {
      at_ = line_.find_first_of(" \t\r,:]}", at_);
    }
    at_ = std::min(at_, line_.size());
    Place place = place_;
    place.column = static_cast<std::uint32_t>(from + 1);
    place.length = static_cast<std::uint32_t>(at_ - from);
    return place;
  }

  std::string_view line_;
  Place place_;
  TreeBuilder& builder_;
  std::size_t at_ = 0;
  std::string parts_;
};

struct NoSections final : RecordSink {
  void section(Word, Node) override {}
  void record(Word, Node) override {}
};

void read_line(std::string_view line, Place place, Findings& findings, Texts& texts,
               RecordSink& sink) {
  NoSections none;
  TreeBuilder builder(findings, texts, none, false);
  json::parse_options options;
  options.max_depth = limits::kDepth + 1;
  json::basic_parser<Handler> parser(options, line, place, builder);
  json::error_code error;
  const std::size_t used = parser.write_some(false, line.data(), line.size(), error);
  const std::size_t rest = std::min(line.find_first_not_of(" \t\r", used), line.size());
  place.column = static_cast<std::uint32_t>(rest + 1);
  if (error == json::error::too_deep) return;
  if (error || rest < line.size()) {
    findings.add(messages::kJsonSyntax, place, {error ? error.message() : "extra text"});
    return;
  }
  sink.record({"tasks", place}, builder.take_root());
}

}  // namespace

void read_json_lines(std::string_view text, std::uint32_t file, Findings& findings, Texts& texts,
                     RecordSink& sink) {
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    read_line(line, {file, number, 1, 1}, findings, texts, sink);
  }
}

}  // namespace muster::load
