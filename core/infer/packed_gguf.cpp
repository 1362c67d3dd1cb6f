// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_blocks.h"
#include "core/formats/gguf_model.h"
#include "core/formats/gguf_names.h"
#include "core/infer/model_source.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

using formats::GgufType;

// The packing that holds a type's values exactly. Q4_1 has an offset, which no packing of ours has: F16 rounds it least.
Packing packingOf(GgufType type) {
    switch (type) {
    case GgufType::F32:
        return Packing::F32;
    case GgufType::BF16:
        return Packing::BF16;
    case GgufType::Q8_0:
        return Packing::Int8;
    case GgufType::Q4_0:
        return Packing::Int4;
    case GgufType::IQ4_NL:
        return Packing::Int4Codebook;
    default:
        return Packing::F16;
    }
}

class GgufSource : public ModelSource {
public:
    GgufSource(const std::filesystem::path& path, std::optional<Packing> packing)
        : model_(std::make_shared<formats::GgufModel>(path)), packing_(packing) {}

    const formats::ModelConfig& config() const override { return model_->config(); }
    std::string precision() const { return packing_ ? std::string(packingName(*packing_)) : model_->precision(); }

    std::vector<float> vector(const std::string& name) const override {
        std::vector<float> values(std::size_t(model_->tensor(name).elements()));
        model_->read(name, values);
        return values;
    }

    PackedMatrix matrix(const std::string& name) const override {
        const auto& tensor = model_->tensor(name);
        const auto type = GgufType(tensor.type);
        const auto natural = packingOf(type), wanted = packing_.value_or(natural);
        const bool reordered = formats::ggufReorderedHeads(config(), name) > 0;
        if (wanted == natural && isInteger(natural))
            return repack(tensor, type, reordered);
        if (wanted == natural && !reordered && type != GgufType::Q4_1)
            return mapped(tensor, natural);
        return packAs(vector(name), tensor.shape[0], tensor.shape[1], wanted);
    }

private:
    PackedMatrix mapped(const formats::GgufTensor& tensor, Packing packing) const {
        PackedMatrix m;
        m.packing = packing;
        m.rows = tensor.shape[0];
        m.cols = tensor.shape[1];
        m.codes = tensor.bytes.data();
        m.owner = model_;
        return m;
    }

    // The same scales and codes in the order that the kernels read; rows of q and k in that of Hugging Face on the way.
    PackedMatrix repack(const formats::GgufTensor& tensor, GgufType type, bool reordered) const {
        QuantizedCodes q;
        q.packing = packingOf(type);
        q.rows = tensor.shape[0];
        q.cols = tensor.shape[1];
        const auto blocks = q.cols / formats::ggufBlock;
        const auto each = formats::ggufTypeInfo(type).blockBytes;
        q.codes.resize(std::size_t(q.rows * q.cols));
        q.scales.resize(std::size_t(q.rows * blocks));
        for (std::int64_t row = 0; row < q.rows; ++row) {
            const auto to = reordered ? formats::hfRowOfGguf(row, config().headDim) : row;
            for (std::int64_t b = 0; b < blocks; ++b) {
                const auto block = formats::readBlock(type, tensor.bytes.data() + (row * blocks + b) * each);
                q.scales[std::size_t(to * blocks + b)] = block.scale;
                std::copy(block.codes.begin(), block.codes.end(), q.codes.begin() + to * q.cols + b * formats::ggufBlock);
            }
        }
        if (q.packing == Packing::Int4Codebook) { // one codebook for all rows
            q.codebook.assign(formats::iq4nlLevels.begin(), formats::iq4nlLevels.end());
            q.codebookRows = (q.rows + rowsPerGroup - 1) / rowsPerGroup * rowsPerGroup;
        }
        return pack(q);
    }

    std::shared_ptr<const formats::GgufModel> model_;
    std::optional<Packing> packing_;
};

} // namespace

PackedModel openGguf(const std::filesystem::path& path, std::optional<Packing> packing) {
    checkPackable(packing);
    const GgufSource source(path, packing);
    auto model = buildModel(source);
    model.precision = source.precision();
    return model;
}

} // namespace stillhouse::infer
