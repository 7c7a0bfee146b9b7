// YAML through yaml-cpp's event interface: its document tree costs 12 kB a task, `LoadAll` never
// ends on some inputs, and its aliases make a small file a huge one. Events have none of that.
#include <istream>
#include <streambuf>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

// Reads a string where it is.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(const std::string& text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

struct Stop {};  // leaves yaml-cpp after the trouble has been reported

class Handler final : public YAML::EventHandler {
 public:
  Handler(const std::string& text, std::uint32_t file, Findings& findings, Arena& texts,
          TreeBuilder& builder)
      : text_(text), file_(file), findings_(findings), texts_(texts), builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    ++documents_;
    start_ = mark;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    builder_.null(place(mark, 1));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    findings_.add(messages::kYamlAlias, place(mark, 1));
    builder_.null(place(mark, 1));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    const bool quoted = tag == "!";
    builder_.scalar(kept(value, mark, quoted), place(mark, value.size() + (quoted ? 2 : 0)),
                    quoted);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(Node::Type::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(Node::Type::map, mark, tag, anchor);
  }
  void OnMapEnd() override { builder_.end(); }

  std::size_t documents() const { return documents_; }
  const YAML::Mark& start() const { return start_; }
  Place place(const YAML::Mark& mark, std::size_t length) const {
    return {file_, static_cast<std::uint32_t>(mark.line + 1),
            static_cast<std::uint32_t>(mark.column + 1), static_cast<std::uint32_t>(length)};
  }

 private:
  void begin(Node::Type type, const YAML::Mark& mark, const std::string& tag,
             YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (!builder_.begin(type, place(mark, 1))) throw Stop();
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) findings_.add(messages::kYamlAnchor, place(mark, 1));
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      findings_.add(messages::kYamlTag, place(mark, 1), {tag});
    }
  }

  // The value where it stands in the text, if it does so as it is.
  std::string_view kept(const std::string& value, const YAML::Mark& mark, bool quoted) {
    const auto from = static_cast<std::size_t>(mark.pos) + (quoted ? 1 : 0);
    const std::string_view there = std::string_view(text_).substr(std::min(from, text_.size()));
    return there.substr(0, value.size()) == value ? there.substr(0, value.size())
                                                  : texts_.keep(value);
  }

  const std::string& text_;
  std::uint32_t file_;
  Findings& findings_;
  Arena& texts_;
  TreeBuilder& builder_;
  std::size_t documents_ = 0;
  YAML::Mark start_;
};

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

void report(const YAML::Exception& trouble, std::string_view text, std::uint32_t file,
            Findings& findings) {
  const auto line = static_cast<std::uint32_t>(std::max(trouble.mark.line, 0) + 1);
  const auto column = static_cast<std::uint32_t>(std::max(trouble.mark.column, 0) + 1);
  if (const std::uint32_t tab = line_with_tab(text, line); tab > 0) {
    findings.add(messages::kYamlTab, {file, tab, 1, 1});
  } else {
    findings.add(messages::kYamlSyntax, {file, line, column, 1}, {trouble.msg});
  }
}

}  // namespace

void read_yaml(const std::string& text, std::uint32_t file, Findings& findings, Arenas& arenas,
               RecordSink& sink) {
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    int last_start = -1;
    while (parser) {
      TreeBuilder builder(findings, arenas.trees, sink, true);
      Handler handler(text, file, findings, arenas.texts, builder);
      if (!parser.HandleNextDocument(handler) || handler.documents() == 0) break;
      // A bracket or comma that nothing opened: yaml-cpp gives it as one empty document after the
      // other and never goes on.
      if (handler.start().pos <= last_start) {
        findings.add(messages::kYamlSyntax, handler.place(handler.start(), 1),
                     {"unexpected character"});
        break;
      }
      last_start = handler.start().pos;
    }
  } catch (const Stop&) {
    return;
  } catch (const YAML::Exception& trouble) {
    report(trouble, text, file, findings);
  }
}

}  // namespace muster::load
