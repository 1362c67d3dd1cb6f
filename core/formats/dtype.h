// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stillhouse::formats {

/// Element types that a safetensors file can hold and this program understands.
enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// Bytes per element.
std::size_t sizeOf(DType type);

bool isFloating(DType type);

/// The name in a safetensors header ("BF16").
std::string_view dtypeName(DType type);
std::optional<DType> dtypeFromName(std::string_view name);

/// The name in config.json ("bfloat16"); nothing for a type no model is stored in.
std::string_view torchDtypeName(DType type);
std::optional<DType> dtypeFromTorchName(std::string_view name);

} // namespace stillhouse::formats
