// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prune/importance.h"

#include "core/base/seed.h"
#include "core/evaluate/batches.h"
#include "core/shape/prune_plan.h"
#include "core/train/batch.h"
#include "core/train/vocab_loss.h"

#include <algorithm>
#include <numeric>

namespace stillhouse::prune {

namespace {

using torch::Tensor;

constexpr std::int64_t kBatchTokens = 2048;

std::vector<double> numbersOf(const Tensor& t) {
    const auto plain = t.detach().to(torch::kCPU, torch::kDouble).contiguous();
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

// Sums over examples (or tokens) per layer; undefined where the layer has no such part.
struct Sums {
    std::vector<Tensor> heads, channels;
    double count = 0;

    void add(std::vector<Tensor>& to, std::size_t layer, const Tensor& value) {
        to[layer] = to[layer].defined() ? to[layer] + value : value;
    }
};

// 1 for tokens, 0 for padding: (B,T).
Tensor tokenMask(const train::Batch& batch, std::span<const evaluate::EncodedExample> examples) {
    auto mask = torch::zeros(batch.ids.sizes());
    for (std::size_t b = 0; b < batch.examples.size(); ++b)
        mask[std::int64_t(b)].narrow(0, 0, std::int64_t(examples[std::size_t(batch.examples[b])].ids.size()) - 1).fill_(1);
    return mask;
}

class Measure {
public:
    Measure(const model::Decoder& model, const model::Decoder* teacher, std::span<const evaluate::EncodedExample> examples,
            const ImportanceSettings& settings)
        : model_(model), teacher_(teacher), examples_(examples), settings_(settings) {
        sums_.heads.resize(model.layers().size());
        sums_.channels.resize(model.layers().size());
    }

    void take(const train::Batch& batch) {
        if (settings_.measure == "output_norm")
            takeNorms(batch);
        else
            takeGradients(batch);
    }

    std::vector<LayerImportance> result() const {
        auto out = shape::shapesOf(model_.config());
        for (std::size_t l = 0; l < out.size(); ++l) {
            if (sums_.heads[l].defined())
                out[l].head = numbersOf(sums_.heads[l] / sums_.count);
            if (sums_.channels[l].defined())
                out[l].channel = numbersOf(sums_.channels[l] / sums_.count);
        }
        return out;
    }

private:
    train::VocabTeacher target(const train::Batch& batch) const {
        if (!teacher_ || settings_.alpha == 0)
            return {};
        torch::InferenceMode inference;
        return {{}, train::scoredRows(teacher_->hidden(batch.ids), batch), teacher_->headWeight(), {}, {}};
    }

    // Each row's weight divided by its example's sum, so that the batch's loss is the sum of the examples' mean losses.
    Tensor meanWeights(const train::Batch& batch) const {
        auto weights = batch.weights.clone();
        for (std::size_t b = 0; b + 1 < batch.rowOffsets.size(); ++b) {
            auto own = weights.narrow(0, batch.rowOffsets[b], batch.rowOffsets[b + 1] - batch.rowOffsets[b]);
            own.div_(own.sum().clamp_min(1e-12));
        }
        return weights;
    }

    void takeGradients(const train::Batch& batch) {
        const auto count = batch.ids.size(0);
        model::Hooks hooks;
        std::vector<Tensor> gates;
        std::vector<std::pair<std::size_t, bool>> places; // layer, whether it is a channel gate
        const auto gate = [&](std::vector<Tensor>& list, std::size_t l, std::int64_t width, bool channel) {
            list[l] = torch::ones({count, width}, model_.headWeight().options().requires_grad(true));
            gates.push_back(list[l]);
            places.emplace_back(l, channel);
        };
        hooks.headGates.resize(model_.layers().size());
        hooks.ffnGates.resize(model_.layers().size());
        for (std::size_t l = 0; l < model_.layers().size(); ++l) {
            if (model_.layers()[l].attention)
                gate(hooks.headGates, l, model_.config().layers[l].heads, false);
            if (settings_.channels && model_.layers()[l].ffn)
                gate(hooks.ffnGates, l, model_.config().layers[l].ffn, true);
        }
        model::ForwardOptions forward;
        forward.hooks = &hooks;
        const auto teacher = target(batch);
        train::VocabLossOptions loss;
        loss.alpha = teacher.hidden.defined() ? settings_.alpha : 0;
        loss.temperature = settings_.temperature;
        loss.divisor = 1;
        const auto total = train::vocabLoss(train::scoredRows(model_.hidden(batch.ids, forward), batch), model_.headWeight().detach(),
                                            batch.targets, loss, teacher, meanWeights(batch))
                               .total;
        const auto gradients = torch::autograd::grad({total}, gates, {}, false, false, true);
        for (std::size_t i = 0; i < gates.size(); ++i) {
            if (!gradients[i].defined())
                continue;
            const auto g = gradients[i].to(torch::kDouble);
            sums_.add(places[i].second ? sums_.channels : sums_.heads, places[i].first,
                      (settings_.measure == "fisher" ? g.square() / 2 : g.abs()).sum(0));
        }
        sums_.count += double(count);
    }

    void takeNorms(const train::Batch& batch) {
        torch::InferenceMode inference;
        model::Hooks hooks;
        hooks.wantHeadOutputs = true;
        hooks.wantFfnActivations = settings_.channels;
        model::ForwardOptions forward;
        forward.hooks = &hooks;
        (void)model_.hidden(batch.ids, forward);
        const auto mask = tokenMask(batch, examples_).to(model_.device()); // (B,T)
        for (std::size_t l = 0; l < model_.layers().size(); ++l) {
            const auto& layer = model_.layers()[l];
            if (const auto& out = hooks.headOutputs[l]; out.defined()) {
                const auto heads = out.size(2), width = out.size(3);
                const auto columns = layer.attention->o.weight.view({-1, heads, width}); // (d,H,D)
                const auto gram = torch::einsum("dhi,dhj->hij", {columns, columns});     // (H,D,D)
                const auto squares = torch::einsum("bthi,hij,bthj->bth", {out, gram, out}).clamp_min(0);
                sums_.add(sums_.heads, l, (squares.sqrt() * mask.unsqueeze(2)).sum(torch::IntArrayRef({0, 1})).to(torch::kDouble));
            }
            if (settings_.channels && hooks.ffnActivations[l].defined())
                sums_.add(sums_.channels, l,
                          ((hooks.ffnActivations[l].abs() * mask.unsqueeze(2)).sum(torch::IntArrayRef({0, 1})) *
                           layer.ffn->down.weight.norm(2, 0))
                              .to(torch::kDouble));
        }
        sums_.count += mask.sum().item<double>();
    }

    const model::Decoder& model_;
    const model::Decoder* teacher_;
    std::span<const evaluate::EncodedExample> examples_;
    const ImportanceSettings& settings_;
    Sums sums_;
};

// ‖·‖₂ of everything that a head owns; a key/value head counts with each of its query heads.
std::vector<double> headWeightNorms(const model::Attention& a, std::int64_t heads, std::int64_t kvHeads) {
    const auto rows = [](const Tensor& w, std::int64_t count) { return w.detach().reshape({count, -1}).square().sum(1); };
    const auto columns = a.o.weight.detach().t().reshape({heads, -1}).square().sum(1);
    const auto shared = (rows(a.k.weight, kvHeads) + rows(a.v.weight, kvHeads)).repeat_interleave(heads / kvHeads);
    return numbersOf((rows(a.q.weight, heads) + columns + shared).sqrt());
}

std::vector<LayerImportance> withoutData(const model::Decoder& model, const ImportanceSettings& settings) {
    auto out = shape::shapesOf(model.config());
    base::Random random(settings.seed);
    const auto drawn = [&random](std::int64_t count) {
        std::vector<double> list;
        for (std::int64_t i = 0; i < count; ++i)
            list.push_back(random.uniform());
        return list;
    };
    for (std::size_t l = 0; l < out.size(); ++l) {
        const auto& layer = model.layers()[l];
        const bool weights = settings.measure == "weight_norm";
        if (layer.attention)
            out[l].head = weights ? headWeightNorms(*layer.attention, out[l].heads, out[l].kvHeads) : drawn(out[l].heads);
        if (layer.ffn && settings.channels)
            out[l].channel = weights ? numbersOf((layer.ffn->gate.weight.square().sum(1) + layer.ffn->up.weight.square().sum(1) +
                                                  layer.ffn->down.weight.square().sum(0))
                                                     .sqrt())
                                     : drawn(out[l].ffn);
    }
    return out;
}

} // namespace

const std::vector<std::string>& importanceMeasures() {
    static const std::vector<std::string> list{"first_order", "fisher", "output_norm", "weight_norm", "random"};
    return list;
}

std::vector<LayerImportance> measureImportance(const model::Decoder& model, const model::Decoder* teacher,
                                               std::span<const evaluate::EncodedExample> examples, const ImportanceSettings& settings,
                                               RunControl& control) {
    if (settings.measure == "weight_norm" || settings.measure == "random")
        return withoutData(model, settings);
    std::vector<std::size_t> lengths;
    for (const auto& example : examples)
        lengths.push_back(example.ids.size());
    evaluate::ScoreOptions report;
    report.lane = settings.lane;
    report.stageIndex = settings.stageIndex;
    report.activity = SH_TR("Measuring importance");
    evaluate::BatchMeter meter(&control, report, std::int64_t(examples.size()));
    Measure measure(model, teacher, examples, settings);
    for (const auto& rows : evaluate::lengthBatches(lengths, 0, kBatchTokens, false)) {
        meter.check();
        measure.take(train::collate(examples, {rows.begin(), rows.end()}, 0));
        meter.add(std::int64_t(rows.size()));
    }
    return measure.result();
}

} // namespace stillhouse::prune
