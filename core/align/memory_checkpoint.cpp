// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/memory_checkpoint.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/formats/model_config.h"

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace stillhouse::align {

using nlohmann::json;
using torch::Tensor;

namespace {

constexpr const char* samplesName = "samples";

Tensor bytesOf(const std::string& text) {
    auto out = torch::empty({std::int64_t(text.size())}, torch::kByte);
    std::memcpy(out.data_ptr(), text.data(), text.size());
    return out;
}

std::string textOf(const Tensor& bytes) {
    return {static_cast<const char*>(bytes.data_ptr()), std::size_t(bytes.numel())};
}

const Tensor* find(const train::Checkpoint& checkpoint, const std::string& name) {
    for (const auto& [own, tensor] : checkpoint.tensors)
        if (own == name)
            return &tensor;
    return nullptr;
}

train::PolicySample sampleFrom(const std::string& line, const std::string& where) {
    try {
        const auto row = json::parse(line);
        train::PolicySample out;
        out.sample = {row.at("number"), row.at("id"), row.at("prompt"), row.at("response"), row.at("reward"), row.at("kl"), row.at("fate")};
        out.ids = row.at("ids").get<std::vector<std::int32_t>>();
        out.responseStart = row.at("start");
        if (out.responseStart < 0 || std::size_t(out.responseStart) > out.ids.size())
            base::fail(where, SH_TR("A sample is damaged"), SH_TR("Resume from an earlier checkpoint, or sample again"));
        return out;
    } catch (const json::exception&) {
        base::fail(where, SH_TR("A sample is damaged"), SH_TR("Resume from an earlier checkpoint, or sample again"));
    }
}

} // namespace

std::string samplesJsonl(const std::vector<train::PolicySample>& samples) {
    std::string out;
    for (const auto& s : samples) {
        const nlohmann::ordered_json row{
            {"number", s.sample.number}, {"id", s.sample.exampleId}, {"prompt", s.sample.prompt}, {"response", s.sample.response},
            {"reward", s.sample.reward}, {"kl", s.sample.kl},        {"fate", s.sample.fate},     {"ids", s.ids},
            {"start", s.responseStart}};
        out += row.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    }
    return out;
}

void reportSamples(const train::StageContext& context) {
    const auto file = context.folder.parent_path() / "samples.jsonl";
    const std::string text = samplesJsonl(context.memory->samples);
    std::filesystem::create_directories(file.parent_path());
    base::writeAtomically(file, std::string_view(text));
    context.control.report(Artifact{context.lane, "samples", file.string(), std::int64_t(text.size()), {}});
}

std::vector<train::PolicySample> readSamples(const std::filesystem::path& jsonl) {
    std::ifstream lines(jsonl);
    if (!lines)
        base::fail(jsonl.string(), SH_TR("That run has no samples"), SH_TR("Choose a run that finished align.ppo or align.best_of_n"),
                   ErrorKind::NotFound);
    std::vector<train::PolicySample> out;
    for (std::string line; std::getline(lines, line);)
        out.push_back(sampleFrom(line, jsonl.string()));
    return out;
}

void addSamples(train::Checkpoint& checkpoint, const std::vector<train::PolicySample>& samples) {
    checkpoint.tensors.emplace_back(samplesName, bytesOf(samplesJsonl(samples)));
}

bool restoreSamples(const train::Checkpoint& checkpoint, std::vector<train::PolicySample>& samples, const std::string& where) {
    const Tensor* stored = find(checkpoint, samplesName);
    if (!stored)
        return false;
    samples.clear();
    std::istringstream lines(textOf(*stored));
    for (std::string line; std::getline(lines, line);)
        samples.push_back(sampleFrom(line, where));
    return true;
}

void addMemory(train::Checkpoint& checkpoint, const train::LaneMemory& memory) {
    if (!memory.samples.empty())
        addSamples(checkpoint, memory.samples);
    if (!memory.reward)
        return;
    checkpoint.tensors.emplace_back("reward/config", bytesOf(formats::configJson(memory.reward->body.config())));
    for (const auto& [name, tensor] : memory.reward->body.namedParameters())
        checkpoint.tensors.emplace_back("reward/body/" + name, tensor);
    checkpoint.tensors.emplace_back("reward/head", memory.reward->head);
    checkpoint.scalars["reward.mean"] = memory.reward->mean;
    checkpoint.scalars["reward.deviation"] = memory.reward->deviation;
}

void restoreMemory(const train::Checkpoint& checkpoint, train::LaneMemory& memory, const std::string& where) {
    (void)restoreSamples(checkpoint, memory.samples, where);
    const Tensor *config = find(checkpoint, "reward/config"), *head = find(checkpoint, "reward/head");
    if (!config || !head)
        return;
    auto reward = std::make_shared<train::RewardModel>(
        train::RewardModel{model::Decoder(formats::parseConfig(textOf(*config), where)), head->clone(), 0, 1});
    train::restoreTensors(checkpoint, "reward/body", reward->body.namedParameters(), where);
    if (head->numel() != reward->body.config().hidden)
        base::fail(where, SH_TR("The checkpoint does not fit: the reward head has another width"),
                   SH_TR("Resume from an earlier checkpoint"));
    reward->mean = checkpoint.scalars.count("reward.mean") ? checkpoint.scalars.at("reward.mean") : 0;
    reward->deviation = checkpoint.scalars.count("reward.deviation") ? checkpoint.scalars.at("reward.deviation") : 1;
    memory.reward = std::move(reward);
}

} // namespace stillhouse::align
