// SPDX-License-Identifier: GPL-3.0-or-later
// Pruning of attention heads and FFN channels. The Engine measures what each is worth, once (Engine::headImportance, and the file
// that it can be kept in); everything here then answers within milliseconds what another budget, lock or mode would mean, so that a
// slider can be live. No engine, no LibTorch; any thread.
#pragma once
#include "core/api/result.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace stillhouse {

/// How much the loss would move without a head (or an FFN channel), by `measure`:
///   first_order  E_x |∂L/∂g|, g = 1 the gate on the head's output (Michel 2019); in nats
///   fisher       E_x (∂L/∂g)² / 2: the second-order term, with the Fisher information for the Hessian (Theis 2018)
///   output_norm  E_t ‖W_o,h·out_h‖₂ over the tokens: what the head adds to the residual stream
///   weight_norm  ‖(W_q,h, W_k,h, W_v,h, W_o,h)‖₂ and random: baselines that look at no data
struct LayerImportance {
    std::int64_t heads = 0, kvHeads = 0, ffn = 0; ///< 0: the sub-block is absent
    std::vector<double> head;                     ///< (heads)
    std::vector<double> channel;                  ///< (ffn), or empty when channels were not asked for
};

/// The validation split with heads taken away and nothing trained: what the model loses before it recovers.
struct PruneCurvePoint {
    std::int64_t heads = 0; ///< removed
    double fraction = 0;    ///< of all heads
    double nll = 0;         ///< nats per token of the answer
    double accuracy = -1;   ///< −1 in a generation task
};

/// Time of one token as the native engine took it here, and how it fell when half of the attention (or FFN) weights were gone:
/// t = ms − perAttentionWeight·ΔW_attention − perFfnWeight·ΔW_ffn.
struct TokenTime {
    double ms = 0, perAttentionWeight = 0, perFfnWeight = 0; ///< milliseconds
};
struct LatencyModel {
    TokenTime decode;   ///< one token at a time, behind 64 others
    TokenTime prompt;   ///< per token of a prompt of 64
    std::string kernel; ///< "avx2"; empty: nothing was measured
    std::string precision;
    int threads = 0;
};

/// The table that everything else is solved from. `config` is the model's config.json.
struct HeadImportance {
    std::string key; ///< model, data, teacher and all settings: an equal key is an equal table
    std::string measure, modelHash, dataHash, config;
    std::int64_t examples = 0;
    double seconds = 0; ///< that it took
    std::vector<LayerImportance> layers;
    std::map<std::string, std::vector<PruneCurvePoint>> curves; ///< by mode, in ascending order; empty without a validation split
    LatencyModel latency;
};

/// A query head by layer and place, both from 0; written "2.3".
struct HeadRef {
    std::int64_t layer = 0, head = 0;
    auto operator<=>(const HeadRef&) const = default;
};
/// "2.3, 2.5" and back.
Result<std::vector<HeadRef>> parseHeads(const std::string& text);
std::string formatHeads(const std::vector<HeadRef>& heads);

struct PruneRequest {
    double amount = 0.25;         ///< share of all heads to remove
    std::int64_t heads = -1;      ///< exactly so many instead of a share
    std::string mode = "uniform"; ///< the same count in each layer (a plain configuration stays one), or "global"
    std::int64_t floor = 1;       ///< heads that every layer keeps; 0 lets a whole attention go
    bool normalise = true;        ///< global: compare importances divided by their layer's ℓ2 norm (Michel 2019)
    std::vector<HeadRef> keep;    ///< locked
    std::vector<HeadRef> remove;  ///< gone whatever they are worth
    double ffn = 0;               ///< share of all FFN channels to remove
    std::int64_t ffnMultiple = 8; ///< widths stay multiples of this, for the kernels' sake
};

/// What goes, in ascending order, and what that costs by the table.
struct LayerPlan {
    std::vector<std::int64_t> heads, kvHeads, channels;
};
struct PrunePlan {
    std::string mode;
    std::vector<LayerPlan> layers;
    std::int64_t headsBefore = 0, headsAsked = 0, headsRemoved = 0, channelsBefore = 0, channelsRemoved = 0;
    double importance = 0; ///< Σ over what goes
};

