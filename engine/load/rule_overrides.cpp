#include "load/rule_overrides.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "load/messages.h"

namespace muster::load {

namespace {

constexpr Bilingual kOff{"rule switched off", "停用的规则"};

std::string_view id_of(const Node& node) {
  const Node* id = node.find("id");
  return id != nullptr && id->is_scalar() ? id->text : std::string_view();
}

Place place_of(const Node& node) {
  const Node* id = node.find("id");
  return id != nullptr ? id->place : node.place;
}

bool prices_preferred(const Node& node) {
  const Node* kind = node.find("kind");
  return kind != nullptr && kind->text == "preference" && node.find("skills") != nullptr;
}

class Settling {
 public:
  Settling(const std::vector<Records::Rule>& rules, Binding& binding) : b_(binding), all_(rules) {
    const bool priced = std::any_of(rules.begin(), rules.end(), [](const Records::Rule& rule) {
      return prices_preferred(rule.node);
    });
    if (b_.preferred_at && !priced) all_.push_back({preferred_skills(*b_.preferred_at), true});
  }

  std::vector<Records::Rule> run() {
    find_first(true, messages::kTwoPacks, packs_);
    find_first(false, messages::kDuplicateId, own_);
    std::vector<Records::Rule> out;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const std::string_view id = id_of(all_[i].node);
      const auto pack = packs_.find(id);
      if (id.empty() || (all_[i].from_pack && pack->second == i && own_.count(id) == 0)) {
        out.push_back(all_[i]);
      } else if (!all_[i].from_pack && own_.at(id) == i) {
        take_own(all_[i], pack == packs_.end() ? nullptr : &all_[pack->second].node, out);
      }
    }
    return out;
  }

 private:
  using ById = std::unordered_map<std::string_view, std::size_t>;  // positions in all_

  void find_first(bool packs, const MessageText& twice, ById& first) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const Node& node = all_[i].node;
      const std::string_view id = id_of(node);
      if (all_[i].from_pack != packs || id.empty()) continue;
      const auto [found, is_new] = first.emplace(id, i);
      if (is_new) continue;
      b_.findings.add(twice, place_of(node), {std::string(id)})
          .related.push_back({place_of(all_[found->second].node), messages::kFirstHere});
    }
  }

  void take_own(const Records::Rule& rule, const Node* pack, std::vector<Records::Rule>& out) {
    const bool switched = rule.node.find("use") != nullptr;
    const bool has_kind = rule.node.find("kind") != nullptr;
    if (switched) {
      Fields(rule.node, kOff, {"id", "use", "why"}, b_.findings);  // reports other keys
      as_choice(*rule.node.find("use"), {"off"}, b_.findings);
    }
    if (pack == nullptr && (switched || (!has_kind && !packs_.empty()))) {
      report_unknown(rule.node);
    } else if (!switched && pack != nullptr && !has_kind) {
      out.push_back({merged(*pack, rule.node), true});
    } else if (!switched) {
      out.push_back(rule);
    }
  }
  void report_unknown(const Node& node) {
    std::vector<std::string_view> known;
    for (const auto& [id, at] : packs_) known.push_back(id);
    std::sort(known.begin(), known.end());
    const std::string_view near = b_.near.find(id_of(node), known, Severity::error, b_.findings);
    b_.findings.add(near.empty() ? messages::kNoPackRule : messages::kNoPackRuleNear,
                    place_of(node), {std::string(id_of(node)), std::string(near)});
  }

  // The pack's keys in their order with the workspace's values, then keys that only it has.
  Node merged(const Node& pack, const Node& own) {
    std::vector<Word> keys;
    std::vector<Node> items;
    const auto put = [&](const Word& key, const Node& item) {
      keys.push_back(key);
      items.push_back(item);
    };
    for (std::size_t i = 0; i < pack.keys.size(); ++i) {
      const Node* changed = own.find(pack.keys[i].text);
      put(pack.keys[i], changed == nullptr ? pack.items[i] : *changed);
    }
    for (std::size_t i = 0; i < own.keys.size(); ++i) {
      if (pack.find(own.keys[i].text) == nullptr) put(own.keys[i], own.items[i]);
    }
    return map_of(own.place, keys, items);
  }

  Node preferred_skills(Place place) {
    constexpr std::array<std::array<std::string_view, 2>, 3> kRows{
        {{"id", "preferred-skills"}, {"kind", "preference"}, {"skills", "preferred"}}};
    std::vector<Word> keys;
    std::vector<Node> items;
    for (const auto& [key, value] : kRows) {
      Node item;
      item.type = Node::Type::scalar;
      item.place = place;
      item.text = value;
      keys.push_back({key, place});
      items.push_back(item);
    }
    return map_of(place, keys, items);
  }

  Node map_of(Place place, const std::vector<Word>& keys, const std::vector<Node>& items) {
    return Node::map(place, b_.arena.keep(keys), b_.arena.keep(items));
  }

  Binding& b_;
  std::vector<Records::Rule> all_;
  ById packs_, own_;  // the first of each id
};

}  // namespace

std::vector<Records::Rule> rules_that_count(const std::vector<Records::Rule>& rules,
                                            Binding& binding) {
  return Settling(rules, binding).run();
}

}  // namespace muster::load
