// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/spool_file.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_file.h"
#include "core/infer/native_parts.h"

#include <algorithm>
#include <set>

namespace stillhouse::infer {

namespace {

struct SpooledTensor {
    formats::TensorInfo info;
    std::uint64_t offset = 0;
};

// The largest power of two that divides the size, at most 64: the alignment that the next tensor is left with.
std::uint64_t alignmentLeft(const SpooledTensor& tensor) {
    const auto bytes = static_cast<std::uint64_t>(tensor.info.byteCount()) | 64;
    return bytes & (~bytes + 1);
}

} // namespace

struct NativeWriter::State {
    std::filesystem::path path;
    formats::ModelConfig config;
    NativeWriteOptions options;
    std::vector<formats::NamedShape> shapes;
    base::SpoolFile spool;
    std::set<std::string> written;
    std::vector<MatrixEntry> entries;
    std::vector<SpooledTensor> tensors;

    State(std::filesystem::path to, formats::ModelConfig made, NativeWriteOptions wanted)
        : path(std::move(to)), config(std::move(made)), options(std::move(wanted)), shapes(formats::parameterShapes(config)), spool(path) {}

    std::string place(const std::string& name) const { return path.string() + ", tensor " + name; }

    void claim(const std::string& name, const std::vector<std::int64_t>& shape) {
        const auto known = std::find_if(shapes.begin(), shapes.end(), [&](const auto& one) { return one.name == name; });
        if (known == shapes.end() || known->shape != shape)
            base::fail(place(name), SH_TR("The model has no parameter of this name and shape"), {}, ErrorKind::Internal);
        if (!written.insert(name).second)
            base::fail(place(name), SH_TR("The tensor is written twice"), {}, ErrorKind::Internal);
    }

    void add(formats::TensorInfo info, std::span<const std::byte> bytes) { tensors.push_back({std::move(info), spool.append(bytes)}); }

    void addText(const char* name, const std::string& text) {
        if (!text.empty())
            add({name, formats::DType::U8, {std::int64_t(text.size())}}, std::as_bytes(std::span(text)));
    }

    std::map<std::string, std::string> metadata() const {
        std::map<std::string, std::string> out = {{"format", nativeFormat},
                                                  {"version", "1"},
                                                  {"config", formats::configJson(config)},
                                                  {"generation", formats::generationConfigJson(options.generation)},
                                                  {"quantization", entriesJson(entries)}};
        if (!options.report.empty())
            out["report"] = options.report;
        return out;
    }
};

NativeWriter::NativeWriter(std::filesystem::path path, formats::ModelConfig config, NativeWriteOptions options)
    : state_(std::make_unique<State>(std::move(path), std::move(config), std::move(options))) {}
NativeWriter::~NativeWriter() = default;

void NativeWriter::matrix(const std::string& name, const PackedMatrix& m) {
    checkPacked(m, state_->place(name));
    state_->claim(name, {m.rows, m.cols});
    const auto entry = entryOf(name, m);
    for (auto& part : partsOf(entry)) {
        const auto bytes = static_cast<std::size_t>(part.info.byteCount());
        state_->add(std::move(part.info), {partOf(m, part.part), bytes});
    }
    state_->entries.push_back(entry);
}

void NativeWriter::vector(const std::string& name, std::span<const float> values) {
    state_->claim(name, {std::int64_t(values.size())});
    state_->add({name, formats::DType::F32, {std::int64_t(values.size())}}, std::as_bytes(values));
}

void NativeWriter::setReport(std::string report) { state_->options.report = std::move(report); }

void NativeWriter::commit() {
    auto& state = *state_;
    for (const auto& shape : state.shapes)
        if (!state.written.count(shape.name))
            base::fail(state.place(shape.name), SH_TR("The tensor was announced but not written"), {}, ErrorKind::Internal);
    state.addText("tokenizer.json", state.options.tokenizerJson);
    state.addText("tokenizer_config.json", state.options.tokenizerConfigJson);
    std::stable_sort(state.tensors.begin(), state.tensors.end(),
                     [](const auto& a, const auto& b) { return alignmentLeft(a) > alignmentLeft(b); });
    std::vector<formats::TensorInfo> infos;
    for (const auto& tensor : state.tensors)
        infos.push_back(tensor.info);
    formats::SafetensorsWriter writer(state.path, std::move(infos), state.metadata());
    const auto spooled = state.spool.bytes();
    for (const auto& tensor : state.tensors)
        writer.writeBytes(tensor.info.name, spooled.subspan(tensor.offset, static_cast<std::size_t>(tensor.info.byteCount())));
    writer.commit();
}

void writeNative(const std::filesystem::path& path, const PackedModel& model, const NativeWriteOptions& options) {
    NativeWriter writer(path, model.config, options);
    writer.matrix(formats::embeddingName, model.embedding);
    if (!model.config.tiedEmbeddings)
        writer.matrix(formats::headName, model.head);
    writer.vector(formats::finalNormName, model.finalNorm);
    for (std::size_t i = 0; i < model.layers.size(); ++i) {
        const auto name = [&](const char* part) { return formats::layerParameterName(std::int64_t(i), part); };
        const auto linear = [&](const char* part, const PackedLinear& one) {
            writer.matrix(name(part) + ".weight", one.weight);
            if (!one.bias.empty())
                writer.vector(name(part) + ".bias", one.bias);
        };
        if (const auto& a = model.layers[i].attention) {
            writer.vector(name("input_layernorm.weight"), a->norm);
            linear("self_attn.q_proj", a->q);
            linear("self_attn.k_proj", a->k);
            linear("self_attn.v_proj", a->v);
            linear("self_attn.o_proj", a->o);
            if (!a->qNorm.empty()) {
                writer.vector(name("self_attn.q_norm.weight"), a->qNorm);
                writer.vector(name("self_attn.k_norm.weight"), a->kNorm);
            }
        }
        if (const auto& f = model.layers[i].ffn) {
            writer.vector(name("post_attention_layernorm.weight"), f->norm);
            linear("mlp.gate_proj", f->gate);
            linear("mlp.up_proj", f->up);
            linear("mlp.down_proj", f->down);
        }
    }
    writer.commit();
}

} // namespace stillhouse::infer
