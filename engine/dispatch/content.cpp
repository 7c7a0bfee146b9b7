#include "dispatch/content.h"

#include <algorithm>

#include <boost/json.hpp>

namespace muster::dispatch {

namespace {

namespace json = boost::json;

// "2017-09-04T16:30+08:00" to "2017-09-04 16:30".
std::string readable(std::string_view iso) {
  std::string out(iso.substr(0, 16));
  std::replace(out.begin(), out.end(), 'T', ' ');
  return out;
}

Content::Need read_need(const json::object& need) {
  Content::Need out{
      need.at("need").to_number<std::int64_t>(), need.at("most").to_number<std::int64_t>(), {}};
  for (const json::value& head : need.at("heads").as_array()) {
    out.heads.push_back({std::string(text_of(head.as_object(), "id")),
                         std::string(text_of(head.as_object(), "name"))});
  }
  return out;
}

}  // namespace

std::vector<Content::Head> Content::heads() const {
  std::vector<Head> out;
  for (const Need& need : needs) out.insert(out.end(), need.heads.begin(), need.heads.end());
  return out;
}

std::string Content::people() const {
  std::string out;
  for (const Head& head : heads()) out += (out.empty() ? "" : ", ") + head.shown();
  return out;
}

Content read_content(const json::object& content) {
  Content out;
  out.name = text_of(content, "name");
  out.place = text_of(content, "place");
  const std::string_view start = text_of(content, "start"), end = text_of(content, "end");
  if (!start.empty()) out.when = readable(start) + " – " + readable(end).substr(11);
  if (const json::value* needs = content.if_contains("needs")) {
    for (const json::value& need : needs->as_array()) {
      out.needs.push_back(read_need(need.as_object()));
    }
  }
  return out;
}

Content read_content(const store::Assignment& assignment) {
  return read_content(json::parse(assignment.content).as_object());
}

std::string_view text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->as_string().data(), value->as_string().size()};
}

std::string readable(const ZoneTime& time, Instant at) {
  return readable(time.iso(time_point(at)));
}

}  // namespace muster::dispatch
