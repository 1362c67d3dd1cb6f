// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_import.h"

#include "widgets/error_bar.h"
#include "widgets/panels/data_import_words.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QThreadPool>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

constexpr int kPreviewRows = 50;

} // namespace

void DataImport::openFile(const QString& path) {
    path_ = path;
    preview_ = {};
    chosen_ = false;
    const QSignalBlocker noFormat(format_), noEncoding(encoding_), noTemplate(template_);
    format_->setCurrentIndex(0);
    encoding_->setCurrentIndex(0);
    template_->clear();
    source_->clear();
    for (Field& field : fields_) {
        const QSignalBlocker quiet(field.columns);
        field.columns->clear();
    }
    errors_->dismiss();
    startPreview();
}

ReadOptions DataImport::options() const {
    ReadOptions options;
    options.format = DataFormat(format_->currentData().toInt());
    options.encoding = encoding_->currentData().toString().toStdString();
    options.source = source_->text().trimmed().toStdString();
    options.testFraction = test_->value() / 100;
    options.validationFraction = validation_->value() / 100;
    options.keepBadRows = skipBad_->isChecked();
    if (!chosen_)
        return options;
    options.mapping.promptTemplate = template_->text().isEmpty() ? "-" : template_->text().replace(QStringLiteral("\\n"), QStringLiteral("\n")).toStdString();
    for (const Field& field : fields_)
        options.mapping.*field.member = field.columns->currentIndex() <= 0 ? "-" : field.columns->currentText().toStdString();
    return options;
}

void DataImport::startPreview() {
    timer_->stop();
    if (path_.isEmpty())
        return;
    const int number = ++previewNumber_;
    const QPointer<DataImport> self(this);
    QThreadPool::globalInstance()->start([self, number, path = path_.toStdString(), options = options()] {
        auto preview = previewData(path, options, kPreviewRows);
        QMetaObject::invokeMethod(qApp, [self, number, preview = std::move(preview)] {
            if (!self || number != self->previewNumber_)
                return;
            if (preview)
                self->showPreview(*preview);
            else
                self->showError(preview.error());
        }, Qt::QueuedConnection);
    });
    showFacts();
}

void DataImport::showPreview(const DataPreview& preview) {
    preview_ = preview;
    errors_->dismiss();
    fillColumns(preview);
    fillTable(preview);
    showFacts();
    Q_EMIT previewed();
}

void DataImport::fillColumns(const DataPreview& preview) {
    for (Field& field : fields_) {
        const QSignalBlocker quiet(field.columns);
        field.columns->clear();
        field.columns->addItem(tr("not used"));
        for (const auto& column : preview.columns)
            field.columns->addItem(QString::fromStdString(column));
        field.columns->setCurrentIndex(std::max(0, field.columns->findText(QString::fromStdString(preview.mapping.*field.member), Qt::MatchExactly)));
    }
    const QSignalBlocker quiet(template_);
    const QString combined = QString::fromStdString(preview.mapping.promptTemplate).replace(u'\n', QStringLiteral("\\n"));
    if (template_->text() != combined)
        template_->setText(combined);
    fields_.front().columns->setEnabled(combined.isEmpty());
}

void DataImport::fillTable(const DataPreview& preview) {
    table_->clear();
    table_->setColumnCount(int(preview.columns.size()));
    table_->setRowCount(int(preview.rows.size()));
    for (int column = 0; column < table_->columnCount(); ++column) {
        const QString name = QString::fromStdString(preview.columns[std::size_t(column)]);
        QString use;
        for (std::size_t i = 0; i < fields_.size(); ++i)
            if (preview.mapping.*fields_[i].member == preview.columns[std::size_t(column)])
                use = fieldName(i);
        if (QString::fromStdString(preview.mapping.promptTemplate).contains(u'{' + name + u'}'))
            use = fieldName(0);
        auto* header = new QTableWidgetItem(use.isEmpty() ? name : name + QStringLiteral(" → ") + use);
        header->setForeground(theme().color(use.isEmpty() ? QStringLiteral("muted") : QStringLiteral("accent")));
        header->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table_->setHorizontalHeaderItem(column, header);
        for (int row = 0; row < table_->rowCount(); ++row) {
            const auto& cells = preview.rows[std::size_t(row)];
            const QString text = std::size_t(column) < cells.size() ? QString::fromStdString(cells[std::size_t(column)]) : QString();
            auto* item = new QTableWidgetItem(text.left(200).simplified());
            item->setToolTip(text.size() > 40 ? QStringLiteral("<p style='white-space:pre-wrap'>") + text.left(1200).toHtmlEscaped() : QString());
            table_->setItem(row, column, item);
        }
        table_->setColumnWidth(column, text_width::preferred(preview, std::size_t(column), table_->fontMetrics()));
    }
}

void DataImport::showFacts() {
    pathLabel_->setText(path_.isEmpty() ? tr("No file chosen. Choose one, or drop it here.") : path_);
    QStringList facts;
    if (preview_.bytes > 0)
        facts << formatName(preview_.format) << QString::fromStdString(preview_.encoding) << QLocale().formattedDataSize(preview_.bytes)
              << tr("columns: %1").arg(preview_.columns.size());
    facts_->setText(facts.join(QStringLiteral("  ·  ")));
    facts_->setVisible(!facts.isEmpty());
    QStringList lines;
    for (const Text& warning : preview_.warnings)
        lines << shown(warning);
    warnings_->setText(lines.join(u'\n'));
    warnings_->setVisible(!lines.isEmpty());
    import_->setEnabled(!importing_ && preview_.bytes > 0);
    import_->setText(importing_ ? tr("Importing…") : tr("Import"));
    cancel_->setText(importing_ ? tr("Cancel the import") : tr("Back"));
    bar_->setVisible(importing_);
    progressText_->setVisible(importing_);
    for (QWidget* widget : std::initializer_list<QWidget*>{format_, encoding_, template_, source_, test_, validation_, skipBad_, browse_})
        widget->setEnabled(!importing_);
    for (const Field& field : fields_)
        field.columns->setEnabled(!importing_ && (field.member != &ColumnMapping::prompt || template_->text().isEmpty()));
}

void DataImport::setImporting(bool importing) {
    importing_ = importing;
    bar_->setRange(0, 0);
    progressText_->clear();
    showFacts();
}

void DataImport::showProgress(const Progress& progress) {
    bar_->setRange(0, 1000);
    bar_->setValue(progress.total > 0 ? int(1000 * progress.done / progress.total) : 0);
    const QLocale locale;
    progressText_->setText(tr("%1 of %2  ·  %3/s  ·  %4 s left")
                               .arg(locale.formattedDataSize(progress.done), locale.formattedDataSize(progress.total),
                                    locale.formattedDataSize(qint64(progress.rate)), locale.toString(progress.secondsLeft, 'f', progress.secondsLeft < 10 ? 1 : 0)));
}

void DataImport::showError(const Error& error) {
    errors_->showError(error);
    showFacts();
}

void DataImport::choose() {
    QSettings settings;
    const QString folder = settings.value(QStringLiteral("data/folder")).toString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a data file"), folder,
                                                      tr("Data (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    settings.setValue(QStringLiteral("data/folder"), QFileInfo(path).absolutePath());
    openFile(path);
}

void DataImport::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
