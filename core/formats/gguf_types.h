// SPDX-License-Identifier: GPL-3.0-or-later
// Element types of GGUF tensors (github.com/ggml-org/ggml, docs/gguf.md). A quantized type stores a row as blocks of elements.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace stillhouse::formats {

/// Numbers as in the file. Those that gguf_blocks.h decodes; a file may hold others, whose sizes alone are known.
enum class GgufType : std::uint32_t { F32 = 0, F16 = 1, Q4_0 = 2, Q4_1 = 3, Q8_0 = 8, IQ4_NL = 20, BF16 = 30 };

struct GgufTypeInfo {
    std::uint32_t number = 0;
    std::string_view name;          ///< "Q8_0"
    std::int64_t blockElements = 1; ///< a row's length is a multiple of it
    std::int64_t blockBytes = 0;
};

/// Null for a number that no known release of the format uses.
const GgufTypeInfo* ggufTypeInfo(std::uint32_t number);
const GgufTypeInfo& ggufTypeInfo(GgufType type);
/// Whether gguf_blocks.h turns the type into F32.
bool ggufReadable(std::uint32_t number);

/// "f32", "f16", "q8_0", "q4_0", "iq4_nl": the types that a file is written in. base::Failure at "type" for another name.
GgufType ggufWriteType(std::string_view name);

} // namespace stillhouse::formats
