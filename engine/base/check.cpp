#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace muster {

void broken_invariant(std::string_view what, const char* file, int line) {
  std::fprintf(stderr,
               "muster: a bug in muster: %.*s (%s:%d)\n"
               "muster: please report this line and the workspace that caused it\n",
               static_cast<int>(what.size()), what.data(), file, line);
  std::fflush(stderr);
  std::_Exit(4);
}

}  // namespace muster
