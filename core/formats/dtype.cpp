// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/dtype.h"

#include <array>

namespace stillhouse::formats {

namespace {

struct Row {
    DType type;
    std::size_t size;
    std::string_view name;
    std::string_view torchName;
};

constexpr std::array<Row, 10> rows{{{DType::F64, 8, "F64", "float64"},
                                    {DType::F32, 4, "F32", "float32"},
                                    {DType::F16, 2, "F16", "float16"},
                                    {DType::BF16, 2, "BF16", "bfloat16"},
                                    {DType::I64, 8, "I64", "int64"},
                                    {DType::I32, 4, "I32", "int32"},
                                    {DType::I16, 2, "I16", "int16"},
                                    {DType::I8, 1, "I8", "int8"},
                                    {DType::U8, 1, "U8", "uint8"},
                                    {DType::Bool, 1, "BOOL", "bool"}}};

const Row& rowOf(DType type) { return rows[static_cast<std::size_t>(type)]; }

} // namespace

std::size_t sizeOf(DType type) { return rowOf(type).size; }

bool isFloating(DType type) { return type == DType::F64 || type == DType::F32 || type == DType::F16 || type == DType::BF16; }

std::string_view dtypeName(DType type) { return rowOf(type).name; }

std::optional<DType> dtypeFromName(std::string_view name) {
    for (const auto& row : rows)
        if (row.name == name)
            return row.type;
    return std::nullopt;
}

std::string_view torchDtypeName(DType type) { return rowOf(type).torchName; }

std::optional<DType> dtypeFromTorchName(std::string_view name) {
    for (const auto& row : rows)
        if (row.torchName == name)
            return row.type;
    return std::nullopt;
}

} // namespace stillhouse::formats
