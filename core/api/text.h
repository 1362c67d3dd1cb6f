// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <utility>
#include <vector>

// Marks an English key for translation and yields it unchanged. `lupdate` knows the name (see translations/CMakeLists.txt);
// the window translates the key when it shows the text, the CLI prints it as it is.
#define SH_TR(english) english

namespace stillhouse {

/// A sentence for people: an English key with %1, %2 … in it, and what stands in those places.
/// Core never formats a message itself, so the window can show it in the user's language.
struct Text {
    std::string key;
    std::vector<std::string> args;

    Text() = default;
    Text(const char* english) : key(english) {}
    Text(std::string english) : key(std::move(english)) {}
    Text(std::string english, std::vector<std::string> values) : key(std::move(english)), args(std::move(values)) {}

    bool empty() const { return key.empty(); }
    /// The key with %1 … %9 replaced by the arguments.
    std::string english() const;
};

} // namespace stillhouse
