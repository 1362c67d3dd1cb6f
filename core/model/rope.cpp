// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/rope.h"

#include "core/formats/rope_frequencies.h"

#include <algorithm>

namespace stillhouse::model {

RopeTable::RopeTable(const formats::ModelConfig& config) : frequencies_(formats::ropeFrequencies(config)) {}

void RopeTable::grow(std::int64_t positions, torch::ScalarType type, torch::Device device) {
    // Whoever asks first may be in inference mode; who asks later may want gradients, and those refuse inference tensors.
    const torch::InferenceMode ordinary(false);
    torch::NoGradGuard noGrad;
    std::int64_t capacity = 256;
    while (capacity < positions)
        capacity *= 2;
    // In F64 on the CPU, then rounded once: an F32 product position·frequency is off by 1e-3 at position 10,000.
    const auto frequency = torch::tensor(frequencies_, torch::kDouble);
    const auto angles = torch::arange(capacity, torch::kDouble).unsqueeze(1) * frequency.unsqueeze(0);
    cos_ = angles.cos().to(device, type);
    sin_ = angles.sin().to(device, type);
}

std::pair<torch::Tensor, torch::Tensor> RopeTable::at(std::int64_t start, std::int64_t count, const torch::Tensor& like) {
    const auto type = like.scalar_type() == torch::kDouble ? torch::kDouble : torch::kFloat;
    const std::lock_guard lock(mutex_);
    if (!cos_.defined() || cos_.size(0) < start + count || cos_.scalar_type() != type || cos_.device() != like.device())
        grow(start + count, type, like.device());
    return {cos_.narrow(0, start, count), sin_.narrow(0, start, count)};
}

} // namespace stillhouse::model
