#include "load/record.h"

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 16;
constexpr std::size_t kFewKeys = 16;

}  // namespace

std::string_view Texts::keep(std::string_view text) {
  if (text.empty()) return {};
  if (const auto found = known_.find(text); found != known_.end()) return *found;
  if (used_ + text.size() > room_) {
    room_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique<char[]>(room_));
    used_ = 0;
  }
  char* at = blocks_.back().get() + used_;
  std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return *known_.insert(std::string_view(at, text.size())).first;
}

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].text == key) return &items[i];
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
    sink_.list(stack_[0].key);
  }
  Frame frame;
  frame.node.type = type;
  frame.node.place = place;
  stack_.push_back(std::move(frame));
  return true;
}

void TreeBuilder::end() {
  Node node = std::move(stack_.back().node);
  stack_.pop_back();
  complete(std::move(node));
}

void TreeBuilder::scalar(std::string_view text, Place place, bool quoted) {
  Node node;
  node.place = place;
  if (text.size() > limits::kScalarBytes) {
    findings_.add(messages::kTooLong, place, {std::to_string(limits::kScalarBytes)});
  } else {
    node.type = Node::Type::scalar;
    node.quoted = quoted;
    node.text = texts_.keep(text);
  }
  complete(std::move(node));
}

void TreeBuilder::null(Place place) {
  Node node;
  node.place = place;
  complete(std::move(node));
}

Node TreeBuilder::take_root() { return std::move(root_); }

bool TreeBuilder::first_of_its_name(Frame& frame, const Word& key) {
  const std::vector<Word>& keys = frame.node.keys;
  if (keys.size() < kFewKeys) {
    return std::none_of(keys.begin(), keys.end(),
                        [&](const Word& other) { return other.text == key.text; });
  }
  if (frame.seen.empty()) {
    for (const Word& other : keys) frame.seen.insert(other.text);
  }
  return frame.seen.insert(key.text).second;
}

void TreeBuilder::add_key(Frame& frame, const Node& node) {
  frame.has_key = true;
  frame.key = node.word();
  frame.skip_value = true;
  if (!node.is_scalar()) {
    findings_.add(messages::kKeyNotText, node.place);
  } else if (!first_of_its_name(frame, frame.key)) {
    const auto& keys = frame.node.keys;
    const auto first = std::find_if(
        keys.begin(), keys.end(), [&](const Word& other) { return other.text == frame.key.text; });
    findings_.add(messages::kDuplicateKey, node.place, {std::string(node.text)})
        .related.push_back({first->place, messages::kFirstHere});
  } else {
    frame.skip_value = false;
  }
}

void TreeBuilder::complete_top(Frame& top, Node node) {
  if (!top.skip_value) {
    top.node.keys.push_back(top.key);
    if (!node.is_list()) sink_.section(top.key, std::move(node));
  }
  top.has_key = false;
}

void TreeBuilder::complete(Node node) {
  if (stack_.empty()) {
    if (sections_ && !node.is_map() && !node.is_null()) {
      findings_.add(messages::kFileNotMap, node.place);
    }
    root_ = std::move(node);
    return;
  }
  Frame& frame = stack_.back();
  if (frame.node.is_map() && !frame.has_key) {
    add_key(frame, node);
  } else if (frame.node.is_map()) {
    if (sections_ && stack_.size() == 1) return complete_top(frame, std::move(node));
    if (!frame.skip_value) {
      frame.node.keys.push_back(frame.key);
      frame.node.items.push_back(std::move(node));
    }
    frame.has_key = false;
  } else if (sections_ && stack_.size() == 2 && stack_[0].node.is_map()) {
    if (stack_[0].has_key && !stack_[0].skip_value) sink_.record(stack_[0].key, std::move(node));
  } else {
    frame.node.items.push_back(std::move(node));
  }
}

}  // namespace muster::load
