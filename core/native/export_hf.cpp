// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/export_job.h"

#include "core/formats/hf_folder.h"
#include "core/formats/hf_writer.h"
#include "core/formats/parameter_shapes.h"

namespace stillhouse::native {

namespace {

formats::DType typeOf(const std::string& type) {
    return type == "f16" ? formats::DType::F16 : type == "bf16" ? formats::DType::BF16 : formats::DType::F32;
}

void saveHf(ExportJob& job) {
    formats::HfWriteOptions options;
    options.dtype = typeOf(job.type());
    options.generation = job.model().generation;
    if (std::filesystem::is_directory(job.model().path))
        options.copy = formats::tokenizerFiles(job.model().path);
    if (options.copy.empty()) {
        const auto tokenizer = job.tokenizer();
        if (!tokenizer.json.empty())
            options.texts["tokenizer.json"] = tokenizer.json;
        if (!tokenizer.config.empty())
            options.texts["tokenizer_config.json"] = tokenizer.config;
        if (tokenizer.json.empty())
            job.note(SH_TR("The model has no tokenizer: the folder takes and gives token ids alone"));
    }
    if (!job.config().uniform())
        job.note(SH_TR("The layers differ in shape, as pruning leaves them: Stillhouse reads this folder, other programs refuse it"));
    formats::HfWriter writer(job.out(), job.config(), std::move(options));
    for (const auto& parameter : formats::parameterShapes(job.config())) {
        std::int64_t elements = 1;
        for (const auto dim : parameter.shape)
            elements *= dim;
        writer.write(parameter.name, job.parameter(parameter.name, elements));
    }
    writer.commit();
}

std::vector<float> logitsOfHf(const ExportJob& job, const Sequences& ids) {
    return sessionLogits(openModel(job.out().string()).packed, ids, job);
}

} // namespace

ExportTarget hfTarget() {
    return {{"hf", SH_TR("Hugging Face folder"), SH_TR("config.json and safetensors weights, as transformers and most other programs read them"),
             {"f32", "f16", "bf16"}, true},
            "", saveHf, logitsOfHf};
}

} // namespace stillhouse::native
