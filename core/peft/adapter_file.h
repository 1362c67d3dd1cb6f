// SPDX-License-Identifier: GPL-3.0-or-later
// An adapter's folder in the PEFT library's layout: adapter_config.json and adapter_model.safetensors with, for every adapted matrix
// (out, in), "base_model.model.<path>.lora_A.weight" (r, in) and "….lora_B.weight" (out, r). No LibTorch.
#pragma once
#include "core/formats/safetensors.h"
#include "core/peft/adapter_config.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::peft {

inline constexpr const char* kConfigFile = "adapter_config.json";
inline constexpr const char* kWeightsFile = "adapter_model.safetensors";

/// "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"
std::string downName(const Matrix& matrix);
std::string upName(const Matrix& matrix);

/// One adapted matrix of a file: W' = W + scale · B·A.
struct AdaptedMatrix {
    Matrix matrix;
    std::int64_t rank = 0;
    double scale = 0;
};

/// Opening checks everything that can be known without the model: the configuration, that each tensor is one half of a pair, shapes
/// against each other and against the rank, types (F32, F16, BF16), and that the configuration covers what is there. Weights stay on disk.
/// base::Failure names file, tensor and remedy.
class AdapterFile {
public:
    explicit AdapterFile(const std::filesystem::path& folder);

    const AdapterConfig& config() const { return config_; }
    const std::vector<AdaptedMatrix>& matrices() const { return matrices_; } ///< layer by layer, in the order of linearModules()
    std::int64_t parameters() const;
    std::uint64_t fileBytes() const { return weights_.fileBytes(); }
    formats::DType dtype() const; ///< of the first tensor

    /// Against a model: every matrix has its shape there, and every matrix that the configuration covers is in the file.
    void checkFits(const formats::ModelConfig& model) const;

    const formats::TensorView& down(const AdaptedMatrix& m) const { return weights_.at(downName(m.matrix)); } ///< A (r, in)
    const formats::TensorView& up(const AdaptedMatrix& m) const { return weights_.at(upName(m.matrix)); }     ///< B (out, r)

private:
    void readPairs();
    void addPair(const Matrix& matrix, const Targets& targets);

    std::filesystem::path folder_;
    AdapterConfig config_;
    formats::SafetensorsFile weights_;
    std::vector<AdaptedMatrix> matrices_;
};

/// Writes such a folder in one step; an adapter that stood there is replaced, a folder that holds anything else is refused. `values`
/// gives the elements of a tensor, row by row; they are stored as F32.
void writeAdapter(const std::filesystem::path& folder, const AdapterConfig& config, const std::vector<AdaptedMatrix>& matrices,
                  const std::function<std::vector<float>(const std::string& name)>& values);

} // namespace stillhouse::peft
