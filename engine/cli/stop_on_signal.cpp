#include "cli/stop_on_signal.h"

namespace muster::cli {

namespace {

std::atomic<bool> stop_asked = false;

}  // namespace

StopOnSignal::StopOnSignal() {
  stop_asked = false;
  struct sigaction action = {};
  action.sa_handler = [](int) { stop_asked = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
}

StopOnSignal::~StopOnSignal() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
}

const std::atomic<bool>* StopOnSignal::asked() const { return &stop_asked; }

}  // namespace muster::cli
