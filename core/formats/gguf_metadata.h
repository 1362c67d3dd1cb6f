// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/gguf.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::formats {

/// A tensor as the table announces it; offset counts from the start of the data part.
struct GgufPlace {
    std::string name;
    GgufType type = GgufType::F32;
    std::vector<std::int64_t> shape; ///< (out, in)
    std::uint64_t offset = 0;
};

/// Collects metadata and gives the bytes of a file's head: magic, version 3, counts, metadata in the order added, tensor table, zeros
/// up to a multiple of 32. Keys must be distinct.
class GgufMetadata {
public:
    void add(const std::string& key, std::string_view text);
    void add(const std::string& key, std::uint32_t number);
    void add(const std::string& key, float number);
    void add(const std::string& key, bool value);
    void add(const std::string& key, std::span<const std::string> texts);
    void add(const std::string& key, std::span<const float> numbers);
    void add(const std::string& key, std::span<const std::int32_t> numbers);
    // A literal would otherwise become a bool.
    void add(const std::string& key, const char* text) { add(key, std::string_view(text)); }

    std::string head(const std::vector<GgufPlace>& tensors) const;

private:
    void begin(const std::string& key, GgufValueType type);
    void beginArray(const std::string& key, GgufValueType element, std::size_t count);

    std::string bytes_;
    std::uint64_t count_ = 0;
};

inline constexpr std::uint64_t ggufAlignment = 32;

} // namespace stillhouse::formats
