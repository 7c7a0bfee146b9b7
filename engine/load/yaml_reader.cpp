// YAML, the items of top-level lists one by one, so that those of one shape are parsed once.
//
// An item is cut out where its indentation ends and parsed alone, in a context that puts yaml-cpp
// where it would be in the whole file, and with one more item behind it. Where that one comes out
// as the list's next item, the cut was right: nothing was left open. Where it does not, or the item
// is wrong, the file from there on is read whole, and yaml-cpp says what is wrong as it would have
// without any cutting.
#include <algorithm>
#include <optional>

#include "load/messages.h"
#include "load/readers.h"
#include "load/yaml_events.h"
#include "load/yaml_shapes.h"

namespace muster::load {

namespace {

using Kind = YamlEvent::Kind;

// The first line up to `last` that a tab indents; zero: none.
std::uint32_t line_with_tab(std::string_view text, std::uint32_t last) {
  for (std::uint32_t line = 1; line <= last && !text.empty(); ++line) {
    const std::string_view indent = text.substr(0, text.find_first_not_of(" \t"));
    if (indent.find('\t') != indent.npos) return line;
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return 0;
}

// Events to trees; what no file of ours may have is reported.
class Emitter {
 public:
  Emitter(std::uint32_t file, Findings& findings, Arena& trees, RecordSink& sink)
      : file_(file), findings_(findings), trees_(trees), sink_(sink) {}

  // False: too deep to go on. `line` is where the event's line zero is in the file, from one.
  bool take(const YamlEvent& event, std::uint32_t line) {
    Place place{file_, event.line + line, event.column + 1, 1};
    if (event.anchored) findings_.add(messages::kYamlAnchor, place);
    if (!event.tag.empty()) findings_.add(messages::kYamlTag, place, {std::string(event.tag)});
    switch (event.kind) {
      case Kind::document: builder_.emplace(findings_, trees_, sink_, true); return true;
      case Kind::alias: findings_.add(messages::kYamlAlias, place); [[fallthrough]];
      case Kind::null: builder_->null(place); return true;
      case Kind::scalar:
        place.length = static_cast<std::uint32_t>(event.text.size() + (event.quoted ? 2 : 0));
        builder_->scalar(event.text, place, event.quoted);
        return true;
      case Kind::list: return builder_->begin(Node::Type::list, place);
      case Kind::map: return builder_->begin(Node::Type::map, place);
      case Kind::end: builder_->end(); return true;
    }
    return true;
  }

 private:
  std::uint32_t file_;
  Findings& findings_;
  Arena& trees_;
  RecordSink& sink_;
  std::optional<TreeBuilder> builder_;  // of the document
};

// An item of a list. It is a map, as yaml-cpp may have a key open still that only shows at the
// next.
std::string probe(std::size_t indent) { return std::string(indent, ' ') + "- x: x\n"; }

// What is put before a part of a file so that yaml-cpp reads it as the whole file's.
struct Context {
  std::string text;
  std::uint32_t lines = 0, events = 0;
};
Context between_entries() { return {"x: x\n", 1, 4}; }
Context between_items(std::size_t indent) { return {"x:\n" + probe(indent), 2, 8}; }

class Reader {
 public:
  Reader(std::string_view text, std::uint32_t file, Findings& findings, Arenas& arenas,
         RecordSink& sink)
      : text_(text),
        file_(file),
        findings_(findings),
        texts_(arenas.texts),
        emitter_(file, findings, arenas.trees, sink) {}

  void read() {
    while (const auto list = find_list()) {
      if (!read_up_to(*list) || !read_items(list->indent)) break;
    }
    if (!stopped_) read_rest();
  }

 private:
  struct List {
    std::size_t begin = 0;  // of the line of its first item
    std::size_t indent = 0;
  };

  std::size_t next_line(std::size_t at) const {
    const std::size_t end = text_.find('\n', at);
    return end == text_.npos ? text_.size() : end + 1;
  }
  std::size_t behind_spaces(std::size_t at) const {
    return std::min(text_.find_first_not_of(' ', at), text_.size());
  }
  // Whether there is a line end, a comment, or nothing more.
  bool is_blank(std::size_t at) const {
    return at >= text_.size() || text_[at] == '\n' || text_[at] == '\r' || text_[at] == '#';
  }
  bool is_dash(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '-') return false;
    return at + 1 == text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\n';
  }
  bool is_lone_key(std::size_t at) const {
    const std::size_t colon = text_.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at);
    if (colon == at || colon >= text_.size() || text_[colon] != ':') return false;
    return is_blank(behind_spaces(colon + 1));
  }

  // The next top-level `key:` with a list under it.
  std::optional<List> find_list() const {
    for (std::size_t at = at_; at < text_.size(); at = next_line(at)) {
      if (!is_lone_key(at)) continue;
      std::size_t line = next_line(at);
      while (line < text_.size() && is_blank(behind_spaces(line))) line = next_line(line);
      const std::size_t dash = behind_spaces(line);
      if (is_dash(dash)) return List{line, dash - line};
    }
    return std::nullopt;
  }

  // Where the item that begins at `at` ends: behind the last line that is indented more than it.
  std::size_t end_of_item(std::size_t at, std::size_t indent) const {
    for (at = next_line(at); at < text_.size(); at = next_line(at)) {
      const std::size_t behind = behind_spaces(at);
      if (behind - at <= indent && !is_blank(behind)) break;
    }
    return at;
  }

