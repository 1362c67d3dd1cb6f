// SPDX-License-Identifier: GPL-3.0-or-later
// Re-parametrisation to dense: what a removed FFN (or its removed channels) did becomes part of a matrix that stays.
//
// The stream is a sum, so whatever a kept matrix W (an attention's o_proj, an FFN's down_proj) adds to it as W·z can carry more:
// (W + ΔW)·z = W·z + ΔW·z costs nothing at run time. ΔW is the ridge least-squares fit of
//     t = stream of the original − stream of the pruned model
// at the first point that lies behind both the removed FFN and W, on the activations z of the pruned model: so a fold also makes good
// for what earlier folds left over. In the layer's own o_proj, and for channels in its own down_proj, the two points are the same; in
// a matrix above, the blocks between have not seen the correction; below, they see it early.
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/model/decoder.h"
#include "core/prune/ffn_calibration.h"
#include "core/prune/ffn_ridge.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::prune {

/// A matrix that writes to the stream.
struct FoldPlace {
    std::int64_t layer = 0;
    bool attention = false; ///< o_proj; else down_proj
    std::string name() const { return std::to_string(layer) + (attention ? ".o_proj" : ".down_proj"); }
    bool operator==(const FoldPlace&) const = default;
};

/// Where the work of `layer`'s FFN can go in the pruned model: the nearest o_proj and down_proj from below (the layer's own attention
/// comes before its FFN) and from above. An FFN that lost channels only: its own down_proj.
std::vector<FoldPlace> foldPlaces(const model::Decoder& pruned, std::int64_t layer);

/// W += ΔW; with a bias, ΔW's last column goes there. The tensors are new, so that the old ones can be put back.
void addToPlace(model::Decoder& model, const FoldPlace& place, const torch::Tensor& delta);

class FfnFolder {
public:
    /// Holds the original's hidden states of the held-out tokens; all arguments must outlive it.
    FfnFolder(const model::Decoder& original, const FfnCalibration& calibration, RunControl& control);

    /// KL(original ‖ pruned) of the next token, in nats per token over the held-out part.
    double divergence(const model::Decoder& pruned);

    /// Folds what `layer` lost, up to `folds` times into one place after the other, each time where the held-out divergence becomes
    /// least, and as long as it falls. `before`: the divergence as it is. One report per fold; a single one without a place when
    /// nothing helps. base::Failure (Cancelled) leaves `pruned` as it was after the last whole fold.
    std::vector<FoldReport> fold(model::Decoder& pruned, std::int64_t layer, std::int64_t folds, double before);

private:
    std::vector<RidgeFit> fits(const model::Decoder& pruned, std::int64_t layer, const std::vector<FoldPlace>& places);
    void gather(const model::Decoder& pruned, std::int64_t layer, const std::vector<FoldPlace>& places,
                const std::vector<train::Batch>& batches, std::vector<RidgeSums>& sums);
    bool foldOnce(model::Decoder& pruned, std::int64_t layer, std::vector<FoldPlace>& places, FoldReport& report);

    const model::Decoder& original_;
    const FfnCalibration& calibration_;
    RunControl& control_;
    std::vector<torch::Tensor> hidden_; ///< of the original, per held-out batch (rows,d)
};

/// What one fold holds at most beside the models: the sums of four places, one eigendecomposition, the streams of a batch.
double foldBytes(const formats::ModelConfig& config);

} // namespace stillhouse::prune
