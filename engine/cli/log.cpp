#include "cli/log.h"

#include <memory>

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace muster::cli {

namespace {

// The local time of a zone, which need not be the machine's, to the millisecond.
class ZoneTimeFlag final : public spdlog::custom_flag_formatter {
 public:
  explicit ZoneTimeFlag(ZoneTime zone) : zone_(std::move(zone)) {}

  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& to) override {
    using std::chrono::milliseconds;
    const auto ms = std::chrono::floor<milliseconds>(message.time.time_since_epoch()).count();
    const std::string minutes = zone_.iso(time_point({ms}));
    constexpr std::size_t kMinutes = 16;  // "2017-09-04T16:30"
    fmt::format_to(std::back_inserter(to), "{}:{:02}.{:03}{}", minutes.substr(0, kMinutes),
                   ms / 1000 % 60, ms % 1000, minutes.substr(kMinutes));
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<ZoneTimeFlag>(zone_);
  }

 private:
  ZoneTime zone_;
};

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::off;
}

}  // namespace

const std::vector<std::string>& log_levels() {
  static const std::vector<std::string> kWords{"debug", "info", "warning", "error", "off"};
  return kWords;
}

Log make_log(std::ostream& out, const std::string& level, const WallClock& clock,
             const ZoneTime& zone) {
  constexpr bool kFlushEach = true;
  const auto logger = std::make_shared<spdlog::logger>(
      "muster", std::make_shared<spdlog::sinks::ostream_sink_mt>(out, kFlushEach));
  auto lines = std::make_unique<spdlog::pattern_formatter>();
  lines->add_flag<ZoneTimeFlag>('*', zone).set_pattern("at=%* level=%l %v");
  logger->set_formatter(std::move(lines));
  logger->set_level(spdlog::level::from_str(level));
  return Log([logger, &clock](LogLevel of, const std::string& line) {
    const spdlog::log_clock::time_point at(std::chrono::milliseconds(clock.now().ms));
    logger->log(at, spdlog::source_loc{}, level_of(of), line);
  });
}

}  // namespace muster::cli
