// SPDX-License-Identifier: GPL-3.0-or-later
// Pruning of whole FFNs by correlation (strategy B). The Engine measures once (Engine::ffnCorrelation, and the file that it can be kept
// in); everything here then answers within milliseconds what another budget or lock would mean. No engine, no LibTorch; any thread.
#pragma once
#include "core/api/prune.h"

namespace stillhouse {

/// One layer's FFN, f = W_down·g with g = silu(W_gate·n)·(W_up·n), measured over the calibration tokens.
struct FfnLayer {
    std::int64_t width = 0; ///< channels; 0: the layer has no FFN
    double relevance = 0;   ///< linear CKA of f with the final residual stream (before the final norm), 0 … 1
    double share = 0;       ///< √(E‖f‖² / E‖x‖²), x the stream that f is added to
    double removed = 0;     ///< KL(original ‖ model without this FFN), nats per token on the held-out part; NaN: not measured
    double folded = 0;      ///< the same after folding
    std::string place;      ///< where its work was folded into: "2.o_proj"; empty: nothing was better than nothing
    /// (width), or empty: how much E‖f‖² would be missed without the channel when the others make good for it as well as they can,
    /// ‖W_down,c‖² / [(E g gᵀ + λ)⁻¹]_cc (optimal brain surgeon, Hassibi 1993).
    std::vector<double> channel;
};

/// The least relevant FFNs taken out together, without and with folding; nothing trained.
struct FfnCurvePoint {
    std::vector<std::int64_t> layers;          ///< that went, ascending
    double kl = 0, klFolded = 0;               ///< nats per token, held-out part of the calibration
    double nll = 0, nllFolded = 0;             ///< validation split, nats per token of the answer; 0 without a split
    double accuracy = -1, accuracyFolded = -1; ///< −1 in a generation task or without a split
};

/// Linear CKA (Kornblith et al. 2019) of X (n,p) and Y (n,q), columns centred: ‖YᵀX‖²_F / (‖XᵀX‖_F·‖YᵀY‖_F). 1: equal up to rotation
/// and scale; 0: no linear relation.
struct FfnTable {
    std::string key; ///< model, data and all settings: an equal key is an equal table
    std::string modelHash, dataHash, config;
    std::int64_t examples = 0, tokens = 0;
    double seconds = 0; ///< that it took
    std::vector<FfnLayer> layers;
    /// (L+1, L+1) row by row: CKA between the FFNs' outputs; the last row and column are the final stream. NaN: no FFN there.
    std::vector<double> cka;
    std::vector<FfnCurvePoint> curve; ///< ascending, from no layer on; may be empty
    LatencyModel latency;
};

/// What decides which FFN goes first: "cka" (the least relevant), "share" (the least of the stream), "loss" (the least KL after folding).
const std::vector<std::string>& ffnMeasures();

struct FfnRequest {
    std::string measure = "cka";
    double amount = 0.25;                   ///< share of the FFNs to remove …
    std::int64_t layers = 0;                ///< … or exactly so many, when > 0 …
    double parameters = 0;                  ///< … or, when > 0, as many as it takes to remove this share of all parameters
    std::vector<std::int64_t> keep, remove; ///< locked; gone whatever they are worth
    double channels = 0;                    ///< share of the channels to remove from the FFNs that stay
    std::int64_t multiple = 8;              ///< widths stay multiples of this
};

struct FfnPlan {
    PrunePlan cut;                     ///< all channels of the FFNs that go, some of the others
    std::vector<std::int64_t> removed; ///< layers, ascending
    std::int64_t ffnBefore = 0;
};

/// The least relevant FFNs go, never the locked ones. Error with `key` "locks", "measure", "amount" or "ffn" when that cannot be.
Result<FfnPlan> planFfn(const FfnTable& table, const FfnRequest& request);

/// The inherited accuracy and nll are those without folding.
struct FfnPrediction : PrunePrediction {
    double removed = 0, folded = 0; ///< KL(original ‖ pruned), nats per token, of the FFNs that go; NaN: not measured
    bool together = false;          ///< they were measured together; else the single FFNs' values are added
    double nllFolded = 0, accuracyFolded = -1;
};
Result<FfnPrediction> predictFfn(const FfnTable& table, const FfnPlan& plan);

Result<FfnTable> readFfnTable(const std::string& path);
Result<void> writeFfnTable(const FfnTable& table, const std::string& path);

/// "2, 5" and back: layers, counted from 0.
Result<std::vector<std::int64_t>> parseLayers(const std::string& text);
std::string formatLayers(const std::vector<std::int64_t>& layers);

} // namespace stillhouse
