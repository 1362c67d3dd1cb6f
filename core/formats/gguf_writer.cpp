// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/formats/gguf_blocks.h"
#include "core/formats/gguf_metadata.h"
#include "core/formats/gguf_names.h"
#include "core/formats/gguf_writer_keys.h"
#include "core/formats/parameter_shapes.h"
#include "core/formats/rope_frequencies.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stillhouse::formats {

namespace {

using base::fail;

constexpr std::size_t pieceElements = 1 << 20; // a whole number of blocks, and worth starting threads for

void checkLayers(const ModelConfig& config, const std::string& where) {
    if (config.layers.empty())
        fail(where, SH_TR("The model has no layers"), {}, ErrorKind::Unsupported);
    if (!config.uniform())
        fail(where, SH_TR("GGUF has one shape for all layers; pruning left layers of this model with different heads, widths or parts"),
             SH_TR("Prune in the uniform mode, which takes the same from every layer, or export as hf or native"), ErrorKind::Unsupported);
}

void checkPlaces(const ModelConfig& config, const std::string& where) {
    const bool llama = config.architecture == Architecture::Llama || config.architecture == Architecture::Mistral;
    const bool qwen3 = config.architecture == Architecture::Qwen3;
    if ((!llama && (config.mlpBias || config.attentionOutputBias)) || (qwen3 && config.attentionBias))
        fail(where, Text(SH_TR("GGUF has no place for the biases of this %1 model"), {architectureName(config.architecture)}),
             SH_TR("Export as hf or native"), ErrorKind::Unsupported);
    if (config.qkNorm != qwen3)
        fail(where, SH_TR("GGUF knows norms over query and key heads in qwen3 alone"), SH_TR("Export as hf or native"),
             ErrorKind::Unsupported);
    if (config.slidingWindow && config.slidingWindowFrom > 0)
        fail(where, SH_TR("GGUF has no place for a window that begins at a later layer"), SH_TR("Export as hf or native"),
             ErrorKind::Unsupported);
}

class GgufBytes {
public:
    GgufBytes(const std::filesystem::path& path, const ModelConfig& config, const GgufWriteOptions& options)
        : config_(config), options_(options), where_(path.string()) {
        checkConfig(config, where_);
        checkLayers(config, where_);
        checkPlaces(config, where_);
    }

    std::vector<Text> write(const GgufWeights& weights) {
        plan();
        GgufMetadata metadata;
        addConfigKeys(metadata, config_, options_);
        addVocabularyKeys(metadata, config_, options_.vocabulary, where_, notes_);
        base::AtomicFile file(where_);
        file.write(metadata.head(places_));
        for (std::size_t i = 0; i < names_.size(); ++i)
            writeTensor(file, i, weights);
        if (places_.size() > names_.size())
            writeValues(file, places_.back(), frequencyFactors());
        file.commit();
        return std::move(notes_);
    }

private:
    void plan() {
        std::vector<std::string> odd;
        for (const auto& parameter : parameterShapes(config_)) {
            names_.push_back(parameter.name);
            place(ggufTensorName(parameter.name), parameter.shape, typeOf(parameter, odd));
        }
        if (config_.ropeScaling.kind == RopeScaling::Kind::Llama3)
            place("rope_freqs.weight", {config_.headDim / 2}, GgufType::F32);
        if (!odd.empty())
            notes_.push_back(Text(SH_TR("%1 matrices stay F16, because their rows are no multiple of 32 long; the first is %2"),
                                  {std::to_string(odd.size()), odd.front()}));
        if (config_.slidingWindow && *config_.slidingWindow < config_.maxPositions)
            notes_.push_back(Text(SH_TR("Programs that know no attention window in GGUF compute other results beyond %1 tokens"),
                                  {std::to_string(*config_.slidingWindow)}));
    }

