// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/gguf.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::formats {

/// The checked head of a GGUF file. Views point into the bytes given.
struct GgufHeader {
    std::uint32_t version = 0;
    std::vector<std::pair<std::string, GgufValue>> values;
    std::vector<GgufTensor> tensors;
};

/// Parses and checks everything but the tensors' contents; see GgufFile. Memory stays proportional to the bytes read.
GgufHeader parseGguf(std::span<const std::byte> file, const std::string& where);

/// Bytes of one value of a fixed-size type; 0 for strings and arrays.
std::size_t ggufValueBytes(GgufValueType type);

} // namespace stillhouse::formats
