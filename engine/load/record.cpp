#include "load/record.h"

#include <algorithm>
#include <utility>

#include "load/messages.h"

namespace muster::load {

namespace {

constexpr std::size_t kFewKeys = 32;

}  // namespace

const Node* Node::find_among_keys(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (same_key(keys[i].text, key)) return &items[i];
  }
  return nullptr;
}

bool TreeBuilder::begin(Node::Type type, Place place) {
  if (stack_.size() >= static_cast<std::size_t>(limits::kDepth)) {
    findings_.add(messages::kTooDeep, place, {std::to_string(limits::kDepth)});
    return false;
  }
  if (sections_ && type == Node::Type::list && stack_.size() == 1 && stack_[0].has_key &&
      !stack_[0].skip_value) {
    sink_.list(top_key_);
  }
  if (sections_ && stack_.size() == 2) before_record_ = trees_.mark();
  Frame& frame = stack_.emplace_back();
  frame.type = type;
  frame.place = place;
  frame.first_item = items_.size();
  frame.first_key = keys_.size();
  return true;
}

void TreeBuilder::end() {
  const Frame& frame = stack_.back();
  Node node;
  node.type = frame.type;
  node.place = frame.place;
  node.items = trees_.keep(items_.data() + frame.first_item, items_.size() - frame.first_item);
  node.keys = trees_.keep(keys_.data() + frame.first_key, keys_.size() - frame.first_key);
  node.key_bits = frame.key_bits;
  items_.resize(frame.first_item);
  keys_.resize(frame.first_key);
  stack_.pop_back();
  complete(node);
}

// At the top of a file, in no frame at all, or too long.
void TreeBuilder::rare_scalar(std::string_view text, const Place& place, bool quoted) {
  if (text.size() > limits::kScalarBytes) {
    findings_.add(messages::kTooLong, place, {std::to_string(limits::kScalarBytes)});
    return null(place);
  }
  if (!stack_.empty() && stack_.back().type == Node::Type::map && !stack_.back().has_key) {
    return add_key(stack_.back(), text, place);
  }
  Node node;
  node.set_scalar(text, place, quoted);
  complete(node);
}

void TreeBuilder::null(Place place) {
  Node node;
  node.place = place;
  complete(node);
}

Node TreeBuilder::take_root() {
  stack_.clear();
  items_.clear();
  keys_.clear();
  return std::exchange(root_, Node());
}

// The key of the frame that is the same, or none.
const Word* TreeBuilder::find_key(Frame& frame, std::string_view key) {
  const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(frame.first_key);
  const auto find = [&]() -> const Word* {
    const auto same = [&](const Word& other) { return same_key(other.text, key); };
    const auto found = std::find_if(begin, keys_.end(), same);
    return found == keys_.end() ? nullptr : &*found;
  };
  if (keys_.size() - frame.first_key < kFewKeys) return find();
  if (!frame.seen) {
    frame.seen = std::make_unique<std::unordered_set<std::string_view>>();
    for (auto other = begin; other != keys_.end(); ++other) frame.seen->insert(other->text);
  }
  return frame.seen->insert(key).second ? nullptr : find();
}

bool TreeBuilder::refuses(Frame& frame, std::string_view key, const Place& place) {
  const Word* first = find_key(frame, key);
  frame.skip_value = first != nullptr;
  if (first == nullptr) return false;
  findings_.add(messages::kDuplicateKey, place, {std::string(key)})
      .related.push_back({first->place, messages::kFirstHere});
  return true;
}

void TreeBuilder::complete_record(const Node& node) {
  if (!stack_[0].has_key || stack_[0].skip_value) return;
  if (!sink_.record(top_key_, node) && !node.is_scalar()) trees_.rewind(before_record_);
}

void TreeBuilder::complete(const Node& node) {
  if (stack_.empty()) {
    if (sections_ && !node.is_map() && !node.is_null()) {
      findings_.add(messages::kFileNotMap, node.place);
    }
    root_ = node;
    return;
  }
  Frame& frame = stack_.back();
  const bool is_map = frame.type == Node::Type::map;
  if (is_map && !frame.has_key) {
    findings_.add(messages::kKeyNotText, node.place);
    frame.has_key = frame.skip_value = true;
  } else if (is_map) {
    frame.has_key = false;
    if (frame.skip_value) return;
    const bool at_top = sections_ && stack_.size() == 1;
    if (at_top && !node.is_list()) sink_.section(top_key_, node);
    if (!at_top) items_.push_back(node);
  } else if (sections_ && stack_.size() == 2 && stack_[0].type == Node::Type::map) {
    complete_record(node);
  } else {
    items_.push_back(node);
  }
}

}  // namespace muster::load
