// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/task_eval.h"

#include <map>
#include <unordered_map>

namespace stillhouse::evaluate {
namespace {

/// The examples both have predicted, in the order of the first.
struct Paired {
    std::size_t labels = 0;
    std::vector<std::int32_t> truth, first, second;
};

Paired pairUp(const Evaluation& first, const Evaluation& second) {
    std::map<std::string, std::int32_t> indices;
    for (const std::string& label : first.labels)
        indices.emplace(label, static_cast<std::int32_t>(indices.size()));
    std::unordered_map<std::string, const Prediction*> others;
    for (const Prediction& prediction : second.predictions)
        others.emplace(prediction.exampleId, &prediction);
    Paired out;
    out.labels = indices.size();
    for (const Prediction& one : first.predictions) {
        const auto other = others.find(one.exampleId);
        const auto truth = indices.find(one.label);
        if (other == others.end() || truth == indices.end())
            continue;
        const auto a = indices.find(one.predicted), b = indices.find(other->second->predicted);
        if (a == indices.end() || b == indices.end())
            base::fail("comparison", SH_TR("The two evaluations have different labels"), SH_TR("Evaluate both with the same task."));
        out.truth.push_back(truth->second);
        out.first.push_back(a->second);
        out.second.push_back(b->second);
    }
    return out;
}

std::int32_t indexOf(const std::vector<std::string>& labels, const std::string& positive) {
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] == positive)
            return static_cast<std::int32_t>(i);
    return macro;
}

using ConfusionMetric = double (*)(const Confusion&, std::int32_t);

native::Statistics bothOf(const Paired& pairs, ConfusionMetric metric, std::int32_t positive) {
    return [&pairs, metric, positive](Weights weights, std::span<double> out) {
        out[0] = metric(Confusion(pairs.labels, pairs.truth, pairs.first, weights), positive);
        out[1] = metric(Confusion(pairs.labels, pairs.truth, pairs.second, weights), positive);
    };
}

double accuracyOf(const Confusion& confusion, std::int32_t) {
    return accuracy(confusion);
}

} // namespace

std::vector<PairTest> comparePair(const Evaluation& first, const Evaluation& second, const std::string& positive,
                                  const BootstrapOptions& options) {
    const Paired pairs = pairUp(first, second);
    std::vector<PairTest> out;
    if (pairs.truth.empty())
        return out;
    PairTest flips{first.subject, second.subject, "accuracy"};
    for (std::size_t i = 0; i < pairs.truth.size(); ++i) {
        const bool before = pairs.first[i] == pairs.truth[i], after = pairs.second[i] == pairs.truth[i];
        flips.wrongToRight += !before && after;
        flips.rightToWrong += before && !after;
    }
    flips.difference = native::pairedBootstrap(pairs.truth.size(), bothOf(pairs, accuracyOf, macro), options).difference;
    flips.pValue = native::mcnemarExact(flips.wrongToRight, flips.rightToWrong);
    flips.test = "McNemar exact";
    out.push_back(flips);
    const std::int32_t label = positive.empty() ? macro : indexOf(first.labels, positive);
    const std::pair<const char*, ConfusionMetric> metrics[] = {{"precision", precision}, {"recall", recall}, {"f1", f1}};
    for (const auto& [name, metric] : metrics) {
        const native::PairedDifference difference = native::pairedBootstrap(pairs.truth.size(), bothOf(pairs, metric, label), options);
        out.push_back({first.subject, second.subject, name, difference.difference, difference.pValue, "paired bootstrap",
                       flips.wrongToRight, flips.rightToWrong});
    }
    return out;
}

} // namespace stillhouse::evaluate
