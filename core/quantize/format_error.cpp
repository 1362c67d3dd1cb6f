// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/format_error.h"

#include "core/formats/block_float.h"
#include "core/formats/fp8_scaling.h"
#include "core/formats/half.h"
#include "core/infer/packed_matrix.h"

namespace stillhouse::quantize {

double packedError(std::span<const float> weights, const infer::PackedMatrix& packed) {
    std::vector<float> row(std::size_t(packed.cols));
    double error = 0, total = 0;
    for (std::int64_t r = 0; r < packed.rows; ++r) {
        infer::dequantizeRow(packed, r, row);
        for (std::size_t c = 0; c < row.size(); ++c) {
            const double w = weights[std::size_t(r) * row.size() + c];
            error += (w - row[c]) * (w - row[c]);
            total += w * w;
        }
    }
    return total > 0 ? error / total : 0;
}

const std::vector<std::string>& weightFormatNames() {
    static const auto names = [] {
        std::vector<std::string> all = {"f16", "fp8-e4m3", "fp8-e5m2"};
        const auto& blocks = formats::blockFormatNames();
        all.insert(all.end(), blocks.begin(), blocks.end());
        return all;
    }();
    return names;
}

double weightFormatBits(const std::string& format, std::int64_t cols) {
    if (format == "f16")
        return 16;
    if (format.starts_with("fp8-"))
        return 8 + 32.0 / double(cols);
    const auto block = formats::blockFormatNamed(format, "weights");
    return double(block.bytes(cols)) * 8 / double(cols);
}

std::function<void(std::span<float>)> weightRounding(const std::string& format) {
    if (format == "f16")
        return [](std::span<float> row) {
            for (auto& value : row)
                value = formats::f16ToFloat(formats::floatToF16(value));
        };
    if (format == "fp8-e4m3" || format == "fp8-e5m2")
        return [fp8 = format == "fp8-e4m3" ? formats::Fp8::E4M3 : formats::Fp8::E5M2](std::span<float> row) {
            formats::roundPerTensor(row, fp8, 0);
        };
    return [block = formats::blockFormatNamed(format, "weights")](std::span<float> row) { formats::roundThroughBlocks(row, block); };
}

std::vector<BitsError> formatErrors(std::span<const float> weights, std::int64_t cols, const std::function<void()>& check) {
    std::vector<BitsError> out;
    std::vector<float> row(static_cast<std::size_t>(cols));
    for (const auto& format : weightFormatNames()) {
        if (check)
            check();
        const auto round = weightRounding(format);
        double lost = 0, whole = 0;
        for (std::size_t start = 0; start < weights.size(); start += row.size()) {
            row.assign(weights.begin() + std::ptrdiff_t(start), weights.begin() + std::ptrdiff_t(start) + cols);
            round(row);
            for (std::size_t i = 0; i < row.size(); ++i) {
                const double exact = weights[start + i], difference = exact - row[i];
                lost += difference * difference;
                whole += exact * exact;
            }
        }
        out.push_back({format, weightFormatBits(format, cols), whole > 0 ? lost / whole : 0});
    }
    return out;
}

} // namespace stillhouse::quantize
