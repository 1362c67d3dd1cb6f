// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata of a GGUF file to a ModelConfig. Keys: github.com/ggml-org/ggml, docs/gguf.md.
#include "core/base/failure.h"
#include "core/formats/gguf_model.h"
#include "core/formats/rope_frequencies.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace stillhouse::formats {

namespace {

using base::fail;

constexpr std::int64_t maxGgufLayers = 4096;

std::optional<Architecture> architectureOf(const GgufFile& file) {
    const auto name = file.text("general.architecture").value_or("");
    for (const auto known : {Architecture::Llama, Architecture::Qwen2, Architecture::Qwen3})
        if (architectureName(known) == name)
            return known;
    return {};
}

class ConfigReader {
public:
    explicit ConfigReader(const GgufFile& file) : file_(file), where_(file.path().string()) {}

    ModelConfig read() {
        const auto name = file_.text("general.architecture").value_or("");
        const auto known = architectureOf(file_);
        if (!known)
            fail(where_ + ", general.architecture", Text(SH_TR("The architecture “%1” is not supported"), {name}),
                 SH_TR("Supported are llama, mistral, qwen2 and qwen3"), ErrorKind::Unsupported);
        prefix_ = name + ".";
        config_.architecture = *known;
        if (file_.integer(prefix_ + "expert_count").value_or(0) > 0)
            fail(where_ + ", " + prefix_ + "expert_count", SH_TR("Mixtures of experts are not supported"), {}, ErrorKind::Unsupported);
        config_.hidden = need("embedding_length");
        config_.maxPositions = need("context_length");
        config_.rmsEps = file_.number(prefix_ + "attention.layer_norm_rms_epsilon").value_or(1e-6);
        config_.vocab = vocabulary();
        readLayers();
        readHeadWidth();
        readRope();
        readWindow();
        readTensorSwitches();
        readIds();
        checkConfig(config_, where_);
        return config_;
    }

private:
    std::int64_t need(const char* key) const {
        const auto value = file_.integer(prefix_ + key);
        if (!value)
            fail(where_ + ", " + prefix_ + key, SH_TR("The key is missing"), SH_TR("The file is no complete model"));
        return *value;
    }

    std::int64_t vocabulary() const {
        if (const auto* embedding = file_.find("token_embd.weight"); embedding && embedding->shape.size() == 2)
            return embedding->shape[0];
        if (const auto size = file_.integer(prefix_ + "vocab_size"))
            return *size;
        const auto tokens = file_.texts("tokenizer.ggml.tokens");
        return tokens ? std::int64_t(tokens->size()) : 0;
    }

    // One number for all layers, or one for each.
    std::vector<std::int64_t> perLayer(const std::string& key, std::int64_t layers,
                                       std::optional<std::vector<std::int64_t>> fallback = {}) const {
        auto values = file_.integers(prefix_ + key);
        if (!values && fallback)
            return *fallback;
        if (!values)
            fail(where_ + ", " + prefix_ + key, SH_TR("The key is missing"), SH_TR("The file is no complete model"));
        if (values->size() == 1)
            values->assign(std::size_t(layers), values->front());
        if (std::int64_t(values->size()) != layers)
            fail(where_ + ", " + prefix_ + key,
                 Text(SH_TR("It lists %1 layers, but the model has %2"), {std::to_string(values->size()), std::to_string(layers)}));
        return *values;
    }

    void readLayers() {
        const auto count = need("block_count");
        if (count < 1 || count > maxGgufLayers)
            fail(where_ + ", " + prefix_ + "block_count",
                 Text(SH_TR("The model has %1 layers; at most %2 are supported"), {std::to_string(count), std::to_string(maxGgufLayers)}));
        const auto heads = perLayer("attention.head_count", count);
        const auto kvHeads = perLayer("attention.head_count_kv", count, heads);
        const auto ffn = perLayer("feed_forward_length", count);
        for (std::size_t i = 0; i < std::size_t(count); ++i) {
            LayerShape layer{heads[i], kvHeads[i], ffn[i], heads[i] != 0, ffn[i] != 0};
            if (!layer.hasAttention)
                layer.kvHeads = 0;
            config_.layers.push_back(layer);
        }
    }

    void readHeadWidth() {
        const auto heads = config_.layers.front().heads;
        const auto given = file_.integer(prefix_ + "attention.key_length");
        if (!given && (heads < 1 || config_.hidden % heads != 0))
            fail(where_ + ", " + prefix_ + "attention.key_length", SH_TR("The key is missing, and the heads do not divide the width"));
        config_.headDim = given ? *given : config_.hidden / heads;
        for (const char* key : {"attention.value_length", "rope.dimension_count"})
            if (const auto other = file_.integer(prefix_ + key); other && *other != config_.headDim)
                fail(where_ + ", " + prefix_ + key,
                     Text(SH_TR("It is %1, but the heads are %2 wide"), {std::to_string(*other), std::to_string(config_.headDim)}),
                     SH_TR("Partial rotation and values of another width are not supported"), ErrorKind::Unsupported);
    }

