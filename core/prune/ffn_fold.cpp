// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_fold.h"

#include "core/train/vocab_loss.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::prune {

namespace {

using torch::Tensor;

model::Linear& linearAt(model::Decoder& model, const FoldPlace& place) {
    auto& layer = model.layers()[std::size_t(place.layer)];
    return place.attention ? layer.attention->o : layer.ffn->down;
}

// The streams and activations of one batch up to `layers` layers.
model::Hooks trace(const model::Decoder& model, const train::Batch& batch, std::int64_t layers) {
    model::Hooks hooks;
    hooks.wantHiddenStates = hooks.wantBlockOutputs = hooks.wantHeadOutputs = hooks.wantFfnActivations = true;
    model::ForwardOptions forward;
    forward.hooks = &hooks;
    forward.layerLimit = layers;
    (void)model.hidden(batch.ids.to(model.device()), forward);
    return hooks;
}

// The stream behind the removed FFN and behind the place: t's point of comparison.
Tensor streamBehind(const model::Hooks& hooks, std::int64_t removed, const FoldPlace& place) {
    const auto layer = std::size_t(std::max(removed, place.layer));
    if (place.attention && place.layer > removed)
        return hooks.hiddenStates[layer] + hooks.attentionOutputs[layer];
    return hooks.hiddenStates[layer + 1];
}

// z (rows,p), or (rows,p+1) with ones where there is a bias.
Tensor inputsAt(const model::Hooks& hooks, const FoldPlace& place, const train::Batch& batch, bool bias) {
    const auto& raw = place.attention ? hooks.headOutputs[std::size_t(place.layer)] : hooks.ffnActivations[std::size_t(place.layer)];
    const auto z = train::scoredRows(raw.reshape({raw.size(0), raw.size(1), -1}), batch);
    return bias ? torch::cat({z, torch::ones({z.size(0), 1}, z.options())}, 1) : z;
}

const model::Linear& linearAt(const model::Decoder& model, const FoldPlace& place) {
    const auto& layer = model.layers()[std::size_t(place.layer)];
    return place.attention ? layer.attention->o : layer.ffn->down;
}

} // namespace

std::vector<FoldPlace> foldPlaces(const model::Decoder& pruned, std::int64_t layer) {
    const auto count = std::int64_t(pruned.layers().size());
    const auto has = [&](std::int64_t l, bool attention) {
        const auto& one = pruned.layers()[std::size_t(l)];
        return attention ? one.attention.has_value() : one.ffn.has_value();
    };
    if (has(layer, false))
        return {{layer, false}};
    std::vector<FoldPlace> out;
    for (const bool attention : {true, false}) {
        for (std::int64_t l = layer; l >= 0; --l)
            if (has(l, attention)) {
                out.push_back({l, attention});
                break;
            }
        for (std::int64_t l = layer + 1; l < count; ++l)
            if (has(l, attention)) {
                out.push_back({l, attention});
                break;
            }
    }
    return out;
}

void addToPlace(model::Decoder& model, const FoldPlace& place, const Tensor& delta) {
    torch::NoGradGuard none;
    auto& linear = linearAt(model, place);
    const auto add = [](Tensor& to, const Tensor& what) {
        to = (to.detach().to(torch::kDouble) + what.to(to.device())).to(to.scalar_type()).contiguous().requires_grad_(to.requires_grad());
    };
    const auto width = linear.weight.size(1);
    add(linear.weight, delta.narrow(1, 0, width));
    if (linear.bias.defined() && delta.size(1) > width)
        add(linear.bias, delta.select(1, width));
}

FfnFolder::FfnFolder(const model::Decoder& original, const FfnCalibration& calibration, RunControl& control)
    : original_(original), calibration_(calibration), control_(control) {
    torch::NoGradGuard none;
    eachBatch(calibration_, calibration_.held, SH_TR("Running the original"), control_, [this](const train::Batch& batch) {
        hidden_.push_back(train::scoredRows(original_.hidden(batch.ids.to(original_.device())), batch));
    });
}

double FfnFolder::divergence(const model::Decoder& pruned) {
    torch::NoGradGuard none;
    train::VocabLossOptions loss;
    loss.alpha = 1;
    double sum = 0;
    std::size_t at = 0;
    eachBatch(calibration_, calibration_.held, SH_TR("Measuring divergence"), control_, [&](const train::Batch& batch) {
        const train::VocabTeacher target{{}, hidden_[at++], original_.headWeight(), {}, {}};
        const auto rows = train::scoredRows(pruned.hidden(batch.ids.to(pruned.device())), batch);
        sum += train::vocabLoss(rows, pruned.headWeight(), batch.targets, loss, target).distill * double(batch.tokens);
    });
    return calibration_.heldTokens > 0 ? std::max(0.0, sum / double(calibration_.heldTokens)) : 0;
}

