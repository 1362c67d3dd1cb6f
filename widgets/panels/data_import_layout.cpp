// SPDX-License-Identifier: GPL-3.0-or-later
// The import page's widgets, where they stand and what they are called.
#include "widgets/error_bar.h"
#include "widgets/panels/data_import.h"
#include "widgets/panels/data_import_words.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

constexpr DataFormat kFormats[] = {DataFormat::Unknown, DataFormat::Jsonl, DataFormat::Json,     DataFormat::Csv,        DataFormat::Tsv,
                                   DataFormat::Text,    DataFormat::Alpaca, DataFormat::ShareGpt, DataFormat::Preferences};

QDoubleSpinBox* percentBox(QWidget* parent, double value) {
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(0, 90);
    box->setDecimals(1);
    box->setSuffix(QStringLiteral(" %"));
    box->setValue(value);
    return box;
}

QLabel* typed(QWidget* parent, const char* type) {
    auto* label = new QLabel(parent);
    label->setProperty("type", type);
    label->setWordWrap(true);
    return label;
}

} // namespace

QString DataImport::formatName(DataFormat format) {
    switch (format) {
    case DataFormat::Unknown:
        return tr("Recognise");
    case DataFormat::Jsonl:
        return tr("JSON lines");
    case DataFormat::Json:
        return tr("JSON array");
    case DataFormat::Csv:
        return QStringLiteral("CSV");
    case DataFormat::Tsv:
        return QStringLiteral("TSV");
    case DataFormat::Text:
        return tr("Plain text");
    case DataFormat::Alpaca:
        return QStringLiteral("Alpaca");
    case DataFormat::ShareGpt:
        return tr("ShareGPT or messages");
    case DataFormat::Preferences:
        return tr("Preference pairs");
    }
    return {};
}

int text_width::preferred(const DataPreview& preview, std::size_t column, const QFontMetrics& metrics) {
    int width = metrics.horizontalAdvance(QString::fromStdString(preview.columns[column])) + 80;
    for (const auto& row : preview.rows)
        if (column < row.size())
            width = std::max(width, metrics.horizontalAdvance(QString::fromStdString(row[column].substr(0, 200)).left(80)) + 24);
    return std::clamp(width, 80, 360);
}