    GgufType typeOf(const NamedShape& parameter, std::vector<std::string>& odd) const {
        if (parameter.shape.size() < 2)
            return GgufType::F32;
        const bool head = parameter.name == (config_.tiedEmbeddings ? embeddingName : headName);
        const bool four = options_.type == GgufType::Q4_0 || options_.type == GgufType::IQ4_NL;
        const auto type = head && four ? GgufType::Q8_0 : options_.type;
        if (parameter.shape[1] % ggufTypeInfo(type).blockElements == 0)
            return type;
        odd.push_back(parameter.name);
        return GgufType::F16;
    }

    void place(std::string name, const std::vector<std::int64_t>& shape, GgufType type) {
        places_.push_back({std::move(name), type, shape, offset_});
        std::int64_t elements = 1;
        for (const auto size : shape)
            elements *= size;
        const auto& info = ggufTypeInfo(type);
        const auto bytes = std::uint64_t(elements / info.blockElements * info.blockBytes);
        offset_ += (bytes + ggufAlignment - 1) / ggufAlignment * ggufAlignment;
    }

    void writeTensor(base::AtomicFile& file, std::size_t index, const GgufWeights& weights) {
        const auto& place = places_[index];
        std::int64_t elements = 1;
        for (const auto size : place.shape)
            elements *= size;
        std::vector<float> values(static_cast<std::size_t>(elements));
        weights(names_[index], values);
        if (ggufReorderedHeads(config_, names_[index]) > 0) {
            std::vector<float> ordered(values.size());
            reorderRows(values, ordered, place.shape.size() == 2 ? place.shape[1] : 1, config_.headDim, true);
            values = std::move(ordered);
        }
        writeValues(file, place, values);
    }

    void writeValues(base::AtomicFile& file, const GgufPlace& place, std::span<const float> values) {
        const auto where = where_ + ", tensor " + place.name;
        const auto& info = ggufTypeInfo(place.type);
        std::vector<std::byte> bytes;
        std::uint64_t written = 0;
        for (std::size_t start = 0; start < values.size(); start += pieceElements) {
            const auto part = values.subspan(start, std::min(pieceElements, values.size() - start));
            const auto bad = std::find_if(part.begin(), part.end(), [](float value) { return !std::isfinite(value); });
            if (bad != part.end())
                fail(where + ", element " + std::to_string(start + std::size_t(bad - part.begin())),
                     SH_TR("The weight is not a finite number"), SH_TR("Training diverged: use an earlier checkpoint"));
            bytes.resize(part.size() / std::size_t(info.blockElements) * std::size_t(info.blockBytes));
            if (!encodeBlocks(place.type, part, bytes, options_.threads))
                fail(where, Text(SH_TR("A weight is too large for %1"), {std::string(info.name)}), SH_TR("Export as f32"));
            file.write(bytes);
            written += bytes.size();
        }
        static constexpr std::array<std::byte, ggufAlignment> zeros{};
        file.write(std::span(zeros).first((ggufAlignment - written % ggufAlignment) % ggufAlignment));
    }

    // What llama.cpp divides each pair's frequency by.
    std::vector<float> frequencyFactors() const {
        auto plain = config_;
        plain.ropeScaling = {};
        const auto before = ropeFrequencies(plain), after = ropeFrequencies(config_);
        std::vector<float> factors(before.size());
        for (std::size_t i = 0; i < factors.size(); ++i)
            factors[i] = float(before[i] / after[i]);
        return factors;
    }

    const ModelConfig& config_;
    const GgufWriteOptions& options_;
    std::string where_;
    std::vector<std::string> names_;
    std::vector<GgufPlace> places_;
    std::uint64_t offset_ = 0;
    std::vector<Text> notes_;
};

} // namespace

std::vector<Text> writeGguf(const std::filesystem::path& path, const ModelConfig& config, const GgufWriteOptions& options,
                            const GgufWeights& weights) {
    return GgufBytes(path, config, options).write(weights);
}

} // namespace stillhouse::formats
