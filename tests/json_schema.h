// What a JSON Schema says against a document.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include <boost/json.hpp>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace muster::testing {

// The text of a file of the source tree.
inline std::string source_text(const std::string& path) {
  std::ifstream file(std::string(MUSTER_SOURCE_DIR) + '/' + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class JsonSchema {
 public:
  explicit JsonSchema(const boost::json::value& schema) {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(schema), schema_);
  }
  // Empty: nothing.
  std::string trouble_with(const boost::json::value& document) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::BoostJsonAdapter adapter(document);
    if (validator.validate(schema_, adapter, &results)) return {};
    std::string text = "refused";
    valijson::ValidationResults::Error error;
    while (results.popError(error) && text.size() < 2000) {
      text += "\n";
      for (const std::string& step : error.context) text += step;
      text += " " + error.description;
    }
    return text;
  }

 private:
  valijson::Schema schema_;
};

}  // namespace muster::testing
