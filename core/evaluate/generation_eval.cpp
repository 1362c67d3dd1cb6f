// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/evaluate/generation_eval.h"
#include "core/evaluate/response_nll.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <string>

namespace stillhouse::evaluate {
namespace {

/// Words in lower case; ASCII punctuation separates. Other scripts stay as they are.
std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if (c >= 0x80 || std::isalnum(c))
            words.back() += static_cast<char>(c < 0x80 ? std::tolower(c) : c);
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

/// The greedy answer to one batch of prompts, as text.
std::vector<std::string> greedyAnswers(Runtime& runtime, const TaskEncoder& encoder, std::span<const EncodedExample> examples,
                                       std::span<const std::size_t> batch, const RunControl& control) {
    std::vector<std::vector<std::int64_t>> prompts;
    std::int64_t reference = 0;
    for (const std::size_t row : batch) {
        const EncodedExample& example = examples[row];
        prompts.emplace_back(example.ids.begin(), example.ids.begin() + example.responseStart);
        reference = std::max(reference, static_cast<std::int64_t>(example.ids.size()) - example.responseStart);
    }
    std::vector<std::int64_t> stopIds(encoder.tokenizer().eosIds().begin(), encoder.tokenizer().eosIds().end());
    const auto goOn = [&](std::int64_t, std::int64_t) { return !control.stopRequested(); };
    std::vector<std::string> out;
    for (const model::Generation& generation : runtime.greedy(prompts, reference + reference / 2 + 1, stopIds, goOn)) {
        const std::vector<std::int32_t> ids(generation.ids.begin(), generation.ids.end());
        out.push_back(encoder.tokenizer().decode(ids, true));
    }
    return out;
}

std::vector<NamedInterval> generationMetrics(const std::vector<Prediction>& predictions, const std::vector<TokenNll>& nll,
                                             const BootstrapOptions& options) {
    std::vector<double> exact, overlap;
    for (const Prediction& prediction : predictions) {
        exact.push_back(exactMatch(prediction.predicted, prediction.label));
        overlap.push_back(tokenF1(prediction.predicted, prediction.label));
    }
    const native::Statistics perToken = [&](native::Weights weights, std::span<double> out) {
        double sum = 0, tokens = 0;
        for (std::size_t i = 0; i < nll.size(); ++i) {
            const double weight = weights.empty() ? 1 : weights[i];
            sum += weight * nll[i].sum;
            tokens += weight * static_cast<double>(nll[i].tokens);
        }
        out[0] = tokens > 0 ? sum / tokens : std::nan("");
        out[1] = std::exp(out[0]);
    };
    std::vector<NamedInterval> out{{"exact_match", native::bootstrapMean(exact, options)}, {"token_f1", native::bootstrapMean(overlap, options)}};
    const auto likelihood = native::bootstrap(nll.size(), 2, perToken, options);
    if (!std::isnan(likelihood[0].value)) {
        out.push_back({"nll", likelihood[0]});
        out.push_back({"perplexity", likelihood[1]});
    }
    return out;
}

} // namespace

bool exactMatch(std::string_view answer, std::string_view reference) {
    return wordsOf(answer) == wordsOf(reference);
}

double tokenF1(std::string_view answer, std::string_view reference) {
    const auto given = wordsOf(answer), wanted = wordsOf(reference);
    if (given.empty() || wanted.empty())
        return given.empty() && wanted.empty();
    std::map<std::string, std::int64_t> left;
    for (const auto& word : wanted)
        ++left[word];
    std::int64_t common = 0;
    for (const auto& word : given)
        common += left[word]-- > 0;
    return 2.0 * static_cast<double>(common) / static_cast<double>(given.size() + wanted.size());
}

Evaluation evaluateGeneration(const EvaluationRequest& request, Runtime& runtime, const TaskEncoder& encoder,
                              std::span<const Example> examples, RunControl& control) {
    Evaluation out;
    out.subject = request.subject;
    out.modelPath = request.modelPath;
    out.split = request.split;
    std::vector<EncodedExample> encoded;
    std::vector<std::size_t> lengths;
    for (const Example& example : examples) {
        if (example.response.empty())
            continue;
        encoded.push_back(encoder.encode(example));
        lengths.push_back(encoded.back().ids.size());
        out.predictions.push_back({example.id, example.response, {}, {}});
    }
    out.examples = static_cast<std::int64_t>(encoded.size());
    const auto nll = runtime.responseNll(encoded, request.scoring, &control);
    BatchMeter meter(&control, request.scoring, out.examples);
    for (const auto& batch : lengthBatches(lengths, 0, request.scoring.batchTokens, false)) {
        meter.check();
        const auto answers = greedyAnswers(runtime, encoder, encoded, batch, control);
        meter.check();
        for (std::size_t i = 0; i < batch.size(); ++i)
            out.predictions[batch[i]].predicted = answers[i];
        meter.add(static_cast<std::int64_t>(batch.size()));
    }
    if (!encoded.empty())
        out.metrics = generationMetrics(out.predictions, nll, request.bootstrap);
    return out;
}

} // namespace stillhouse::evaluate
