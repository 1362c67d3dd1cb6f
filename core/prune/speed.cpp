// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prune/speed.h"

#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/infer/model_source.h"
#include "core/infer/products.h"
#include "core/infer/session.h"
#include "core/prune/surgery.h"
#include "core/shape/prune_plan.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace stillhouse::prune {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLeast = 15, kMost = 200; ///< rounds of measuring
constexpr double kSeconds = 1.0;        ///< after which the least suffices
constexpr std::int64_t kSteps = 8;      ///< tokens decoded per sample

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

class DecoderSource : public infer::ModelSource {
public:
    explicit DecoderSource(const model::Decoder& decoder) : decoder_(decoder) {
        for (const auto& [name, tensor] : decoder.namedParameters())
            tensors_.emplace(name, tensor.detach().to(torch::kCPU, torch::kFloat).contiguous());
    }
    const formats::ModelConfig& config() const override { return decoder_.config(); }
    std::vector<float> vector(const std::string& name) const override {
        const auto& t = tensors_.at(name);
        return {t.data_ptr<float>(), t.data_ptr<float>() + t.numel()};
    }
    infer::PackedMatrix matrix(const std::string& name) const override {
        const auto& t = tensors_.at(name);
        return infer::packAs({t.data_ptr<float>(), std::size_t(t.numel())}, t.size(0), t.size(1), infer::Packing::F32);
    }

private:
    const model::Decoder& decoder_;
    std::unordered_map<std::string, torch::Tensor> tensors_;
};

// One model being timed.
class Runner {
public:
    explicit Runner(std::shared_ptr<const infer::PackedModel> model)
        : depth_(std::min(shape::kDepth, std::max<std::int64_t>(1, model->config.maxPositions - kSteps))),
          session_(model, at::get_num_threads(), depth_ + kSteps, infer::CacheFormat::F32) {
        base::Random random(1);
        for (std::int64_t i = 0; i < depth_; ++i)
            ids_.push_back(std::int32_t(random.below(std::uint64_t(model->config.vocab))));
    }

    void sample(bool counts) {
        session_.truncate(0);
        auto start = Clock::now();
        session_.prompt(ids_);
        const double prompt = millisecondsSince(start) / double(depth_);
        start = Clock::now();
        const auto steps = std::min<std::int64_t>(kSteps, session_.context() - depth_);
        for (std::int64_t i = 0; i < steps; ++i)
            session_.step(ids_[std::size_t(i % depth_)]);
        if (!counts)
            return;
        prompts_.push_back(prompt);
        decodes_.push_back(millisecondsSince(start) / double(std::max<std::int64_t>(1, steps)));
    }

    Times times() const { return {median(decodes_), median(prompts_)}; }

private:
    std::int64_t depth_;
    infer::Session session_;
    std::vector<std::int32_t> ids_;
    std::vector<double> prompts_, decodes_;
};

PrunePlan halfOf(const formats::ModelConfig& config, bool heads) {
    auto even = shape::evenImportance(config);
    PruneRequest request;
    request.mode = "global";
    request.amount = heads ? 0.5 : 0;
    request.ffn = heads ? 0 : 0.5;
    return shape::plan(even, request);
}

std::shared_ptr<const infer::PackedModel> without(const model::Decoder& decoder, const PrunePlan& plan) {
    auto smaller = decoder.clone();
    applyPlan(smaller, plan);
    return packedFrom(smaller);
}

// Noise may say that less work takes longer: then nothing is promised.
double slope(double whole, double part, double weights) {
    return weights > 0 ? std::max(0.0, whole - part) / weights : 0;
}

} // namespace

std::shared_ptr<const infer::PackedModel> packedFrom(const model::Decoder& decoder) {
    return std::make_shared<const infer::PackedModel>(infer::buildModel(DecoderSource(decoder)));
}

std::vector<Times> timeOf(const std::vector<std::shared_ptr<const infer::PackedModel>>& models, RunControl& control) {
    std::vector<std::unique_ptr<Runner>> runners;
    for (const auto& model : models)
        runners.push_back(std::make_unique<Runner>(model));
    const auto start = Clock::now();
    for (int i = -1; i < kMost && (i < kLeast || millisecondsSince(start) < kSeconds * 1e3); ++i) {
        if (control.stopRequested())
            base::fail({}, SH_TR("The measurement was cancelled"), {}, ErrorKind::Cancelled);
        // The first pass maps pages and wakes the processor's clock. The order rotates, so that none always follows the same other.
        for (std::size_t r = 0; r < runners.size(); ++r)
            runners[(r + std::size_t(i + 1)) % runners.size()]->sample(i >= 0);
    }
    std::vector<Times> out;
    for (const auto& runner : runners)
        out.push_back(runner->times());
    return out;
}

LatencyModel measureLatencyModel(const model::Decoder& decoder, RunControl& control) {
    const auto& config = decoder.config();
    const auto fewerHeads = halfOf(config, true), fewerChannels = halfOf(config, false);
    const auto times = timeOf({packedFrom(decoder), without(decoder, fewerHeads), without(decoder, fewerChannels)}, control);
    const auto whole = shape::blockWeights(config);
    const double heads = whole.attention - shape::blockWeights(shape::prunedConfig(config, fewerHeads)).attention;
    const double ffn = whole.ffn - shape::blockWeights(shape::prunedConfig(config, fewerChannels)).ffn;
    LatencyModel out;
    out.decode = {times[0].decode, slope(times[0].decode, times[1].decode, heads), slope(times[0].decode, times[2].decode, ffn)};
    out.prompt = {times[0].prompt, slope(times[0].prompt, times[1].prompt, heads), slope(times[0].prompt, times[2].prompt, ffn)};
    out.kernel = infer::kernelName();
    out.precision = "f32";
    out.threads = at::get_num_threads();
    return out;
}

} // namespace stillhouse::prune
