// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"

#include <algorithm>

namespace stillhouse {

Experiment cascadeOf(Experiment experiment, OptionMap lora) {
    auto& stages = experiment.strategies["A"];
    const auto begins = [](const StageSpec& stage, const char* prefix) { return stage.stage.rfind(prefix, 0) == 0; };
    if (std::any_of(stages.begin(), stages.end(), [&](const StageSpec& s) { return begins(s, "lora.") && !s.skip; }))
        return experiment;
    if (stages.empty())
        stages.push_back({"distill.soft", {}, false});
    // A quantizer packs the weights: nothing can follow it.
    const auto place = std::find_if(stages.begin(), stages.end(), [&](const StageSpec& s) { return begins(s, "quantize."); });
    lora.emplace("targets", std::string("all_linear"));
    stages.insert(place, {"lora.sft", std::move(lora), false});
    if (experiment.name.find("cascade") == std::string::npos)
        experiment.name += experiment.name.empty() ? "cascade" : " (cascade)";
    return experiment;
}

} // namespace stillhouse
