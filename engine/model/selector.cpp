#include "model/selector.h"

namespace muster::model {

void append_key(const Selector& selector, std::string& key) {
  for (const Selector::Clause& clause : selector.all_of) {
    key += std::to_string(static_cast<int>(clause.attribute)) + ':' +
           std::to_string(clause.any_of.size()) + ':';
    for (const std::string& word : clause.any_of) {
      key += std::to_string(word.size()) + ':' + word;
    }
  }
  for (const Selector& none : selector.none_of) {
    key += "!(";
    append_key(none, key);
    key += ')';
  }
}

}  // namespace muster::model
