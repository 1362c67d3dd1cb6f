// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/fp16_options.h"

#include "core/quantize/format_error.h"

#include <algorithm>

namespace stillhouse::quantize {

const base::Fields<Fp16Options>& fp16Fields() {
    static const auto fields = [] {
        base::Fields<Fp16Options> f;
        f.choice("weights", &Fp16Options::weights, weightFormatNames(), SH_TR("Weights"),
                 SH_TR("f16 is what the file holds and the processor reads. Any other format is simulated: weights are rounded to it and stored in 16 bits, which "
                       "shows its loss of quality, not its size."));
        f.flag("embeddings", &Fp16Options::embeddings, SH_TR("Round embeddings and head too"),
               SH_TR("Applies the simulated weight format to the embedding and the output matrix as well. They are the most sensitive matrices."));
        f.choice("activations", &Fp16Options::activations, {"none", "fp8-e4m3", "fp8-e5m2"}, SH_TR("Activations"),
                 SH_TR("Rounds the inputs of all matrices but the head to FP8 while the model runs. Processors do not multiply FP8, so this is simulated and saves no "
                       "time. E4M3 is more precise, E5M2 has the wider range."));
        f.choice("activation_scaling", &Fp16Options::scaling, infer::activationScalingNames(), SH_TR("Activation scaling"),
                 SH_TR("Where the scale comes from: each token's largest magnitude, that of all tokens processed together, calibration, or the calls before (delayed)."));
        f.integer("amax_history", &Fp16Options::history, 1, 1024, "calls", SH_TR("History of delayed scaling"),
                  SH_TR("Delayed scaling takes the largest magnitude of so many calls. A longer history saturates less and follows changes more slowly."));
        f.integer("scale_margin", &Fp16Options::margin, 0, 8, "binades", SH_TR("Margin above the largest magnitude"),
                  SH_TR("Leaves so many factors of two free for larger values. Useful with calibrated and delayed scaling."))
            .advanced();
        f.integer("calibration_tokens", &Fp16Options::calibrationTokens, 64, 1 << 20, "tokens", SH_TR("Calibration tokens"),
                  SH_TR("How much of the calibration text is read. Used where a calibration file is given."));
        return f;
    }();
    return fields;
}

std::optional<infer::ActivationFormat> activationFormat(const Fp16Options& options) {
    if (options.activations == "none")
        return {};
    infer::ActivationFormat out;
    out.format = options.activations == "fp8-e4m3" ? formats::Fp8::E4M3 : formats::Fp8::E5M2;
    const auto& names = infer::activationScalingNames();
    out.scaling = infer::ActivationScaling(std::find(names.begin(), names.end(), options.scaling) - names.begin());
    out.window = options.history;
    out.margin = int(options.margin);
    return out;
}

} // namespace stillhouse::quantize
