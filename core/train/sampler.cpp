// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/sampler.h"

#include "core/base/seed.h"

#include <algorithm>
#include <numeric>

namespace stillhouse::train {

Sampler::Sampler(std::vector<std::int32_t> lengths, std::int64_t batchSize, std::uint64_t seed)
    : lengths_(std::move(lengths)), batchSize_(batchSize), seed_(seed) {}

std::int64_t Sampler::exampleAt(std::int64_t position) {
    const std::int64_t epoch = position / examples();
    if (epoch != epoch_) {
        permutation_.resize(lengths_.size());
        std::iota(permutation_.begin(), permutation_.end(), 0);
        base::Random random(base::mix(seed_, std::uint64_t(epoch)));
        base::shuffle(permutation_, random);
        epoch_ = epoch;
    }
    return permutation_[std::size_t(position % examples())];
}

void Sampler::fillWindow(std::int64_t window) {
    std::vector<std::int64_t> members(std::size_t(kWindow * batchSize_));
    for (std::size_t i = 0; i < members.size(); ++i)
        members[i] = exampleAt(window * kWindow * batchSize_ + std::int64_t(i));
    std::stable_sort(members.begin(), members.end(),
                     [this](std::int64_t a, std::int64_t b) { return lengths_[std::size_t(a)] < lengths_[std::size_t(b)]; });
    batches_.clear();
    for (std::int64_t b = 0; b < kWindow; ++b)
        batches_.emplace_back(members.begin() + b * batchSize_, members.begin() + (b + 1) * batchSize_);
    base::Random random(base::mix(seed_ ^ 0x5bd1e995u, std::uint64_t(window)));
    base::shuffle(batches_, random);
    window_ = window;
}

std::vector<std::int64_t> Sampler::batch(std::int64_t step) {
    if (step / kWindow != window_)
        fillWindow(step / kWindow);
    return batches_[std::size_t(step % kWindow)];
}

} // namespace stillhouse::train
