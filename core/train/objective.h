// SPDX-License-Identifier: GPL-3.0-or-later
// A1's loss, which every stage of strategy A stands on: L = α·τ²·D(softmax(z_T/τ), softmax(z_S/τ)) + (1−α)·CE(y, z_S), averaged over the
// scored positions (Hinton 2015), with its temperature, its teachers and what of it a checkpoint must carry. Engine thread.
#pragma once
#include "core/api/temperature.h"
#include "core/schedule/temperature_options.h"
#include "core/train/loop_options.h"
#include "core/train/teacher_mix.h"
#include "core/train/temperature_hold.h"
#include "core/train/train_loop.h"
#include "core/train/vocab_loss.h"

#include <string>

namespace stillhouse::train {

/// The options that all stages of strategy A share.
struct SoftTargetOptions : LoopOptions {
    double alpha = 0.7;
    std::string divergence = "forward_kl";
    double beta = 0.5;
    bool cacheTeacher = true;
    std::int64_t cacheTopK = 128;
    bool balance = false;
    std::string teacherWeighting = "fixed";
    std::string vocabulary = "auto";
    std::int64_t labelSubset = 16;
    double onPolicy = 0;
    std::int64_t onPolicyMaxNew = 0;
    double onPolicyTemperature = 1;
    OptionMap temperature;
};

/// Appends the shared rows, those of the loop included, to a stage's table.
template <class Options>
void addSoftTargetFields(base::Fields<Options>& f) {
    using O = Options;
    f.number("alpha", &O::alpha, 0, 1, "", SH_TR("α"), SH_TR("Share of the soft targets in the loss; the rest is cross-entropy on the labels"));
    f.choice("divergence", &O::divergence, {"forward_kl", "reverse_kl", "jsd", "skewed_kl"}, SH_TR("Divergence"),
             SH_TR("Forward KL covers all the teacher does (Hinton 2015); reverse KL keeps to its main mode (MiniLLM); JSD lies between (GKD); skewed KL is stabler (DistiLLM)"));
    f.number("beta", &O::beta, 0.01, 0.99, "", SH_TR("β"), SH_TR("Weight of the teacher in the mixture of JSD and skewed KL")).advanced();
    f.group(temperatureOptions(), &O::temperature);
    f.flag("balance", &O::balance, SH_TR("Balance the terms"), SH_TR("Scale the soft-target term so that its share of the gradient norm becomes α"));
    f.flag("cache_teacher", &O::cacheTeacher, SH_TR("Cache teacher outputs"), SH_TR("Run the teacher once over the data and keep its distributions on disk")).advanced();
    f.integer("cache_top_k", &O::cacheTopK, 0, 1 << 20, "tokens", SH_TR("Cached tokens per position"), SH_TR("The k most probable are kept, the rest of the mass is spread evenly; 0 keeps all")).advanced();
    f.choice("teacher_weighting", &O::teacherWeighting, {"fixed", "confidence", "correctness", "learned"}, SH_TR("Teacher weights"),
             SH_TR("Of several teachers, for each example: as given; more for the surer one (entropy); more for the one that knows the label; or learned from the labels (stacking)"));
    f.choice("vocabulary", &O::vocabulary, {"auto", "tokens", "labels", "sorted"}, SH_TR("Compare by"),
             SH_TR("Auto takes tokens where teacher and student share them, else the task's labels, or sorted probabilities in a generation task")).advanced();
    f.integer("label_subset", &O::labelSubset, 2, 4096, "labels", SH_TR("Labels per example"),
              SH_TR("Of a task with more labels, so many are compared for each example: the right one, the teacher's best, and others by chance")).advanced();
    f.number("on_policy", &O::onPolicy, 0, 1, "", SH_TR("On-policy share λ"), SH_TR("Share of the steps whose answers the student samples itself; the teacher then judges those (GKD)"));
    f.integer("on_policy_max_new", &O::onPolicyMaxNew, 0, 1 << 16, "tokens", SH_TR("Longest sample"), SH_TR("Tokens that the student samples per answer; 0: as many as the batch's longest answer has")).advanced();
    f.number("on_policy_temperature", &O::onPolicyTemperature, 0, 10, "", SH_TR("Sampling temperature"), SH_TR("Of the student's own samples; 0 takes the most probable token")).advanced();
    addLoopFields(f);
}

/// Automatic balancing: what the distillation term is multiplied with so that its share of the gradient norm becomes α. `ce` and
/// `distill` are the norms of the weighted terms; the factor follows their ratio with a moving average and stays in [0.1, 1000].
struct LossBalance {
    double factor = 1;
    void observe(double ce, double distill, double alpha);
};

class Objective {
public:
    Objective(StageContext& context, const SoftTargetOptions& options);

    /// Fills the teachers' caches; false when cancelled on the way. `steps`: the length of the stage, for the schedule.
    bool prepare(std::span<const evaluate::EncodedExample> examples, std::int64_t steps);

    struct Value {
        torch::Tensor total; ///< scalar with gradient
        std::vector<std::pair<std::string, double>> metrics; ///< "loss.ce", "loss.distill", "share.ce", "share.distill", "tau", "loss.smoothed"; of several teachers those of TeacherMix
    };
    /// The loss of one batch. `hidden` (R,d): the student's states at the scored positions. Feeds the temperature's controller, so call it
    /// once per step. `live`: the answers are not of the data (on-policy), so no cache knows them; batch.examples still name the examples of
    /// prepare() whose prompts they answer, encoded the same.
    Value loss(std::int64_t step, const Batch& batch, const torch::Tensor& hidden, bool live = false);

    void save(Checkpoint& checkpoint) const;
    void load(const Checkpoint& checkpoint);

private:
    double temperature(std::int64_t step);
    double slope(const torch::Tensor& hidden, VocabLossOptions loss, double total) const;

    StageContext& context_;
    const SoftTargetOptions& options_;
    TemperatureSchedule schedule_;
    TemperatureController controller_;
    TeacherMix teachers_;
    TemperatureHold hold_;
    std::int64_t steps_ = 0;
    TemperatureState temperature_;
    LossBalance balance_;
};

} // namespace stillhouse::train
