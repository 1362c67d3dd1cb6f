// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/export_job.h"

#include "core/base/failure.h"
#include "core/formats/gguf_writer.h"
#include "core/text/gguf_tokenizer.h"

namespace stillhouse::native {

namespace {

// A tokenizer that GGUF has no name for must not keep the weights from being written: the file then takes ids.
std::optional<formats::GgufVocabulary> vocabularyOf(ExportJob& job) {
    if (!job.model().found) {
        job.note(SH_TR("The model has no tokenizer: the file takes and gives token ids alone"));
        return {};
    }
    try {
        std::vector<Text> notes;
        auto vocabulary = text::ggufOfTokenizer(*job.model().found, notes);
        for (auto& note : notes)
            job.note(std::move(note));
        return vocabulary;
    } catch (const base::Failure& failure) {
        job.note(Text(SH_TR("The file holds no tokenizer: %1"), {failure.error().english()}));
        return {};
    }
}

void saveGguf(ExportJob& job) {
    formats::GgufWriteOptions options;
    options.type = formats::ggufWriteType(job.type());
    options.vocabulary = vocabularyOf(job);
    options.threads = job.threads();
    options.name = std::filesystem::path(job.model().path).stem().string();
    if (job.model().packed->precision == "int4-nonuniform")
        job.note(Text(SH_TR("The learned codebooks have no GGUF type: re-quantized from the dequantized weights as %1"), {job.type()}));
    auto notes = formats::writeGguf(job.out(), job.config(), options, [&](const std::string& name, std::span<float> out) {
        job.weights().all(name, out, [&](std::int64_t bytes) { job.advance(bytes); });
    });
    for (auto& note : notes)
        job.note(std::move(note));
}

std::vector<float> logitsOfGguf(const ExportJob& job, const Sequences& ids) {
    return sessionLogits(std::make_shared<infer::PackedModel>(infer::openGguf(job.out())), ids, job);
}

} // namespace

ExportTarget ggufTarget() {
    return {{"gguf", SH_TR("GGUF"), SH_TR("One file with tokenizer that llama.cpp and what builds on it run"), {"f16", "f32", "q8_0", "q4_0", "iq4_nl"}, false},
            ".gguf", saveGguf, logitsOfGguf};
}

} // namespace stillhouse::native
