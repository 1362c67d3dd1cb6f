// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_setup.h"

#include "widgets/form/option_form.h"
#include "widgets/job_progress.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/path_field.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

QuantizeSetup::QuantizeSetup(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), chooser_(new ModelChooser(session, false, this)), methodLabel_(new QLabel(this)),
      methodText_(new QLabel(this)), note_(new QLabel(this)), method_(new QComboBox(this)),
      calibration_(new PathField(PathField::Mode::OpenFile, this)), output_(new PathField(PathField::Mode::SaveFile, this)),
      button_(new QPushButton(this)), progress_(new JobProgress(this)) {
    method_->setObjectName(QStringLiteral("methodBox"));
    calibration_->field()->setObjectName(QStringLiteral("calibration"));
    output_->field()->setObjectName(QStringLiteral("output"));
    button_->setObjectName(QStringLiteral("quantizeNow"));
    button_->setProperty("role", "primary");
    methodLabel_->setBuddy(method_);
    for (QLabel* label : {methodText_, note_}) {
        label->setProperty("type", "caption");
        label->setWordWrap(true);
    }
    for (const auto& quantizer : quantizers()) {
        method_->addItem(shown(quantizer.title), QString::fromStdString(quantizer.id));
        forms_.push_back(new OptionForm(quantizer.options, this));
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, kPadding, 0);
    column->setSpacing(12);
    column->addWidget(makeForm(), 1);
    column->addWidget(progress_);
    column->addWidget(note_);
    column->addWidget(button_);
    connect(button_, &QPushButton::clicked, this, &QuantizeSetup::startRequested);
    connect(progress_, &JobProgress::cancelRequested, this, &QuantizeSetup::cancelRequested);
    connect(method_, &QComboBox::currentIndexChanged, this, &QuantizeSetup::showMethod);
    connect(chooser_, &ModelChooser::chosen, this, &QuantizeSetup::suggest);
    connect(output_, &PathField::edited, this, [this] {
        updateButton();
        Q_EMIT outputChanged();
    });
    connect(&session_, &Session::experimentChanged, this, &QuantizeSetup::suggest);
    connect(&session_, &Session::projectChanged, this, [this] {
        output_->clear(); // a path into the project before
        calibration_->clear();
        suggest();
    });
    connect(&session_, &Session::runStarted, this, &QuantizeSetup::updateButton);
    connect(&session_, &Session::runEnded, this, &QuantizeSetup::updateButton);
    retranslate();
    showMethod();
}

QWidget* QuantizeSetup::makeForm() {
    auto* fields = new QWidget;
    auto* method = new QVBoxLayout;
    method->setSpacing(4);
    method->addWidget(methodLabel_);
    method->addWidget(method_);
    method->addWidget(methodText_);
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(chooser_);
    column->addLayout(method);
    column->addWidget(calibration_);
    column->addWidget(output_);
    for (auto* form : forms_)
        column->addWidget(form);
    column->addStretch();
    return new FormArea(fields, this);
}

OptionForm* QuantizeSetup::form() const {
    const int at = method_->currentIndex();
    return at >= 0 ? forms_[std::size_t(at)] : nullptr;
}

void QuantizeSetup::selectMethod(const QString& id) {
    if (const int at = method_->findData(id); at >= 0)
        method_->setCurrentIndex(at);
}

QuantizeRequest QuantizeSetup::request() const {
    QuantizeRequest request;
    request.model = chooser_->path().toStdString();
    request.out = output_->path().toStdString();
    request.method = method_->currentData().toString().toStdString();
    request.calibration = calibration_->path().toStdString();
    request.options = form() ? form()->values() : OptionMap();
    request.seed = std::uint64_t(session_.experiment().seed);
    return request;
}

void QuantizeSetup::setRunning(bool running) {
    running_ = running;
    for (QWidget* field : std::initializer_list<QWidget*>{chooser_, method_, calibration_, output_})
        field->setEnabled(!running);
    for (auto* form : forms_)
        form->setEnabled(!running);
    if (running) {
        for (auto* form : forms_)
            form->clearErrors();
        calibration_->setError({});
        output_->setError({});
        progress_->begin(tr("Opening the model"));
    } else {
        progress_->end();
    }
    updateButton();
}

bool QuantizeSetup::setError(const Error& error) {
    const QString message = shown(error.what);
    if (error.key == "calibration" || error.key == "out") {
        (error.key == "out" ? output_ : calibration_)->setError(message);
        return true;
    }
    static const std::string options = "options.";
    const auto key = error.key.rfind(options, 0) == 0 ? error.key.substr(options.size()) : error.key;
    return form() && !key.empty() && form()->setError(key, message);
}

void QuantizeSetup::showMethod() {
    for (auto* each : forms_)
        each->setVisible(each == form());
    const int at = method_->currentIndex();
    methodText_->setText(at >= 0 ? shown(quantizers()[std::size_t(at)].summary) : QString());
    suggest();
}

// <project>/models/<model>-<method>.safetensors, and the data that the project trains on.
void QuantizeSetup::suggest() {
    const QString project = QString::fromStdString(session_.projectFolder());
    if (!project.isEmpty() && !chooser_->path().isEmpty())
        output_->suggest(project + QStringLiteral("/models/") + chooser_->slug() + u'-' + method_->currentData().toString().section(u'.', -1) +
                         QStringLiteral(".safetensors"));
    calibration_->suggest(QString::fromStdString(session_.experiment().data.train));
    updateButton();
    Q_EMIT outputChanged();
}

void QuantizeSetup::updateButton() {
    const QString reason = session_.running()           ? tr("A run is going on: its latencies would be measured beside this work.")
                           : chooser_->path().isEmpty() ? tr("Choose a model first.")
                           : output_->path().isEmpty()  ? tr("Say where the quantized model goes.")
                                                        : QString();
    note_->setText(reason);
    note_->setVisible(!reason.isEmpty() && !running_);
    button_->setEnabled(reason.isEmpty() && !running_);
    button_->setVisible(!running_);
}

void QuantizeSetup::retranslate() {
    methodLabel_->setText(tr("Method"));
    method_->setAccessibleName(tr("Method"));
    calibration_->setTexts(tr("Calibration text"), tr("None: the weights alone decide"));
    output_->setTexts(tr("Quantized model"), tr("A .safetensors file"));
    output_->setFilter(tr("Packed models (%1)").arg(QStringLiteral("*.safetensors")));
    button_->setText(tr("Quantize"));
    button_->setAccessibleName(tr("Quantize the model"));
    const QSignalBlocker quiet(method_);
    for (int i = 0; i < method_->count(); ++i) {
        const auto& quantizer = quantizers()[std::size_t(i)];
        method_->setItemText(i, tr("%1 (strategy %2)").arg(shown(quantizer.title), QString::fromStdString(quantizer.strategies)));
    }
    if (const int at = method_->currentIndex(); at >= 0)
        methodText_->setText(shown(quantizers()[std::size_t(at)].summary));
    updateButton();
}

void QuantizeSetup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
