#include "dispatch/lease.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

#include <fmt/format.h>

#include "base/secrets.h"

namespace muster::dispatch {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "?";
}

}  // namespace

std::string holder_name() {
  return fmt::format("{}:{}:{}", host_name(), ::getpid(), base64url(random_bytes(6)));
}

bool holder_is_gone(const std::string& holder) {
  const std::string here = host_name() + ':';
  if (!holder.starts_with(here)) return false;
  pid_t pid = 0;
  const char* digits = holder.data() + here.size();
  const auto read = std::from_chars(digits, holder.data() + holder.size(), pid);
  return read.ec == std::errc() && pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
}

std::optional<std::int64_t> take_lease(store::Transaction& rows, const std::string& holder,
                                       Instant now, std::string& held_by) {
  const auto lease = rows.lease();
  // A clock that jumped back must not keep a lease for ever.
  const bool held = lease && !lease->holder.empty() && lease->until > now &&
                    lease->until <= now + 2 * kLeaseTime && !holder_is_gone(lease->holder);
  if (held) {
    held_by = lease->holder;
    return std::nullopt;
  }
  const std::int64_t fence = (lease ? lease->fence : 0) + 1;
  rows.put(store::Lease{holder, fence, now + kLeaseTime});
  return fence;
}

bool hold_lease(store::Transaction& rows, const std::string& holder, std::int64_t fence,
                Instant now) {
  const auto lease = rows.lease();
  if (!lease || lease->fence != fence) return false;
  const bool fresh = lease->until > now + kLeaseTime / 2 && lease->until <= now + kLeaseTime;
  if (!fresh) rows.put(store::Lease{holder, fence, now + kLeaseTime});
  return true;
}

void give_back_lease(store::Transaction& rows, std::int64_t fence) {
  const auto lease = rows.lease();
  if (lease && lease->fence == fence) rows.put(store::Lease{"", fence, {0}});
}

}  // namespace muster::dispatch
