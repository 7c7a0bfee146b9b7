// What a team was told, read back: the content of an assignment (assignments.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/clock.h"
#include "base/zone_time.h"
#include "store/rows.h"

namespace muster::dispatch {

// What is not written is empty.
struct Content {
  struct Head {
    std::string id, name;
    const std::string& shown() const { return name.empty() ? id : name; }
  };
  struct Need {
    std::int64_t need = 0, most = 0;  // position in the task; heads of all teams that it takes
    std::vector<Head> heads;
  };
  std::string name, place;
  std::string when;  // "2017-09-04 16:30 – 18:00"
  std::vector<Need> needs;

  std::vector<Head> heads() const;  // of all needs
  std::string people() const;       // the same for people to read
};
Content read_content(const boost::json::object&);
Content read_content(const store::Assignment&);

// The text behind a key, which lives as long as the object; empty where there is none.
std::string_view text_of(const boost::json::object&, std::string_view key);
// "2017-09-04 16:30", local.
std::string readable(const ZoneTime&, Instant);

}  // namespace muster::dispatch
