#include "plan/plan_reader.h"

#include <algorithm>

namespace muster::plan {

namespace json = boost::json;

const json::value* PlanReader::find(const JsonObject& in, std::string_view key, bool required) {
  const json::value* value = in.value.if_contains(key);
  if (value != nullptr && value->is_null() && !required) return nullptr;
  if (value == nullptr && required) add(messages::kMissing, in.at, {std::string(key)});
  return value;
}

void PlanReader::wrong_type(std::size_t at, std::string_view key, Bilingual should) {
  add(messages::kWrongType, at,
      {std::string(key), std::string(should.english), std::string(should.chinese)});
}

const json::string* PlanReader::string(const JsonObject& in, std::string_view key, bool required) {
  const json::value* value = find(in, key, required);
  if (value == nullptr) return nullptr;
  if (!value->is_string()) wrong_type(places_.member(in.at, key), key, {"a text", "文本"});
  return value->if_string();
}

const json::array* PlanReader::array(const JsonObject& in, std::string_view key, bool required) {
  const json::value* value = find(in, key, required);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) wrong_type(places_.member(in.at, key), key, {"a list", "列表"});
  return value->if_array();
}

const json::object* PlanReader::object(const JsonObject& in, std::string_view key, bool required) {
  const json::value* value = find(in, key, required);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) wrong_type(places_.member(in.at, key), key, {"an object", "对象"});
  return value->if_object();
}

std::optional<std::int64_t> PlanReader::integer(const JsonObject& in, std::string_view key,
                                                bool required) {
  const json::value* value = find(in, key, required);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  wrong_type(places_.member(in.at, key), key, {"a whole number", "整数"});
  return std::nullopt;
}

void PlanReader::only_keys(const JsonObject& in, std::initializer_list<std::string_view> known) {
  for (const auto& member : in.value) {
    const std::string_view key(member.key().data(), member.key().size());
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string nearest(nearest_word(key, std::vector<std::string_view>(known)));
    const std::size_t at = places_.key(in.at, key);
    if (nearest.empty()) {
      add(messages::kUnknownKeyAlone, at, {std::string(key)});
    } else {
      add(messages::kUnknownKey, at, {std::string(key), nearest});
    }
  }
}

void PlanReader::unknown_id(std::size_t at, std::string_view id, Bilingual what,
                            const std::vector<std::string_view>& known) {
  const std::string nearest(nearest_word(id, known));
  std::vector<std::string> args{std::string(what.english), std::string(what.chinese),
                                std::string(id), nearest};
  add(nearest.empty() ? messages::kUnknownIdAlone : messages::kUnknownId, at, std::move(args));
}

}  // namespace muster::plan
