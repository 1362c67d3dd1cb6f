// SPDX-License-Identifier: GPL-3.0-or-later
// Two models over the same text, position by position.
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/native/intervals.h"
#include "core/native/native_state.h"
#include "core/native/text_windows.h"
#include "core/quantize/calibration_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse {

namespace {

/// Sums of one window.
struct WindowSums {
    double kl = 0, same = 0, nll = 0, referenceNll = 0;
    std::int64_t tokens = 0;
};

std::size_t best(std::span<const float> logits) { return static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin()); }

// KL(p ‖ q) = Σ p (log p − log q), with log p = a − log Σ eᵃ. Rounding may leave it a hair below 0, which no divergence is.
double divergenceOf(std::span<const float> p, std::span<const float> q) {
    const double normP = native::logSumExp(p), normQ = native::logSumExp(q);
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double logP = p[i] - normP;
        sum += std::exp(logP) * (logP - (q[i] - normQ));
    }
    return std::max(sum, 0.0);
}

class Comparison {
public:
    Comparison(const std::string& reference, const std::string& model, const NativeOptions& options) : reference_(reference, plain(options)), model_(model, options) {
        if (reference_.config().vocab != model_.config().vocab)
            base::fail(model, Text(SH_TR("The vocabulary has %1 tokens, that of the reference %2"), {std::to_string(model_.config().vocab), std::to_string(reference_.config().vocab)}),
                       SH_TR("Compare models that share one tokenizer"));
        if (reference_.model().found && model_.model().found && reference_.model().found->hash() != model_.model().found->hash())
            base::fail(model, SH_TR("Its tokens are not those of the reference"), SH_TR("Compare models that share one tokenizer"));
    }

    Divergence run(const std::string& textFile, std::int64_t context, std::int64_t maxTokens, RunControl& control) {
        const auto& tokenizer = reference_.model().tokenizer();
        const auto& front = tokenizer.spec().prefixIds;
        context = native::checkedContext(std::min(reference_.limit(), model_.limit()), context, front.size());
        auto ids = quantize::textIds(textFile, tokenizer, maxTokens > 0 ? std::size_t(maxTokens) : std::numeric_limits<std::size_t>::max(),
                                     [&] { native::checkStopped(control); });
        if (maxTokens > 0 && std::size_t(maxTokens) < ids.size())
            ids.resize(std::size_t(maxTokens));
        const auto windows = native::textWindows(ids, front, context);
        for (std::size_t i = 0; i < windows.size(); ++i) {
            native::tellWindows(control, SH_TR("Comparing two models"), std::int64_t(i), std::int64_t(windows.size()));
            (void)reference_.checked(std::vector<std::int64_t>(windows[i].begin(), windows[i].end()));
            addWindow(windows[i], native::firstScored(front.size()));
        }
        return result();
    }

private:
    // The reference is what it is stored as: `quant` asks about the model.
    static NativeOptions plain(NativeOptions options) {
        options.quant.clear();
        return options;
    }

    void addWindow(std::span<const std::int32_t> window, std::size_t first) {
        WindowSums sums;
        auto &reference = reference_.fresh(std::int64_t(window.size())), &model = model_.fresh(std::int64_t(window.size()));
        native::forEachPart(window, model_.config().vocab, [&](std::size_t at, std::span<const std::int32_t> part) {
            const auto expected = reference.allLogits(part), logits = model.allLogits(part); // (part, V)
            const auto vocab = logits.size() / part.size();
            for (std::size_t target = std::max(at + 1, first); target <= at + part.size(); ++target) {
                const auto row = (target - 1 - at) * vocab;
                add(sums, std::span(expected).subspan(row, vocab), std::span(logits).subspan(row, vocab), window[target]);
            }
        });
        if (sums.tokens > 0)
            windows_.push_back(sums);
    }

    void add(WindowSums& sums, std::span<const float> expected, std::span<const float> logits, std::int64_t target) {
        all_.push_back(divergenceOf(expected, logits));
        sums.kl += all_.back();
        sums.same += best(expected) == best(logits) ? 1 : 0;
        sums.nll += native::nllOf(logits, target);
        sums.referenceNll += native::nllOf(expected, target);
        ++sums.tokens;
    }

    Divergence result() const {
        const native::Statistics statistics = [&](native::Weights weights, std::span<double> out) {
            double tokens = 0, sums[4] = {0, 0, 0, 0};
            for (std::size_t i = 0; i < windows_.size(); ++i) {
                const double count = weights.empty() ? 1 : weights[i];
                const auto& one = windows_[i];
                const double parts[4] = {one.kl, one.same, one.nll, one.referenceNll};
                for (std::size_t s = 0; s < 4; ++s)
                    sums[s] += count * parts[s];
                tokens += count * double(one.tokens);
            }
            for (std::size_t s = 0; s < 4; ++s)
                out[s] = sums[s] / tokens;
        };
        if (all_.empty())
            base::fail("perplexity", SH_TR("The text is too short: no token has one before it"), SH_TR("Choose a longer text."));
        const auto intervals = native::bootstrap(windows_.size(), 4, statistics);
        Divergence out;
        out.kl = intervals[0];
        out.sameTop = intervals[1];
        out.nll = intervals[2].value;
        out.referenceNll = intervals[3].value;
        out.perplexity = std::exp(out.nll);
        out.referencePerplexity = std::exp(out.referenceNll);
        out.klMedian = native::quantile(all_, 0.5);
        out.kl99 = native::quantile(all_, 0.99);
        out.tokens = std::int64_t(all_.size());
        out.windows = std::int64_t(windows_.size());
        return out;
    }

    native::NativeState reference_, model_;
    std::vector<WindowSums> windows_;
    std::vector<double> all_;
};

} // namespace

Result<Divergence> compareOnText(const std::string& reference, const std::string& model, const std::string& textFile, std::int64_t context,
                                 std::int64_t maxTokens, const NativeOptions& options, RunControl& control) {
    return base::guard([&] { return Comparison(reference, model, options).run(textFile, context, maxTokens, control); });
}

} // namespace stillhouse
