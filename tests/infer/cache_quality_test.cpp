// SPDX-License-Identifier: GPL-3.0-or-later
// What the formats of the cache cost: attention against the same sums in double over unrounded keys and values, and a trained model's
// next-token distributions against its own with the cache in F16.
#include "core/base/seed.h"
#include "core/infer/session.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace stillhouse::infer {
namespace {

struct Bound {
    CacheFormat format;
    double error; ///< of attention's output, relative to the largest value: half a step of the format at its largest magnitude, and a little
    double kl;    ///< mean, in nats per token
    double bytes; ///< per byte of the F16 cache
};
// Half a step at the largest magnitude: 2^-4 in E4M3, 2^-3 in E5M2, 2^-7 in bfp8, 2^-3 in bfp4 (the step there is 2^-2 of the power of
// two below the largest value). Softmax of scores that are as wrong adds as much again.
const Bound kBounds[] = {{CacheFormat::F16, 2e-3, 1e-6, 1},
                         {CacheFormat::Fp8E4M3, 0.125, 0.02, 0.5},
                         {CacheFormat::Fp8E5M2, 0.25, 0.08, 0.5},
                         {CacheFormat::Bfp8, 0.016, 1e-3, 17.0 / 32},
                         {CacheFormat::Bfp4, 0.4, 0.2, 9.0 / 32}};

formats::ModelConfig oneHead(std::int64_t width) {
    formats::ModelConfig config;
    config.headDim = width;
    config.layers = {{1, 1, 0, true, false}};
    return config;
}

TEST(CacheQuality, AttentionStaysWithinTheFormatsStep) {
    const std::int64_t width = 64, tokens = 50, first = 5;
    base::Random random(3);
    std::vector<std::vector<float>> keys, values;
    std::vector<float> query(width);
    const auto fill = [&](std::vector<float>& row) {
        row.resize(width);
        for (auto& value : row)
            value = float(random.uniform() * 2 - 1);
    };
    keys.resize(tokens);
    values.resize(tokens);
    std::for_each(keys.begin(), keys.end(), fill);
    std::for_each(values.begin(), values.end(), fill);
    fill(query);
    for (auto& value : query)
        value /= 8; // 1/√64
    std::vector<double> expected(width, 0.0);
    double sum = 0;
    for (std::int64_t t = first; t < tokens; ++t) {
        double score = 0;
        for (std::size_t d = 0; d < width; ++d)
            score += double(query[d]) * keys[std::size_t(t)][d];
        sum += std::exp(score);
        for (std::size_t d = 0; d < width; ++d)
            expected[d] += std::exp(score) * values[std::size_t(t)][d];
    }
    for (const auto& bound : kBounds) {
        AttentionCache cache(oneHead(width), 64, bound.format);
        for (std::int64_t t = 0; t < tokens; ++t)
            cache.store(0, 0, t, keys[std::size_t(t)].data(), values[std::size_t(t)].data());
        std::vector<float> out(width);
        AttentionCache::Scratch scratch;
        cache.attend(0, 0, {{query.data(), first, tokens, out.data()}}, scratch);
        double largest = 0;
        for (std::size_t d = 0; d < width; ++d)
            largest = std::max(largest, std::fabs(out[d] - expected[d] / sum));
        EXPECT_LT(largest, bound.error) << cacheFormatName(bound.format);
        if (bound.format != CacheFormat::F16) {
            EXPECT_GT(largest, 1e-5) << cacheFormatName(bound.format); // it was really rounded
        }
    }
}

std::vector<double> logProbabilities(std::span<const float> logits) {
    const double most = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(logit - most);
    std::vector<double> out;
    for (const float logit : logits)
        out.push_back(logit - most - std::log(sum));
    return out;
}

double meanKl(const std::vector<float>& reference, const std::vector<float>& seen, std::size_t vocab) {
    double total = 0;
    for (std::size_t at = 0; at < reference.size(); at += vocab) {
        const auto p = logProbabilities(std::span(reference).subspan(at, vocab)), q = logProbabilities(std::span(seen).subspan(at, vocab));
        for (std::size_t i = 0; i < vocab; ++i)
            total += std::exp(p[i]) * (p[i] - q[i]);
    }
    return total * double(vocab) / double(reference.size());
}

TEST(CacheQuality, ATrainedModelHardlyNotices) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const auto json = nlohmann::json::parse(std::ifstream(folder / "reference.json"));
    auto ids = json.at("greedy_ids").get<std::vector<std::int32_t>>();
    ids.resize(std::min<std::size_t>(ids.size(), 200));
    const auto model = std::make_shared<PackedModel>(openPacked(folder));
    const auto vocab = std::size_t(model->config.vocab);
    Session exact(model, 1, 256);
    const auto reference = exact.allLogits(ids);
    for (const auto& bound : kBounds) {
        Session session(model, 2, 256, bound.format);
        const auto seen = session.allLogits(ids);
        const double kl = meanKl(reference, seen, vocab);
        RecordProperty("kl " + std::string(cacheFormatName(bound.format)), std::to_string(kl));
        std::printf("%s: KL %.6f nats, %lld bytes\n", std::string(cacheFormatName(bound.format)).c_str(), kl, static_cast<long long>(session.cacheBytes()));
        EXPECT_LT(kl, bound.kl) << cacheFormatName(bound.format);
        EXPECT_EQ(double(session.cacheBytes()), double(exact.cacheBytes()) * bound.bytes) << cacheFormatName(bound.format);
        Session single(model, 1, 256, bound.format);
        for (std::size_t i = 0; i < 40; ++i) {
            const auto logits = single.step(ids[i]);
            double largest = 0;
            for (std::size_t k = 0; k < vocab; ++k)
                largest = std::max(largest, std::fabs(double(logits[k]) - seen[i * vocab + k]));
            // The rounding of a cache amplifies the last bit of a product: near a tie a code jumps.
            ASSERT_LT(largest, bound.format == CacheFormat::F16 ? 2e-3 : 1.0) << cacheFormatName(bound.format) << " token " << i;
        }
    }
}

} // namespace
} // namespace stillhouse::infer
