#include "load/diagnostics_json.h"

#include <fmt/args.h>
#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/masking.h"

namespace muster::load {

namespace {

namespace json = boost::json;

std::string filled(std::string_view text, const std::vector<std::string>& args) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(std::cref(arg));
  return fmt::vformat(text, store);
}

void put_place(json::object& out, Place place, const Sources& sources) {
  if (place.file == Place::kNoFile) return;
  out["file"] = sources.file(place.file).name;
  if (place.line == 0) return;
  out["line"] = place.line;
  out["column"] = place.column;
  out["length"] = place.length;
}

json::object to_object(const Diagnostic& diagnostic, const Sources& sources, Language language) {
  json::object out;
  out["code"] = std::string(diagnostic.text->code);
  out["severity"] = diagnostic.text->severity == Severity::error ? "error" : "warning";
  out["message"] = masked_text(filled(diagnostic.text->what.in(language), diagnostic.args));
  const std::string remedy =
      masked_text(filled(diagnostic.text->remedy.in(language), diagnostic.args));
  if (!remedy.empty()) out["remedy"] = remedy;
  put_place(out, diagnostic.place, sources);
  json::array related;
  for (const RelatedPlace& each : diagnostic.related) {
    json::object place;
    place["message"] = std::string(each.label.in(language));
    put_place(place, each.place, sources);
    related.push_back(std::move(place));
  }
  if (!related.empty()) out["related"] = std::move(related);
  return out;
}

}  // namespace

std::string to_json(const Diagnostics& diagnostics, const Sources& sources, Language language) {
  json::object out;
  out["errors"] = diagnostics.errors();
  out["warnings"] = diagnostics.warnings();
  json::array& all = out["diagnostics"].emplace_array();
  for (const Diagnostic& each : diagnostics.all()) {
    all.push_back(to_object(each, sources, language));
  }
  return json::serialize(out);
}

}  // namespace muster::load
