// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/export_job.h"

#include "core/formats/parameter_shapes.h"
#include "core/infer/native_file.h"

namespace stillhouse::native {

namespace {

void saveNative(ExportJob& job) {
    const auto packing = infer::packingNamed(job.type(), "type");
    infer::NativeWriteOptions options;
    const auto tokenizer = job.tokenizer();
    options.tokenizerJson = tokenizer.json;
    options.tokenizerConfigJson = tokenizer.config;
    options.generation = job.model().generation;
    if (tokenizer.json.empty())
        job.note(SH_TR("The model has no tokenizer: the file takes and gives token ids alone"));
    if (infer::isInteger(packing))
        job.note(SH_TR("Weights were rounded to the nearest level without calibration; quantize loses less"));
    infer::NativeWriter writer(job.out(), job.config(), std::move(options));
    for (const auto& parameter : formats::parameterShapes(job.config())) {
        const auto rows = parameter.shape.front(), cols = parameter.shape.size() > 1 ? parameter.shape[1] : 1;
        const auto* stored = job.weights().matrix(parameter.name);
        if (stored && stored->packing == packing) {
            job.advance(rows * cols * std::int64_t(sizeof(float)));
            writer.matrix(parameter.name, *stored);
            continue;
        }
        const auto values = job.parameter(parameter.name, rows * cols);
        if (stored)
            writer.matrix(parameter.name, infer::packAs(values, rows, cols, packing));
        else
            writer.vector(parameter.name, values);
    }
    writer.commit();
}

std::vector<float> logitsOfNative(const ExportJob& job, const Sequences& ids) {
    return sessionLogits(openModel(job.out().string()).packed, ids, job);
}

} // namespace

ExportTarget nativeTarget() {
    return {{"native", SH_TR("Stillhouse file"), SH_TR("One file with weights as the kernels read them, configuration and tokenizer: mapped, never copied"),
             {"f16", "f32", "bf16", "int8", "int4"}, false},
            ".safetensors", saveNative, logitsOfNative};
}

} // namespace stillhouse::native
