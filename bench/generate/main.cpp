// bench_generate KIND OUT_FOLDER [--sessions N] [--tightness T] [--seed S] [--planted]
#include <exception>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "generate.h"

int main(int argc, char** argv) {
  using namespace muster::bench;
  CLI::App app{"Writes a workspace to measure on"};
  std::string kind, folder, tightness = "moderate";
  Wish wish;
  app.add_option("KIND", kind)->required()->check(CLI::IsMember({"zone", "field", "fixed"}));
  app.add_option("OUT_FOLDER", folder, "made where missing; its files are replaced")->required();
  app.add_option("--sessions", wish.sessions)->check(CLI::Range(1, 1'000'000));
  app.add_option("--tightness", tightness, "slack, moderate, tight, over, or demand over supply");
  app.add_option("--seed", wish.seed);
  bool planted = false;
  app.add_flag("--planted", planted, "from a known plan, so that the optimum is known");
  CLI11_PARSE(app, argc, argv);
  wish.tightness = tightness_of(tightness);
  if (wish.tightness <= 0) {
    fmt::print(stderr, "--tightness: '{}' is none of slack, moderate, tight, over, a number > 0\n",
               tightness);
    return 2;
  }
  try {
    if (kind == "zone") (planted ? write_planted_zone : write_zone)(folder, wish);
    if (kind == "field") (planted ? write_planted_field : write_field)(folder, wish);
    if (kind == "fixed") (planted ? write_planted_fixed : write_fixed)(folder, wish);
  } catch (const std::invalid_argument& e) {
    fmt::print(stderr, "bench_generate: {}\n", e.what());
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_generate: {}\n", e.what());
    return 3;
  }
  return 0;
}
