// One record of a file as a small tree with places: what YAML, JSON Lines and CSV all become.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "base/limits.h"
#include "load/arena.h"

namespace muster::load {

// Keys are short, so that comparing them needs no call: by words that may overlap.
inline bool same_key(std::string_view a, std::string_view b) {
  const std::size_t n = a.size();
  if (n != b.size()) return false;
  const auto same = [&](auto word, std::size_t at) {
    auto other = word;
    std::memcpy(&word, a.data() + at, sizeof word);
    std::memcpy(&other, b.data() + at, sizeof word);
    return word == other;
  };
  if (n > 16) return a == b;
  if (n >= 8) return same(std::uint64_t{}, 0) && same(std::uint64_t{}, n - 8);
  if (n >= 4) return same(std::uint32_t{}, 0) && same(std::uint32_t{}, n - 4);
  return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}

// Tells most keys apart: below 64, and another for nearly every key that our files know.
constexpr unsigned key_slot(std::string_view key) {
  if (key.empty()) return 0;
  return (static_cast<unsigned>(key.front()) + static_cast<unsigned>(key.back()) +
          12 * static_cast<unsigned>(key.size())) %
         64;
}
constexpr std::uint64_t key_bit(std::string_view key) { return std::uint64_t{1} << key_slot(key); }

// A text and where it stands. The text is a view into its file wherever it stands there as it is,
// else into the arena of its reader. Columns count bytes until workspace.cpp turns them to
// characters.
struct Word {
  std::string_view text;
  Place place;
  bool exists() const { return place.line > 0; }
};

struct Node {
  enum class Type : std::uint8_t { null, scalar, list, map };
  Type type = Type::null;
  bool quoted = false;
  Place place;
  std::string_view text;  // of a scalar
  Run<Node> items;        // of a list; of a map its values
  Run<Word> keys;         // of a map, all different
  // Of a map, the bits of its keys: most keys that it has not are known at a glance.
  std::uint64_t key_bits = 0;

  // Written where it will stay: made elsewhere and copied, it would be waited for.
  void set_scalar(std::string_view new_text, const Place& new_place, bool new_quoted) {
    type = Type::scalar;
    quoted = new_quoted;
    place = new_place;
    text = new_text;
  }
  static Node map(Place place, Run<Word> keys, Run<Node> values) {
    Node node;
    node.type = Type::map;
    node.place = place;
    node.items = values;
    node.keys = keys;
    for (const Word& key : keys) node.key_bits |= key_bit(key.text);
    return node;
  }
  bool is_null() const { return type == Type::null; }
  bool is_scalar() const { return type == Type::scalar; }
  bool is_list() const { return type == Type::list; }
  bool is_map() const { return type == Type::map; }
  Word word() const { return {text, place}; }
  // The value under `key`, or none.
  const Node* find(std::string_view key) const {
    return (key_bits & key_bit(key)) == 0 ? nullptr : find_among_keys(key);
  }
  const Node* find_among_keys(std::string_view key) const;
};

// What reading finds wrong.
using Findings = Diagnostics;

// Where records go as they are completed.
struct RecordSink {
  virtual ~RecordSink() = default;
  // `key: value` at the top of a file where value is no list.
  virtual void section(Word key, Node value) = 0;
  // A list begins under the top-level `key`; each of its items is a record.
  virtual void list(Word) {}
  // False: nothing of the item's tree is needed any more.
  virtual bool record(Word key, Node item) = 0;
};

// Makes trees from a parser's events. In a file (`sections`) the top level is a map and every item
// of a list under it is handed on when it is complete, so that no whole file is ever a tree.
class TreeBuilder {
 public:
  // Trees are made in `trees`; texts must outlive them.
  TreeBuilder(Findings& findings, Arena& trees, RecordSink& sink, bool sections)
      : findings_(findings), trees_(trees), sink_(sink), sections_(sections) {}

  // False when the nesting is too deep: the parser must stop.
  [[nodiscard]] bool begin(Node::Type type, Place place);
  void end();
  void scalar(std::string_view text, const Place& place, bool quoted) {
    const bool in_record = stack_.size() > (sections_ ? 2 : 0);
    if (!in_record || text.size() > limits::kScalarBytes) return rare_scalar(text, place, quoted);
    Frame& frame = stack_.back();
    if (frame.type == Node::Type::map && !frame.has_key) return add_key(frame, text, place);
    frame.has_key = false;
    if (!frame.skip_value) items_.emplace_back().set_scalar(text, place, quoted);
  }
  void null(Place place);
  // Without sections: the whole tree, once complete. The builder is ready for the next then,
  // whatever was left open.
  Node take_root();

 private:
  struct Frame {
    Node::Type type = Node::Type::map;
    bool has_key = false;     // behind a key, before its value
    bool skip_value = false;  // the key was refused and is not in keys_
    Place place;
    std::uint64_t key_bits = 0;                                  // of those that it had
    std::size_t first_item = 0, first_key = 0;                   // of its own in items_ and keys_
    std::unique_ptr<std::unordered_set<std::string_view>> seen;  // keys, once there are many
  };
  void complete(const Node& node);
  void add_key(Frame& frame, std::string_view text, const Place& place) {
    const std::uint64_t bit = key_bit(text);
    frame.has_key = true;
    if (((frame.key_bits & bit) != 0 || frame.seen) && refuses(frame, text, place)) return;
    frame.key_bits |= bit;
    frame.skip_value = false;
    Word& key = keys_.emplace_back();
    key.text = text;
    key.place = place;
    if (sections_ && stack_.size() == 1) top_key_ = key;
  }
  bool refuses(Frame& frame, std::string_view key, const Place& place);
  const Word* find_key(Frame& frame, std::string_view key);
  void rare_scalar(std::string_view text, const Place& place, bool quoted);
  void complete_record(const Node& node);

  Findings& findings_;
  Arena& trees_;
  RecordSink& sink_;
  bool sections_;
  std::vector<Frame> stack_;
  std::vector<Node> items_;  // of all open frames
  std::vector<Word> keys_;
  Word top_key_;  // with sections: the last at the top
  Arena::Mark before_record_;
  Node root_;
};

}  // namespace muster::load
