#include "base/system_text.h"

#include <cerrno>
#include <map>
#include <string_view>

namespace muster {

namespace {

// Those that a user can meet and do something about.
std::string_view chinese_of(int error) {
  static const std::map<int, std::string_view> kTexts{
      {EACCES, "权限不足"},
      {EPERM, "操作不被允许"},
      {ENOENT, "没有这个文件或文件夹"},
      {ENOTDIR, "不是文件夹"},
      {EISDIR, "这是一个文件夹"},
      {EEXIST, "已经存在"},
      {ENOSPC, "磁盘空间不足"},
      {EDQUOT, "超出磁盘配额"},
      {EROFS, "文件系统只读"},
      {EFBIG, "文件过大"},
      {EIO, "读写错误"},
      {ENAMETOOLONG, "名称过长"},
      {ELOOP, "符号链接层数过多"},
      {EMFILE, "打开的文件过多"},
      {ENFILE, "系统打开的文件过多"},
      {ENOMEM, "内存不足"},
      {EXDEV, "不在同一个文件系统上"},
      {ENOEXEC, "不是可执行的程序"},
      {ETXTBSY, "文件正被占用"},
      {EBUSY, "正被占用"},
      {EADDRINUSE, "地址已被占用"},
      {EADDRNOTAVAIL, "本机没有这个地址"},
      {ECONNREFUSED, "连接被拒绝"},
      {ECONNRESET, "连接被对方重置"},
      {ENETUNREACH, "网络不可达"},
      {EHOSTUNREACH, "主机不可达"},
      {ETIMEDOUT, "超时"},
      {EPIPE, "对方已关闭"},
  };
  const auto found = kTexts.find(error);
  return found == kTexts.end() ? std::string_view() : found->second;
}

}  // namespace

SystemText system_text(int error) {
  const std::string english = std::generic_category().message(error);
  const std::string_view chinese = chinese_of(error);
  return {english, chinese.empty() ? english : std::string(chinese)};
}

SystemText system_text(const std::error_code& error) {
  const std::error_category& of = error.category();
  if (of == std::generic_category() || of == std::system_category()) {
    return system_text(error.value());
  }
  return {error.message(), error.message()};
}

}  // namespace muster
