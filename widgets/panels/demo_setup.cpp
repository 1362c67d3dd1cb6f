// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_setup.h"

#include "widgets/eliding_box.h"
#include "widgets/form/number_field.h"
#include "widgets/icons.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

enum DemoKind { LabelAlone, LabelAndText, FreeText };
constexpr std::size_t kMostDifferences = 200; ///< a list longer than this is one to filter, on the page Compare

} // namespace

DemoSetup::DemoSetup(QWidget* parent)
    : QWidget(parent), prompt_(new QPlainTextEdit(this)), ask_(new QPushButton(this)), stop_(new QPushButton(this)), example_(new QPushButton(this)),
      differ_(new ElidingBox(20, this)), kind_(new QComboBox(this)), order_(new QComboBox(this)), greedy_(new QCheckBox(this)),
      temperature_(new NumberField(false, 0.05, 2, this)), topP_(new NumberField(false, 0.05, 1, this)), most_(new NumberField(true, 1, 2048, this)),
      seed_(new NumberField(true, 0, 1e9, this)), kindLabel_(new QLabel(this)), orderLabel_(new QLabel(this)), temperatureLabel_(new QLabel(this)),
      topPLabel_(new QLabel(this)), mostLabel_(new QLabel(this)), seedLabel_(new QLabel(this)), where_(new QLabel(this)) {
    prompt_->setObjectName(QStringLiteral("demoPrompt"));
    ask_->setObjectName(QStringLiteral("demoAsk"));
    stop_->setObjectName(QStringLiteral("demoStop"));
    example_->setObjectName(QStringLiteral("demoExample"));
    differ_->setObjectName(QStringLiteral("demoDiffer"));
    kind_->setObjectName(QStringLiteral("demoKind"));
    order_->setObjectName(QStringLiteral("demoOrder"));
    greedy_->setObjectName(QStringLiteral("demoGreedy"));
    most_->setObjectName(QStringLiteral("demoMost"));
    greedy_->setChecked(true);
    temperature_->setValue(0.8);
    topP_->setValue(0.95);
    most_->setValue(64);
    seed_->setValue(1);
    makeLayout();
    connectAll();
    retranslate();
}

void DemoSetup::makeLayout() {
    ask_->setProperty("role", "primary");
    stop_->setIcon(icon(QStringLiteral("stop")));
    where_->setProperty("type", "caption");
    prompt_->setTabChangesFocus(true);
    prompt_->setFixedHeight(88);
    prompt_->installEventFilter(this);
    differ_->setMaximumWidth(300);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton* button : {ask_, stop_, example_})
        buttons->addWidget(button);
    buttons->addWidget(differ_);
    buttons->addStretch();
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(prompt_);
    left->addWidget(where_);
    top->addLayout(left, 1);
    top->addLayout(buttons);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    const std::pair<QLabel*, QWidget*> fields[] = {{kindLabel_, kind_},       {orderLabel_, order_},   {nullptr, greedy_}, {temperatureLabel_, temperature_},
                                                   {topPLabel_, topP_}, {mostLabel_, most_}, {seedLabel_, seed_}};
    for (const auto& [label, field] : fields) {
        if (label) {
            label->setBuddy(field);
            label->setProperty("type", "caption");
            row->addWidget(label);
        }
        if (qobject_cast<NumberField*>(field))
            field->setFixedWidth(72);
        row->addWidget(field);
    }
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(top);
    column->addLayout(row);
}

void DemoSetup::connectAll() {
    connect(ask_, &QPushButton::clicked, this, &DemoSetup::askRequested);
    connect(stop_, &QPushButton::clicked, this, &DemoSetup::stopRequested);
    connect(example_, &QPushButton::clicked, this, &DemoSetup::exampleRequested);
    connect(prompt_, &QPlainTextEdit::textChanged, this, [this] {
        if (!setting_) {
            truth_.clear();
            exampleId_.clear();
        }
        updateButtons();
    });
    connect(differ_, &QComboBox::activated, this, [this](int index) {
        if (index < 1)
            return;
        const ComparedExample& example = differences_[std::size_t(index) - 1];
        setExample(QString::fromStdString(example.prompt), QString::fromStdString(example.truth), QString::fromStdString(example.id));
        if (ask_->isEnabled())
            Q_EMIT askRequested();
    });
    connect(kind_, &QComboBox::currentIndexChanged, this, &DemoSetup::updateSampling);
    connect(order_, &QComboBox::currentIndexChanged, this, &DemoSetup::orderChanged);
    connect(greedy_, &QCheckBox::toggled, this, &DemoSetup::updateSampling);
}

QString DemoSetup::prompt() const { return prompt_->toPlainText(); }

bool DemoSetup::usesTask() const { return !classification_ || kind_->currentIndex() != FreeText; }

bool DemoSetup::together() const { return order_->currentIndex() == 1; }

