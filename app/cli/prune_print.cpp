// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prune_print.h"

#include "app/cli/format.h"

#include <algorithm>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

double accuracyOf(const Evaluation& e, const std::string& name) {
    const auto found = std::find_if(e.metrics.begin(), e.metrics.end(), [&](const auto& m) { return m.name == name; });
    return found == e.metrics.end() ? -1 : found->interval.value;
}

void sayFolds(const PruneReport& p, const Shared& shared) {
    say("FFNs        " + std::to_string(p.ffnBefore) + " -> " + std::to_string(p.ffnAfter), shared);
    say("divergence  " + fixed(p.klCut, 5) + " nats per token as cut, " + fixed(p.klFolded, 5) + " folded (held-out calibration)", shared);
    for (const auto& f : p.folds)
        say("            layer " + std::to_string(f.layer) +
                (f.place.empty() ? ": no fold helps"
                                 : " -> " + f.place + "  ridge " + fixed(f.lambda, 6) + ", " + fixed(100 * (1 - f.unexplained), 1) +
                                       " % explained, " + fixed(f.klCut, 5) + " -> " + fixed(f.klFolded, 5)),
            shared);
}

} // namespace

std::string share(double before, double after) {
    return before > 0 ? fixed(100 * (before - after) / before, 1) + " % less" : std::string("none");
}

json predictionJson(const PrunePrediction& p) {
    json left = json::array();
    for (const auto& l : p.layers)
        left.push_back({{"heads", l.heads}, {"kv_heads", l.kvHeads}, {"ffn", l.ffn}});
    return {{"after", left},
            {"parameters_before", p.parametersBefore},
            {"parameters_predicted", p.parametersAfter},
            {"flops_before", p.flopsBefore},
            {"flops_predicted", p.flopsAfter},
            {"decode_ms_before", p.decodeMsBefore},
            {"decode_ms_predicted", p.decodeMsAfter},
            {"prompt_ms_before", p.promptMsBefore},
            {"prompt_ms_predicted", p.promptMsAfter}};
}

std::string predictionText(const PrunePrediction& p) {
    return share(double(p.parametersBefore), double(p.parametersAfter)) + " parameters, " + share(p.flopsBefore, p.flopsAfter) +
           " operations, " + fixed(p.decodeMsAfter, 4) + " ms per token instead of " + fixed(p.decodeMsBefore, 4);
}

json resultJson(const PruneResult& r) {
    json out = json::parse(formatPruneReport(r.report));
    json validation;
    for (const char* key :
         {"nll_before", "nll_cut", "nll_pruned", "nll_after", "accuracy_before", "accuracy_cut", "accuracy_pruned", "accuracy_after"})
        if (out.contains(key)) {
            validation[key] = out.at(key);
            out.erase(key);
        }
    out["validation"] = validation;
    out["out"] = r.out;
    out["test_before"] = toJson(r.before, false);
    out["test_after"] = toJson(r.after, false);
    for (const char* name : {"accuracy", "perplexity"}) {
        const double before = accuracyOf(r.before, name), after = accuracyOf(r.after, name);
        if (before >= 0 && after >= 0) {
            out[std::string(name) + "_before"] = before;
            out[std::string(name) + "_after"] = after;
        }
    }
    return out;
}

void sayResult(const PruneResult& r, const Shared& shared) {
    const auto& p = r.report;
    if (p.method == "prune.ffn")
        sayFolds(p, shared);
    else
        say("heads       " + std::to_string(p.headsBefore) + " -> " + std::to_string(p.headsAfter), shared);
    say("parameters  " + std::to_string(p.parametersBefore) + " -> " + std::to_string(p.parametersAfter) + "  (" +
            share(double(p.parametersBefore), double(p.parametersAfter)) + ", predicted " + std::to_string(p.parametersPredicted) + ")",
        shared);
    say("operations  " + fixed(p.flopsBefore / 1e6, 3) + " -> " + fixed(p.flopsAfter / 1e6, 3) + " million per token  (" +
            share(p.flopsBefore, p.flopsAfter) + ", predicted " + fixed(p.flopsPredicted / 1e6, 3) + ")",
        shared);
    say("decoding    " + fixed(p.decodeMsBefore, 4) + " -> " + fixed(p.decodeMsAfter, 4) + " ms per token  (predicted " +
            fixed(p.decodeMsPredicted, 4) + "; native f32, " + p.kernel + ")",
        shared);
    say("prompt      " + fixed(p.promptMsBefore, 4) + " -> " + fixed(p.promptMsAfter, 4) + " ms per token  (predicted " +
            fixed(p.promptMsPredicted, 4) + ")",
        shared);
    if (p.accuracyPruned >= 0)
        say("validation  accuracy " + fixed(p.accuracyBefore, 4) +
                (p.method == "prune.ffn" ? ", cut " + fixed(p.accuracyCut, 4) + ", folded " : ", without recovery ") +
                fixed(p.accuracyPruned, 4) +
                (p.recoverySteps > 0 || p.method != "prune.ffn" ? ", with recovery " + fixed(p.accuracyAfter, 4) : std::string()),
            shared);
    for (const auto& m : r.after.metrics)
        if (const double before = accuracyOf(r.before, m.name); before >= 0)
            say("test        " + m.name + " " + fixed(before, 4) + " -> " + fixed(m.interval.value, 4) + "  [" + fixed(m.interval.low, 4) +
                    ", " + fixed(m.interval.high, 4) + "]",
                shared);
    say(r.out + ": written; read again, its logits differ by " + fixed(p.reloadError, 8), shared);
}

} // namespace stillhouse::cli
