// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a model of which no text is at hand: what it writes itself, at temperature 1 with F32 weights. Calibration and evaluation
// take different seeds, so that no window is in both; both are nearer to the model than foreign text would be.
#pragma once
#include "core/base/seed.h"
#include "core/infer/session.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <vector>

namespace stillhouse::quantize::tests {

using Windows = std::vector<std::vector<std::int32_t>>;

inline std::int32_t drawn(std::span<const float> logits, base::Random& random) {
    const float largest = *std::max_element(logits.begin(), logits.end());
    double total = 0;
    for (const float logit : logits)
        total += std::exp(double(logit - largest));
    double left = random.uniform() * total;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if ((left -= std::exp(double(logits[i] - largest))) <= 0)
            return std::int32_t(i);
    return std::int32_t(logits.size() - 1);
}

/// `first` is the token that every window begins with.
inline Windows sampledWindows(const std::filesystem::path& folder, std::int32_t first, std::size_t count, std::size_t length, std::uint64_t seed) {
    infer::Session session(std::make_shared<infer::PackedModel>(infer::openPacked(folder)), 1, std::int64_t(length));
    Windows windows;
    for (std::size_t w = 0; w < count; ++w) {
        base::Random random(base::mix(seed, w));
        session.truncate(0);
        std::vector<std::int32_t> ids = {first};
        while (ids.size() < length)
            ids.push_back(drawn(session.step(ids.back()), random));
        windows.push_back(std::move(ids));
    }
    return windows;
}

/// Mean KL(reference ‖ model) in nats per token.
inline double divergence(const infer::PackedModel& reference, const infer::PackedModel& model, const Windows& windows) {
    const auto vocab = std::size_t(reference.config.vocab);
    double sum = 0;
    std::size_t tokens = 0;
    for (const auto& ids : windows) {
        infer::Session a(std::make_shared<infer::PackedModel>(reference), 1, std::int64_t(ids.size())), b(std::make_shared<infer::PackedModel>(model), 1, std::int64_t(ids.size()));
        const auto p = a.allLogits(ids), q = b.allLogits(ids);
        for (std::size_t t = 0; t < ids.size(); ++t, ++tokens) {
            const auto logSum = [&](const std::vector<float>& z) {
                double total = 0;
                for (std::size_t i = 0; i < vocab; ++i)
                    total += std::exp(double(z[t * vocab + i]));
                return std::log(total);
            };
            const double sp = logSum(p), sq = logSum(q);
            for (std::size_t i = 0; i < vocab; ++i) {
                const double lp = double(p[t * vocab + i]) - sp;
                sum += std::exp(lp) * (lp - (double(q[t * vocab + i]) - sq));
            }
        }
    }
    return sum / double(tokens);
}

} // namespace stillhouse::quantize::tests
