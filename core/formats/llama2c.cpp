// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/llama2c.h"

#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace stillhouse::formats {

namespace {

using base::fail;

constexpr std::size_t headerInts = 7;
constexpr std::size_t maxFileBytes = std::size_t{64} << 30;
constexpr std::int32_t versionedMagic = 0x616b3432; // "ak42": versions 1 and 2, which are quantized or laid out otherwise

// From neighbouring pairs (2i, 2i+1) to pairs half a head apart (i, i + D/2), for every head of `rows` rows.
std::vector<float> halfSplit(const std::vector<float>& values, std::int64_t rows, std::int64_t columns, std::int64_t headDim) {
    std::vector<float> out(values.size());
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto head = row / headDim, i = row % headDim;
        const auto source = head * headDim + (i < headDim / 2 ? 2 * i : 2 * (i - headDim / 2) + 1);
        std::copy_n(values.begin() + source * columns, columns, out.begin() + row * columns);
    }
    return out;
}

} // namespace

Llama2cFile::Llama2cFile(const std::filesystem::path& path) : where_(path.string()), content_(base::readFile(path, maxFileBytes)) {
    readHeader();
    checkConfig(config_, where_);
    layOut();
}

void Llama2cFile::readHeader() {
    std::array<std::int32_t, headerInts> header{};
    if (content_.size() < sizeof header)
        fail(where_, Text(SH_TR("A llama2.c file starts with 28 bytes; this one has %1"), {std::to_string(content_.size())}));
    std::memcpy(header.data(), content_.data(), sizeof header);
    const auto [dim, ffn, layers, heads, kvHeads, vocab, context] = header;
    if (dim == versionedMagic)
        fail(where_ + ", byte 0", SH_TR("This is a newer llama2.c file version"),
             SH_TR("Export the model as version 0, or as a Hugging Face folder"), ErrorKind::Unsupported);
    if (heads < 1 || dim < 1 || dim % heads != 0 || layers < 1 || layers > 4096 || vocab == 0)
        fail(where_ + ", byte 0", SH_TR("The header is not that of a llama2.c model"));
    config_.architecture = Architecture::Llama;
    config_.hidden = dim;
    config_.vocab = std::abs(static_cast<std::int64_t>(vocab));
    config_.tiedEmbeddings = vocab > 0;
    config_.headDim = dim / heads;
    config_.layers.assign(static_cast<std::size_t>(layers), LayerShape{heads, kvHeads, ffn, true, true});
    config_.maxPositions = context;
    config_.rmsEps = 1e-5;
    config_.bos = 1;
    config_.eos = {1, 2};
}

std::size_t Llama2cFile::take(const std::string& name, std::size_t offset, std::size_t count) {
    // `offset` lies within the file and checkConfig has bounded the counts, so the sum cannot wrap.
    if (offset + count > content_.size() / sizeof(float))
        fail(where_ + ", tensor " + name,
             Text(SH_TR("The file ends after %1 bytes, within this tensor"), {std::to_string(content_.size())}),
             SH_TR("The file is incomplete; get it again"));
    if (!name.empty())
        places_.emplace(name, std::pair(offset, count));
    return offset + count;
}

void Llama2cFile::layOut() {
    const auto d = static_cast<std::size_t>(config_.hidden);
    const auto& layer = config_.layers.front();
    const auto key = static_cast<std::size_t>(layer.kvHeads * config_.headDim);
    const auto ffn = static_cast<std::size_t>(layer.ffn);
    auto at = take(embeddingName, headerInts, static_cast<std::size_t>(config_.vocab) * d);
    const auto perLayer = [&](const char* part, std::size_t count) {
        for (std::int64_t i = 0; i < config_.layerCount(); ++i)
            at = take(layerParameterName(i, part), at, count);
    };
    perLayer("input_layernorm.weight", d);
    perLayer("self_attn.q_proj.weight", d * d);
    perLayer("self_attn.k_proj.weight", key * d);
    perLayer("self_attn.v_proj.weight", key * d);
    perLayer("self_attn.o_proj.weight", d * d);
    perLayer("post_attention_layernorm.weight", d);
    perLayer("mlp.gate_proj.weight", ffn * d);
    perLayer("mlp.down_proj.weight", d * ffn);
    perLayer("mlp.up_proj.weight", ffn * d);
    at = take(finalNormName, at, d);
    // Two tables of rotary angles, kept by the format for old readers.
    at = take("", at, static_cast<std::size_t>(config_.maxPositions * config_.headDim));
    if (!config_.tiedEmbeddings)
        at = take(headName, at, static_cast<std::size_t>(config_.vocab) * d);
    if (at * sizeof(float) != content_.size())
        fail(where_,
             Text(SH_TR("The header describes %1 bytes, the file has %2"),
                  {std::to_string(at * sizeof(float)), std::to_string(content_.size())}),
             SH_TR("This is no llama2.c model, or the file is damaged"));
}

std::vector<float> Llama2cFile::tensor(const std::string& name) const {
    const auto place = places_.find(name);
    if (place == places_.end())
        fail(where_ + ", tensor " + name, SH_TR("The tensor is missing"));
    const auto [offset, count] = place->second;
    std::vector<float> values(count);
    std::memcpy(values.data(), content_.data() + offset * sizeof(float), count * sizeof(float));
    const bool rotated = name.ends_with("q_proj.weight") || name.ends_with("k_proj.weight");
    return rotated ? halfSplit(values, static_cast<std::int64_t>(count) / config_.hidden, config_.hidden, config_.headDim) : values;
}

} // namespace stillhouse::formats