DemoRequest DemoSetup::request() const {
    DemoRequest request;
    request.prompt = prompt().toStdString();
    request.text = !classification_ || kind_->currentIndex() != LabelAlone;
    request.maxTokens = std::int64_t(most_->value());
    request.temperature = greedy_->isChecked() ? 0 : temperature_->value();
    request.topP = greedy_->isChecked() ? 1 : topP_->value();
    request.seed = std::uint64_t(seed_->value());
    request.together = together();
    return request;
}

void DemoSetup::setExample(const QString& prompt, const QString& label, const QString& id) {
    setting_ = true;
    prompt_->setPlainText(prompt);
    setting_ = false;
    truth_ = label;
    exampleId_ = id;
    updateButtons();
}

void DemoSetup::setClassification(bool classification) {
    classification_ = classification;
    updateSampling();
}

void DemoSetup::setDifferences(std::vector<ComparedExample> examples) {
    std::erase_if(examples, [](const auto& example) { return example.prompt.empty(); });
    if (examples.size() > kMostDifferences)
        examples.resize(kMostDifferences);
    differences_ = std::move(examples);
    fillDifferences();
}

void DemoSetup::fillDifferences() {
    const QSignalBlocker quiet(differ_);
    differ_->clear();
    differ_->addItem(tr("Versions disagree (%1)").arg(differences_.size()));
    for (const auto& example : differences_) {
        QStringList answers;
        for (const auto& [subject, label] : example.predicted)
            answers << subjectName(subject) + QStringLiteral(": ") + QString::fromStdString(label);
        differ_->addItem(answers.join(QStringLiteral(" · ")));
        differ_->setItemData(differ_->count() - 1, QString::fromStdString(example.prompt), Qt::ToolTipRole);
    }
    differ_->setVisible(!differences_.empty());
}

void DemoSetup::setRunning(bool running) {
    running_ = running;
    updateButtons();
}

void DemoSetup::setReason(const QString& reason) {
    reason_ = reason;
    updateButtons();
}

void DemoSetup::updateButtons() {
    ask_->setVisible(!running_);
    stop_->setVisible(running_);
    ask_->setEnabled(reason_.isEmpty() && !prompt().trimmed().isEmpty());
    ask_->setToolTip(reason_.isEmpty() ? tr("Every version answers (Ctrl+Enter)") : reason_);
    example_->setEnabled(!running_ && project_);
    differ_->setEnabled(!running_);
    where_->setText(!reason_.isEmpty()      ? reason_
                    : !truth_.isEmpty()     ? tr("Example %1 of the data set, labelled %2").arg(exampleId_, truth_)
                    : !exampleId_.isEmpty() ? tr("Example %1 of the data set").arg(exampleId_)
                                            : tr("Your own text"));
}

void DemoSetup::updateSampling() {
    for (QWidget* widget : std::initializer_list<QWidget*>{kindLabel_, kind_})
        widget->setVisible(classification_);
    const bool writes = !classification_ || kind_->currentIndex() != LabelAlone;
    greedy_->setEnabled(writes);
    most_->setEnabled(writes);
    for (QWidget* field : std::initializer_list<QWidget*>{temperature_, topP_, seed_})
        field->setEnabled(writes && !greedy_->isChecked());
}

// Ctrl+Enter in the prompt asks, Enter stays a new line of it.
bool DemoSetup::eventFilter(QObject* object, QEvent* event) {
    const auto* key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
    if (object == prompt_ && key && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers().testFlag(Qt::ControlModifier)) {
        ask_->click();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void DemoSetup::retranslate() {
    const int kind = std::max(0, kind_->currentIndex()), order = std::max(0, order_->currentIndex());
    {
        const QSignalBlocker first(kind_), second(order_);
        kind_->clear();
        kind_->addItems({tr("Label of the task"), tr("Label and text"), tr("Text without the task")});
        kind_->setItemData(FreeText, tr("The prompt as it stands, without the task's template"), Qt::ToolTipRole);
        kind_->setCurrentIndex(kind);
        order_->clear();
        order_->addItems({tr("One after another"), tr("At the same time")});
        order_->setCurrentIndex(order);
    }
    const std::pair<QLabel*, QString> labels[] = {{kindLabel_, tr("Answer")}, {orderLabel_, tr("Models run")}, {temperatureLabel_, tr("Temperature")},
                                                  {topPLabel_, tr("Top-p")}, {mostLabel_, tr("Tokens at most")}, {seedLabel_, tr("Seed")}};
    for (const auto& [label, text] : labels) {
        label->setText(text);
        label->buddy()->setAccessibleName(text);
    }
    greedy_->setText(tr("Greedy"));
    greedy_->setToolTip(tr("Always the most probable token: the same answer every time"));
    prompt_->setAccessibleName(tr("Prompt"));
    prompt_->setPlaceholderText(tr("Type a prompt, or take an example"));
    ask_->setText(tr("Ask"));
    stop_->setText(tr("Stop"));
    example_->setText(tr("Random example"));
    example_->setToolTip(tr("An example of the test split, with its label"));
    differ_->setAccessibleName(tr("Examples on which the versions of the run disagree"));
    fillDifferences();
    updateButtons();
    updateSampling();
}

void DemoSetup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
