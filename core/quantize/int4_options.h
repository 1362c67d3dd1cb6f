// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/fields.h"
#include "core/quantize/group_fit.h"

#include <cstdint>
#include <string>

namespace stillhouse::quantize {

/// Options of "quantize.int4"; what each does is in their table.
struct Int4Options {
    std::string format = "int4-nonuniform";
    std::int64_t codebookRows = 16;
    bool twoLevelScales = true;
    double protectPercent = 0;
    bool compensate = true;
    std::int64_t passes = 3;
    double damping = 0.01;
    bool correctDrift = true;
    std::int64_t sequences = 128, length = 512;
    std::string int8Tensors = "none";
    double int8Budget = 0.1;
    std::string embedding = "int8", head = "int8";
};

const base::Fields<Int4Options>& int4Fields();
/// Parses and checks what the table cannot say. base::Failure.
Int4Options parseInt4(const OptionMap& options, const std::string& where);
/// For a matrix stored as `format`, one of int4-nonuniform, int4 and int8.
MatrixOptions matrixOptions(const Int4Options& options, const std::string& format);

} // namespace stillhouse::quantize
