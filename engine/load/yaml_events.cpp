// yaml-cpp's event interface: its document tree costs 12 kB a task, `LoadAll` never ends on some
// inputs, and its aliases make a small file a huge one. Events have none of that.
#include "load/yaml_events.h"

#include <istream>
#include <streambuf>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace muster::load {

namespace {

using Kind = YamlEvent::Kind;
using Parts = std::vector<std::string_view>;

// Reads texts where they are, one after the other.
class PartsBuffer : public std::streambuf {
 public:
  explicit PartsBuffer(const Parts& parts) : parts_(parts) {}

 protected:
  int_type underflow() override {
    while (next_ < parts_.size()) {
      const std::string_view part = parts_[next_++];
      char* begin = const_cast<char*>(part.data());
      setg(begin, begin, begin + part.size());
      if (!part.empty()) return traits_type::to_int_type(part.front());
    }
    return traits_type::eof();
  }

 private:
  const Parts& parts_;
  std::size_t next_ = 0;
};

struct Stop {};  // leaves yaml-cpp

class Handler final : public YAML::EventHandler {
 public:
  Handler(const Parts& parts, Arena& texts, const std::function<bool(const YamlEvent&)>& take)
      : parts_(parts), texts_(texts), take_(take) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    ++documents_;
    start_ = mark;
    give(Kind::document, mark);
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    give(Kind::null, mark, "", anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { give(Kind::alias, mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlEvent event = made(Kind::scalar, mark, tag, anchor);
    event.quoted = tag == "!";
    event.text = written(value, event.offset + (event.quoted ? 1 : 0));
    event.as_written = event.text.size() == value.size();
    if (!event.as_written) event.text = texts_.keep(value);
    give(event);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    begin(Kind::list, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { give(Kind::end, YAML::Mark()); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    begin(Kind::map, mark, tag, anchor, style);
  }
  void OnMapEnd() override { give(Kind::end, YAML::Mark()); }

  int documents() const { return documents_; }
  const YAML::Mark& start() const { return start_; }  // of the last document

 private:
  static YamlEvent made(Kind kind, const YAML::Mark& mark, const std::string& tag,
                        YAML::anchor_t anchor) {
    YamlEvent event;
    event.kind = kind;
    event.anchored = anchor != 0;
    event.line = static_cast<std::uint32_t>(mark.line);
    event.column = static_cast<std::uint32_t>(mark.column);
    event.offset = static_cast<std::size_t>(mark.pos);
    if (tag != "?" && tag != "!") event.tag = tag;
    return event;
  }
  void give(const YamlEvent& event) const {
    if (!take_(event)) throw Stop();
  }
  void give(Kind kind, const YAML::Mark& mark, const std::string& tag = "",
            YAML::anchor_t anchor = 0) const {
    give(made(kind, mark, tag, anchor));
  }
  void begin(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YAML::EmitterStyle::value style) const {
    YamlEvent event = made(kind, mark, tag, anchor);
    event.block = style == YAML::EmitterStyle::Block;
    give(event);
  }
  // The value where it stands in a part, if it does so as it is.
  std::string_view written(const std::string& value, std::size_t at) const {
    for (const std::string_view part : parts_) {
      if (at < part.size()) {
        const std::string_view there = part.substr(at, value.size());
        return there == value ? there : std::string_view();
      }
      at -= part.size();
    }
    return {};
  }

  const Parts& parts_;
  Arena& texts_;
  const std::function<bool(const YamlEvent&)>& take_;
  int documents_ = 0;
  YAML::Mark start_;
};

}  // namespace

void read_yaml_events(std::initializer_list<std::string_view> list, Arena& texts,
                      const std::function<bool(const YamlEvent&)>& take) {
  const Parts parts(list);
  PartsBuffer buffer(parts);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    int last_start = -1;
    while (parser) {
      Handler handler(parts, texts, take);
      if (!parser.HandleNextDocument(handler) || handler.documents() == 0) break;
      // A bracket or comma that nothing opened: yaml-cpp gives it as one empty document after the
      // other and never goes on.
      if (handler.start().pos <= last_start) {
        throw YamlTrouble{handler.start().line, handler.start().column, "unexpected character",
                          true};
      }
      last_start = handler.start().pos;
    }
  } catch (const Stop&) {
    return;
  } catch (const YAML::Exception& trouble) {
    throw YamlTrouble{trouble.mark.line, trouble.mark.column, trouble.msg};
  }
}

}  // namespace muster::load
