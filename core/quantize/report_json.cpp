// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/report_json.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/infer/native_file.h"

#include <nlohmann/json.hpp>

namespace stillhouse {

namespace quantize {

using nlohmann::json;

std::string reportJson(const QuantizeResult& r) {
    json tensors = json::array(), activations = json::array();
    for (const auto& t : r.tensors)
        tensors.push_back({{"name", t.name}, {"packing", t.packing}, {"rows", t.rows}, {"cols", t.cols}, {"protected", t.protectedWeights}, {"bits_per_weight", t.bitsPerWeight}, {"weight_error", t.weightError}, {"output_error", t.outputError}});
    for (const auto& a : r.activations)
        activations.push_back({{"name", a.name}, {"p50", a.p50}, {"p99", a.p99}, {"p999", a.p999}, {"largest", a.largest}, {"clip", a.clip}});
    return json{{"method", r.method}, {"tensors", tensors}, {"activations", activations}, {"bits_per_weight", r.bitsPerWeight}, {"original_bytes", r.originalBytes}, {"calibration_tokens", r.calibrationTokens}, {"native", r.native}}.dump();
}

QuantizeResult parseReport(const std::string& text, const std::string& where) {
    const auto document = base::parseJson(text, where);
    try {
        // Only integers as integers: a number such as 1e300 has no value to become.
        const auto whole = [](const json& value) { return value.get_ref<const json::number_integer_t&>(); };
        QuantizeResult r;
        r.method = document.value("method", "");
        for (const auto& t : document.at("tensors"))
            r.tensors.push_back({t.at("name"), t.at("packing"), whole(t.at("rows")), whole(t.at("cols")), whole(t.at("protected")), t.at("bits_per_weight"), t.at("weight_error"), t.at("output_error")});
        for (const auto& a : document.at("activations"))
            r.activations.push_back({a.at("name"), a.at("p50"), a.at("p99"), a.at("p999"), a.at("largest"), a.at("clip")});
        r.bitsPerWeight = document.at("bits_per_weight");
        r.originalBytes = whole(document.at("original_bytes"));
        r.calibrationTokens = whole(document.at("calibration_tokens"));
        r.native = document.at("native");
        return r;
    } catch (const json::exception&) {
        base::fail(where, SH_TR("The quantizer's report is not readable"), SH_TR("Quantize the model again"));
    }
}

} // namespace quantize

Result<QuantizeResult> readQuantization(const std::string& packedFile) {
    return base::guard([&] {
        const infer::NativeFile file(packedFile);
        if (file.report().empty())
            base::fail(packedFile, SH_TR("The file says nothing about how it was quantized"), SH_TR("Choose a file that quantize wrote"), ErrorKind::NotFound);
        auto result = quantize::parseReport(file.report(), packedFile);
        result.out = packedFile;
        result.bytes = std::int64_t(file.fileBytes());
        return result;
    });
}

} // namespace stillhouse