    void readRope() {
        config_.ropeTheta = file_.number(prefix_ + "rope.freq_base").value_or(10000);
        auto& scaling = config_.ropeScaling;
        const auto kind = file_.text(prefix_ + "rope.scaling.type").value_or(file_.has(prefix_ + "rope.scale_linear") ? "linear" : "none");
        if (kind != "none" && kind != "linear")
            fail(where_ + ", " + prefix_ + "rope.scaling.type", Text(SH_TR("The rope scaling “%1” is not supported"), {kind}),
                 SH_TR("Supported are linear and llama3"), ErrorKind::Unsupported);
        const auto legacy = file_.number(prefix_ + "rope.scale_linear").value_or(1);
        if (const double factor = file_.number(prefix_ + "rope.scaling.factor").value_or(legacy); kind == "linear" && factor != 1) {
            scaling.kind = RopeScaling::Kind::Linear;
            scaling.factor = factor;
        }
        if (const auto* factors = file_.find("rope_freqs.weight"))
            readFrequencyFactors(*factors);
    }

    // The file holds what each frequency is divided by; our config holds the rule. It is Llama 3's if the rule gives these numbers.
    void readFrequencyFactors(const GgufTensor& tensor) {
        checkRotary();
        std::vector<float> factors(std::size_t(std::min<std::int64_t>(tensor.elements(), config_.headDim / 2)));
        if (tensor.elements() != config_.headDim / 2)
            fail(tensor.where, SH_TR("There is not one factor for each rotary pair"));
        tensor.toFloat(factors);
        auto plain = config_, scaled = config_;
        plain.ropeScaling = {};
        auto& rule = scaled.ropeScaling;
        rule = {};
        rule.kind = RopeScaling::Kind::Llama3;
        rule.factor = *std::max_element(factors.begin(), factors.end());
        rule.originalMaxPositions = file_.integer(prefix_ + "rope.scaling.original_context_length").value_or(rule.originalMaxPositions);
        bool same = config_.ropeScaling.kind == RopeScaling::Kind::None && std::isfinite(rule.factor) && rule.factor >= 1 &&
                    rule.originalMaxPositions > 0;
        if (same) {
            const auto before = ropeFrequencies(plain), after = ropeFrequencies(scaled);
            for (std::size_t i = 0; i < factors.size(); ++i)
                same = same && std::fabs(before[i] / after[i] - factors[i]) <= 1e-3 * factors[i];
        }
        if (!same)
            fail(tensor.where, SH_TR("The rotary frequencies are stretched by another rule than Llama 3.1's (low 1, high 4)"), {},
                 ErrorKind::Unsupported);
        config_.ropeScaling = rule;
    }

    // Before any frequency is computed from them.
    void checkRotary() const {
        if (config_.headDim < 2 || config_.headDim > 65536 || !std::isfinite(config_.ropeTheta) || config_.ropeTheta <= 0)
            fail(where_ + ", " + prefix_ + "rope.freq_base", SH_TR("Head width or rotary base are absurd"));
    }

    void readWindow() {
        const auto window = file_.integer(prefix_ + "attention.sliding_window");
        if (!window || *window == 0)
            return;
        config_.slidingWindow = window;
        if (config_.architecture == Architecture::Llama)
            config_.architecture = Architecture::Mistral;
    }

    void readTensorSwitches() {
        config_.tiedEmbeddings = !file_.find("output.weight");
        config_.attentionBias = file_.find("blk.0.attn_q.bias") || (config_.architecture == Architecture::Qwen2 && file_.tensors().empty());
        config_.attentionOutputBias = file_.find("blk.0.attn_output.bias");
        config_.mlpBias = file_.find("blk.0.ffn_up.bias");
        config_.qkNorm = config_.architecture == Architecture::Qwen3;
        if (const auto* embedding = file_.find("token_embd.weight"))
            config_.dtype = embedding->type == std::uint32_t(GgufType::F32)    ? DType::F32
                            : embedding->type == std::uint32_t(GgufType::BF16) ? DType::BF16
                                                                               : DType::F16;
    }

    void readIds() {
        const auto id = [&](const char* key) -> std::optional<std::int64_t> {
            const auto value = file_.integer(std::string("tokenizer.ggml.") + key);
            return value && *value >= 0 && *value < config_.vocab ? value : std::nullopt;
        };
        config_.bos = id("bos_token_id");
        if (const auto eos = id("eos_token_id"))
            config_.eos = {*eos};
        config_.pad = id("padding_token_id");
    }

    const GgufFile& file_;
    std::string where_, prefix_;
    ModelConfig config_;
};

} // namespace

bool ggufArchitectureKnown(const GgufFile& file) {
    return architectureOf(file).has_value();
}

ModelConfig readGgufConfig(const GgufFile& file) {
    return ConfigReader(file).read();
}

} // namespace stillhouse::formats
