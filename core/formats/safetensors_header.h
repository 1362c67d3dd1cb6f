// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/safetensors.h"

#include <string_view>

namespace stillhouse::formats {

/// A tensor as the header describes it; [begin, end) counts from the start of the data part.
struct HeaderEntry {
    TensorInfo info;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

struct Header {
    std::vector<HeaderEntry> entries;
    std::map<std::string, std::string> metadata;
};

inline constexpr std::uint64_t maxHeaderBytes = 100'000'000;

/// Parses and checks a header against the size of the data part. Memory stays proportional to the text, whatever it holds.
Header parseHeader(std::string_view json, std::uint64_t dataBytes, const std::string& where);

/// The header text for tensors laid out in this order, padded so that the data part starts at a multiple of 64.
std::string headerJson(const std::vector<TensorInfo>& tensors, const std::map<std::string, std::string>& metadata,
                       const std::string& where);

/// Elements × bytes of one element; fails at `where` when a size is negative or the product overflows.
std::uint64_t checkedBytes(const TensorInfo& info, const std::string& where);

} // namespace stillhouse::formats