void FfnFolder::gather(const model::Decoder& pruned, std::int64_t layer, const std::vector<FoldPlace>& places,
                       const std::vector<train::Batch>& batches, std::vector<RidgeSums>& sums) {
    std::int64_t deepest = layer;
    for (const auto& place : places)
        deepest = std::max(deepest, place.layer);
    const Text activity(SH_TR("Folding layer %1"), {std::to_string(layer)});
    eachBatch(calibration_, batches, activity, control_, [&](const train::Batch& batch) {
        const auto was = trace(original_, batch, deepest + 1), is = trace(pruned, batch, deepest + 1);
        for (std::size_t p = 0; p < places.size(); ++p) {
            const auto missing = train::scoredRows(streamBehind(was, layer, places[p]) - streamBehind(is, layer, places[p]), batch);
            sums[p].add(inputsAt(is, places[p], batch, linearAt(pruned, places[p]).bias.defined()), missing);
        }
    });
}

std::vector<RidgeFit> FfnFolder::fits(const model::Decoder& pruned, std::int64_t layer, const std::vector<FoldPlace>& places) {
    std::vector<RidgeSums> fit(places.size()), held(places.size());
    gather(pruned, layer, places, calibration_.fit, fit);
    gather(pruned, layer, places, calibration_.held, held);
    std::vector<RidgeFit> out;
    for (std::size_t p = 0; p < places.size(); ++p) {
        out.push_back(ridge(fit[p], held[p]));
        fit[p] = held[p] = {}; // before the next place's decomposition
    }
    return out;
}

// The best place takes it and leaves the list; false, with the model as it was, when none lowers the divergence.
bool FfnFolder::foldOnce(model::Decoder& pruned, std::int64_t layer, std::vector<FoldPlace>& places, FoldReport& report) {
    const auto all = fits(pruned, layer, places);
    std::size_t best = places.size();
    for (std::size_t p = 0; p < places.size(); ++p) {
        auto& linear = linearAt(pruned, places[p]);
        const auto weight = linear.weight, bias = linear.bias;
        addToPlace(pruned, places[p], all[p].weight);
        double now = report.klCut;
        try {
            now = divergence(pruned);
        } catch (...) {
            linear.weight = weight, linear.bias = bias;
            throw;
        }
        linear.weight = weight, linear.bias = bias;
        if (std::isfinite(now) && now < report.klFolded) {
            best = p;
            report.klFolded = now;
        }
    }
    if (best == places.size())
        return false;
    addToPlace(pruned, places[best], all[best].weight);
    report.place = places[best].name();
    report.lambda = all[best].lambda;
    report.unexplained = all[best].unexplained;
    places.erase(places.begin() + std::ptrdiff_t(best));
    return true;
}

std::vector<FoldReport> FfnFolder::fold(model::Decoder& pruned, std::int64_t layer, std::int64_t folds, double before) {
    torch::NoGradGuard none;
    auto places = foldPlaces(pruned, layer);
    const auto& left = pruned.layers()[std::size_t(layer)].ffn;
    const auto width = original_.config().layers[std::size_t(layer)].ffn - (left ? left->gate.weight.size(0) : 0);
    std::vector<FoldReport> out;
    for (std::int64_t i = 0; i < folds && !places.empty(); ++i) {
        FoldReport report{layer, width, {}, 0, 1, before, before};
        const bool done = foldOnce(pruned, layer, places, report);
        if (done || out.empty())
            out.push_back(report);
        if (!done)
            break;
        before = report.klFolded;
    }
    return out;
}

double foldBytes(const formats::ModelConfig& config) {
    double attention = 0, ffn = 0;
    for (const auto& layer : config.layers) {
        attention = std::max(attention, double(layer.heads * config.headDim));
        ffn = std::max(ffn, double(layer.ffn));
    }
    const double d = double(config.hidden);
    const auto sums = [d](double p) { return 8 * (p * p + p * d); };
    return 4 * sums(attention) + 4 * sums(ffn) + 8 * 4 * ffn * ffn;
}

} // namespace stillhouse::prune
