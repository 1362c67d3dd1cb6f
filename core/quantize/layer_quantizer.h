// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/quantize/activation_sketch.h"
#include "core/quantize/int4_options.h"
#include "core/quantize/layer_file.h"
#include "core/quantize/layer_stream.h"
#include "core/quantize/matrix_quantizer.h"

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace stillhouse::quantize {

/// The calibration text on its way through the model, as the packed model sees it and as the unquantized one does.
struct Calibration {
    std::unique_ptr<LayerStream> stream;
    std::unique_ptr<LayerStream> exact; ///< null: drift is not corrected
};

/// Calls that long work makes on the way.
struct Watch {
    std::function<void()> check;                                          ///< throws when asked to stop
    std::function<void(const std::string& name, std::int64_t weights)> tensor; ///< before each tensor
};

/// Packs one matrix; `curvature` prepared or null.
infer::PackedMatrix packMatrix(infer::WorkerPool& pool, const std::string& name, const infer::PackedMatrix& source, const std::string& format, const Int4Options& options,
                               const Curvature* curvature, const Watch& watch, FinishedPart& part);

/// One layer: its matrices in the order in which the model uses them, each group on inputs that the matrices before it, already packed,
/// give (Frantar's "true sequential"). With calibration the streams stand behind the layer afterwards.
class LayerQuantizer {
public:
    LayerQuantizer(infer::WorkerPool& pool, const infer::PackedModel& source, const Int4Options& options, const std::set<std::string>& int8, Calibration* calibration, const Watch& watch)
        : pool_(pool), source_(source), options_(options), int8_(int8), calibration_(calibration), watch_(watch) {}

    FinishedPart run(std::int64_t layer);

private:
    using Input = std::function<std::span<const float>(LayerStream&, std::size_t sequence)>;
    struct Target {
        const char* name; ///< "self_attn.q_proj.weight"
        infer::PackedLinear* linear;
    };

    void attention(infer::PackedAttention& packed, const infer::PackedAttention& exact);
    void feedForward(infer::PackedFeedForward& packed, const infer::PackedFeedForward& exact);
    /// All matrices that share one input.
    void group(std::initializer_list<Target> targets, std::int64_t width, const Input& input, const Input& exactInput);
    std::unique_ptr<Curvature> observe(std::int64_t width, const Input& input, const Input& exactInput, ActivationSketch& sketch);
    void advance(const std::function<void(LayerStream&, std::size_t, bool exact)>& step);

    infer::WorkerPool& pool_;
    const infer::PackedModel& source_;
    const Int4Options& options_;
    const std::set<std::string>& int8_;
    Calibration* calibration_;
    const Watch& watch_;
    std::int64_t layer_ = 0;
    FinishedPart out_;
};

ActivationRange rangeOf(const std::string& name, const ActivationSketch& sketch);
/// `layer` with the matrices of `part` in place of its own.
infer::PackedLayer withPacked(const infer::PackedLayer& layer, std::int64_t index, const FinishedPart& part);

} // namespace stillhouse::quantize
