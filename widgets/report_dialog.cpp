// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report_dialog.h"

#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/path_field.h"
#include "widgets/report_pdf.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QUrl>

namespace stillhouse::widgets {

ReportDialog::ReportDialog(Session& session, const std::string& runId, QWidget* parent)
    : QDialog(parent), session_(session), runId_(runId), format_(new QComboBox(this)), language_(new QComboBox(this)),
      path_(new PathField(PathField::Mode::SaveFile, this)), result_(new ErrorBar(this)), write_(new QPushButton(tr("Write"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Report"));
    setMinimumWidth(520);
    format_->setObjectName(QStringLiteral("reportFormat"));
    format_->addItem(tr("PDF, for paper and mail"), QStringLiteral("pdf"));
    format_->addItem(tr("HTML, one file for any browser"), QStringLiteral("html"));
    format_->addItem(tr("CSV, every measured value"), QStringLiteral("csv"));
    language_->setObjectName(QStringLiteral("reportLanguage"));
    language_->addItem(QStringLiteral("English"), int(ReportLanguage::English));
    language_->addItem(QStringLiteral("简体中文"), int(ReportLanguage::Chinese));
    language_->setCurrentIndex(tr("en", "language of a new report: en or zh") == QLatin1String("zh") ? 1 : 0);
    path_->setTexts(tr("File"), {});
    path_->field()->setObjectName(QStringLiteral("reportPath"));
    write_->setObjectName(QStringLiteral("writeReport"));
    write_->setDefault(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->addButton(write_, QDialogButtonBox::AcceptRole);
    auto* form = new QFormLayout;
    form->setSpacing(kGap);
    form->addRow(tr("Format"), format_);
    form->addRow(tr("Language"), language_);
    for (QComboBox* box : {format_, language_})
        box->setAccessibleName(qobject_cast<QLabel*>(form->labelForField(box))->text());
    auto* text = new QLabel(tr("What was compared, with intervals and tests, gates, latency, curves, and where the numbers come from."), this);
    text->setWordWrap(true);
    text->setProperty("type", "muted");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kPadding);
    column->setSpacing(12);
    column->addWidget(text);
    column->addLayout(form);
    column->addWidget(path_);
    column->addWidget(result_);
    column->addStretch();
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(write_, &QPushButton::clicked, this, &ReportDialog::write);
    connect(format_, &QComboBox::currentIndexChanged, this, &ReportDialog::suggestPath);
    suggestPath();
}

void ReportDialog::suggestPath() {
    const QString format = format_->currentData().toString();
    path_->setFilter(QStringLiteral("%1 (*.%2)").arg(format.toUpper(), format));
    path_->suggest(QString::fromStdString(session_.projectFolder() + "/report-" + runId_ + ".") + format);
    const QString typed = path_->path(); // the user's own name keeps its place and gets the new ending
    if (const QFileInfo file(typed); !typed.isEmpty() && file.suffix() != format)
        path_->setPath(file.path() + u'/' + file.completeBaseName() + u'.' + format);
}

void ReportDialog::write() {
    const std::string path = path_->path().toStdString();
    ReportRequest request{runId_, session_.projectFolder(), ReportLanguage(language_->currentData().toInt())};
    write_->setEnabled(false);
    session_.query<bool>(
        this, QStringLiteral("report"),
        [request, path](Store& store) -> Result<bool> {
            const auto written = writeReportFile(store, request, path);
            return written ? Result<bool>(true) : Result<bool>(written.error());
        },
        [this, path = path_->path()](Result<bool> written) {
            write_->setEnabled(true);
            if (!written)
                return result_->showError(written.error());
            result_->showNotice(ErrorBar::Tone::Success, tr("Written: %1").arg(QFileInfo(path).fileName()), QFileInfo(path).absolutePath());
            result_->setAction(tr("Open"), [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
        });
}

ReportButton::ReportButton(Session& session, std::function<std::string()> chosenRun, QWidget* parent)
    : QPushButton(widgets::icon(QStringLiteral("export")), {}, parent), action_(new QAction(widgets::icon(QStringLiteral("export")), {}, parent)) {
    setObjectName(QStringLiteral("reportButton"));
    parent->addAction(action_);
    const auto open = [this, &session, chosenRun = std::move(chosenRun)] {
        if (const std::string run = chosenRun(); !run.empty())
            (new ReportDialog(session, run, window()))->open();
    };
    connect(this, &QPushButton::clicked, this, open);
    connect(action_, &QAction::triggered, this, [&session, open] {
        Q_EMIT session.panelRequested(QStringLiteral("compare"), {});
        open();
    });
    retranslate();
}

void ReportButton::retranslate() {
    setText(tr("Report…"));
    setToolTip(tr("The chosen run on one page: PDF, HTML or CSV"));
    action_->setText(tr("Report of the chosen run"));
}

void ReportButton::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
