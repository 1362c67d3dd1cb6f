// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/activation_format.h"

#include "core/base/json.h"
#include "core/base/object_reader.h"
#include "core/formats/fp8_spans.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace stillhouse::infer {

namespace {

constexpr const char* kMember = "activation_format";
const std::vector<std::string> kFormats = {"fp8-e4m3", "fp8-e5m2"};

std::int64_t oneOf(const base::ObjectReader& reader, const std::string& key, const std::vector<std::string>& names) {
    std::string value;
    reader.read(key, value);
    const auto found = std::find(names.begin(), names.end(), value);
    if (found == names.end())
        reader.failAt(key, Text(SH_TR("'%1' is not known here"), {value}), SH_TR("The file is damaged or newer than this program: quantize the model again"));
    return found - names.begin();
}

} // namespace

const std::vector<std::string>& activationScalingNames() {
    static const std::vector<std::string> names = {"token", "tensor", "calibrated", "delayed"};
    return names;
}

std::string describeActivations(const ActivationFormat& format) {
    return kFormats[std::size_t(format.format)] + " activations (simulated), " + activationScalingNames()[std::size_t(format.scaling)] + " scaling";
}

std::string withActivationFormat(const std::string& report, const ActivationFormat& format) {
    auto json = report.empty() ? nlohmann::json::object() : base::parseJson(report, "report");
    json[kMember] = {{"format", kFormats[std::size_t(format.format)]},
                     {"scaling", activationScalingNames()[std::size_t(format.scaling)]},
                     {"window", format.window},
                     {"margin", format.margin},
                     {"largest", format.largest}};
    return json.dump();
}

std::optional<ActivationFormat> activationFormatOf(const std::string& report, std::int64_t layers, const std::string& where) {
    if (report.empty())
        return {};
    const auto json = base::parseJson(report, where);
    const base::ObjectReader root(json, where, "");
    if (!root.find(kMember))
        return {};
    const auto reader = root.object(kMember);
    ActivationFormat out;
    out.format = formats::Fp8(oneOf(reader, "format", kFormats));
    out.scaling = ActivationScaling(oneOf(reader, "scaling", activationScalingNames()));
    double window = 0, margin = 0;
    reader.read("window", window, 1, 4096);
    reader.read("margin", margin, 0, 16);
    out.window = std::int64_t(window);
    out.margin = int(margin);
    if (reader.find("largest"))
        for (const auto& value : reader.array("largest")) {
            if (!value.is_number() || !(value.get<double>() >= 0) || value.get<double>() > 3e38)
                reader.failAt("largest", SH_TR("Largest magnitudes are numbers of 0 or more"), SH_TR("Quantize the model again"));
            out.largest.push_back(value.get<float>());
        }
    const bool needed = out.scaling == ActivationScaling::Calibrated;
    if ((needed || !out.largest.empty()) && std::int64_t(out.largest.size()) != layers * matrixInputs)
        reader.failAt("largest", Text(SH_TR("%1 largest magnitudes do not fit %2 layers"), {std::to_string(out.largest.size()), std::to_string(layers)}),
                      SH_TR("Quantize the model again"));
    return out;
}

ActivationRounding::ActivationRounding(ActivationFormat format, std::int64_t layers) : format_(std::move(format)), layers_(layers) { reset(); }

void ActivationRounding::reset() {
    if (format_.scaling != ActivationScaling::Delayed)
        return;
    scales_.assign(std::size_t(layers_ * matrixInputs), formats::DelayedScale(format_.format, format_.window, format_.margin));
    for (std::size_t i = 0; i < format_.largest.size(); ++i)
        scales_[i].observe(format_.largest[i]);
}

void ActivationRounding::round(std::int64_t layer, MatrixInput input, std::span<float> x, std::int64_t tokens) {
    const auto at = std::size_t(layer * matrixInputs + std::int64_t(input));
    switch (format_.scaling) {
    case ActivationScaling::Token: return formats::roundPerToken(x, std::int64_t(x.size()) / tokens, format_.format, format_.margin);
    case ActivationScaling::Tensor: return formats::roundPerTensor(x, format_.format, format_.margin);
    case ActivationScaling::Calibrated:
        return formats::roundThroughFp8(x, formats::fp8Factor(format_.largest[at], format_.format, format_.margin), format_.format);
    case ActivationScaling::Delayed: return scales_[at].round(x);
    }
}

} // namespace stillhouse::infer
