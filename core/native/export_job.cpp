// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/export_job.h"

#include "core/base/blas.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/infer/session.h"

namespace stillhouse::native {

namespace {

constexpr std::size_t kLargestTokenizer = std::size_t(1) << 30;

} // namespace

ExportJob::ExportJob(const ExportRequest& request, std::string type, RunControl& control)
    : out_(request.out), type_(std::move(type)), threads_(request.threads > 0 ? request.threads : base::defaultThreads()), control_(control),
      model_(openModel(request.model)), weights_(model_.packed) {}

TokenizerTexts ExportJob::tokenizer() const {
    namespace fs = std::filesystem;
    if (!model_.found)
        return {};
    // Byte for byte where the model has the files: what is written anew may lack what this program has no use for.
    const fs::path folder(model_.path);
    if (fs::is_regular_file(folder / "tokenizer.json"))
        return {base::readFile(folder / "tokenizer.json", kLargestTokenizer),
                fs::is_regular_file(folder / "tokenizer_config.json") ? base::readFile(folder / "tokenizer_config.json", kLargestTokenizer) : ""};
    return {model_.found->saveJson(), model_.found->saveConfigJson()};
}

void ExportJob::advance(std::int64_t bytes) {
    checkStop();
    done_ += bytes;
    Progress progress;
    progress.activity = SH_TR("Writing the model");
    progress.done = done_;
    progress.total = weights_.parameters() * std::int64_t(sizeof(float));
    control_.report(progress);
}

void ExportJob::startComparing() {
    comparing_ = true;
    Progress progress;
    progress.activity = SH_TR("Comparing what was written with the model");
    progress.done = progress.total = weights_.parameters() * std::int64_t(sizeof(float));
    control_.report(progress);
    checkStop();
}

void ExportJob::checkStop() const {
    if (!control_.stopRequested())
        return;
    if (comparing_)
        base::fail(out_.string(), SH_TR("The export was stopped before what it wrote had been compared with the model"),
                   SH_TR("What was written is whole; export again to have it compared"), ErrorKind::Cancelled);
    base::fail({}, SH_TR("The export was cancelled"), {}, ErrorKind::Cancelled);
}

std::span<const float> ExportJob::parameter(const std::string& name, std::int64_t elements) {
    buffer_.resize(std::size_t(elements));
    weights_.all(name, buffer_, [this](std::int64_t bytes) { advance(bytes); });
    return buffer_;
}

std::vector<float> sessionLogits(const std::shared_ptr<const infer::PackedModel>& model, const Sequences& ids, const ExportJob& job) {
    std::vector<float> all;
    infer::Session session(model, job.threads(), std::int64_t(ids.front().size()), infer::CacheFormat::F32); // no rounding of its own
    session.setInputTap([&job](std::int64_t, infer::MatrixInput, std::span<float>, std::int64_t) { job.checkStop(); });
    for (const auto& sequence : ids) {
        session.truncate(0);
        const auto logits = session.allLogits(std::vector<std::int32_t>(sequence.begin(), sequence.end()));
        all.insert(all.end(), logits.begin(), logits.end());
    }
    return all;
}

} // namespace stillhouse::native
