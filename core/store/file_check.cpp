// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_check.h"

#include "core/store/connection.h"
#include "core/store/migrations.h"

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace stillhouse::store {
namespace {

constexpr std::size_t headerBytes = 100;
constexpr std::size_t versionOffset = 60, applicationOffset = 68;

std::int32_t bigEndian(const std::array<char, headerBytes>& header, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(header[offset + i]);
    return static_cast<std::int32_t>(value);
}

bool hasTables(const std::string& path) {
    SQLite::Database database(path, SQLite::OPEN_READONLY, 1000);
    return database.execAndGet("SELECT count(*) FROM sqlite_master").getInt64() > 0;
}

[[noreturn]] void failForeign(const std::string& path) {
    base::fail(path, SH_TR("This is not a project file of this program"), SH_TR("Choose another file; this one was not changed"));
}

} // namespace

void refuseForeignFile(const std::string& path) {
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (!std::filesystem::exists(status))
        return;
    if (!std::filesystem::is_regular_file(status))
        failForeign(path);
    const auto size = std::filesystem::file_size(path, ignored);
    if (size == 0)
        return;
    std::ifstream file(path, std::ios::binary);
    std::array<char, headerBytes> header{};
    if (!file.read(header.data(), headerBytes)) {
        if (!file.is_open())
            base::fail(path, SH_TR("The project file cannot be read"), SH_TR("Check its permissions"), ErrorKind::Io);
        failForeign(path);
    }
    if (std::memcmp(header.data(), "SQLite format 3", 16) != 0)
        failForeign(path);
    const std::int32_t application = bigEndian(header, applicationOffset);
    // 0: SQLite's default. Either nobody's database yet (another process is making it right now), or a foreign one.
    if (application != applicationId && (application != 0 || hasTables(path)))
        failForeign(path);
    refuseNewerVersion(path, bigEndian(header, versionOffset));
}

} // namespace stillhouse::store
