// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/input_statistics.h"

#include "core/formats/parameter_shapes.h"

#include <algorithm>

namespace stillhouse::quantize {

InputStatistics::InputStatistics(std::int64_t layers, std::int64_t expectedTokens)
    : inputs_(std::size_t(layers * infer::matrixInputs)), stride_(std::max<std::int64_t>(1, expectedTokens / sampleRows)) {}

void InputStatistics::add(std::int64_t layer, infer::MatrixInput input, std::span<const float> x, std::int64_t tokens) {
    auto& seen = inputs_[std::size_t(layer * infer::matrixInputs + std::int64_t(input))];
    seen.sketch.add(x);
    const auto width = std::ptrdiff_t(x.size()) / tokens;
    for (std::int64_t t = 0; t < tokens; ++t, ++seen.rows)
        if (seen.rows % stride_ == 0 && std::ptrdiff_t(seen.sample.size()) < sampleRows * width)
            seen.sample.insert(seen.sample.end(), x.begin() + t * width, x.begin() + (t + 1) * width);
}

std::vector<float> InputStatistics::largest() const {
    std::vector<float> out;
    for (const auto& input : inputs_)
        out.push_back(float(input.sketch.largest()));
    return out;
}

std::vector<ActivationRange> InputStatistics::ranges() const {
    static const char* names[] = {"self_attn.q_proj.weight", "self_attn.o_proj.weight", "mlp.gate_proj.weight", "mlp.down_proj.weight"};
    std::vector<ActivationRange> out;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        const auto& input = inputs_[i];
        if (input.rows == 0)
            continue;
        const auto name = formats::layerParameterName(std::int64_t(i) / infer::matrixInputs, names[i % infer::matrixInputs]);
        const auto& sketch = input.sketch;
        out.push_back({name, sketch.quantile(0.5), sketch.quantile(0.99), sketch.quantile(0.999), sketch.largest(), sketch.largest()});
    }
    return out;
}

} // namespace stillhouse::quantize
