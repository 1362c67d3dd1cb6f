// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/value_of.h"
#include "core/data/dataset.h"
#include "core/data/normalise.h"
#include "core/engine/prepare.h"
#include "core/text/tokenizer.h"

#include <unordered_set>

namespace stillhouse::engine {

namespace {

// The same id twice would share one entry of the teacher's cache.
void makeIdsUnique(std::vector<Example>& examples) {
    std::unordered_set<std::string> seen;
    for (auto& example : examples) {
        const std::string id = example.id;
        for (int n = 2; !seen.insert(example.id).second; ++n)
            example.id = id + "#" + std::to_string(n);
    }
}

Task taskOf(const Experiment& experiment, const std::vector<Example>& examples) {
    if (!experiment.data.task.empty())
        return base::valueOf(readTask(experiment.data.task));
    std::map<std::string, std::int64_t> labels;
    for (const auto& example : examples)
        if (!example.label.empty())
            ++labels[example.label];
    return taskFor(labels);
}

void takeOutLeaks(std::vector<Example>& train, const std::vector<Example>& test, std::vector<Text>& notes) {
    std::unordered_set<std::string> prompts;
    for (const auto& example : test)
        prompts.insert(data::normalisedPrompt(example.prompt));
    const auto removed = std::erase_if(train, [&](const Example& e) { return prompts.count(data::normalisedPrompt(e.prompt)) > 0; });
    if (removed > 0)
        notes.push_back(Text(SH_TR("%1 training examples have the prompt of a test example and were left out"), {std::to_string(removed)}));
}

} // namespace

train::RunData loadData(const Experiment& experiment, std::vector<Text>& notes) {
    ReadOptions options;
    const bool ownTest = !experiment.data.eval.empty();
    options.testFraction = ownTest ? 0 : experiment.data.testFraction;
    options.validationFraction = experiment.data.validationFraction;
    train::RunData out;
    auto all = data::readDataset(experiment.data.train, options);
    const Task task = taskOf(experiment, all.examples);
    out.hash = all.summary.hash;
    makeIdsUnique(all.examples);
    for (auto& example : all.examples) {
        auto& part = example.split == "validation" ? out.validation : example.split == "test" && !ownTest ? out.test : out.train;
        part.push_back(std::move(example));
    }
    if (ownTest) {
        auto test = data::readDataset(experiment.data.eval, {});
        out.test = std::move(test.examples);
        out.hash += "+" + test.summary.hash;
        takeOutLeaks(out.train, out.test, notes);
        takeOutLeaks(out.validation, out.test, notes);
    }
    if (!experiment.data.preferences.empty())
        out.preferences = base::valueOf(readPreferences(experiment.data.preferences));
    if (out.train.empty())
        base::fail(experiment.data.train, SH_TR("The training split is empty"), SH_TR("Import more examples, or lower the test fraction"));
    if (out.test.empty())
        base::fail(experiment.data.train, SH_TR("The test split is empty, so nothing could be compared"), SH_TR("Import more examples, raise data.test_fraction, or name a file under data.eval"));
    out.encoder = std::make_shared<evaluate::TaskEncoder>(task, text::Tokenizer::load(tokenizerFolder(experiment)), std::int32_t(1024));
    return out;
}

} // namespace stillhouse::engine
