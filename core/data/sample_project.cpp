// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"
#include "core/api/experiment.h"
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/guard.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace stillhouse {
namespace {

namespace fs = std::filesystem;

constexpr const char* readme = R"(Sample project of Stillhouse

data.jsonl       Transaction reviews with a risk label (low, medium, high). They are synthetic: a seeded program wrote them from
                 a hidden rule, with 2.5 % of the labels wrong on purpose. No real person, account or payment stands behind
                 them, and numbers measured on them say nothing about real transactions.
task.json        The classification task: prompt template, labels, gates.
teacher/         A small language model in the Hugging Face layout, trained on reviews of the same kind.
experiment.json  Both strategies at the quick budget. Open it in the window, or: stillhouse-cli run experiment.json
cascade.json     Strategy A down to a tenth of the teacher's parameters, then LoRA on top: stillhouse-cli run cascade.json
)";

std::string dataText(std::int64_t count, std::uint64_t seed) {
    std::string text;
    for (const Example& example : syntheticReviews(count, seed)) {
        const nlohmann::ordered_json row = {{"id", example.id}, {"prompt", example.prompt}, {"label", example.label}, {"split", example.split}, {"source", example.source}};
        text += row.dump() + "\n";
    }
    return text;
}

Task sampleTask() {
    Task task;
    task.name = "Transaction risk (synthetic)";
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
    task.gates = {"accuracy>0.95"};
    return task;
}

Experiment sampleExperiment(const fs::path& folder) {
    Experiment experiment;
    experiment.name = "Sample: transaction risk";
    experiment.seed = 7;
    experiment.teachers.push_back({(folder / "teacher").string(), 1, {}});
    experiment.student.hidden = 80;
    experiment.student.layers = 2;
    experiment.student.heads = 4;
    experiment.student.kvHeads = 4;
    experiment.student.ffn = 216;
    experiment.data.train = (folder / "data.jsonl").string();
    experiment.data.task = (folder / "task.json").string();
    const auto stage = [](const char* name) {
        StageSpec spec;
        spec.stage = name;
        return spec;
    };
    experiment.strategies["A"] = {stage("distill.soft"), stage("quantize.int4")};
    // The whole feedback loop in about the time of strategy A: the teacher knows the task, so that few steps warm it up, and a gentle PPO
    // changes little of what it knows; its best answer to most training examples reaches the student.
    StageSpec warm = stage("align.sft"), reward = stage("align.reward"), ppo = stage("align.ppo");
    warm.options = {{"steps", std::int64_t(50)}};
    reward.options = {{"pairs", std::int64_t(1024)}};
    ppo.options = {{"rollouts", std::int64_t(2)}, {"answers", std::int64_t(1024)}, {"batch_size", std::int64_t(128)}, {"epochs", std::int64_t(1)}, {"learning_rate", 3e-5}};
    experiment.strategies["B"] = {warm, reward, ppo, stage("align.filter"), stage("align.progressive"), stage("quantize.fp16")};
    experiment.budget.preset = "quick";
    return experiment;
}

// A student of a tenth, so that LoRA has something to make good.
Experiment sampleCascade(const fs::path& folder) {
    Experiment experiment = sampleExperiment(folder);
    experiment.name = "Sample: cascade of strategy A and LoRA";
    experiment.student.hidden = 64;
    experiment.student.ffn = 172;
    experiment.strategies = {{"A", {{"distill.soft", {}, false}}}};
    return cascadeOf(experiment);
}

void checkEmpty(const fs::path& folder) {
    if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder)))
        base::fail(folder.string(), SH_TR("The sample project needs an empty folder"), SH_TR("Choose a new folder, or empty this one."), ErrorKind::Refused);
}

std::string writeSample(const fs::path& folder, const fs::path& resources, std::int64_t examples, std::uint64_t seed) {
    checkEmpty(folder);
    const fs::path teacher = resources / "sample" / "teacher";
    if (!fs::exists(teacher / "config.json"))
        base::fail(teacher.string(), SH_TR("The sample's teacher is missing"), SH_TR("Install Stillhouse again, or set the folder of its resources."), ErrorKind::NotFound);
    fs::create_directories(folder / "teacher");
    for (const auto& entry : fs::directory_iterator(teacher))
        if (entry.is_regular_file())
            fs::copy_file(entry.path(), folder / "teacher" / entry.path().filename(), fs::copy_options::overwrite_existing);
    base::writeAtomically(folder / "data.jsonl", dataText(examples, seed));
    base::writeAtomically(folder / "README.txt", std::string_view(readme));
    if (const auto written = writeTask(sampleTask(), (folder / "task.json").string()); !written)
        throw base::Failure(written.error());
    const std::string path = (folder / "experiment.json").string();
    if (const auto written = writeExperiment(sampleExperiment(folder), path); !written)
        throw base::Failure(written.error());
    if (const auto written = writeExperiment(sampleCascade(folder), (folder / "cascade.json").string()); !written)
        throw base::Failure(written.error());
    return path;
}

} // namespace

Result<std::string> writeSampleProject(const std::string& folder, const std::string& resources, std::int64_t examples, std::uint64_t seed) {
    return base::guard([&] { return writeSample(fs::absolute(folder), resources, examples, seed); });
}

} // namespace stillhouse
