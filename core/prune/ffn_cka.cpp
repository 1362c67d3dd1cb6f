// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_cka.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::prune {

namespace {

using torch::Tensor;

using Pairs = std::vector<CrossCovariance::Pair>;

Pairs allPairs(const formats::ModelConfig& config) {
    std::vector<std::size_t> signals;
    for (std::size_t l = 0; l < config.layers.size(); ++l)
        if (config.layers[l].hasFfn)
            signals.push_back(l);
    signals.push_back(config.layers.size());
    Pairs out;
    for (std::size_t i = 0; i < signals.size(); ++i)
        for (std::size_t j = i; j < signals.size(); ++j)
            out.emplace_back(signals[i], signals[j]);
    return out;
}

std::size_t pairsPerPass(const formats::ModelConfig& config, double limitBytes) {
    return std::size_t(std::max(1.0, limitBytes / (8.0 * double(config.hidden * config.hidden))));
}

// Squares of the FFNs' outputs and of the streams that they are added to.
struct Energies {
    std::vector<double> output, stream;
};

void addEnergies(const model::Hooks& hooks, const train::Batch& batch, Energies& to) {
    for (std::size_t l = 0; l < to.output.size(); ++l) {
        if (!hooks.ffnOutputs[l].defined())
            continue;
        const auto& attention = hooks.attentionOutputs[l];
        const auto stream = attention.defined() ? hooks.hiddenStates[l] + attention : hooks.hiddenStates[l];
        to.output[l] += train::scoredRows(hooks.ffnOutputs[l], batch).to(torch::kDouble).square().sum().item<double>();
        to.stream[l] += train::scoredRows(stream, batch).to(torch::kDouble).square().sum().item<double>();
    }
}

// One pass over all tokens for some of the pairs.
std::vector<double> norms(const model::Decoder& model, const FfnCalibration& calibration, const Pairs& pairs, Energies* energies,
                          RunControl& control) {
    CrossCovariance covariance(pairs);
    const auto layers = model.layers().size();
    for (const auto* part : {&calibration.fit, &calibration.held})
        eachBatch(calibration, *part, SH_TR("Measuring correlation"), control, [&](const train::Batch& batch) {
            model::Hooks hooks;
            hooks.wantHiddenStates = hooks.wantBlockOutputs = true;
            model::ForwardOptions forward;
            forward.hooks = &hooks;
            (void)model.hidden(batch.ids.to(model.device()), forward);
            std::vector<Tensor> signals(layers + 1);
            for (std::size_t l = 0; l < layers; ++l)
                if (hooks.ffnOutputs[l].defined())
                    signals[l] = train::scoredRows(hooks.ffnOutputs[l], batch);
            signals[layers] = train::scoredRows(hooks.hiddenStates[layers], batch);
            covariance.add(signals);
            if (energies)
                addEnergies(hooks, batch, *energies);
        });
    std::vector<double> out;
    for (std::size_t k = 0; k < pairs.size(); ++k)
        out.push_back(covariance.squaredNorm(k));
    return out;
}

} // namespace

void CrossCovariance::add(const std::vector<Tensor>& signals) {
    torch::NoGradGuard none;
    shifts_.resize(signals.size());
    sums_.resize(signals.size());
    std::vector<Tensor> centred(signals.size());
    for (const auto& [i, j] : pairs_)
        for (const auto s : {i, j}) {
            if (centred[s].defined())
                continue;
            const auto& x = signals[s];
            if (!shifts_[s].defined()) {
                shifts_[s] = x.mean(0);
                sums_[s] = torch::zeros({x.size(1)}, torch::kDouble);
            }
            centred[s] = x - shifts_[s];
            sums_[s] += centred[s].sum(0, false, torch::kDouble).cpu();
        }
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
        const auto& [i, j] = pairs_[k];
        const auto product = torch::mm(centred[i].t(), centred[j]).to(torch::kCPU, torch::kDouble);
        products_[k] = products_[k].defined() ? products_[k].add_(product) : product;
    }
    tokens_ += pairs_.empty() ? 0 : centred[pairs_.front().first].size(0);
}

Tensor CrossCovariance::centred(std::size_t k) const {
    const auto& [i, j] = pairs_[k];
    return products_[k] - torch::outer(sums_[i], sums_[j]) / double(tokens_);
}

double CrossCovariance::squaredNorm(std::size_t k) const {
    return centred(k).square().sum().item<double>();
}

double linearCka(double cross, double first, double second) {
    return first > 0 && second > 0 ? cross / std::sqrt(first * second) : 0;
}

FfnSignals measureSignals(const model::Decoder& model, const FfnCalibration& calibration, RunControl& control, double limitBytes) {
    torch::InferenceMode inference;
    const auto pairs = allPairs(model.config());
    const auto layers = model.layers().size(), side = layers + 1, most = pairsPerPass(model.config(), limitBytes);
    Energies energies{std::vector<double>(layers, 0), std::vector<double>(layers, 0)};
    std::vector<double> squares(side * side, 0);
    for (std::size_t from = 0; from < pairs.size(); from += most) {
        const Pairs some(pairs.begin() + std::ptrdiff_t(from), pairs.begin() + std::ptrdiff_t(std::min(pairs.size(), from + most)));
        const auto values = norms(model, calibration, some, from == 0 ? &energies : nullptr, control);
        for (std::size_t k = 0; k < some.size(); ++k)
            squares[some[k].first * side + some[k].second] = values[k];
    }
    FfnSignals out{std::vector<double>(side * side, std::numeric_limits<double>::quiet_NaN()), std::vector<double>(layers, 0)};
    for (const auto& [i, j] : pairs)
        out.cka[i * side + j] = out.cka[j * side + i] = linearCka(squares[i * side + j], squares[i * side + i], squares[j * side + j]);
    for (std::size_t l = 0; l < layers; ++l)
        out.share[l] = energies.stream[l] > 0 ? std::sqrt(energies.output[l] / energies.stream[l]) : 0;
    return out;
}

double covarianceBytes(const formats::ModelConfig& config, double limitBytes) {
    const double one = 8.0 * double(config.hidden * config.hidden);
    return one * double(std::min(allPairs(config).size(), pairsPerPass(config, limitBytes)));
}

} // namespace stillhouse::prune
