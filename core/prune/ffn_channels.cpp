// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_channels.h"

namespace stillhouse::prune {

namespace {

constexpr double kDamping = 1e-4;

} // namespace

std::vector<double> channelCosts(const torch::Tensor& down, const torch::Tensor& moment) {
    torch::NoGradGuard none;
    const auto squares = down.detach().to(torch::kCPU, torch::kDouble).square().sum(0); // (F)
    const double mean = moment.diagonal().mean().item<double>();
    auto damped = moment.clone();
    damped.diagonal().add_(mean > 0 ? kDamping * mean : 1);
    const auto inverse = torch::cholesky_inverse(torch::linalg_cholesky(damped)).diagonal();
    const auto costs = (squares / inverse).contiguous();
    return {costs.data_ptr<double>(), costs.data_ptr<double>() + costs.numel()};
}

std::vector<double> channelCosts(const model::Decoder& model, std::int64_t layer, const FfnCalibration& calibration, RunControl& control) {
    torch::InferenceMode inference;
    torch::Tensor moment; // (F,F)
    for (const auto* part : {&calibration.fit, &calibration.held})
        eachBatch(calibration, *part, Text(SH_TR("Measuring the channels of layer %1"), {std::to_string(layer)}), control,
                  [&](const train::Batch& batch) {
                      model::Hooks hooks;
                      hooks.wantFfnActivations = true;
                      hooks.layers = {layer};
                      model::ForwardOptions forward;
                      forward.hooks = &hooks;
                      forward.layerLimit = layer + 1;
                      (void)model.hidden(batch.ids.to(model.device()), forward);
                      const auto rows = train::scoredRows(hooks.ffnActivations[std::size_t(layer)], batch);
                      const auto product = torch::mm(rows.t(), rows).to(torch::kCPU, torch::kDouble);
                      moment = moment.defined() ? moment.add_(product) : product;
                  });
    return channelCosts(model.layers()[std::size_t(layer)].ffn->down.weight, moment / double(calibration.tokens));
}

} // namespace stillhouse::prune
