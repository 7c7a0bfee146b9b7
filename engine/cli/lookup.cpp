#include "cli/lookup.h"

#include <fmt/format.h>

#include "base/diagnostic.h"

namespace muster::cli {

int unknown_id(const std::string& id, Bilingual what, const std::vector<std::string_view>& known,
               Console& console) {
  const std::string_view near = nearest_word(id, known);
  const std::string hint =
      near.empty()
          ? ""
          : fmt::format(fmt::runtime(console.say({"; did you mean \"{}\"?", "，您是指“{}”吗？"})),
                        near);
  console.err << fmt::format(fmt::runtime(console.say({"muster: no {} has the id \"{}\"{}\n",
                                                       "muster：没有编号为“{1}”的{0}{2}\n"})),
                             what.in(console.language), id, hint);
  return kBadInput;
}

}  // namespace muster::cli
