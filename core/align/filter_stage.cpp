// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B3: the reward filter. Decides which of the policy's answers reach the student; every answer keeps its fate.
#include "core/align/memory_checkpoint.h"
#include "core/align/sample_filter.h"
#include "core/align/stages.h"
#include "core/base/failure.h"
#include "core/base/fields.h"
#include "core/train/train_loop.h"

#include <nlohmann/json.hpp>

namespace stillhouse::align {

namespace {

const base::Fields<FilterRules>& filterFields() {
    using O = FilterRules;
    static const auto made = [] {
        base::Fields<O> f;
        f.integer("per_prompt", &O::perPrompt, 0, 1e6, "answers", SH_TR("Best of a prompt"),
                  SH_TR("Different answers of one prompt that may stay; 0: all"));
        f.choice("rule", &O::rule, {"none", "threshold", "top_fraction"}, SH_TR("Rule"),
                 SH_TR("What else an answer must be: above a reward, or among the best share"));
        f.number("threshold", &O::threshold, -1e9, 1e9, "", SH_TR("Least reward"), SH_TR("Reference answers score 0 on average"));
        f.number("top_fraction", &O::topFraction, 0, 1, "", SH_TR("Best share"), SH_TR("Of the answers that are left by then"));
        return f;
    }();
    return made;
}

train::StageOutcome runFilter(train::StageContext& context, const OptionMap& map) {
    const auto rules = filterFields().parse(map, {});
    auto& samples = context.memory->samples;
    if (samples.empty())
        base::fail(context.lane + "/" + context.stage, SH_TR("There are no samples to filter"),
                   SH_TR("Put align.ppo or align.best_of_n before this stage"));
    filterSamples(samples, rules);
    std::map<std::string, std::int64_t> fates;
    double before = 0, after = 0;
    for (const auto& s : samples) {
        ++fates[s.sample.fate];
        before += s.sample.reward / double(samples.size());
        after += s.sample.fate == "accepted" ? s.sample.reward : 0;
    }
    const auto accepted = fates["accepted"];
    const auto metric = [&](const char* name, double value) {
        context.control.report(Metric{context.lane, context.stageIndex, name, 1, value});
    };
    metric("acceptance", double(accepted) / double(samples.size()));
    metric("reward.before", before);
    if (accepted > 0)
        metric("reward.after", after / double(accepted));
    for (const auto& [fate, count] : fates)
        metric(("samples." + fate).c_str(), double(count));
    const auto histogram = rewardHistogram(samples);
    nlohmann::json data{{"edges", histogram.edges}, {"before", histogram.before}, {"after", histogram.after}, {"fates", fates}, {"mean_before", before}};
    if (accepted > 0)
        data["mean_after"] = after / double(accepted);
    train::reportEvent(context, 1, Severity::Info, "reward_histogram",
                       Text(SH_TR("%1 of %2 samples accepted"), {std::to_string(accepted), std::to_string(samples.size())}), data.dump());
    reportSamples(context);
    if (accepted == 0)
        base::fail(context.lane + "/" + context.stage, SH_TR("The filter accepted no sample"),
                   SH_TR("Lower the least reward, or use a share"));
    return {RunStatus::Finished, 1};
}

} // namespace

train::Stage filter() {
    train::Stage stage;
    stage.spec = {
        "align.filter",
        MethodKind::Stage,
        SH_TR("Reward filter"),
        SH_TR(
            "Keeps the policy's best answers for the student: duplicates go, then all but the best of a prompt, then what scores too low"),
        "Stiennon et al. 2020 (best-of-n); Dong et al. 2023 (RAFT)",
        "B",
        filterFields().specs()};
    stage.run = runFilter;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)filterFields().parse(options, where); };
    stage.load = [](const OptionMap&, const std::string&, std::int64_t) { return train::StageLoad{1, 1, 1}; };
    return stage;
}

} // namespace stillhouse::align
