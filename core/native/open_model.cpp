// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/open_model.h"

#include "core/base/failure.h"
#include "core/formats/hf_folder.h"
#include "core/formats/llama2c.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_file.h"
#include "core/text/tokenizer_place.h"

#include <algorithm>
#include <functional>
#include <map>

namespace stillhouse::native {

namespace {

namespace fs = std::filesystem;
using Packing = std::optional<infer::Packing>;

/// llama2.c keeps F32 alone, in an order of its own.
class Llama2cSource : public infer::ModelSource {
public:
    explicit Llama2cSource(const fs::path& path) : file_(path) {
        for (auto& parameter : formats::parameterShapes(file_.config()))
            shapes_.emplace(parameter.name, parameter.shape);
    }
    const formats::ModelConfig& config() const override { return file_.config(); }
    std::vector<float> vector(const std::string& name) const override { return file_.tensor(name); }
    infer::PackedMatrix matrix(const std::string& name) const override {
        const auto& shape = shapes_.at(name);
        return infer::packFloat(file_.tensor(name), shape.at(0), shape.at(1), infer::Packing::F32);
    }

private:
    formats::Llama2cFile file_;
    std::map<std::string, std::vector<std::int64_t>> shapes_;
};

/// Another source's matrices, packed anew.
class RepackedSource : public infer::ModelSource {
public:
    RepackedSource(const infer::ModelSource& source, infer::Packing packing) : source_(source), packing_(packing) { infer::checkPackable(packing); }
    const formats::ModelConfig& config() const override { return source_.config(); }
    std::vector<float> vector(const std::string& name) const override { return source_.vector(name); }
    infer::PackedMatrix matrix(const std::string& name) const override {
        auto stored = source_.matrix(name);
        if (stored.packing == packing_)
            return stored;
        std::vector<float> values(static_cast<std::size_t>(stored.rows * stored.cols));
        for (std::int64_t row = 0; row < stored.rows; ++row)
            infer::dequantizeRow(stored, row, std::span(values).subspan(static_cast<std::size_t>(row * stored.cols), static_cast<std::size_t>(stored.cols)));
        return infer::packAs(values, stored.rows, stored.cols, packing_);
    }

private:
    const infer::ModelSource& source_;
    infer::Packing packing_;
};

std::shared_ptr<const infer::PackedModel> build(const infer::ModelSource& source, Packing packing) {
    return std::make_shared<infer::PackedModel>(packing ? infer::buildModel(RepackedSource(source, *packing)) : infer::buildModel(source));
}

// A model without a tokenizer still answers to ids, so its absence is an error only where text comes in.
void findTokenizer(OpenModel& model, const std::function<text::Tokenizer()>& load) {
    try {
        model.found = load();
    } catch (const base::Failure& failure) {
        model.tokenizerError = failure.error().english();
    }
}

void openNativeFile(OpenModel& model, Packing packing) {
    const infer::NativeFile file(model.path);
    model.packed = packing ? build(file, packing) : std::make_shared<infer::PackedModel>(infer::openNative(file));
    model.generation = file.generation();
    findTokenizer(model, [&] {
        if (file.tokenizerJson().empty())
            base::fail(model.path, SH_TR("The file holds no tokenizer"), SH_TR("Give token ids, or quantize again from a folder with a tokenizer"));
        return text::Tokenizer::fromJson(file.tokenizerJson(), file.tokenizerConfigJson(), model.path + ", tokenizer.json");
    });
}

void openFolder(OpenModel& model, Packing packing) {
    model.packed = std::make_shared<infer::PackedModel>(infer::openPacked(model.path, packing));
    model.generation = formats::HfFolder(model.path).generation();
    findTokenizer(model, [&] { return text::Tokenizer::load(text::tokenizerPlace(model.path)); });
}

void openGgufFile(OpenModel& model, Packing packing) {
    model.packed = std::make_shared<infer::PackedModel>(infer::openGguf(model.path, packing));
    const auto& config = model.packed->config;
    model.generation.bos = config.bos;
    model.generation.eos = config.eos;
    findTokenizer(model, [&] { return text::Tokenizer::load(text::tokenizerPlace(model.path)); });
}

void openLlama2c(OpenModel& model, Packing packing) {
    model.packed = build(Llama2cSource(model.path), packing);
    const auto& config = model.packed->config;
    model.generation.bos = config.bos;
    model.generation.eos = config.eos;
    findTokenizer(model, [&] { return text::Tokenizer::load(text::tokenizerPlace(model.path)); });
}

} // namespace

const text::Tokenizer& OpenModel::tokenizer() const {
    if (!found)
        base::fail(path, Text(SH_TR("The model has no tokenizer that can be read: %1"), {tokenizerError}), SH_TR("Give token ids, or put the tokenizer's files beside the model"));
    return *found;
}

std::vector<std::int64_t> OpenModel::stopIds() const {
    std::vector<std::int64_t> ids;
    if (found)
        ids.assign(found->eosIds().begin(), found->eosIds().end());
    for (const auto id : generation.eos)
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    return ids;
}

OpenModel openModel(const std::string& path, const std::string& quant) {
    OpenModel model;
    model.path = path;
    Packing packing;
    if (!quant.empty())
        packing = infer::packingNamed(quant, "quant");
    const fs::path place(path);
    std::error_code ignored;
    if (fs::is_regular_file(place, ignored) && place.extension() == ".safetensors")
        openNativeFile(model, packing);
    else if (fs::is_regular_file(place, ignored) && place.extension() == ".gguf")
        openGgufFile(model, packing);
    else if (fs::is_regular_file(place, ignored) && place.extension() == ".bin")
        openLlama2c(model, packing);
    else
        openFolder(model, packing);
    return model;
}

} // namespace stillhouse::native
