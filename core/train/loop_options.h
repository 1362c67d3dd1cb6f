// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/fields.h"

#include <cstdint>
#include <string>

namespace stillhouse::train {

/// What every stage that takes gradient steps has in common. Stages derive their options from it.
struct LoopOptions {
    std::int64_t steps = 0; ///< 0: what the budget says
    std::int64_t batchSize = 32;
    double learningRate = 1e-3;
    std::string rateShape = "cosine";
    double rateFloor = 0.1;
    double warmup = 0.05;
    double weightDecay = 0.01;
    double clip = 1.0;
    std::int64_t maxTokens = 256;
    double promptWeight = 0;
    std::int64_t checkpointEvery = 200;
    std::int64_t evaluateEvery = 0;
};

/// Appends the shared rows to a stage's table.
template <class Options>
void addLoopFields(base::Fields<Options>& f) {
    f.integer("steps", &Options::steps, 0, 1e9, "steps", SH_TR("Steps"), SH_TR("Optimizer steps; 0 takes them from the budget"));
    f.integer("batch_size", &Options::batchSize, 1, 65536, "examples", SH_TR("Batch"), SH_TR("Examples per optimizer step"));
    f.number("learning_rate", &Options::learningRate, 0, 1, "", SH_TR("Learning rate"), SH_TR("Peak of the schedule; a small student bears more than a large one"));
    f.choice("lr_schedule", &Options::rateShape, {"constant", "linear", "cosine"}, SH_TR("Rate schedule"), SH_TR("How the learning rate falls after the warm-up"));
    f.number("lr_floor", &Options::rateFloor, 0, 1, "", SH_TR("Rate floor"), SH_TR("Share of the peak that is left at the end")).advanced();
    f.number("warmup", &Options::warmup, 0, 0.9, "", SH_TR("Warm-up"), SH_TR("Share of the steps during which the rate rises")).advanced();
    f.number("weight_decay", &Options::weightDecay, 0, 1, "", SH_TR("Weight decay"), SH_TR("Decoupled (AdamW); matrices only")).advanced();
    f.number("clip", &Options::clip, 0, 1e6, "", SH_TR("Gradient clip"), SH_TR("Largest global norm of the gradient; 0 switches it off")).advanced();
    f.integer("max_tokens", &Options::maxTokens, 8, 1 << 20, "tokens", SH_TR("Longest example"), SH_TR("Longer prompts lose their beginning"));
    f.number("prompt_weight", &Options::promptWeight, 0, 1, "", SH_TR("Prompt weight"), SH_TR("Weight of the prompt's own tokens in the loss; 0 scores the answer alone"));
    f.integer("checkpoint_every", &Options::checkpointEvery, 1, 1e9, "steps", SH_TR("Checkpoint every"), SH_TR("A killed run resumes from the last one, bit for bit")).advanced();
    f.integer("evaluate_every", &Options::evaluateEvery, 0, 1e9, "steps", SH_TR("Evaluate every"), SH_TR("On the validation split; 0: a tenth of the stage")).advanced();
}

} // namespace stillhouse::train
