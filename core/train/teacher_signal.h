// SPDX-License-Identifier: GPL-3.0-or-later
// What one teacher says about a batch, and what it costs the student to say otherwise; one kind for each TeacherSpace. Engine thread.
#pragma once
#include "core/train/batch.h"
#include "core/train/stage.h"
#include "core/train/teacher_weights.h"

#include <memory>
#include <span>

namespace stillhouse::train {

struct SoftTargetOptions;

/// The examples of a batch that one teacher speaks for.
struct TeacherPart {
    Batch batch;        ///< only them
    bool live = false;  ///< their answers are not of the data (on-policy): no cache knows them; `batch.examples` still name their prompts
    std::int64_t step = 0;
};

struct TeacherTermRequest {
    torch::Tensor hidden;        ///< (R',d) the student's states at the part's rows
    std::vector<double> shares;  ///< of this teacher, per example of the part
    VocabLossOptions loss;       ///< temperature, divergence, β; α is 1 here
    double rows = 0;             ///< Σ row weights of the whole batch: what token by token terms are averaged over
    double examples = 0;         ///< of the whole batch: what terms per example are averaged over
};

struct TeacherTerm {
    torch::Tensor value;   ///< scalar with gradient: the divergence with its factor of τ, weighted by the shares
    double divergence = 0; ///< without the factor
    double gradNorm = 0;   ///< ‖∂value/∂z‖₂ over the student's logits that it looks at
};

class TeacherSignal {
public:
    virtual ~TeacherSignal() = default;
    /// Asks or caches what can be known before the first step, for the examples `own` (indices into `examples`, which must outlive this);
    /// false when cancelled on the way.
    virtual bool prepare(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& own) = 0;
    /// Takes in what the teacher says about these; opinions() and term() speak of the part listened to last.
    virtual void listen(TeacherPart part) = 0;
    virtual std::vector<Opinion> opinions() const = 0;
    virtual TeacherTerm term(const TeacherTermRequest& request) const = 0;
    /// Token by token: the distributions themselves, so that one fused loss can take them. Empty for the other kinds.
    virtual VocabTeacher target() const { return {}; }
};

std::unique_ptr<TeacherSignal> tokenSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher);
std::unique_ptr<TeacherSignal> labelSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher);
std::unique_ptr<TeacherSignal> sortedSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher);

} // namespace stillhouse::train
