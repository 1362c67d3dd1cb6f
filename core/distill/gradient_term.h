// SPDX-License-Identifier: GPL-3.0-or-later
// The term of stage A3 during a run, and what learns in it.
#pragma once
#include "core/distill/extra_options.h"
#include "core/distill/gram.h"

#include <cstdint>
#include <string>

namespace stillhouse::distill {

struct GradientOptions : ExtraOptions {
    std::string matching = "gram";
    std::int64_t positions = 256;
    std::int64_t blocks = 1;
};

/// base::Failure at "<where>.…" for what these two models cannot do.
void checkGradient(const GradientOptions& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                   const std::string& where);

/// Leaves the gradients of the last `blocks` layers, the final norm and the head; everything else is frozen. With tied embeddings the
/// head is the embedding, which then learns in both of its places.
void freezeBelow(model::Decoder& student, std::int64_t blocks);

class GradientTerm {
public:
    GradientTerm(train::StageContext& context, const GradientOptions& options, const train::Teacher& teacher);

    train::ExtraTerm term(std::int64_t step, const train::Batch& batch, const torch::Tensor& hidden) const;

private:
    /// The scored positions of this step whose label both vocabularies have: at most `positions`, drawn by seed and step.
    torch::Tensor sample(std::int64_t step, const train::Batch& batch) const;

    train::StageContext& context_;
    const GradientOptions& options_;
    const model::Decoder& teacher_;
    std::int64_t common_; ///< ids that both vocabularies have
};

} // namespace stillhouse::distill
