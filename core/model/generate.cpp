// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/generate.h"

#include "core/base/failure.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::model {

namespace {

using torch::Tensor;
using Prompts = std::vector<std::vector<std::int64_t>>;

Prompts checkedPrompts(const Decoder& decoder, Prompts prompts) {
    const auto& config = decoder.config();
    for (std::size_t row = 0; row < prompts.size(); ++row) {
        auto& prompt = prompts[row];
        const auto place = "prompt " + std::to_string(row);
        if (prompt.empty() && config.bos)
            prompt.push_back(*config.bos);
        if (prompt.empty())
            base::fail(place, SH_TR("The prompt is empty and the model has no start token"), SH_TR("Enter some text"));
        if (static_cast<std::int64_t>(prompt.size()) > config.maxPositions)
            base::fail(place,
                       Text(SH_TR("The prompt has %1 tokens; the model's context is %2"),
                            {std::to_string(prompt.size()), std::to_string(config.maxPositions)}),
                       SH_TR("Shorten the prompt"));
        for (const auto id : prompt)
            if (id < 0 || id >= config.vocab)
                base::fail(place,
                           Text(SH_TR("Token %1 lies outside the vocabulary of %2"), {std::to_string(id), std::to_string(config.vocab)}));
    }
    return prompts;
}

// All rows of one call. `position` counts the tokens in the cache, the same for every row.
class Batch {
public:
    Batch(const Decoder& decoder, Prompts prompts, const GenerateOptions& options, const TokenCallback& onToken)
        : decoder_(decoder), prompts_(std::move(prompts)), options_(options), onToken_(onToken), results_(prompts_.size()),
          open_(prompts_.size(), true), remaining_(prompts_.size()), started_(std::chrono::steady_clock::now()) {
        for (std::size_t row = 0; row < prompts_.size(); ++row)
            samplers_.emplace_back(options.sampling, static_cast<std::int64_t>(row));
    }

    std::vector<Generation> run() {
        std::size_t shortest = prompts_.front().size(), longest = 0;
        for (const auto& prompt : prompts_) {
            shortest = std::min(shortest, prompt.size());
            longest = std::max(longest, prompt.size());
        }
        const auto wanted = static_cast<std::int64_t>(longest) + std::max<std::int64_t>(options_.maxNew, 0);
        KvCache cache(decoder_.config(), std::min(wanted, decoder_.config().maxPositions));
        auto next = torch::empty({static_cast<std::int64_t>(prompts_.size()), static_cast<std::int64_t>(shortest)}, torch::kLong);
        for (std::size_t row = 0; row < prompts_.size(); ++row)
            std::copy_n(prompts_[row].begin(), shortest, next[static_cast<std::int64_t>(row)].data_ptr<std::int64_t>());
        if (options_.maxNew <= 0)
            remaining_ = 0;
        while (remaining_ > 0) {
            ForwardOptions forward;
            forward.cache = &cache;
            const auto hidden = decoder_.hidden(next.to(decoder_.device()), forward).select(1, -1); // (B,d): only the last position
            next = choose(decoder_.logits(hidden).to(torch::kCPU, torch::kFloat).contiguous(), cache.length());
        }
        for (auto& result : results_)
            result.seconds = elapsed();
        return std::move(results_);
    }

private:
    double elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count(); }

    // The token at `position` for every row: given by the prompt, or sampled. Rows that have ended repeat token 0, unseen.
    Tensor choose(const Tensor& logits, std::int64_t position) {
        auto next = torch::zeros({logits.size(0), 1}, torch::kLong);
        const auto vocab = static_cast<std::size_t>(logits.size(1));
        for (std::size_t row = 0; row < prompts_.size(); ++row) {
            auto& slot = next.data_ptr<std::int64_t>()[row];
            if (static_cast<std::size_t>(position) < prompts_[row].size())
                slot = prompts_[row][static_cast<std::size_t>(position)];
            else if (open_[row])
                slot = accept(row, samplers_[row].pick({logits.data_ptr<float>() + row * vocab, vocab}), position);
        }
        return next;
    }

    std::int64_t accept(std::size_t row, std::int64_t id, std::int64_t position) {
        if (firstToken_ < 0)
            firstToken_ = elapsed();
        auto& result = results_[row];
        result.firstTokenSeconds = firstToken_;
        if (std::find(options_.stopIds.begin(), options_.stopIds.end(), id) != options_.stopIds.end()) {
            result.stopId = id;
            close(row, Generation::End::Stop);
            return id;
        }
        result.ids.push_back(id);
        if (onToken_ && !onToken_(static_cast<std::int64_t>(row), id)) {
            for (std::size_t other = 0; other < open_.size(); ++other)
                close(other, Generation::End::Cancelled);
        } else if (static_cast<std::int64_t>(result.ids.size()) >= options_.maxNew || position + 1 >= decoder_.config().maxPositions) {
            close(row, Generation::End::Length);
        }
        return id;
    }

    void close(std::size_t row, Generation::End end) {
        if (!open_[row])
            return;
        open_[row] = false;
        results_[row].end = end;
        --remaining_;
    }

    const Decoder& decoder_;
    Prompts prompts_;
    const GenerateOptions& options_;
    const TokenCallback& onToken_;
    std::vector<Sampler> samplers_;
    std::vector<Generation> results_;
    std::vector<bool> open_;
    std::size_t remaining_;
    std::chrono::steady_clock::time_point started_;
    double firstToken_ = -1;
};

} // namespace

std::vector<Generation> generateBatch(const Decoder& decoder, const std::vector<std::vector<std::int64_t>>& prompts,
                                      const GenerateOptions& options, const TokenCallback& onToken) {
    if (prompts.empty())
        return {};
    torch::NoGradGuard noGrad;
    return Batch(decoder, checkedPrompts(decoder, prompts), options, onToken).run();
}

Generation generate(const Decoder& decoder, const std::vector<std::int64_t>& prompt, const GenerateOptions& options,
                    const TokenCallback& onToken) {
    return std::move(generateBatch(decoder, {prompt}, options, onToken).front());
}

} // namespace stillhouse::model
