// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/lora_options.h"

#include "core/base/failure.h"
#include "core/base/spelling.h"

#include <algorithm>

namespace stillhouse::train {

namespace {

std::vector<std::string> loraNames(const std::string& list, const std::string& key) {
    const auto& known = peft::linearModules();
    std::vector<std::string> out;
    std::string word;
    for (const char c : list + ",") {
        if (c == ' ')
            continue;
        if (c != ',') {
            word += c;
            continue;
        }
        if (word.empty())
            continue;
        if (std::find(known.begin(), known.end(), word) == known.end()) {
            const auto near = base::nearestSpelling(word, known);
            base::failAt(key, Text(SH_TR("There is no matrix '%1' that an adapter can sit on"), {word}),
                         near.empty() ? Text(SH_TR("Name some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj")) : Text(SH_TR("Did you mean '%1'?"), {near}));
        }
        if (std::find(out.begin(), out.end(), word) == out.end())
            out.push_back(word);
        word.clear();
    }
    if (out.empty())
        base::failAt(key, SH_TR("Custom targets need names"), SH_TR("Name some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj"));
    return out;
}

} // namespace

peft::AdapterConfig adapterConfig(const LoraOptions& options, const std::string& where, bool optional) {
    const auto& all = peft::linearModules();
    peft::AdapterConfig out;
    out.rank = options.rank;
    out.alpha = options.loraAlpha;
    out.dropout = options.dropout;
    out.rankStabilised = options.rankStabilised;
    const std::string key = optional ? "lora_target_modules" : "target_modules";
    if (options.targets == "attention")
        out.targets = {all.begin(), all.begin() + 4};
    else if (options.targets == "feed_forward")
        out.targets = {all.begin() + 4, all.end()};
    else if (options.targets == "all_linear")
        out.targets = all;
    else if (options.targets == "custom")
        out.targets = loraNames(options.targetModules, where.empty() ? key : where + "." + key);
    return out;
}

std::int64_t adapterParameters(const peft::AdapterConfig& config, const formats::ModelConfig& model, const std::string& where, bool optional) {
    const peft::Targets targets(config, where);
    std::int64_t sum = 0;
    for (const auto& matrix : peft::matricesOf(model))
        if (targets.covers(matrix))
            sum += targets.strength(matrix).rank * (matrix.in + matrix.out);
    if (sum == 0)
        base::failAt((where.empty() ? "" : where + ".") + (optional ? "lora_targets" : "targets"), SH_TR("Nothing is left in the student that these targets name"), SH_TR("Choose other targets"));
    return sum;
}

} // namespace stillhouse::train