  // The events of `part` in the context, if an item of the list that it is in or ends with, at
  // `indent`, can follow. Offsets and lines are the part's own.
  std::optional<std::vector<YamlEvent>> parse_closed(std::string_view part, std::size_t indent) {
    const std::size_t expected = context_.text.size() + part.size() + indent + 2;
    std::vector<YamlEvent> events;
    std::string nesting;  // a letter a list or map that is open
    bool closed = false;
    const auto take = [&](const YamlEvent& event) {
      if (event.anchored || !event.tag.empty() || event.kind == Kind::alias) return false;
      if (event.kind == Kind::document && !events.empty()) return false;
      if (event.kind == Kind::end) nesting.pop_back();
      closed = event.kind == Kind::map && event.offset == expected && nesting == "ML";
      if (closed) return false;
      if (event.kind == Kind::list) nesting += event.block ? 'L' : 'l';
      if (event.kind == Kind::map) nesting += event.block ? 'M' : 'm';
      events.push_back(event);
      if (events.size() > context_.events) {
        events.back().offset -= context_.text.size();
        events.back().line -= context_.lines;
      }
      return true;
    };
    try {
      read_yaml_events({context_.text, part, probe(indent)}, texts_, take);
    } catch (const YamlTrouble&) {
      return std::nullopt;
    }
    if (!closed) return std::nullopt;
    events.erase(events.begin(), events.begin() + context_.events);
    return events;
  }

  bool emit(const YamlEvent& event) {
    stopped_ = !emitter_.take(event, line_ + 1);
    return !stopped_;
  }

  // All before the list's first item. False: nothing of it was read.
  bool read_up_to(const List& list) {
    const std::string_view part = text_.substr(at_, list.begin - at_);
    const bool directive = part.substr(0, 1) == "%" || part.find("\n%") != part.npos;
    const auto events = directive ? std::nullopt : parse_closed(part, list.indent);
    if (!events) return false;
    for (const YamlEvent& event : *events) {
      if (!emit(event)) return false;
    }
    line_ += static_cast<std::uint32_t>(std::count(part.begin(), part.end(), '\n'));
    at_ = list.begin;
    context_ = between_items(list.indent);
    return true;
  }

  // False: the list goes on, but can't be read so.
  bool read_items(std::size_t indent) {
    while (behind_spaces(at_) == at_ + indent && is_dash(at_ + indent)) {
      const std::size_t end = end_of_item(at_, indent);
      const bool last = behind_spaces(end) != end + indent || !is_dash(end + indent);
      if (text_[end - 1] != '\n' || !read_item(text_.substr(at_, end - at_), indent, last)) {
        return false;
      }
      line_ += outline_.lines();
      at_ = end;
    }
    const bool over = at_ == text_.size() || (text_[at_] != ' ' && text_[at_] != '\t');
    if (!over) return false;
    YamlEvent list_end;
    list_end.kind = Kind::end;
    emit(list_end);
    context_ = between_entries();
    return true;
  }

  bool read_item(std::string_view item, std::size_t indent, bool last) {
    outline_.draw(item);
    const auto take = [this](const YamlEvent& event) { return emit(event); };
    if (!last && shapes_.replay(item, outline_, take)) return !stopped_;
    const auto events = parse_closed(item, indent);
    if (!events) return false;
    // What has no value stands where the next token does.
    if (last && std::any_of(events->begin(), events->end(),
                            [&](const auto& event) { return event.offset >= item.size(); })) {
      return false;
    }
    shapes_.learn(item, outline_, *events);
    return std::all_of(events->begin(), events->end(), take);
  }

  // From here to the end, by yaml-cpp alone.
  void read_rest() {
    std::uint32_t skip = context_.events;
    const auto take = [&](YamlEvent event) {
      if (skip > 0) {
        --skip;
        return true;
      }
      event.line -= context_.lines;
      return emit(event);
    };
    try {
      read_yaml_events({context_.text, text_.substr(at_)}, texts_, take);
    } catch (const YamlTrouble& trouble) {
      report(trouble);
    }
  }

  void report(const YamlTrouble& trouble) {
    const auto lines = static_cast<int>(context_.lines);
    const auto line = line_ + static_cast<std::uint32_t>(std::max(trouble.line - lines, 0)) + 1;
    const auto column = static_cast<std::uint32_t>(std::max(trouble.column, 0) + 1);
    const std::uint32_t tab = trouble.stray ? 0 : line_with_tab(text_, line);
    if (tab > 0) {
      findings_.add(messages::kYamlTab, {file_, tab, 1, 1});
    } else {
      findings_.add(messages::kYamlSyntax, {file_, line, column, 1}, {trouble.message});
    }
  }

  std::string_view text_;
  std::uint32_t file_;
  Findings& findings_;
  Arena& texts_;
  Emitter emitter_;
  YamlOutline outline_;
  YamlShapes shapes_;
  Context context_;  // of what begins at at_
  std::size_t at_ = 0;
  std::uint32_t line_ = 0;  // that at_ is in, from zero
  bool stopped_ = false;
};

}  // namespace

void read_yaml(const std::string& text, std::uint32_t file, Findings& findings, Arenas& arenas,
               RecordSink& sink) {
  Reader(text, file, findings, arenas, sink).read();
}

}  // namespace muster::load
