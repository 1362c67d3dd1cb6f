// SPDX-License-Identifier: GPL-3.0-or-later
// Where a packed model's tensors come from: a Hugging Face folder, a native file or a GGUF file. What a layer consists of is said once,
// in buildModel.
#pragma once
#include "core/infer/packed_model.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::infer {

/// One opened model file. Names are those of formats::parameterShapes(config()). Each call may cost a conversion, so it is made once
/// per tensor. base::Failure names file and tensor.
class ModelSource {
public:
    virtual ~ModelSource() = default;
    virtual const formats::ModelConfig& config() const = 0;
    /// A norm or a bias as F32.
    virtual std::vector<float> vector(const std::string& name) const = 0;
    /// A matrix (out, in). What it points to lives in its `owner`, not in the source.
    virtual PackedMatrix matrix(const std::string& name) const = 0;
};

/// Takes every tensor of the source in the order of parameterShapes; a tied head is the embedding. `precision` becomes the packing of
/// the embedding, which the caller may replace.
PackedModel buildModel(const ModelSource& source);

/// packRoundToNearest or packFloat, as `packing` asks.
PackedMatrix packAs(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing);

/// Refuses (base::Failure at "quant") a packing that needs more than the weights: Int4Codebook.
void checkPackable(std::optional<Packing> packing);

} // namespace stillhouse::infer
