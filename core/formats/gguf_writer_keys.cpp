// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_writer_keys.h"

#include "core/base/failure.h"

#include <unordered_set>

namespace stillhouse::formats {

namespace {

// general.file_type: llama.cpp's number for what most of a file is stored in.
std::uint32_t fileType(GgufType type) {
    switch (type) {
    case GgufType::F32:
        return 0;
    case GgufType::Q4_0:
        return 2;
    case GgufType::Q8_0:
        return 7;
    case GgufType::IQ4_NL:
        return 25;
    default:
        return 1;
    }
}

// Mistral is computed as Llama; the format has no name of its own for it.
std::string ggufArchitecture(const ModelConfig& config) {
    return architectureName(config.architecture == Architecture::Mistral ? Architecture::Llama : config.architecture);
}

void addRopeKeys(GgufMetadata& out, const std::string& prefix, const ModelConfig& config) {
    out.add(prefix + "rope.dimension_count", std::uint32_t(config.headDim));
    out.add(prefix + "rope.freq_base", float(config.ropeTheta));
    if (config.ropeScaling.kind == RopeScaling::Kind::Linear) {
        out.add(prefix + "rope.scaling.type", "linear");
        out.add(prefix + "rope.scaling.factor", float(config.ropeScaling.factor));
    }
    if (config.ropeScaling.kind == RopeScaling::Kind::Llama3)
        out.add(prefix + "rope.scaling.original_context_length", std::uint32_t(config.ropeScaling.originalMaxPositions));
}

// Tokens that the model has but the tokenizer does not name. Every text must be there once: llama.cpp looks texts up.
void pad(GgufVocabulary& vocabulary, std::size_t size) {
    std::unordered_set<std::string> taken(vocabulary.tokens.begin(), vocabulary.tokens.end());
    const auto freeName = [&](std::size_t id) {
        std::string name = "[PAD" + std::to_string(id) + "]";
        while (!taken.insert(name).second)
            name += "_";
        return name;
    };
    vocabulary.kinds.resize(vocabulary.tokens.size(), GgufTokenKind::Normal);
    for (std::size_t id = 0; id < size; ++id) {
        if (id >= vocabulary.tokens.size())
            vocabulary.tokens.emplace_back();
        if (!vocabulary.tokens[id].empty())
            continue;
        vocabulary.tokens[id] = freeName(id);
        vocabulary.kinds.resize(vocabulary.tokens.size(), GgufTokenKind::Unused);
        vocabulary.kinds[id] = GgufTokenKind::Unused;
    }
    if (!vocabulary.scores.empty())
        vocabulary.scores.resize(size, -1e6f);
}

void addIds(GgufMetadata& out, const GgufVocabulary& vocabulary) {
    const auto id = [&](const char* key, std::optional<std::int32_t> value) {
        if (value)
            out.add(std::string("tokenizer.ggml.") + key, std::uint32_t(*value));
    };
    id("bos_token_id", vocabulary.bos);
    id("eos_token_id", vocabulary.eos);
    id("unknown_token_id", vocabulary.unknown);
    id("padding_token_id", vocabulary.padding);
    const auto flag = [&](const char* key, std::optional<bool> value) {
        if (value)
            out.add(std::string("tokenizer.ggml.") + key, *value);
    };
    flag("add_bos_token", vocabulary.addBos);
    flag("add_eos_token", vocabulary.addEos);
    flag("add_space_prefix", vocabulary.addSpacePrefix);
}

} // namespace

void addConfigKeys(GgufMetadata& out, const ModelConfig& config, const GgufWriteOptions& options) {
    const auto name = ggufArchitecture(config);
    const auto prefix = name + ".";
    const auto& layer = config.layers.front();
    out.add("general.architecture", name);
    out.add("general.type", "model");
    if (!options.name.empty())
        out.add("general.name", options.name);
    out.add("general.file_type", fileType(options.type));
    out.add("general.quantization_version", std::uint32_t(2));
    out.add(prefix + "vocab_size", std::uint32_t(config.vocab));
    out.add(prefix + "context_length", std::uint32_t(config.maxPositions));
    out.add(prefix + "embedding_length", std::uint32_t(config.hidden));
    out.add(prefix + "block_count", std::uint32_t(config.layerCount()));
    out.add(prefix + "feed_forward_length", std::uint32_t(layer.ffn));
    out.add(prefix + "attention.head_count", std::uint32_t(layer.heads));
    out.add(prefix + "attention.head_count_kv", std::uint32_t(layer.kvHeads));
    out.add(prefix + "attention.key_length", std::uint32_t(config.headDim));
    out.add(prefix + "attention.value_length", std::uint32_t(config.headDim));
    out.add(prefix + "attention.layer_norm_rms_epsilon", float(config.rmsEps));
    if (config.slidingWindow)
        out.add(prefix + "attention.sliding_window", std::uint32_t(*config.slidingWindow));
    addRopeKeys(out, prefix, config);
}

void addVocabularyKeys(GgufMetadata& out, const ModelConfig& config, const std::optional<GgufVocabulary>& given, const std::string& where,
                       std::vector<Text>& notes) {
    if (!given) {
        out.add("tokenizer.ggml.model", "no_vocab");
        notes.push_back(SH_TR("The file has no tokenizer: it takes and gives token ids"));
        return;
    }
    auto vocabulary = *given;
    if (std::int64_t(vocabulary.tokens.size()) > config.vocab)
        base::fail(where,
                   Text(SH_TR("The tokenizer has %1 tokens, the model %2"),
                        {std::to_string(vocabulary.tokens.size()), std::to_string(config.vocab)}),
                   SH_TR("Use the model's own tokenizer"));
    pad(vocabulary, std::size_t(config.vocab));
    out.add("tokenizer.ggml.model", vocabulary.model);
    out.add("tokenizer.ggml.pre", vocabulary.pre.empty() ? "default" : vocabulary.pre);
    out.add("tokenizer.ggml.tokens", std::span<const std::string>(vocabulary.tokens));
    if (!vocabulary.scores.empty())
        out.add("tokenizer.ggml.scores", std::span<const float>(vocabulary.scores));
    std::vector<std::int32_t> kinds;
    for (const auto kind : vocabulary.kinds)
        kinds.push_back(std::int32_t(kind));
    out.add("tokenizer.ggml.token_type", std::span<const std::int32_t>(kinds));
    if (!vocabulary.merges.empty())
        out.add("tokenizer.ggml.merges", std::span<const std::string>(vocabulary.merges));
    addIds(out, vocabulary);
    if (!vocabulary.chatTemplate.empty())
        out.add("tokenizer.chat_template", vocabulary.chatTemplate);
}

} // namespace stillhouse::formats
