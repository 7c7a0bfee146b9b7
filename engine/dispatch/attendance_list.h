// Attendance in bulk: a list is recorded or verified whole, or not at all. And the way back: what
// is recorded, as such a list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "load/history_file.h"
#include "model/problem.h"
#include "store/store.h"

namespace muster::dispatch {

struct ListCount {
  std::size_t noted = 0, known = 0;  // heads: changed; as it was
};

// What the list says is so from now on, whatever was recorded before; `planned` rows say nothing.
//
//  - `arrived` and `left` are taken as written.
//  - Without `arrived`: what is known, else the planned start; for `late` so much before the
//    planned end as `minutes` say.
//  - Without `left`: `minutes` after the arrival, else what is known, else the planned end once
//    that is past.
//
// Whoever is changed is not verified any more. With findings nothing is written.
ListCount record_list(store::Transaction&, const std::vector<load::AttendanceRow>&,
                      const model::Problem&, const std::string& who, Instant now,
                      Diagnostics& findings);

// Says that what is recorded of the heads in the list is right. Where the list says otherwise, or
// `who` has recorded it, there are findings, and nothing is written.
ListCount confirm_list(store::Transaction&, const std::vector<load::AttendanceRow>&,
                       const model::Problem&, const std::string& who, Instant now,
                       Diagnostics& findings);

}  // namespace muster::dispatch
