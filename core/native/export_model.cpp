// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/export.h"

#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/formats/onnx_writer.h"
#include "core/native/export_job.h"

#include <algorithm>
#include <cmath>

namespace stillhouse {

namespace {

namespace fs = std::filesystem;
using native::ExportJob;
using native::ExportTarget;

constexpr std::int64_t kCheckTokens = 64;

const std::vector<ExportTarget>& targets() {
    static const std::vector<ExportTarget> list = {native::hfTarget(), native::ggufTarget(), native::nativeTarget(), native::onnxTarget()};
    return list;
}

std::string joined(const std::vector<std::string>& choices) {
    std::string text;
    for (const auto& choice : choices)
        text += (text.empty() ? "" : ", ") + choice;
    return text;
}

const ExportTarget& targetFor(const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& target : targets()) {
        if (target.format.id == id)
            return target;
        ids.push_back(target.format.id);
    }
    base::failAt("format", Text(SH_TR("'%1' is not one of the choices"), {id}), Text(SH_TR("Use one of: %1"), {joined(ids)}));
}

std::string typeFor(const ExportFormat& format, const std::string& type) {
    if (type.empty())
        return format.types.front();
    if (std::find(format.types.begin(), format.types.end(), type) == format.types.end())
        base::failAt("type", Text(SH_TR("'%1' is not one of the choices"), {type}), Text(SH_TR("Use one of: %1"), {joined(format.types)}));
    return type;
}

// Before the model is opened, which may take a while.
void checkOut(const ExportTarget& target, const fs::path& out) {
    if (out.empty())
        base::failAt("out", SH_TR("There is no place to write to"), SH_TR("Name a file or folder"));
    if (!target.extension.empty() && out.extension() != target.extension)
        base::failAt("out", Text(SH_TR("A file of this format ends in %1"), {target.extension}), SH_TR("Choose another name"));
    if (!target.format.folder && fs::is_directory(out))
        base::fail(out.string(), SH_TR("A folder of this name is in the way of the file"), SH_TR("Choose another name"), ErrorKind::Refused);
    std::error_code error;
    if (out.has_parent_path() && !fs::exists(out.parent_path()) && !fs::create_directories(out.parent_path(), error) && error)
        base::fail(out.string(), Text(SH_TR("Cannot create the folder: %1"), {error.message()}), SH_TR("Choose a place that may be written to"), ErrorKind::Io);
}

// All over the vocabulary, the same in every run; in several sequences where the context is short.
native::Sequences checkIds(const formats::ModelConfig& config) {
    const auto length = std::min(kCheckTokens, config.maxPositions), count = (kCheckTokens + length - 1) / length;
    native::Sequences all(static_cast<std::size_t>(count));
    std::int64_t next = 0;
    for (auto& sequence : all)
        for (std::int64_t i = 0; i < length; ++i, ++next)
            sequence.push_back((next * 7919 + 13) % config.vocab);
    return all;
}

// KL(p ‖ q) of two rows of logits, in nats.
double divergence(std::span<const float> p, std::span<const float> q) {
    const auto logSum = [](std::span<const float> row) {
        const double largest = *std::max_element(row.begin(), row.end());
        double sum = 0;
        for (const float logit : row)
            sum += std::exp(logit - largest);
        return largest + std::log(sum);
    };
    const double pSum = logSum(p), qSum = logSum(q);
    double kl = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        kl += std::exp(p[i] - pSum) * ((p[i] - pSum) - (q[i] - qSum));
    return std::max(0.0, kl); // rounding may leave it a hair below
}

void compare(ExportReport& report, std::span<const float> model, std::span<const float> written, std::int64_t vocab) {
    if (model.size() != written.size())
        base::fail(report.path, SH_TR("What was written gives another number of logits than the model"), {}, ErrorKind::Internal);
    report.checkedTokens = std::int64_t(model.size()) / vocab;
    for (std::size_t i = 0; i < model.size(); ++i) {
        const double difference = std::fabs(double(model[i]) - written[i]);
        report.maxAbsError = difference <= report.maxAbsError ? report.maxAbsError : difference; // NaN stays
    }
    for (std::int64_t t = 0; t < report.checkedTokens; ++t)
        report.kl += divergence(model.subspan(std::size_t(t * vocab), std::size_t(vocab)), written.subspan(std::size_t(t * vocab), std::size_t(vocab))) / double(report.checkedTokens);
}

std::int64_t bytesOf(const fs::path& path) {
    if (!fs::is_directory(path))
        return std::int64_t(fs::file_size(path)) + (path.extension() == ".onnx" && fs::is_regular_file(formats::onnxDataFile(path)) ? std::int64_t(fs::file_size(formats::onnxDataFile(path))) : 0);
    std::int64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(path))
        if (entry.path().extension() == ".safetensors")
            bytes += std::int64_t(entry.file_size());
    return bytes;
}

void noteSource(ExportJob& job) {
    const auto& precision = job.model().packed->precision;
    const bool integers = precision.rfind("int", 0) == 0;
    if (integers && precision != job.type())
        job.note(Text(SH_TR("The model is packed as %1: its weights were dequantized before they were written"), {precision}));
}

ExportReport run(const ExportRequest& request, RunControl& control) {
    const auto& target = targetFor(request.format);
    ExportReport report;
    report.path = request.out;
    report.format = request.format;
    report.type = typeFor(target.format, request.type);
    checkOut(target, request.out);
    ExportJob job(request, report.type, control);
    noteSource(job);
    const auto ids = checkIds(job.config());
    const auto expected = native::sessionLogits(job.model().packed, ids, job);
    job.advance(0);
    target.write(job);
    job.startComparing();
    compare(report, expected, target.logits(job, ids), job.config().vocab);
    report.bytes = bytesOf(request.out);
    report.notes = job.notes();
    return report;
}

} // namespace

const std::vector<ExportFormat>& exportFormats() {
    static const std::vector<ExportFormat> list = [] {
        std::vector<ExportFormat> formats;
        for (const auto& target : targets())
            formats.push_back(target.format);
        return formats;
    }();
    return list;
}

Result<ExportReport> exportModel(const ExportRequest& request, RunControl& control) {
    return base::guard([&] { return run(request, control); });
}

} // namespace stillhouse
