// SPDX-License-Identifier: GPL-3.0-or-later
// The term of stage A2 during a run: the teacher's maps for every batch, the matching of heads, and what a checkpoint carries of it.
#pragma once
#include "core/distill/attention_plan.h"
#include "core/model/hooks.h"

#include <span>
#include <vector>

namespace stillhouse::distill {

/// Examples over which heads are matched: a fixed draw by the stage's seed.
inline constexpr std::int64_t kAssignmentSample = 32;

class AttentionTerm {
public:
    AttentionTerm(train::StageContext& context, const AttentionOptions& options, const train::Teacher& teacher);

    /// Draws the sample and matches the heads.
    void start(std::span<const evaluate::EncodedExample> examples);
    void request(model::Hooks& hooks) const;
    train::ExtraTerm term(std::int64_t step, const train::Batch& batch, const model::Hooks& student);
    void save(train::Checkpoint& checkpoint) const;
    void load(const train::Checkpoint& checkpoint);

    const std::vector<PlannedPair>& plan() const { return plan_; }

private:
    void assign(std::int64_t step);
    model::Hooks teacherPass(const torch::Tensor& ids) const;
    torch::Tensor mask(const train::Batch& batch) const;
    torch::Tensor positions(std::int64_t step, std::int64_t tokens) const;
    torch::Tensor distance(const PlannedPair& pair, const model::Hooks& student, const model::Hooks& teacher, const torch::Tensor& mask,
                           const torch::Tensor& positions) const;
    void tell(std::int64_t step) const;

    train::StageContext& context_;
    const AttentionOptions& options_;
    const model::Decoder& teacher_;
    std::vector<PlannedPair> plan_;
    std::vector<evaluate::EncodedExample> sample_;
};

} // namespace stillhouse::distill
