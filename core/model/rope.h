// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"
#include "core/model/torch.h"

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace stillhouse::model {

/// Cosines and sines for all positions so far needed, kept per device and precision of last use. Thread-safe.
class RopeTable {
public:
    explicit RopeTable(const formats::ModelConfig& config);

    /// cos and sin, each (count, D/2), for positions start … start+count−1. F64 for F64 models, F32 for all others.
    std::pair<torch::Tensor, torch::Tensor> at(std::int64_t start, std::int64_t count, const torch::Tensor& like);

private:
    void grow(std::int64_t positions, torch::ScalarType type, torch::Device device);

    std::vector<double> frequencies_;
    std::mutex mutex_;
    torch::Tensor cos_;
    torch::Tensor sin_;
};

} // namespace stillhouse::model
