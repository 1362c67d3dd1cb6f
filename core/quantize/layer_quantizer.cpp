// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/layer_quantizer.h"

#include "core/formats/parameter_shapes.h"
#include "core/quantize/format_error.h"

namespace stillhouse::quantize {

namespace {

std::vector<float> values(const infer::PackedMatrix& m) {
    std::vector<float> all(std::size_t(m.rows * m.cols));
    for (std::int64_t r = 0; r < m.rows; ++r)
        infer::dequantizeRow(m, r, std::span(all).subspan(std::size_t(r * m.cols), std::size_t(m.cols)));
    return all;
}

} // namespace

ActivationRange rangeOf(const std::string& name, const ActivationSketch& sketch) {
    return {name, sketch.quantile(0.5), sketch.quantile(0.99), sketch.quantile(0.999), sketch.largest(), sketch.clip()};
}

infer::PackedMatrix packMatrix(infer::WorkerPool& pool, const std::string& name, const infer::PackedMatrix& source, const std::string& format, const Int4Options& options,
                               const Curvature* curvature, const Watch& watch, FinishedPart& part) {
    watch.check();
    watch.tensor(name, source.rows * source.cols);
    const auto weights = values(source);
    infer::PackedMatrix packed;
    double outputError = -1;
    if (!infer::isInteger(infer::packingNamed(format, name)))
        packed = infer::packFloat(weights, source.rows, source.cols, infer::packingNamed(format, name));
    else {
        const auto target = curvature ? driftCorrected(pool, weights, source.rows, *curvature) : std::vector<float>();
        const auto settings = matrixOptions(options, format);
        const auto result = quantizeMatrix(pool, curvature ? target : weights, source.rows, source.cols, curvature, settings, watch.check);
        packed = infer::pack(result.codes);
        outputError = result.outputError;
    }
    part.matrices.push_back({name, packed});
    part.report.tensors.push_back({name, std::string(infer::packingName(packed.packing)), packed.rows, packed.cols, packed.outliers(), packed.bitsPerWeight(), packedError(weights, packed), outputError});
    return packed;
}

infer::PackedLayer withPacked(const infer::PackedLayer& layer, std::int64_t index, const FinishedPart& part) {
    auto out = layer;
    const auto take = [&](infer::PackedLinear& linear, const char* name) { linear.weight = part.matrix(formats::layerParameterName(index, name)); };
    if (out.attention) {
        take(out.attention->q, "self_attn.q_proj.weight");
        take(out.attention->k, "self_attn.k_proj.weight");
        take(out.attention->v, "self_attn.v_proj.weight");
        take(out.attention->o, "self_attn.o_proj.weight");
    }
    if (out.ffn) {
        take(out.ffn->gate, "mlp.gate_proj.weight");
        take(out.ffn->up, "mlp.up_proj.weight");
        take(out.ffn->down, "mlp.down_proj.weight");
    }
    return out;
}

FinishedPart LayerQuantizer::run(std::int64_t layer) {
    layer_ = layer;
    out_ = {};
    const auto& exact = source_.layers[std::size_t(layer)];
    auto packed = exact;
    if (packed.attention)
        attention(*packed.attention, *exact.attention);
    if (packed.ffn)
        feedForward(*packed.ffn, *exact.ffn);
    return std::move(out_);
}

std::unique_ptr<Curvature> LayerQuantizer::observe(std::int64_t width, const Input& input, const Input& exactInput, ActivationSketch& sketch) {
    auto curvature = std::make_unique<Curvature>(width);
    for (std::size_t s = 0; s < calibration_->stream->sequences(); ++s) {
        watch_.check();
        const auto x = input(*calibration_->stream, s);
        const auto tokens = calibration_->stream->tokens(s);
        sketch.add(x);
        curvature->add(pool_, x, tokens);
        if (calibration_->exact)
            curvature->addDrift(pool_, x, exactInput(*calibration_->exact, s), tokens);
    }
    curvature->prepare(pool_, options_.damping, watch_.check);
    return curvature;
}

void LayerQuantizer::group(std::initializer_list<Target> targets, std::int64_t width, const Input& input, const Input& exactInput) {
    std::unique_ptr<Curvature> curvature;
    ActivationSketch sketch;
    if (calibration_)
        curvature = observe(width, input, exactInput, sketch);
    for (const auto& target : targets) {
        const auto name = formats::layerParameterName(layer_, target.name);
        target.linear->weight = packMatrix(pool_, name, target.linear->weight, int8_.contains(name) ? "int8" : options_.format, options_, curvature.get(), watch_, out_);
        if (calibration_)
            out_.report.activations.push_back(rangeOf(name, sketch));
    }
}

void LayerQuantizer::advance(const std::function<void(LayerStream&, std::size_t, bool)>& step) {
    if (!calibration_)
        return;
    for (std::size_t s = 0; s < calibration_->stream->sequences(); ++s) {
        watch_.check();
        step(*calibration_->stream, s, false);
        if (calibration_->exact)
            step(*calibration_->exact, s, true);
    }
}

void LayerQuantizer::attention(infer::PackedAttention& packed, const infer::PackedAttention& exact) {
    const Input input = [&](LayerStream& stream, std::size_t s) { return stream.attentionInput(s, exact); };
    group({{"self_attn.q_proj.weight", &packed.q}, {"self_attn.k_proj.weight", &packed.k}, {"self_attn.v_proj.weight", &packed.v}}, packed.q.weight.cols, input, input);
    advance([&](LayerStream& stream, std::size_t s, bool isExact) { stream.attend(s, isExact ? exact : packed, layer_); });
    const Input mixed = [](LayerStream& stream, std::size_t s) { return stream.mixed(s); };
    group({{"self_attn.o_proj.weight", &packed.o}}, packed.o.weight.cols, mixed, mixed);
    advance([&](LayerStream& stream, std::size_t s, bool isExact) { stream.addAttention(s, isExact ? exact : packed); });
}

void LayerQuantizer::feedForward(infer::PackedFeedForward& packed, const infer::PackedFeedForward& exact) {
    const Input input = [&](LayerStream& stream, std::size_t s) { return stream.feedInput(s, exact); };
    group({{"mlp.gate_proj.weight", &packed.gate}, {"mlp.up_proj.weight", &packed.up}}, packed.gate.weight.cols, input, input);
    group({{"mlp.down_proj.weight", &packed.down}}, packed.down.weight.cols, [&](LayerStream& stream, std::size_t s) { return stream.gated(s, packed); },
          [&](LayerStream& stream, std::size_t s) { return stream.gated(s, exact); });
    advance([&](LayerStream& stream, std::size_t s, bool isExact) { stream.addFeedForward(s, isExact ? exact : packed); });
}

} // namespace stillhouse::quantize
