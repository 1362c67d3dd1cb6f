// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/packed_model.h"

#include "core/formats/hf_folder.h"
#include "core/infer/model_source.h"

namespace stillhouse::infer {

namespace {

template <class Visit> void visitMatrices(const PackedModel& model, Visit visit) {
    for (const auto& layer : model.layers) {
        if (layer.attention)
            for (const auto* part : {&layer.attention->q, &layer.attention->k, &layer.attention->v, &layer.attention->o})
                visit(part->weight);
        if (layer.ffn)
            for (const auto* part : {&layer.ffn->gate, &layer.ffn->up, &layer.ffn->down})
                visit(part->weight);
    }
}

std::optional<Packing> storedPacking(formats::DType type) {
    switch (type) {
    case formats::DType::F32: return Packing::F32;
    case formats::DType::F16: return Packing::F16;
    case formats::DType::BF16: return Packing::BF16;
    default: return {};
    }
}

class FolderSource : public ModelSource {
public:
    FolderSource(const std::filesystem::path& folder, std::optional<Packing> packing)
        : folder_(std::make_shared<formats::HfFolder>(folder)), packing_(packing) {}

    const formats::ModelConfig& config() const override { return folder_->config(); }

    std::vector<float> vector(const std::string& name) const override {
        const auto& view = folder_->tensor(name);
        std::vector<float> values(std::size_t(view.info.elements()));
        view.toFloat(values);
        return values;
    }

    PackedMatrix matrix(const std::string& name) const override {
        const auto& view = folder_->tensor(name);
        const auto rows = view.info.shape.at(0), cols = view.info.shape.at(1);
        const auto stored = storedPacking(view.info.dtype);
        if (!stored || (packing_ && packing_ != stored))
            return packAs(vector(name), rows, cols, packing_.value_or(Packing::F32));
        PackedMatrix m;
        m.packing = *stored;
        m.rows = rows;
        m.cols = cols;
        m.codes = view.bytes.data();
        m.owner = folder_;
        return m;
    }

private:
    std::shared_ptr<const formats::HfFolder> folder_;
    std::optional<Packing> packing_;
};

} // namespace

std::int64_t PackedModel::bytes() const {
    std::int64_t total = embedding.bytes() + (config.tiedEmbeddings ? 0 : head.bytes());
    visitMatrices(*this, [&](const PackedMatrix& m) { total += m.bytes(); });
    return total;
}

std::int64_t PackedModel::bytesPerToken() const {
    std::int64_t total = head.bytes();
    visitMatrices(*this, [&](const PackedMatrix& m) { total += m.bytes(); });
    return total;
}

bool PackedModel::hasIntegers() const {
    bool found = isInteger(embedding.packing) || isInteger(head.packing);
    visitMatrices(*this, [&](const PackedMatrix& m) { found = found || isInteger(m.packing); });
    return found;
}

PackedModel openPacked(const std::filesystem::path& folder, std::optional<Packing> packing) {
    checkPackable(packing);
    return buildModel(FolderSource(folder, packing));
}

} // namespace stillhouse::infer
