// One record of a file as a small tree with places: what YAML, JSON Lines and CSV all become.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"

namespace muster::load {

// Texts of a file, each kept once; views stay valid as long as this lives. One thread.
class Texts {
 public:
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0, room_ = 0;
  std::unordered_set<std::string_view> known_;
};

// A text and where it stands. Columns count bytes until workspace.cpp turns them to characters.
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
  std::string_view text;    // of a scalar
  std::vector<Node> items;  // of a list; of a map its values
  std::vector<Word> keys;   // of a map, all different

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
  virtual void record(Word key, Node item) = 0;
};

// Makes trees from a parser's events. In a file (`sections`) the top level is a map and every item
// of a list under it is handed on when it is complete, so that no whole file is ever a tree.
class TreeBuilder {
 public:
  TreeBuilder(Findings& findings, Texts& texts, RecordSink& sink, bool sections)
      : findings_(findings), texts_(texts), sink_(sink), sections_(sections) {}

  // False when the nesting is too deep: the parser must stop.
  [[nodiscard]] bool begin(Node::Type type, Place place);
  void end();
  void scalar(std::string_view text, Place place, bool quoted);
  void null(Place place);
  // Without sections: the whole tree, once complete.
  Node take_root();

 private:
  struct Frame {
    Node node;
    Word key;
    bool has_key = false;
    bool skip_value = false;
    std::unordered_set<std::string_view> seen;  // keys, once there are many
  };
  void complete(Node node);
  void add_key(Frame& frame, const Node& node);
  bool first_of_its_name(Frame& frame, const Word& key);
  void complete_top(Frame& top, Node node);

  Findings& findings_;
  Texts& texts_;
  RecordSink& sink_;
  bool sections_;
  std::vector<Frame> stack_;
  Node root_;
};

}  // namespace muster::load
