// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/objective.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::train {

namespace {

Divergence divergenceFrom(const std::string& name) {
    return name == "reverse_kl" ? Divergence::ReverseKl : name == "jsd" ? Divergence::Jsd : name == "skewed_kl" ? Divergence::SkewedKl : Divergence::ForwardKl;
}

} // namespace

void LossBalance::observe(double ce, double distill, double alpha) {
    if (ce <= 0 || distill <= 0 || alpha <= 0 || alpha >= 1)
        return;
    const double wanted = factor * (alpha / (1 - alpha)) * ce / distill;
    factor = std::clamp(std::exp(0.9 * std::log(factor) + 0.1 * std::log(wanted)), 0.1, 1000.0);
}

Objective::Objective(StageContext& context, const SoftTargetOptions& options)
    : context_(context), options_(options), schedule_(scheduleFrom(options.temperature)), controller_(controllerFrom(options.temperature)),
      teachers_(context, options), hold_(context) {}

bool Objective::prepare(std::span<const evaluate::EncodedExample> examples, std::int64_t steps) {
    steps_ = steps;
    return teachers_.prepare(examples);
}

// τ of this step: the user's hand (or its repetition) when it holds the handle, else controller(schedule(t), loss).
double Objective::temperature(std::int64_t step) {
    if (const auto held = hold_.at(step))
        return std::clamp(*held, kMinTemperature, kMaxTemperature);
    const double t = steps_ > 1 ? double(step) / double(steps_ - 1) : 0;
    return temperatureAt(schedule_, controller_, temperature_, t);
}

Objective::Value Objective::loss(std::int64_t step, const Batch& batch, const torch::Tensor& hidden, bool live) {
    const double tau = temperature(step);
    teachers_.listen(batch, step, live);
    VocabLossOptions loss;
    // Balancing changes how the two terms are mixed, not how large their sum is.
    const double soft = options_.alpha * balance_.factor;
    loss.alpha = live ? 1 : soft / (soft + 1 - options_.alpha); // what the student sampled is no label
    loss.temperature = tau;
    loss.divergence = divergenceFrom(options_.divergence);
    loss.beta = options_.beta;
    auto value = teachers_.loss(hidden, loss);
    const double total = value.total.item<double>();
    const double norms = value.ceGradNorm + value.distillGradNorm;
    const double share = norms > 0 ? value.distillGradNorm / norms : 0;
    if (options_.balance)
        balance_.observe(value.ceGradNorm, value.distillGradNorm, options_.alpha);
    observe(controller_, {total, share, controller_.kind == ControllerKind::Learned ? slope(hidden, loss, total) : 0}, temperature_);
    Value out{value.total, {{"loss.ce", value.ce}, {"loss.distill", value.distill}, {"share.distill", share}, {"share.ce", norms > 0 ? 1 - share : 0},
                            {"tau", tau}, {"loss.smoothed", temperature_.smoothedLoss}}};
    out.metrics.insert(out.metrics.end(), value.metrics.begin(), value.metrics.end());
    return out;
}

// ∂L/∂ log τ by a forward difference of 2 %: the learned controller needs its sign and rough size only.
double Objective::slope(const torch::Tensor& hidden, VocabLossOptions loss, double total) const {
    torch::NoGradGuard noGradient;
    loss.temperature *= 1.02;
    const auto moved = teachers_.loss(hidden.detach(), loss);
    return (moved.total.item<double>() - total) / std::log(1.02);
}

void Objective::save(Checkpoint& c) const {
    c.scalars["tau.loss"] = temperature_.smoothedLoss;
    c.scalars["tau.started"] = temperature_.started;
    c.scalars["tau.regime"] = temperature_.regime;
    c.scalars["tau.log_factor"] = temperature_.logFactor;
    c.scalars["balance"] = balance_.factor;
    hold_.save(c);
    teachers_.save(c);
}

void Objective::load(const Checkpoint& c) {
    const auto at = [&c](const char* key, double standard) { return c.scalars.count(key) ? c.scalars.at(key) : standard; };
    temperature_ = {at("tau.loss", 0), at("tau.started", 0) != 0, int(at("tau.regime", 0)), at("tau.log_factor", 0)};
    balance_.factor = at("balance", 1);
    hold_.load(c);
    teachers_.load(c);
}

} // namespace stillhouse::train
