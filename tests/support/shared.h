// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace stillhouse::tests {

/// The path of `name` in the shared test data ($SHARED, or `shared` beside the checkout), or nothing on a machine without it.
inline std::optional<std::filesystem::path> sharedData(const std::string& name) {
    const char* root = std::getenv("SHARED");
    const std::filesystem::path base = root ? std::filesystem::path(root) : std::filesystem::path(STILLHOUSE_SOURCE_DIR) / ".." / "shared";
    const auto path = base / "data" / name;
    if (std::filesystem::exists(path))
        return path;
    return std::nullopt;
}

} // namespace stillhouse::tests

/// First line of a test that uses shared data: defines `variable` as its path, or skips with the message that packaging/check looks for.
#define STILLHOUSE_SHARED_OR_SKIP(variable, name)                                                                                          \
    const auto variable##Found = stillhouse::tests::sharedData(name);                                                                      \
    if (!variable##Found)                                                                                                                  \
        GTEST_SKIP() << "shared data absent: " << name;                                                                                    \
    const std::filesystem::path variable = *variable##Found