DataImport::DataImport(QWidget* parent)
    : QWidget(parent), title_(typed(this, "title")), pathLabel_(typed(this, "code")), facts_(typed(this, "muted")), formatLabel_(typed(this, "")),
      encodingLabel_(typed(this, "")), templateLabel_(typed(this, "")), splitLabel_(typed(this, "")), sourceLabel_(typed(this, "")),
      previewTitle_(typed(this, "section")), warnings_(typed(this, "warning")), progressText_(typed(this, "caption")), format_(new QComboBox(this)),
      encoding_(new QComboBox(this)), template_(new QLineEdit(this)), source_(new QLineEdit(this)), test_(percentBox(this, 20)),
      validation_(percentBox(this, 5)), skipBad_(new QCheckBox(this)), browse_(new QPushButton(this)), import_(new QPushButton(this)),
      cancel_(new QPushButton(this)), table_(new QTableWidget(this)), bar_(new QProgressBar(this)), timer_(new QTimer(this)), errors_(new ErrorBar(this)) {
    for (const DataFormat format : kFormats)
        format_->addItem(QString(), int(format));
    for (const char* encoding : {"", "utf-8", "utf-16le", "utf-16be", "windows-1252"})
        encoding_->addItem(QString::fromLatin1(encoding).toUpper(), QString::fromLatin1(encoding));
    encoding_->setItemText(4, QStringLiteral("Windows-1252"));
    pathLabel_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    import_->setProperty("role", "primary");
    import_->setObjectName(QStringLiteral("import"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(26);
    bar_->setTextVisible(false);
    timer_->setSingleShot(true);
    timer_->setInterval(250);
    makeFields();
    makeLayout();
    const auto changed = [this] {
        chosen_ = true;
        timer_->start();
    };
    connect(timer_, &QTimer::timeout, this, &DataImport::startPreview);
    connect(format_, &QComboBox::currentIndexChanged, this, [this] { chosen_ = false; timer_->start(); });
    connect(encoding_, &QComboBox::currentIndexChanged, this, [this] { timer_->start(); });
    connect(template_, &QLineEdit::textEdited, this, changed);
    for (const Field& field : fields_)
        connect(field.columns, &QComboBox::currentIndexChanged, this, changed);
    connect(browse_, &QPushButton::clicked, this, &DataImport::choose);
    connect(import_, &QPushButton::clicked, this, [this] { Q_EMIT importRequested(path_, options()); });
    connect(cancel_, &QPushButton::clicked, this, [this] { importing_ ? Q_EMIT cancelRequested() : Q_EMIT closed(); });
    retranslate();
}

void DataImport::makeFields() {
    for (auto member : {&ColumnMapping::prompt, &ColumnMapping::response, &ColumnMapping::label, &ColumnMapping::id, &ColumnMapping::split,
                        &ColumnMapping::source, &ColumnMapping::tags})
        fields_.push_back({member, typed(this, ""), new QComboBox(this)});
}

void DataImport::makeLayout() {
    auto* head = new QHBoxLayout;
    head->addWidget(pathLabel_, 1);
    head->addWidget(browse_, 0, Qt::AlignTop);
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(kGap);
    form->setVerticalSpacing(kGap);
    int row = 0;
    const auto add = [&](QWidget* label, QWidget* control) {
        form->addWidget(label, row, 0);
        form->addWidget(control, row++, 1);
    };
    add(formatLabel_, format_);
    add(encodingLabel_, encoding_);
    add(fields_.front().label, fields_.front().columns);
    add(templateLabel_, template_);
    for (std::size_t i = 1; i < fields_.size(); ++i)
        add(fields_[i].label, fields_[i].columns);
    add(sourceLabel_, source_);
    auto* split = new QHBoxLayout;
    split->addWidget(test_);
    split->addWidget(validation_);
    form->addWidget(splitLabel_, row, 0);
    form->addLayout(split, row++, 1);
    form->addWidget(skipBad_, row++, 0, 1, 2);
    form->setRowStretch(row, 1);
    form->setColumnStretch(1, 1);
    auto* settings = new QWidget(this);
    settings->setLayout(form);
    form->setContentsMargins(0, 0, kGap, 0);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(settings);
    area->setFixedWidth(340);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* right = new QVBoxLayout;
    right->setSpacing(kGap);
    right->addWidget(previewTitle_);
    right->addWidget(facts_);
    right->addWidget(warnings_);
    right->addWidget(table_, 1);
    auto* body = new QHBoxLayout;
    body->setSpacing(kPadding);
    body->addWidget(area);
    body->addLayout(right, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(progressText_, 1);
    foot->addStretch();
    foot->addWidget(cancel_);
    foot->addWidget(import_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(title_);
    column->addLayout(head);
    column->addWidget(errors_);
    column->addSpacing(kGap);
    column->addLayout(body, 1);
    column->addWidget(bar_);
    column->addLayout(foot);
    QWidget::setTabOrder(browse_, format_);
}

QString DataImport::fieldName(std::size_t index) const {
    const QString names[] = {tr("Prompt"), tr("Response"), tr("Label"), tr("Id"), tr("Split"), tr("Source"), tr("Tags")};
    return names[index];
}

void DataImport::retranslate() {
    title_->setText(tr("Import data"));
    formatLabel_->setText(tr("Format"));
    encodingLabel_->setText(tr("Encoding"));
    templateLabel_->setText(tr("Or combine columns"));
    template_->setPlaceholderText(tr("Subject: {subject}\\n{text}"));
    template_->setToolTip(tr("A template with column names in braces; \\n is a line break. It replaces the prompt column."));
    sourceLabel_->setText(tr("Source name"));
    source_->setPlaceholderText(tr("written to rows that name none"));
    splitLabel_->setText(tr("Test, validation"));
    splitLabel_->setToolTip(tr("Rows without a split are placed by a hash of their prompt, so equal prompts never stand on both sides."));
    skipBad_->setText(tr("Skip and count bad rows"));
    previewTitle_->setText(tr("First rows"));
    browse_->setText(tr("Choose a file…"));
    encoding_->setItemText(0, tr("Recognise"));
    for (int i = 0; i < format_->count(); ++i)
        format_->setItemText(i, formatName(DataFormat(format_->itemData(i).toInt())));
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        fields_[i].label->setText(fieldName(i));
        fields_[i].columns->setAccessibleName(tr("Column of: %1").arg(fieldName(i)));
        fields_[i].columns->setItemText(0, tr("not used"));
    }
    format_->setAccessibleName(tr("Format"));
    encoding_->setAccessibleName(tr("Encoding"));
    template_->setAccessibleName(tr("Prompt template"));
    source_->setAccessibleName(tr("Source name"));
    test_->setAccessibleName(tr("Test part in percent"));
    validation_->setAccessibleName(tr("Validation part in percent"));
    table_->setAccessibleName(tr("First rows of the file"));
    bar_->setAccessibleName(tr("Import progress"));
    fillTable(preview_);
    showFacts();
}

} // namespace stillhouse::widgets
