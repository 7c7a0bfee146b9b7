// The two languages that muster speaks to people.
#pragma once

#include <string>
#include <string_view>

namespace muster {

enum class Language { english, chinese };

// One text in both languages. Templates use fmt's {} for arguments.
struct Bilingual {
  std::string_view english, chinese;
  constexpr std::string_view in(Language language) const {
    return language == Language::chinese ? chinese : english;
  }
};

// From --lang or LANG: "zh", "zh_CN.UTF-8", "zh-CN" are Chinese, all else English.
inline Language language_from(std::string_view tag) {
  return tag.substr(0, 2) == "zh" ? Language::chinese : Language::english;
}

}  // namespace muster
