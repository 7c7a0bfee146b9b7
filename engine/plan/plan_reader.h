// Typed reading of JSON objects with diagnostics at their places.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/diagnostic.h"
#include "plan/json_places.h"
#include "plan/plan_messages.h"

namespace muster::plan {

inline std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

// One object of the file: its value and where it begins.
struct JsonObject {
  const boost::json::object& value;
  std::size_t at;
};

class PlanReader {
 public:
  PlanReader(const JsonPlaces& places, Diagnostics& out) : places_(places), out_(out) {}

  // None when missing or of another type; the latter is diagnosed, the former if required.
  const boost::json::string* string(const JsonObject& in, std::string_view key, bool required);
  const boost::json::array* array(const JsonObject& in, std::string_view key, bool required);
  const boost::json::object* object(const JsonObject& in, std::string_view key, bool required);
  std::optional<std::int64_t> integer(const JsonObject& in, std::string_view key, bool required);
  // Diagnoses an element of a list that is not what it should be.
  void wrong_type(std::size_t at, std::string_view key, Bilingual should);

  void only_keys(const JsonObject& in, std::initializer_list<std::string_view> known);
  // Diagnoses an id that does not exist; `known` lists all ids, for the nearest.
  template <class T, class Id>
  void unknown_id(std::size_t at, std::string_view id, Bilingual what, const T& table, Id id_of) {
    std::vector<std::string_view> known;
    if (++unknown_ <= kNearest) {
      for (const auto& row : table) known.push_back(id_of(row));
    }
    unknown_id(at, id, what, known);
  }

  void add(const MessageText& text, std::size_t at, std::vector<std::string> args) {
    out_.add(text, places_.place(at), std::move(args));
  }
  const JsonPlaces& places() const { return places_; }
  Diagnostics& diagnostics() { return out_; }

 private:
  static constexpr int kNearest = 50;  // nearest words are looked for that often
  const boost::json::value* find(const JsonObject& in, std::string_view key, bool required);
  void unknown_id(std::size_t at, std::string_view id, Bilingual what,
                  const std::vector<std::string_view>& known);

  const JsonPlaces& places_;
  Diagnostics& out_;
  int unknown_ = 0;
};

}  // namespace muster::plan
