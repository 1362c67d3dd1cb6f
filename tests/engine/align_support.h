// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/text/bpe_trainer.h"
#include "core/train/stage.h"
#include "tests/support/temporary_folder.h"

#include <memory>

namespace stillhouse::tests {

/// A stage's surroundings around a decoder of eight tokens: what a bandit needs.
class TinyStage {
public:
    explicit TinyStage(std::uint64_t seed = 1, std::int64_t vocab = 8) : decoder(make(vocab, seed)) {
        const std::string text = "abcdefgh";
        data_.encoder =
            std::make_shared<evaluate::TaskEncoder>(generation(), text::trainBpe({std::string_view(text)}, {.vocabSize = 300}), 64);
        control.addObserver([this](const Report& r) {
            if (const auto* event = std::get_if<Event>(&r))
                events.push_back(*event);
            if (const auto* metric = std::get_if<Metric>(&r))
                metrics.push_back(*metric);
        });
    }

    train::StageContext context(std::uint64_t seed = 1, bool resume = false) {
        return {"B",     0, "test", decoder, policy_, teachers_, data_, control, folder_.path() / "stage", folder_.path() / "cache",
                "quick", 0, seed,   resume,  {},      {},        {},     {},     memory};
    }

    static model::Decoder make(std::int64_t vocab, std::uint64_t seed) {
        formats::ModelConfig config;
        config.vocab = vocab;
        config.hidden = 16;
        config.headDim = 8;
        config.layers.assign(1, {2, 2, 32, true, true});
        config.maxPositions = 32;
        return model::Decoder::random(config, {seed, 0.2});
    }

    double last(const std::string& name) const {
        double value = std::nan("");
        for (const auto& metric : metrics)
            if (metric.name == name)
                value = metric.value;
        return value;
    }

    model::Decoder decoder;
    RunControl control;
    std::vector<Event> events;
    std::vector<Metric> metrics;
    std::shared_ptr<train::LaneMemory> memory = std::make_shared<train::LaneMemory>();

private:
    static Task generation() {
        Task task;
        task.kind = "generation";
        return task;
    }

    std::shared_ptr<model::Decoder> policy_;
    std::vector<train::Teacher> teachers_;
    train::RunData data_;
    TemporaryFolder folder_;
};

} // namespace stillhouse::tests
