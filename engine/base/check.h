// Broken invariants stop the program with exit code 4 and say what to report.
#pragma once

#include <string_view>

namespace muster {

[[noreturn]] void broken_invariant(std::string_view what, const char* file, int line);

}  // namespace muster

// Always checked.
#define MUSTER_CHECK(condition, what) \
  ((condition) ? void(0) : ::muster::broken_invariant((what), __FILE__, __LINE__))

// Checked in debug and sanitizer builds only (MUSTER_PARANOID).
#ifdef MUSTER_PARANOID
#define MUSTER_ASSERT(condition, what) MUSTER_CHECK(condition, what)
#else
#define MUSTER_ASSERT(condition, what) ((void)0)
#endif
