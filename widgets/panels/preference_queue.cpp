// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/preference_queue.h"

#include "widgets/panels/rlhf_stages.h"
#include "widgets/subject_words.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kMostPairs = 10'000;

// The labelled examples of the data set in use, until there are enough of them.
Result<std::vector<AnswerPair>> labelPairs(Store& store, const Experiment& experiment) {
    const auto datasets = store.datasets();
    if (!datasets)
        return datasets.error();
    if (datasets->empty())
        return std::vector<AnswerPair>();
    const auto task = readTask(experiment.data.task);
    if (!task)
        return task.error();
    ExampleQuery query;
    query.dataset = datasets->back().id;
    for (const auto& row : *datasets)
        if (row.path == experiment.data.train || std::filesystem::path(experiment.data.train).stem() == "dataset-" + std::to_string(row.id))
            query.dataset = row.id;
    query.split = "train";
    auto ids = store.exampleIds(query);
    if (!ids)
        return ids.error();
    ids->resize(std::min(ids->size(), kMostPairs));
    const auto rows = store.examples(*ids);
    if (!rows)
        return rows.error();
    std::vector<Example> examples;
    for (const auto& row : *rows)
        examples.push_back(row.example);
    return pairsOfLabels(examples, *task, kMostPairs);
}

Result<std::vector<AnswerPair>> allPairs(Store& store, const Experiment& experiment, const PairSource& source) {
    if (source.kind == "file")
        return pairsOfFile(source.subject);
    if (source.kind == "run")
        return store.samplePairs(source.subject, kFeedbackLane, std::int64_t(kMostPairs));
    return labelPairs(store, experiment);
}

} // namespace

Result<PairSources> pairSources(Store& store, const Experiment& experiment) {
    auto runs = store.runs();
    if (!runs)
        return runs.error();
    std::sort(runs->begin(), runs->end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    PairSources out;
    for (const auto& run : *runs) {
        const auto page = store.samples(run.id, kFeedbackLane, {{}, {}, false, 0, 1});
        if (!page)
            return page.error();
        if (page->total > 0)
            out.list.push_back({"run", run.id, runName(run.name, run.id, run.started).toStdString()});
    }
    if (!experiment.data.preferences.empty())
        out.list.push_back({"file", experiment.data.preferences, {}});
    if (!experiment.data.task.empty())
        out.list.push_back({"labels", {}, {}});
    out.hasRound = store.nextRound({}).ok();
    return out;
}

Result<OpenPairs> openPairs(Store& store, const Experiment& experiment, const PairSource& source) {
    auto pairs = allPairs(store, experiment, source);
    if (!pairs)
        return pairs.error();
    const auto choices = store.choices();
    if (!choices)
        return choices.error();
    const auto plan = store.roundPlan();
    if (!plan)
        return plan.error();
    std::map<std::string, bool> judged; // true: with an opinion, false: skipped
    for (const auto& choice : *choices)
        judged[pairKey(choice.pair)] |= choice.verdict != Verdict::Skip;
    OpenPairs out;
    out.newPreferences = plan->newPreferences;
    std::vector<AnswerPair> skipped;
    std::set<std::string> seen;
    for (auto& pair : *pairs) {
        const auto key = pairKey(pair);
        if (!seen.insert(key).second)
            continue;
        const auto known = judged.find(key);
        if (known != judged.end() && known->second)
            ++out.judged;
        else if (out.pairs.size() + skipped.size() < kMostPairs)
            (known == judged.end() ? out.pairs : skipped).push_back(std::move(pair));
    }
    out.pairs.insert(out.pairs.end(), std::make_move_iterator(skipped.begin()), std::make_move_iterator(skipped.end()));
    return out;
}

} // namespace stillhouse::widgets
