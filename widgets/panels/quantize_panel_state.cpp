// SPDX-License-Identifier: GPL-3.0-or-later
// What the Quantization page asks of core, and what it shows of the answers.
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/job_progress.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/quantize_activations.h"
#include "widgets/panels/quantize_panel.h"
#include "widgets/panels/quantize_quality.h"
#include "widgets/panels/quantize_setup.h"
#include "widgets/panels/quantize_tensors.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/panels/quantize_weights.h"
#include "widgets/panels/text_measure.h"
#include "widgets/path_field.h"
#include "widgets/session.h"

#include <QFileInfo>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace stillhouse::widgets {

namespace {

const QString kInspect = QStringLiteral("inspect"), kEarlier = QStringLiteral("earlier");

} // namespace

void QuantizePanel::modelChosen(const QString& path) {
    result_.reset();
    earlier_.clear();
    weights_->setModel({}, {});
    showResult();
    readEarlier();
    if (path.isEmpty())
        return;
    session_.jobs().start<ModelInfo>(
        this, NativeJobs::Lane::Look, kInspect, [folder = path.toStdString()](RunControl&) { return inspectModel(folder); },
        [this, path](Result<ModelInfo> info) {
            if (!info) {
                fail(info.error());
                return;
            }
            weights_->setModel(path, info->tensors);
        });
}

// What an earlier session quantized is shown as if it had just been made.
void QuantizePanel::readEarlier() {
    const QString out = setup_->output()->path();
    if (running_ || setup_->chooser()->path().isEmpty() || out == earlier_)
        return;
    earlier_ = out;
    result_.reset();
    showResult();
    if (out.isEmpty())
        return;
    if (QFileInfo(out + QStringLiteral(".partial")).isDir()) { // where core keeps finished layers until the file is whole
        errors_->showNotice(ErrorBar::Tone::Warning, tr("An earlier quantization into this file was interrupted"),
                            tr("Resume takes over the layers it had finished, where model and settings are still the same"));
        errors_->setAction(tr("Resume"), [this] { start(true); });
    }
    if (!QFileInfo(out).isFile())
        return;
    session_.jobs().start<QuantizeResult>(
        this, NativeJobs::Lane::Look, kEarlier, [file = out.toStdString()](RunControl&) { return readQuantization(file); },
        [this, out](Result<QuantizeResult> result) {
            // A file that says nothing about itself is simply not a result: quantizing replaces it.
            if (!result || running_ || setup_->output()->path() != out)
                return;
            result_ = std::move(*result);
            result_->out = out.toStdString();
            showResult();
        });
}

void QuantizePanel::start(bool resume) {
    if (running_)
        return;
    errors_->dismiss();
    running_ = true;
    setup_->setRunning(true);
    QuantizeRequest request = setup_->request();
    request.resume = resume;
    updatePages();
    session_.jobs().start<QuantizeResult>(
        this, NativeJobs::Lane::Work, kQuantizeJob,
        [request, project = session_.projectFolder()](RunControl& control) {
            makeProjectFolder(request.out, project);
            return quantizeModel(request, control);
        },
        [this](Result<QuantizeResult> result) { finished(std::move(result)); }, [this](const Progress& progress) { setup_->progress()->report(progress); });
}

void QuantizePanel::finished(Result<QuantizeResult> result) {
    running_ = false;
    setup_->setRunning(false);
    if (result) {
        result_ = std::move(*result);
        earlier_ = QString::fromStdString(result_->out);
        tabs_->setCurrentWidget(tensorPages_);
        showResult();
        setup_->chooser()->reload();
        return;
    }
    const bool cancelled = result.error().kind == ErrorKind::Cancelled;
    if (cancelled)
        errors_->showNotice(ErrorBar::Tone::Info, tr("Quantization was cancelled"), tr("The layers that were finished are kept: resume takes them over"));
    else if (!setup_->setError(result.error()))
        fail(result.error());
    if (cancelled || result.error().kind == ErrorKind::Io || result.error().kind == ErrorKind::OutOfMemory)
        errors_->setAction(tr("Resume"), [this] { start(true); });
    updatePages();
}

void QuantizePanel::showResult() {
    tensorPages_->setCurrentIndex(result_ ? 1 : 0);
    facts_->setVisible(result_.has_value());
    measure_->setVisible(result_.has_value());
    const QuantizeResult none;
    const QuantizeResult& r = result_ ? *result_ : none;
    tensors_->setTensors(r.tensors);
    activations_->setResult(r);
    quality_->setModels(result_ ? setup_->chooser()->path() : QString(), QString::fromStdString(r.out), r.native);
    if (result_) {
        const QLocale locale(QLocale::English);
        double weights = 0, kept = 0;
        for (const auto& tensor : r.tensors) {
            weights += double(tensor.rows) * double(tensor.cols);
            kept += double(tensor.protectedWeights);
        }
        facts_->setFacts({
            {tr("Bits per weight"), locale.toString(r.bitsPerWeight, 'f', 3), tr("Over all matrices, with scales, codebooks and protected weights")},
            {tr("Size"), sizeChangeText(double(r.originalBytes), double(r.bytes)), QString::fromStdString(r.out)},
            {tr("Protected"), tr("%1 %", "share of the weights").arg(locale.toString(weights > 0 ? 100 * kept / weights : 0, 'f', 2)), tr("%1 weights kept exactly").arg(wholeText(std::int64_t(kept)))},
            {tr("Calibrated on"), r.calibrationTokens > 0 ? tr("%1 tokens").arg(wholeText(r.calibrationTokens)) : tr("no text"), {}},
            {tr("Took"), r.seconds > 0 ? durationText(r.seconds) : QString(), {}},
            r.native ? Fact{tr("Execution"), tr("Native"), tr("Every part of the format runs as such on this machine"), "success", "success"}
                     : Fact{tr("Execution"), tr("Simulated in part"), tr("Part of the format is computed in F32 on this machine: the numbers are right, the speed is not the format's"), "info", "info"},
        });
    }
    updatePages();
}

void QuantizePanel::updatePages() {
    const auto* chooser = setup_->chooser();
    const bool none = chooser->path().isEmpty() && !running_;
    pages_->setCurrentIndex(none ? 0 : 1);
    empty_->setBusy(none && chooser->loading());
    const QString reason = session_.running() ? tr("A run is going on") : running_ ? tr("A model is being quantized") : QString();
    measure_->setEnabled(reason.isEmpty());
    const QString data = QString::fromStdString(session_.experiment().data.eval.empty() ? session_.experiment().data.train : session_.experiment().data.eval);
    for (auto* each : {activations_->measure(), quality_->measure()})
        each->file()->suggest(data);
    activations_->setBlocked(reason); // after the suggestion, which may have filled the field
    quality_->setBlocked(reason);
}

} // namespace stillhouse::widgets
