#include "dispatch/channel.h"

#include <sys/stat.h>

#include <cstdlib>

#include <fmt/format.h>

#include "base/check.h"
#include "base/file.h"
#include "dispatch/channels/channels.h"

namespace muster::dispatch {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kSecretBytes = std::uint64_t{64} * 1024;

Failure no_secret(const std::string& english, const std::string& chinese) {
  return {Failure::Kind::disk, english, chinese};
}

}  // namespace

Result<std::string> read_secret(const load::SecretSource& source, const fs::path& folder) {
  if (!source.variable.empty()) {
    const char* value = std::getenv(source.variable.c_str());
    if (value != nullptr && *value != '\0') return std::string(value);
    return no_secret(fmt::format("the environment has no variable {}", source.variable),
                     fmt::format("环境中没有变量 {}", source.variable));
  }
  const fs::path path = folder / source.file;
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0) {
    return no_secret(fmt::format("others may read the secret in {}: chmod 600 it", path.string()),
                     fmt::format("密钥文件 {} 可被他人读取，请执行 chmod 600", path.string()));
  }
  auto text = read_file(path, kSecretBytes);
  if (!text) return text.failure();
  std::string value = text.value().substr(0, text.value().find_first_of("\r\n"));
  if (!value.empty()) return value;
  return no_secret(fmt::format("the secret file {} is empty", path.string()),
                   fmt::format("密钥文件 {} 是空的", path.string()));
}

Result<std::unique_ptr<Channel>> make_channel(const load::ChannelPolicy& policy,
                                              const ChannelSetting& setting) {
  using Kind = load::ChannelPolicy::Kind;
  switch (policy.kind) {
    case Kind::file: return file_channel(policy, setting);
    case Kind::exec: return exec_channel(policy, setting);
    case Kind::webhook: return webhook_channel(policy, setting);
    case Kind::dingtalk:
    case Kind::wecom:
    case Kind::feishu: return robot_channel(policy, setting);
    case Kind::mail: return mail_channel(policy, setting);
  }
  MUSTER_CHECK(false, "a kind of channel that is none");
}

}  // namespace muster::dispatch
