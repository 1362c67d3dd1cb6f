// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/export_job.h"

#include "core/base/atomic_file.h"
#include "core/base/file.h"
#include "core/formats/onnx_graph.h"
#include "core/formats/onnx_writer.h"
#include "core/native/onnx_evaluate.h"

namespace stillhouse::native {

namespace {

// model.onnx has its tokenizer in model.tokenizer.json and model.tokenizer_config.json: several models may share a folder.
std::filesystem::path besideModel(const std::filesystem::path& model, const char* extension) {
    auto path = model;
    return path.replace_extension(extension);
}

// An older model's would encode text to other ids, so what there is not any more goes.
void writeOrRemove(const std::filesystem::path& path, const std::string& content) {
    if (content.empty())
        base::removeFile(path);
    else
        base::writeAtomically(path, content);
}

void writeTokenizer(ExportJob& job) {
    const auto tokenizer = job.tokenizer();
    const auto json = besideModel(job.out(), ".tokenizer.json"), config = besideModel(job.out(), ".tokenizer_config.json");
    writeOrRemove(json, tokenizer.json);
    writeOrRemove(config, tokenizer.json.empty() ? "" : tokenizer.config);
    if (tokenizer.json.empty())
        job.note(SH_TR("The model has no tokenizer: the file takes and gives token ids alone"));
    else
        job.note(Text(SH_TR("ONNX holds no tokenizer: encode text with %1, which the Hugging Face library tokenizers reads"), {json.filename().string()}));
    if (!tokenizer.json.empty() && !tokenizer.config.empty())
        job.note(Text(SH_TR("Special tokens and the chat template stand in %1, as tokenizer_config.json of the model has them"), {config.filename().string()}));
}

formats::OnnxWriteOptions optionsOf(ExportJob& job) {
    const auto& config = job.config();
    formats::OnnxWriteOptions options;
    options.matrices = job.type() == "f16" ? formats::DType::F16 : formats::DType::F32;
    options.metadata = {{"model", std::filesystem::path(job.model().path).filename().string()},
                        {"made_by", "Stillhouse"},
                        {"architecture", formats::architectureName(config.architecture)},
                        {"weights", job.type()},
                        {"context", std::to_string(config.maxPositions)},
                        {"layers", std::to_string(config.layerCount())},
                        {"hidden", std::to_string(config.hidden)}};
    if (!config.layers.empty()) {
        options.metadata["heads"] = std::to_string(config.layers.front().heads);
        options.metadata["kv_heads"] = std::to_string(config.layers.front().kvHeads);
    }
    const std::int64_t perValue = options.matrices == formats::DType::F16 ? 2 : 1;
    options.progress = [&job, perValue, before = std::int64_t(0)](std::int64_t done, std::int64_t) mutable {
        job.advance((done - before) * perValue);
        before = done;
    };
    return options;
}

void saveOnnx(ExportJob& job) {
    const auto options = optionsOf(job);
    formats::writeOnnx(job.out(), job.config(), options, [&](const std::string& name, std::int64_t row, std::span<float> out) { job.weights().row(name, row, out); });
    writeTokenizer(job);
    if (std::filesystem::is_regular_file(formats::onnxDataFile(job.out())))
        job.note(Text(SH_TR("The weights lie in %1 and must stay beside the file"), {formats::onnxDataFile(job.out()).filename().string()}));
    job.note(Text(SH_TR("Opset %1, input_ids (batch, sequence) to logits (batch, sequence, vocabulary), without a cache"), {std::to_string(formats::onnxOpset)}));
    if (job.type() == "f16")
        job.note(SH_TR("Matrices are stored as F16 and computed with in F32, which every CPU runs"));
}

std::vector<float> logitsOfOnnx(const ExportJob& job, const Sequences& ids) {
    std::vector<std::int64_t> flat;
    for (const auto& sequence : ids)
        flat.insert(flat.end(), sequence.begin(), sequence.end());
    return evaluateOnnx(formats::OnnxFile(job.out()), flat, std::int64_t(ids.size()), job.threads(), [&job] { job.checkStop(); });
}

} // namespace

ExportTarget onnxTarget() {
    return {{"onnx", SH_TR("ONNX"), SH_TR("A plain graph without a cache that ONNX Runtime and others run"), {"f32", "f16"}, false}, ".onnx", saveOnnx, logitsOfOnnx};
}

} // namespace stillhouse::native
