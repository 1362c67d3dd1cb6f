// SPDX-License-Identifier: GPL-3.0-or-later
// What the Export page asks of core, and what it shows of the answers.
#include "core/api/report.h"
#include "widgets/duration.h"
#include "widgets/error_bar.h"
#include "widgets/job_progress.h"
#include "widgets/models/cell_table.h"
#include "widgets/native_jobs.h"
#include "widgets/panels.h"
#include "widgets/panels/export_panel.h"
#include "widgets/panels/export_setup.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/session.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

const QString kExportTag = QStringLiteral("export");

QString formatTitle(const std::string& id) {
    for (const auto& format : exportFormats())
        if (format.id == id)
            return shown(format.title);
    return QString::fromStdString(id);
}

} // namespace

void ExportPanel::start() {
    if (running_)
        return;
    running_ = true;
    errors_->dismiss();
    setup_->setRunning(true);
    connect(setup_, &ExportSetup::cancelRequested, this, [this] { session_.jobs().cancel(this, kExportTag); }, Qt::SingleShotConnection);
    models_.push_back(setup_->chooser()->shownName());
    session_.jobs().start<ExportReport>(
        this, NativeJobs::Lane::Work, kExportTag,
        [request = setup_->request(), project = session_.projectFolder()](RunControl& control) {
            makeProjectFolder(request.out, project);
            auto written = exportModel(request, control);
            if (!written)
                return written;
            const std::string store = project + "/project.db";
            const auto card = writeModelCard(*written, request.model, QFileInfo::exists(QString::fromStdString(store)) ? store : storeOfModel(request.model));
            written->notes.push_back(card ? Text(SH_TR("Model card: %1"), {QFileInfo(QString::fromStdString(*card)).fileName().toStdString()})
                                          : Text(SH_TR("No model card was written: %1"), {card.error().english()}));
            return written;
        },
        [this](Result<ExportReport> report) { finished(std::move(report)); }, [this](const Progress& progress) { setup_->progress()->report(progress); });
}

void ExportPanel::finished(Result<ExportReport> report) {
    running_ = false;
    setup_->setRunning(false);
    if (report) {
        exports_.push_back(std::move(*report));
        shown_ = int(exports_.size()) - 1;
        fillHistory();
        setup_->chooser()->reload();
    } else {
        models_.pop_back();
        if (report.error().kind == ErrorKind::Cancelled)
            errors_->showNotice(ErrorBar::Tone::Info, tr("The export was cancelled; nothing was written"));
        else if (!setup_->setError(report.error()))
            errors_->showError(report.error());
    }
    showReport();
    updatePages();
}

void ExportPanel::showReport() {
    if (shown_ < 0)
        return;
    const ExportReport& report = exports_[std::size_t(shown_)];
    const QString path = QString::fromStdString(report.path);
    resultTitle_->setText(tr("Written and checked: %1").arg(QFileInfo(path).fileName()));
    path_->setText(path);
    facts_->setFacts({{tr("Format"), formatTitle(report.format) + (report.type.empty() ? QString() : QStringLiteral(", ") + QString::fromStdString(report.type).toUpper()), {}},
                      {tr("Size"), bytesText(double(report.bytes)), tr("%1 bytes").arg(wholeText(report.bytes))},
                      {tr("Largest logit error"), errorText(report.maxAbsError), tr("Between the model and what was written, read back, over %1 tokens").arg(wholeText(report.checkedTokens))},
                      {tr("KL, nats per token"), errorText(report.kl), tr("KL(model ‖ written), mean over %1 tokens").arg(wholeText(report.checkedTokens))}});
    QStringList notes;
    for (const auto& note : report.notes)
        notes << shown(note);
    notes_->setText(notes.join(u'\n'));
    notes_->setVisible(!notes.isEmpty());
}

void ExportPanel::fillHistory() {
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < exports_.size(); ++i) {
        const auto& report = exports_[i];
        const QString path = QString::fromStdString(report.path);
        rows.push_back({{QFileInfo(path).fileName(), 0, path, {}, {}},
                        {models_[i], 0, {}, {}, {}},
                        {formatTitle(report.format), 0, {}, {}, {}},
                        {QString::fromStdString(report.type).toUpper(), 0, {}, {}, {}},
                        {bytesText(double(report.bytes)), double(report.bytes), tr("%1 bytes").arg(wholeText(report.bytes)), {}, {}},
                        {errorText(report.maxAbsError), report.maxAbsError, {}, {}, {}},
                        {errorText(report.kl), report.kl, {}, {}, {}}});
    }
    const QSignalBlocker quiet(view_->selectionModel());
    table_->setRows(std::move(rows));
    if (shown_ >= 0)
        view_->selectRow(table_->shown(shown_));
}

PanelSpec exportPanel() {
    return {"export",
            QT_TRANSLATE_NOOP("panels", "Export"),
            "export",
            QT_TRANSLATE_NOOP("panels", "Write a model as a Hugging Face folder, GGUF, packed file or ONNX, and check what was written"),
            [](Session& session, QWidget* parent) -> QWidget* { return new ExportPanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>The written model is read back and given the same tokens as the original. The <b>largest logit error</b> is the greatest "
                              "difference of any output; <b>KL</b> is the mean KL(model ‖ written) in nats per token. Both are 0 where the format holds the "
                              "same numbers.</p>"
                              "<p>A file appears whole or not at all: cancelling leaves nothing behind.</p>")};
}

} // namespace stillhouse::widgets
