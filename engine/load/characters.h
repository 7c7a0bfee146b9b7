// Columns in bytes, as parsers count, to columns in characters, as people do.
#pragma once

#include "base/diagnostic.h"

namespace muster::load {

Place with_characters(Place, const Sources&);
// Every place of every diagnostic; linear in the size of the files that have any.
Diagnostics with_characters(const Diagnostics&, const Sources&);

}  // namespace muster::load
