// SPDX-License-Identifier: GPL-3.0-or-later
// GGUF files built by hand, byte by byte from the format's definition, without the product's writer.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::tests {

template <class Number> std::string raw(Number value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}
inline std::string rawText(const std::string& text) {
    return raw(std::uint64_t(text.size())) + text;
}
inline std::string keyU32(const std::string& key, std::uint32_t value) {
    return rawText(key) + raw(std::uint32_t(4)) + raw(value);
}
inline std::string keyF32(const std::string& key, float value) {
    return rawText(key) + raw(std::uint32_t(6)) + raw(value);
}
inline std::string keyText(const std::string& key, const std::string& value) {
    return rawText(key) + raw(std::uint32_t(8)) + rawText(value);
}

/// `dimensions` in the file's order: row length first.
inline std::string tensorEntry(const std::string& name, const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                               std::uint64_t offset) {
    std::string out = rawText(name) + raw(std::uint32_t(dimensions.size()));
    for (const auto size : dimensions)
        out += raw(size);
    return out + raw(type) + raw(offset);
}

inline std::string ggufFile(const std::vector<std::string>& values, const std::vector<std::string>& tensors, const std::string& data,
                            std::uint32_t version = 3) {
    std::string out = "GGUF" + raw(version) + raw(std::uint64_t(tensors.size())) + raw(std::uint64_t(values.size()));
    for (const auto& part : values)
        out += part;
    for (const auto& part : tensors)
        out += part;
    out.resize((out.size() + 31) / 32 * 32, '\0');
    return out + data;
}

} // namespace stillhouse::tests
