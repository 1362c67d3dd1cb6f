// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_voice.h"

#include "core/base/value_of.h"

namespace stillhouse::engine {

std::shared_ptr<const train::RemoteVoice> remoteVoice(const RemoteSpec& spec, const RunRequest& request) {
    RemoteAccess access;
    if (const auto key = request.keys.find(spec.keyName); key != request.keys.end())
        access.key = key->second;
    access.cacheFolder = (std::filesystem::path(request.folder) / "cache").string();
    access.offline = request.offline;
    access.seed = std::uint64_t(request.experiment.seed);
    auto teacher = std::make_shared<RemoteTeacher>(base::valueOf(RemoteTeacher::open(spec, access)));
    auto voice = std::make_shared<train::RemoteVoice>();
    voice->labels = [teacher](const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels, RunControl& control) {
        std::vector<std::vector<double>> out;
        for (auto& answer : base::valueOf(teacher->labelDistributions(prompts, labels, {}, control)))
            out.push_back(std::move(answer.probabilities));
        return out;
    };
    voice->answers = [teacher](const std::vector<std::string>& prompts, std::int64_t maxTokens, RunControl& control) {
        RemoteQuestion question;
        question.maxTokens = maxTokens;
        return base::valueOf(teacher->answers(prompts, question, control));
    };
    return voice;
}

} // namespace stillhouse::engine