/// Chooses what to remove. With grouped queries a layer's heads must stay a multiple of its key/value heads, so what can go is whole
/// key/value groups, the same number of query heads in every group that stays, or both. Per layer the cheapest such choice for every
/// count is found exactly; over the layers "uniform" takes one shape for all, and "global" solves the knapsack over the counts exactly.
/// Where the budget cannot be met by legal shapes, floor, locks and forced heads, the nearest count is taken (of two, the larger).
/// Error with `key` "locks", "mode" or "ffn" when nothing is legal.
Result<PrunePlan> planPruning(const HeadImportance& importance, const PruneRequest& request);

struct PrunePrediction {
    std::int64_t parametersBefore = 0, parametersAfter = 0;
    double flopsBefore = 0, flopsAfter = 0;       ///< per token behind 64 others
    double decodeMsBefore = 0, decodeMsAfter = 0; ///< 0 when latency was not measured
    double promptMsBefore = 0, promptMsAfter = 0; ///< per token
    double lossIncrease = 0;                      ///< Σ of the first-order importances that go; 0 for another measure
    bool hasCurve = false; ///< the two below are interpolated between what was measured, without recovery and without FFN pruning
    double nll = 0, accuracy = -1;
    std::vector<LayerImportance> layers; ///< the shapes that are left (no importances)
};
Result<PrunePrediction> predictPruning(const HeadImportance& importance, const PrunePlan& plan);

Result<HeadImportance> readHeadImportance(const std::string& path);
Result<void> writeHeadImportance(const HeadImportance& importance, const std::string& path);

/// What a removed FFN (or the channels taken from one that stays) did, fitted by ridge least squares and added to another matrix.
struct FoldReport {
    std::int64_t layer = 0, channels = 0; ///< that went
    std::string place;                    ///< "2.o_proj", "3.down_proj"; empty: no place made it better
    double lambda = 0;                    ///< ridge, as a share of the mean diagonal of the activations' Gram matrix
    double unexplained = 1;               ///< ‖target − fit‖² / ‖target‖² on the held-out part
    double klCut = 0, klFolded = 0;       ///< KL(original ‖ pruned so far), nats per token, held out, before and after this fold
};

/// What a finished pruning says about itself: predicted beside measured. The stage's event "prune" carries it as JSON.
struct PruneReport {
    std::string method = "prune.heads", mode, measure, kernel;
    std::vector<LayerPlan> removed;             ///< in the numbering of the model that came in; channels likewise
    std::vector<LayerImportance> before, after; ///< shapes
    std::int64_t headsBefore = 0, headsAfter = 0, parametersBefore = 0, parametersPredicted = 0, parametersAfter = 0;
    double flopsBefore = 0, flopsPredicted = 0, flopsAfter = 0;
    double decodeMsBefore = 0, decodeMsPredicted = 0,
           decodeMsAfter =
               0; ///< milliseconds per token, native engine, same process; predicted: the table's share of what is measured before
    double promptMsBefore = 0, promptMsPredicted = 0, promptMsAfter = 0;
    double nllBefore = 0, nllPruned = 0, nllAfter = 0; ///< validation split: before, without and with recovery; all 0 without a split
    double accuracyBefore = -1, accuracyPruned = -1, accuracyAfter = -1;
    double reloadError = 0; ///< largest difference of the logits after writing and reading the model again
    std::int64_t rounds = 1, recoverySteps = 0;
    double seconds = 0;
    // prune.ffn alone; nllPruned and accuracyPruned are then those behind the folding.
    std::int64_t ffnBefore = 0, ffnAfter = 0; ///< layers that have one
    double nllCut = 0, accuracyCut = -1;      ///< without folding
    double klCut = 0, klFolded = 0, klPredicted = 0; ///< KL(original ‖ pruned), nats per token, held-out calibration; predicted: by the table
    std::vector<FoldReport> folds;
};
std::string formatPruneReport(const PruneReport& report);
Result<PruneReport> parsePruneReport(const std::string& json);

} // namespace stillhouse
