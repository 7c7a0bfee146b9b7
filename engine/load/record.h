// One record of a file as a small tree with places: what YAML, JSON Lines and CSV all become.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "load/arena.h"

namespace muster::load {

// Keys are short and mostly differ in their first letter, so that comparing them needs no call.
inline bool same_key(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || (a.front() == b.front() && a == b));
}

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

  bool is_null() const { return type == Type::null; }
  bool is_scalar() const { return type == Type::scalar; }
  bool is_list() const { return type == Type::list; }
  bool is_map() const { return type == Type::map; }
  Word word() const { return {text, place}; }
  // The value under `key`, or none.
  const Node* find(std::string_view key) const;
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
  void scalar(std::string_view text, Place place, bool quoted);
  void null(Place place);
  // Without sections: the whole tree, once complete. The builder is ready for the next then,
  // whatever was left open.
  Node take_root();

 private:
  struct Frame {
    Node::Type type = Node::Type::map;
    bool has_key = false;
    bool skip_value = false;
    Place place;
    Word key;
    std::size_t first_item = 0, first_key = 0;                   // of its own in items_ and keys_
    std::unique_ptr<std::unordered_set<std::string_view>> seen;  // keys, once there are many
  };
  void complete(const Node& node);
  void add_key(Frame& frame, const Node& node);
  const Word* find_key(Frame& frame, const Word& key);
  void complete_top(Frame& top, const Node& node);
  void complete_record(const Node& node);

  Findings& findings_;
  Arena& trees_;
  RecordSink& sink_;
  bool sections_;
  std::vector<Frame> stack_;
  std::vector<Node> items_;  // of all open frames
  std::vector<Word> keys_;
  Arena::Mark before_record_;
  Node root_;
};

}  // namespace muster::load
