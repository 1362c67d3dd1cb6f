// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/generation_config.h"
#include "core/formats/safetensors.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::model {

/// Reads a Hugging Face folder (also one written by saveModel) or a llama2.c `.bin` file into F32 weights on `device`, without
/// gradients. base::Failure names file, tensor and remedy.
Decoder loadModel(const std::filesystem::path& path, torch::Device device = torch::kCPU);

struct SaveOptions {
    formats::DType dtype = formats::DType::F32; ///< F32, F16 or BF16
    std::filesystem::path tokenizerFrom;        ///< folder whose tokenizer files come along; may be empty
    std::optional<formats::GenerationConfig> generation; ///< default: the ids of the config
    std::int64_t shardBytes = 5'000'000'000;
    std::map<std::string, std::string> metadata; ///< into the weight files, for example where the model comes from
    std::vector<NamedTensor> extra;              ///< more tensors, stored as F32 (a reward head)
};

/// Writes a Hugging Face folder in one step (see formats::HfWriter). Holds one converted tensor at a time.
void saveModel(const Decoder& decoder, const std::filesystem::path& folder, const SaveOptions& options = {});

/// SHA-256 (64 hexadecimal digits) over configuration and F32 values of all parameters: equal for equal models, whatever file,
/// device or storage precision they came from, as long as that precision held the values.
std::string modelHash(const Decoder& decoder);

/// The torch type that stores a safetensors type.
torch::ScalarType scalarType(formats::DType type);

/// A copy of a stored tensor in its own type.
torch::Tensor toTensor(const formats::TensorView& view);

} // namespace stillhouse::model
