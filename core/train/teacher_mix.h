// SPDX-License-Identifier: GPL-3.0-or-later
// All teachers of a stage as one: who speaks for an example, how much each counts, and the distillation term Σ_k w_k D(q_k, p). For the
// forward KL its gradient is that of KL(Σ_k w_k q_k ‖ p). Engine thread.
#pragma once
#include "core/train/checkpoint.h"
#include "core/train/teacher_signal.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::train {

/// Which teachers speak for an example of this source: those that name it; where nobody does, those that name no source at all. Empty:
/// none. Teachers of weight 0 are left out.
std::vector<std::size_t> speakersFor(const std::string& source, const std::vector<TeacherSpec>& teachers);

class TeacherMix {
public:
    TeacherMix(StageContext& context, const SoftTargetOptions& options);

    /// Asks and caches ahead, each teacher over its own examples; false when cancelled on the way. `examples` must outlive this.
    bool prepare(std::span<const evaluate::EncodedExample> examples);

    /// Takes in what the teachers say about a batch and settles their weights; learned weights take their step afterwards. `live`: as in TeacherPart.
    void listen(const Batch& batch, std::int64_t step, bool live);

    struct Value {
        torch::Tensor total; ///< (1−α) CE + α Σ_k term_k, scalar with gradient
        double ce = 0, distill = 0;
        /// ‖∂/∂z‖₂ of both parts. Of several teachers: the root of the squares where no example hears two of them (exact), else the sum
        /// (exact where they agree, otherwise an upper bound).
        double ceGradNorm = 0, distillGradNorm = 0;
        std::vector<std::pair<std::string, double>> metrics; ///< of several teachers, from 1: "weight.teacher.1" (mean over the batch), "loss.distill.1" (its part of distill)
    };
    /// The loss of the batch listened to last. hidden (R,d): the student's states at its scored rows.
    Value loss(const torch::Tensor& hidden, const VocabLossOptions& loss) const;

    void save(Checkpoint& checkpoint) const;
    void load(const Checkpoint& checkpoint);

private:
    struct Voice {
        std::unique_ptr<TeacherSignal> signal;
        std::vector<std::int64_t> places; ///< examples of the batch that it speaks for
        torch::Tensor rows;               ///< of the batch; undefined: all
        std::vector<double> shares;       ///< one per place
        std::vector<Opinion> opinions;
    };
    std::unique_ptr<TeacherSignal> signalOf(const Teacher& teacher) const;
    void hear(std::size_t voice, std::int64_t step, bool live);
    void weigh(bool live);
    Shares sharesOf(const std::vector<std::size_t>& who, const std::vector<double>& prior, const std::vector<Opinion>& opinions, bool live);
    bool fused() const;
    void addTerms(const torch::Tensor& hidden, const VocabLossOptions& loss, Value& out) const;

    StageContext& context_;
    const SoftTargetOptions& options_;
    TeacherWeighting weighting_;
    std::vector<Voice> voices_;
    std::vector<std::vector<std::size_t>> speakers_; ///< per example of the data
    StackedWeights learned_;
    Batch batch_;
    bool overlapping_ = false;
};

} // namespace stillhouse::train
