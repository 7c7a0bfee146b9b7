// Reading and writing whole files. Writes go beside the target and are renamed over it, so that a
// reader or a crash sees the old bytes or the new ones, never a part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace muster {

// Fails when the file is missing, unreadable or longer than `limit` bytes.
Result<std::string> read_file(const std::filesystem::path&, std::uint64_t limit);
enum class Readers { as_before, owner };  // as_before: a new file's are those of any new file
// Written, synced, renamed; the temporary is removed on failure.
Result<Done> write_file(const std::filesystem::path&, std::string_view bytes,
                        Readers readers = Readers::as_before);
// Makes a rename in the folder last through a power cut; on false errno says why not.
bool sync_folder(const std::filesystem::path& folder);
// Lower-case hex SHA-256 (FIPS 180-4).
std::string sha256(std::string_view bytes);

}  // namespace muster
