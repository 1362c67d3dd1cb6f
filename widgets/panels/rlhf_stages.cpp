// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_stages.h"

#include <algorithm>

namespace stillhouse::widgets {

namespace {

FeedbackStage kindOf(const std::string& method) {
    return method == "align.reward"                                 ? FeedbackStage::Reward
           : method == "align.ppo" || method == "align.best_of_n" ? FeedbackStage::Policy
           : method == "align.filter"                             ? FeedbackStage::Filter
                                                                  : FeedbackStage::Other;
}

double asNumber(const OptionValue& value) {
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    const auto* whole = std::get_if<std::int64_t>(&value);
    return whole ? double(*whole) : std::numeric_limits<double>::quiet_NaN();
}

double setting(const StageSpec& stage, const std::vector<MethodSpec>& methods, const char* key) {
    if (const auto own = stage.options.find(key); own != stage.options.end())
        return asNumber(own->second);
    for (const auto& method : methods)
        if (method.id == stage.stage)
            for (const auto& option : method.options)
                if (option.key == key)
                    return asNumber(option.standard);
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

FeedbackStage FeedbackStages::kind(const std::string& lane, int stageIndex) const {
    return lane == kFeedbackLane && stageIndex >= 0 && stageIndex < int(kinds.size()) ? kinds[std::size_t(stageIndex)] : FeedbackStage::Other;
}

bool FeedbackStages::has(FeedbackStage kind) const { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

FeedbackStages feedbackStages(const Experiment& experiment, const std::vector<MethodSpec>& methods) {
    FeedbackStages out;
    const auto lane = experiment.strategies.find(kFeedbackLane);
    if (lane == experiment.strategies.end())
        return out;
    for (const auto& stage : lane->second) {
        out.kinds.push_back(stage.skip ? FeedbackStage::Other : kindOf(stage.stage));
        if (stage.stage != "align.ppo" || stage.skip)
            continue;
        out.ppo = true;
        if (const double target = setting(stage, methods, "kl_target"); target > 0)
            out.klTarget = target;
        out.ratioClip = setting(stage, methods, "ratio_clip");
    }
    return out;
}

void addFeedbackStages(Experiment& experiment) {
    auto& stages = experiment.strategies[kFeedbackLane];
    const auto present = [&](FeedbackStage kind) {
        return std::any_of(stages.begin(), stages.end(), [&](const StageSpec& stage) { return kindOf(stage.stage) == kind && !stage.skip; });
    };
    auto at = std::find_if(stages.begin(), stages.end(), [](const StageSpec& stage) { return stage.stage != "align.sft"; }) - stages.begin();
    const std::pair<const char*, FeedbackStage> wanted[] = {
        {"align.reward", FeedbackStage::Reward}, {"align.ppo", FeedbackStage::Policy}, {"align.filter", FeedbackStage::Filter}};
    for (const auto& [id, kind] : wanted) {
        if (!present(kind)) {
            std::erase_if(stages, [&, id = id](const StageSpec& stage) { return stage.skip && stage.stage == id; });
            at = std::min(at, std::ptrdiff_t(stages.size()));
            StageSpec stage;
            stage.stage = id;
            stages.insert(stages.begin() + at, std::move(stage));
            ++at;
        } else {
            at = std::find_if(stages.begin(), stages.end(), [&, kind = kind](const StageSpec& stage) { return kindOf(stage.stage) == kind; }) -
                 stages.begin() + 1;
        }
    }
}

} // namespace stillhouse::widgets
