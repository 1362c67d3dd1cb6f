// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/export_setup.h"

#include "widgets/job_progress.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/path_field.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

QString endingOf(const ExportFormat& format) {
    return format.folder ? u'-' + QString::fromStdString(format.id)
           : format.id == "native" ? QStringLiteral(".safetensors")
                                   : u'.' + QString::fromStdString(format.id);
}

} // namespace

ExportSetup::ExportSetup(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), chooser_(new ModelChooser(session, true, this)), formatLabel_(new QLabel(this)), typeLabel_(new QLabel(this)),
      note_(new QLabel(this)), formats_(new QButtonGroup(this)), type_(new QComboBox(this)), output_(new PathField(PathField::Mode::SaveFile, this)),
      button_(new QPushButton(this)), progress_(new JobProgress(this)) {
    type_->setObjectName(QStringLiteral("typeBox"));
    output_->field()->setObjectName(QStringLiteral("exportTarget"));
    button_->setObjectName(QStringLiteral("exportNow"));
    button_->setProperty("role", "primary");
    typeLabel_->setBuddy(type_);
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, kPadding, 0);
    column->setSpacing(12);
    column->addWidget(makeForm(), 1);
    column->addWidget(progress_);
    column->addWidget(note_);
    column->addWidget(button_);
    connect(button_, &QPushButton::clicked, this, &ExportSetup::startRequested);
    connect(progress_, &JobProgress::cancelRequested, this, &ExportSetup::cancelRequested);
    connect(formats_, &QButtonGroup::idClicked, this, &ExportSetup::showFormat);
    connect(type_, &QComboBox::currentIndexChanged, this, &ExportSetup::suggest);
    connect(chooser_, &ModelChooser::chosen, this, &ExportSetup::suggest);
    connect(output_, &PathField::edited, this, &ExportSetup::updateButton);
    connect(&session_, &Session::projectChanged, this, [this] {
        output_->clear(); // a path into the project before
        suggest();
    });
    connect(&session_, &Session::runStarted, this, &ExportSetup::updateButton);
    connect(&session_, &Session::runEnded, this, &ExportSetup::updateButton);
    retranslate();
    showFormat();
}

QWidget* ExportSetup::makeForm() {
    auto* fields = new QWidget;
    auto* list = new QVBoxLayout;
    list->setSpacing(2);
    list->addWidget(formatLabel_);
    int id = 0;
    for (const auto& format : exportFormats()) {
        Card card{new QRadioButton(fields), new QLabel(fields)};
        card.choice->setObjectName(QStringLiteral("format.") + QString::fromStdString(format.id));
        card.summary->setProperty("type", "caption");
        card.summary->setWordWrap(true);
        card.summary->setContentsMargins(26, 0, 0, kGap);
        formats_->addButton(card.choice, id++);
        list->addWidget(card.choice);
        list->addWidget(card.summary);
        cards_.push_back(card);
    }
    if (!cards_.empty())
        cards_.front().choice->setChecked(true);
    auto* type = new QVBoxLayout;
    type->setSpacing(4);
    type->addWidget(typeLabel_);
    type->addWidget(type_);
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(chooser_);
    column->addLayout(list);
    column->addLayout(type);
    column->addWidget(output_);
    column->addStretch();
    return new FormArea(fields, this);
}

const ExportFormat* ExportSetup::format() const {
    const int at = formats_->checkedId();
    return at >= 0 ? &exportFormats()[std::size_t(at)] : nullptr;
}

void ExportSetup::selectFormat(const std::string& id) {
    for (std::size_t i = 0; i < cards_.size(); ++i)
        if (exportFormats()[i].id == id)
            cards_[i].choice->setChecked(true);
    showFormat();
}

void ExportSetup::selectType(const std::string& type) {
    if (const int at = type_->findData(QString::fromStdString(type)); at >= 0)
        type_->setCurrentIndex(at);
}

ExportRequest ExportSetup::request() const {
    ExportRequest request;
    request.model = chooser_->path().toStdString();
    request.format = format() ? format()->id : std::string();
    request.type = type_->currentData().toString().toStdString();
    request.out = output_->path().toStdString();
    return request;
}

void ExportSetup::setRunning(bool running) {
    running_ = running;
    for (QWidget* field : std::initializer_list<QWidget*>{chooser_, type_, output_})
        field->setEnabled(!running);
    for (const auto& card : cards_)
        card.choice->setEnabled(!running);
    if (running) {
        output_->setError({});
        progress_->begin(tr("Opening the model"));
    } else {
        progress_->end();
    }
    updateButton();
}

bool ExportSetup::setError(const Error& error) {
    if (error.key != "out")
        return false;
    output_->setError(shown(error.what));
    return true;
}

void ExportSetup::showFormat() {
    const ExportFormat* chosen = format();
    {
        const QSignalBlocker quiet(type_);
        type_->clear();
        if (chosen)
            for (const auto& type : chosen->types)
                type_->addItem(QString::fromStdString(type).toUpper(), QString::fromStdString(type));
    }
    type_->setEnabled(!running_ && type_->count() > 1);
    output_->setMode(chosen && chosen->folder ? PathField::Mode::Folder : PathField::Mode::SaveFile);
    suggest();
}

void ExportSetup::suggest() {
    const QString project = QString::fromStdString(session_.projectFolder());
    if (const auto* chosen = format(); chosen && !project.isEmpty() && !chooser_->path().isEmpty()) {
        const QString type = type_->currentData().toString();
        output_->suggest(project + QStringLiteral("/exports/") + chooser_->slug() + (type.isEmpty() ? QString() : u'-' + type) + endingOf(*chosen));
    }
    updateButton();
}

void ExportSetup::updateButton() {
    const QString reason = session_.running()           ? tr("A run is going on: its latencies would be measured beside this work.")
                           : chooser_->path().isEmpty() ? tr("Choose a model first.")
                           : output_->path().isEmpty()  ? tr("Say where the model goes.")
                                                        : QString();
    note_->setText(reason);
    note_->setVisible(!reason.isEmpty() && !running_);
    button_->setEnabled(reason.isEmpty() && !running_);
    button_->setVisible(!running_);
}

void ExportSetup::retranslate() {
    formatLabel_->setText(tr("Format"));
    typeLabel_->setText(tr("Precision"));
    type_->setAccessibleName(tr("Precision"));
    output_->setTexts(tr("Target"), tr("A file or a new folder"));
    button_->setText(tr("Export"));
    button_->setAccessibleName(tr("Export the model"));
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        const auto& format = exportFormats()[i];
        cards_[i].choice->setText(shown(format.title));
        cards_[i].choice->setAccessibleDescription(shown(format.summary));
        cards_[i].summary->setText(shown(format.summary));
    }
    updateButton();
}

void ExportSetup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
