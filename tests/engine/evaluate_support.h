// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"
#include "tests/engine/model_support.h"
#include "tests/text/small_tokenizers.h"

#include <string>
#include <vector>

namespace stillhouse::tests {

/// The byte-level vocabulary with a BOS in front of texts (id 262) and an end of text (id 263).
inline text::Tokenizer byteTokenizer() {
    auto spec = smallByteLevel();
    for (const char* name : {"<s>", "</s>"}) {
        text::AddedToken token;
        token.id = static_cast<std::int32_t>(spec.tokens.size());
        token.content = name;
        spec.added.push_back(token);
        spec.tokens.push_back(name);
    }
    spec.bosId = 262;
    spec.prefixIds = {262};
    spec.eosIds = {263};
    return text::Tokenizer(std::move(spec));
}

inline model::Decoder byteModel(std::uint64_t seed = 1) {
    auto config = tinyModel();
    config.vocab = 264;
    config.maxPositions = 256;
    return livelyModel(config, seed);
}

inline Task taskOf(std::vector<TaskLabel> labels, std::string promptTemplate = "{prompt}\nRisk:") {
    Task task;
    task.promptTemplate = std::move(promptTemplate);
    task.labels = std::move(labels);
    return task;
}

/// Prompts of many lengths, labels in turn.
inline std::vector<Example> someExamples(std::size_t count, const Task& task) {
    std::vector<Example> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        out[i].id = "e" + std::to_string(i);
        for (std::size_t word = 0; word <= (i * 7) % 5; ++word)
            out[i].prompt += (word ? " " : "") + std::string("hello wo") + static_cast<char>('a' + (i + word) % 26);
        if (!task.labels.empty())
            out[i].label = task.labels[i % task.labels.size()].name;
    }
    return out;
}

} // namespace stillhouse::tests
