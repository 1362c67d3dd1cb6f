// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/engine/training_bench.h"

#include "core/base/failure.h"
#include "core/model/decoder.h"
#include "core/model/device.h"
#include "core/train/optimizer.h"
#include "core/train/vocab_loss.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace stillhouse::engine {

namespace {

constexpr std::int64_t vocab = 4096, length = 128, batch = 16;
constexpr int warmUp = 2;

model::Decoder makeModel(std::int64_t width, std::int64_t layers, std::int64_t heads, std::int64_t ffn, std::uint64_t seed, torch::Device device) {
    formats::ModelConfig config;
    config.vocab = vocab;
    config.hidden = width;
    config.headDim = width / heads;
    config.layers.assign(static_cast<std::size_t>(layers), {heads, heads, ffn});
    config.maxPositions = length;
    model::InitOptions init;
    init.seed = seed;
    auto made = model::Decoder::random(config, init);
    made.to(device);
    return made;
}

class Bench {
public:
    Bench(bool distil, torch::Device device) : device_(device), student_(makeModel(256, 4, 4, 688, 1, device)), optimizer_(student_) {
        if (distil) {
            teacher_.emplace(makeModel(512, 8, 8, 1376, 2, device));
            teacher_->setRequiresGrad(false);
            loss_.alpha = 0.5;
            loss_.temperature = 2;
        }
        auto generator = at::detail::createCPUGenerator(3);
        const auto ids = torch::randint(0, vocab, {batch, length + 1}, generator, torch::kLong);
        inputs_ = ids.narrow(1, 0, length).contiguous();
        labels_ = ids.narrow(1, 1, length).reshape({-1});
    }

    void step() {
        train::VocabTeacher target;
        if (teacher_) {
            torch::NoGradGuard noGrad;
            target.hidden = teacher_->hidden(inputs_).view({batch * length, -1});
            target.head = teacher_->headWeight();
        }
        optimizer_.zeroGrad();
        const auto hidden = student_.hidden(inputs_).view({batch * length, -1});
        train::vocabLoss(hidden, student_.headWeight(), labels_, loss_, target).total.backward();
        optimizer_.step(3e-4);
        model::finishWork(device_);
    }

    std::int64_t parameters() const {
        std::int64_t sum = 0;
        for (const auto& weight : student_.parameters())
            sum += weight.numel();
        return sum;
    }

private:
    torch::Device device_;
    model::Decoder student_;
    train::AdamW optimizer_;
    std::optional<model::Decoder> teacher_;
    train::VocabLossOptions loss_;
    torch::Tensor inputs_, labels_;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace

TrainingBench runTrainingBench(const std::string& mode, int steps, const std::string& name) {
    if (mode != "train" && mode != "kd")
        base::fail("bench", Text(SH_TR("There is no training benchmark “%1”"), {mode}), SH_TR("Choose train or kd"));
    if (steps <= warmUp)
        base::fail("bench", Text(SH_TR("%1 steps are too few; the first two are warm-up"), {std::to_string(steps)}));
    const auto device = model::useDevice(name);
    Bench bench(mode == "kd", device);
    TrainingBench result;
    result.mode = mode;
    result.parameters = bench.parameters();
    result.threads = at::get_num_threads();
    result.device = model::deviceTitle(device);
    for (int step = 0; step < steps; ++step) {
        const auto start = std::chrono::steady_clock::now();
        bench.step();
        if (step >= warmUp)
            result.samplesMs.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    result.stepMs = median(result.samplesMs);
    result.tokensPerSecond = double(batch * length) / result.stepMs * 1e3;
    return result;
}

} // namespace stillhouse::engine
