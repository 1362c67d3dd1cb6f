// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/quantizer.h"

#include "core/base/guard.h"
#include "core/base/spelling.h"
#include "core/quantize/fp16_quantizer.h"
#include "core/quantize/int4_quantizer.h"

#include <chrono>

namespace stillhouse {

namespace quantize {

const std::vector<Quantizer>& quantizerList() {
    static const std::vector<Quantizer> list = {
        int4Quantizer(),
        fp16Quantizer(),
    };
    return list;
}

namespace {

const Quantizer& quantizerNamed(const std::string& id) {
    std::vector<std::string> known;
    for (const auto& quantizer : quantizerList()) {
        if (quantizer.spec.id == id)
            return quantizer;
        known.push_back(quantizer.spec.id);
    }
    base::failAt("method", Text(SH_TR("There is no quantizer '%1'"), {id}), Text(SH_TR("Did you mean '%1'?"), {base::nearestSpelling(id, known)}));
}

} // namespace

} // namespace quantize

const std::vector<MethodSpec>& quantizers() {
    static const auto specs = [] {
        std::vector<MethodSpec> out;
        for (const auto& quantizer : quantize::quantizerList())
            out.push_back(quantizer.spec);
        return out;
    }();
    return specs;
}

Result<QuantizeResult> quantizeModel(const QuantizeRequest& request, RunControl& control) {
    return base::guard([&] {
        const auto start = std::chrono::steady_clock::now();
        const auto& quantizer = quantize::quantizerNamed(request.method);
        if (request.model.empty() || request.out.empty())
            base::failAt(request.model.empty() ? "model" : "out", SH_TR("A model folder and a file to write are needed"), SH_TR("Give both"));
        quantizer.check(request.options, "options");
        auto result = quantizer.run(request, control);
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return result;
    });
}

} // namespace stillhouse
