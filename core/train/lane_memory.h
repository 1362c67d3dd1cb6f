// SPDX-License-Identifier: GPL-3.0-or-later
// What the stages of strategy B hand to each other beside student and policy. Written at the end of every stage and read on a resume.
#pragma once
#include "core/model/torch.h"

#include "core/api/data.h"
#include "core/api/feedback.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse::train {

/// Scores an answer: r = head · h − mean, with h (d) the body's state at the answer's last token and `mean` such that reference answers
/// score 0 on average (InstructGPT, appendix C).
struct RewardModel {
    model::Decoder body;
    torch::Tensor head; ///< (d) float32
    double mean = 0;
    double deviation = 1; ///< of the reference answers' scores
};

/// An answer of the policy as tokens, beside what the store keeps of it.
struct PolicySample {
    Sample sample;
    std::vector<std::int32_t> ids;  ///< prompt and answer
    std::int32_t responseStart = 0; ///< where the answer begins
};

/// The feedback round that a run belongs to.
struct RoundStart {
    std::int64_t number = 1;
    std::string parent;                  ///< run id of the round before
    std::vector<Preference> preferences; ///< what that round had seen
};

struct LaneMemory {
    std::shared_ptr<RewardModel> reward; ///< none until B1, or the former round's
    std::vector<PolicySample> samples;   ///< of B2, with fates from B3
    RoundStart round;
};

} // namespace stillhouse::train
