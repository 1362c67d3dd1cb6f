// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/evaluate/label_branches.h"
#include "core/evaluate/runtime.h"
#include "core/infer/products.h"
#include "core/native/native_state.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::evaluate {
namespace {

using Ids = std::vector<std::int32_t>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlock = 64; ///< positions whose logits are in memory together

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class PackedRuntime : public Runtime {
public:
    PackedRuntime(std::shared_ptr<const infer::PackedModel> model, int threads, std::int64_t context, bool native)
        : model_(std::move(model)), session_(model_, threads, std::min(context, model_->config.maxPositions), model_->hasIntegers() ? infer::CacheFormat::F16 : infer::CacheFormat::F32), native_(native) {}

    const formats::ModelConfig& config() const override { return model_->config; }

    torch::Tensor scoreLabels(const std::vector<Ids>& labelTokens, std::span<const EncodedExample> prompts, const ScoreOptions& options,
                              RunControl* control) override {
        auto scores = torch::zeros({std::int64_t(prompts.size()), std::int64_t(labelTokens.size())}); // (n,labels)
        const auto branches = labelBranches(labelTokens);
        BatchMeter meter(control, options, std::int64_t(prompts.size()));
        for (std::size_t row = 0; row < prompts.size(); ++row) {
            meter.check();
            const auto& prompt = prompts[row];
            const auto sums = scoreOne(branches, std::span(prompt.ids).first(std::size_t(prompt.responseStart)), labelTokens.size());
            for (std::size_t label = 0; label < labelTokens.size(); ++label)
                scores[std::int64_t(row)][std::int64_t(label)] = sums[label] / double(labelTokens[label].size());
            meter.add(1);
        }
        return scores;
    }

    std::vector<TokenNll> responseNll(std::span<const EncodedExample> examples, const ScoreOptions& options, RunControl* control) override {
        std::vector<TokenNll> out;
        BatchMeter meter(control, options, std::int64_t(examples.size()));
        for (const auto& example : examples) {
            meter.check();
            out.push_back(nllOf(example));
            meter.add(1);
        }
        return out;
    }

    std::vector<model::Generation> greedy(const std::vector<std::vector<std::int64_t>>& prompts, std::int64_t maxNew,
                                          const std::vector<std::int64_t>& stopIds, const model::TokenCallback& onToken) override {
        std::vector<model::Generation> out;
        for (const auto& prompt : prompts) {
            out.push_back(continued(prompt, maxNew, stopIds, [&](std::int64_t id) { return !onToken || onToken(std::int64_t(out.size()), id); }));
            if (out.back().end == model::Generation::End::Cancelled)
                break;
        }
        out.resize(prompts.size());
        return out;
    }

    std::string kernel() const override { return infer::kernelName(); }
    std::string precision() const override { return model_->precision; }
    bool native() const override { return native_; }
    int threads() const override { return session_.threads(); }

private:
    /// Σ log p of each label's tokens behind one prompt.
    std::vector<double> scoreOne(const std::vector<LabelBranch>& branches, std::span<const std::int32_t> prompt, std::size_t labels) {
        std::vector<double> sums(labels);
        const auto read = [&](const LabelBranch& branch, std::int64_t step, std::span<const float> logits) {
            if (std::none_of(branch.asks.begin(), branch.asks.end(), [&](const LabelAsk& ask) { return ask.step == step; }))
                return;
            const double total = native::logSumExp(logits);
            for (const auto& ask : branch.asks)
                if (ask.step == step)
                    sums[ask.label] += double(logits[std::size_t(ask.token)]) - total;
        };
        session_.truncate(0);
        const auto end = session_.prompt(prompt);
        for (const auto& branch : branches)
            read(branch, 0, end);
        for (const auto& branch : branches) {
            session_.truncate(std::int64_t(prompt.size()));
            for (std::size_t i = 0; i < branch.fed.size(); ++i)
                read(branch, std::int64_t(i) + 1, session_.step(branch.fed[i]));
        }
        return sums;
    }

    TokenNll nllOf(const EncodedExample& example) {
        TokenNll nll;
        const auto first = std::size_t(std::max(example.responseStart, 1)); // the first scored id
        const auto vocab = std::size_t(model_->config.vocab);
        if (first >= example.ids.size())
            return nll;
        session_.truncate(0);
        if (first > 1)
            session_.prompt(std::span(example.ids).first(first - 1));
        for (std::size_t at = first - 1; at + 1 < example.ids.size(); at += kBlock) {
            const auto count = std::min(kBlock, example.ids.size() - 1 - at);
            const auto logits = session_.allLogits(std::span(example.ids).subspan(at, count)); // (count,V)
            for (std::size_t i = 0; i < count; ++i) {
                const auto row = std::span(logits).subspan(i * vocab, vocab);
                nll.sum += native::nllOf(row, example.ids[at + i + 1]);
                ++nll.tokens;
            }
        }
        return nll;
    }

    template <class GoOn>
    model::Generation continued(const std::vector<std::int64_t>& prompt, std::int64_t maxNew, const std::vector<std::int64_t>& stopIds, GoOn goOn) {
        const auto start = Clock::now();
        model::Generation out;
        Ids ids(prompt.begin(), prompt.end());
        if (ids.empty() && model_->config.bos)
            ids.push_back(std::int32_t(*model_->config.bos));
        session_.truncate(0);
        auto logits = session_.prompt(ids);
        const auto room = session_.context() - std::int64_t(ids.size());
        while (std::int64_t(out.ids.size()) < maxNew) {
            const std::int64_t best = std::max_element(logits.begin(), logits.end()) - logits.begin();
            if (out.ids.empty())
                out.firstTokenSeconds = secondsSince(start);
            if (std::find(stopIds.begin(), stopIds.end(), best) != stopIds.end()) {
                out.stopId = best;
                out.end = model::Generation::End::Stop;
                break;
            }
            out.ids.push_back(best);
            if (!goOn(best)) {
                out.end = model::Generation::End::Cancelled;
                break;
            }
            if (std::int64_t(out.ids.size()) >= std::min(maxNew, room))
                break;
            logits = session_.step(std::int32_t(best));
        }
        out.seconds = secondsSince(start);
        return out;
    }

    std::shared_ptr<const infer::PackedModel> model_;
    infer::Session session_;
    bool native_;
};

} // namespace

std::unique_ptr<Runtime> packedRuntime(std::shared_ptr<const infer::PackedModel> model, int threads, std::int64_t context, bool native) {
    return std::make_unique<PackedRuntime>(std::move(model), threads, context, native);
}

} // namespace stillhouse::evaluate
