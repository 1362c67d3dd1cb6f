// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/strategy_panel.h"

#include "widgets/error_bar.h"
#include "widgets/form/layer_map_editor.h"
#include "widgets/form/option_form.h"
#include "widgets/icons.h"
#include "widgets/panels.h"
#include "widgets/panels/dry_run_box.h"
#include "widgets/panels/stage_list.h"
#include "widgets/panels/strategy_setup.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kListWidth = 272;

QLabel* label(QWidget* parent, const char* type, bool wrap = true) {
    auto* label = new QLabel(parent);
    label->setProperty("type", type);
    label->setWordWrap(wrap);
    return label;
}

QFrame* separator(QWidget* parent, bool vertical) {
    auto* line = new QFrame(parent);
    line->setProperty("role", "separator");
    if (vertical)
        line->setFixedWidth(1);
    else
        line->setFixedHeight(1);
    return line;
}

// The colour that marks this strategy in every plot.
QLabel* badge(const QString& lane, QWidget* parent) {
    auto* badge = new QLabel(lane, parent);
    badge->setAlignment(Qt::AlignCenter);
    badge->setFixedSize(28, 28);
    badge->setStyleSheet(QStringLiteral("background:%1; color:white; border-radius:14px; font-weight:600;").arg(theme().lane(lane.toStdString()).name()));
    return badge;
}

} // namespace

StrategyPanel::StrategyPanel(Session& session, const QString& lane, QWidget* parent)
    : QWidget(parent), session_(session), lane_(lane), title_(label(this, "title", false)), summary_(label(this, "muted")),
      stagesTitle_(label(this, "caption", false)), formTitle_(label(this, "title", false)), formSummary_(label(this, "muted")),
      formSource_(label(this, "caption")), running_(label(this, "caption")), setup_(new QPushButton(this)), run_(new QPushButton(this)), temperature_(new QPushButton(this)),
      list_(new StageList(lane, this)), area_(new QScrollArea(this)), dry_(new DryRunBox(this)), errors_(new ErrorBar(this)) {
    makeLayout();
    connectSession();
    list_->setMethods(session_.methods());
    retranslate();
    reload();
}

void StrategyPanel::makeLayout() {
    setup_->setProperty("role", "quiet");
    setup_->setProperty("align", "left"); // as the stages below it
    setup_->setCheckable(true);
    setup_->setIcon(icon(QStringLiteral("settings")));
    setup_->setObjectName(QStringLiteral("setup"));
    setup_->setIconSize({24, 16});
    run_->setIconSize({24, 16});
    run_->setIcon(icon(QStringLiteral("play")));
    run_->setObjectName(QStringLiteral("runLane"));
    temperature_->setObjectName(QStringLiteral("toTemperature"));
    temperature_->setIcon(icon(QStringLiteral("temperature")));
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* heading = new QHBoxLayout;
    heading->setSpacing(12);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(summary_);
    heading->addWidget(badge(lane_, this), 0, Qt::AlignTop);
    heading->addLayout(words, 1);
    heading->addWidget(run_, 0, Qt::AlignTop);

    auto* left = new QVBoxLayout;
    left->setSpacing(kGap);
    left->addWidget(setup_);
    left->addWidget(stagesTitle_);
    left->addWidget(list_, 1);
    auto* leftSide = new QWidget(this);
    leftSide->setFixedWidth(kListWidth);
    left->setContentsMargins(0, 0, 0, 0);
    leftSide->setLayout(left);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    auto* rightHead = new QHBoxLayout;
    rightHead->addWidget(formTitle_, 1);
    rightHead->addWidget(temperature_);
    right->addLayout(rightHead);
    right->addWidget(formSummary_);
    right->addWidget(formSource_);
    right->addSpacing(kGap);
    right->addWidget(area_, 1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(kPadding);
    middle->addWidget(leftSide);
    middle->addWidget(separator(this, true));
    middle->addLayout(right, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(12);
    column->addLayout(heading);
    column->addWidget(errors_);
    column->addWidget(separator(this, false));
    column->addLayout(middle, 1);
    column->addWidget(separator(this, false));
    column->addWidget(running_);
    column->addWidget(dry_);
}

void StrategyPanel::connectSession() {
    connect(setup_, &QPushButton::clicked, this, &StrategyPanel::showSetup);
    connect(list_, &StageList::selected, this, &StrategyPanel::showStage);
    connect(list_, &StageList::edited, this, &StrategyPanel::save);
    connect(run_, &QPushButton::clicked, this, [this] { Q_EMIT session_.startRequested(lane_, false, {}); });
    connect(temperature_, &QPushButton::clicked, this, [this] { Q_EMIT session_.panelRequested(QStringLiteral("temperature"), {}); });
    connect(dry_, &DryRunBox::requested, this, [this] {
        errors_->hide();
        dry_->setBusy(true);
        Q_EMIT session_.dryRunRequested();
    });
    connect(&session_, &Session::dryRunArrived, this, [this](const DryRun& result) {
        dry_->setResult(result);
        list_->setEstimates(result.stages);
        updateButtons();
    });
    connect(&session_, &Session::requestFailed, this, [this](const QString& tag, const Error& error) {
        if (tag != QLatin1String("dryrun"))
            return;
        dry_->setBusy(false);
        updateButtons();
        showError(error);
    });
    connect(&session_, &Session::runEnded, this, [this](const RunState& state) {
        updateButtons();
        if (state.status == RunStatus::Failed && !state.error.key.empty())
            showError(state.error);
    });
    connect(&session_, &Session::runStarted, this, &StrategyPanel::updateButtons);
    connect(&session_, &Session::projectChanged, this, [this] {
        stage_ = -1;
        errors_->hide();
    });
    connect(&session_, &Session::inspected, this, [this](const QString& tag, const ModelInfo& teacher) {
        auto* map = tag == QStringLiteral("layers of ") + lane_ ? form_->findChild<LayerMapEditor*>() : nullptr;
        if (map) // a student without a number of its own has the teacher's
            map->setLayers(int(session_.experiment().student.layers > 0 ? session_.experiment().student.layers : teacher.layers), int(teacher.layers));
    });
    connect(&session_, &Session::experimentChanged, this, [this](QObject* origin) {
        dry_->clear();
        if (origin != this)
            reload();
    });
    connect(&session_, &Session::engineArrived, this, [this] {
        list_->setMethods(session_.methods());
        reload();
    });
}

void StrategyPanel::reload() {
    const auto found = session_.experiment().strategies.find(lane_.toStdString());
    list_->setStages(found == session_.experiment().strategies.end() ? std::vector<StageSpec>() : found->second);
    if (stage_ >= 0 && stage_ < int(list_->stages().size()))
        showStage(stage_);
    else
        showSetup();
    updateButtons();
}

void StrategyPanel::showSetup() {
    stage_ = -1;
    setup_->setChecked(true);
    list_->select(-1);
    formTitle_->setText(tr("Models and budget"));
    formSummary_->setText(tr("Strategies A and B share teacher, student, data and budget, so that their results can be compared."));
    formSource_->hide();
    temperature_->hide();
    showForm(setupOptions(), setupValues(session_.experiment()));
}

void StrategyPanel::showStage(int index) {
    if (index < 0 || index >= int(list_->stages().size()))
        return showSetup();
    stage_ = index;
    setup_->setChecked(false);
    const StageSpec& stage = list_->stages()[std::size_t(index)];
    const MethodSpec* method = session_.method(stage.stage);
    formTitle_->setText(method ? shown(method->title) : QString::fromStdString(stage.stage));
    formSummary_->setText(method ? shown(method->summary) : session_.engineReady() ? tr("This engine does not know the stage") : tr("The engine is still loading"));
    formSource_->setText(method ? tr("After %1", "the papers").arg(QString::fromStdString(method->source)) : QString());
    formSource_->setVisible(method && !method->source.empty());
    temperature_->setVisible(lane_ == QLatin1String("A") && stage.stage == "distill.soft"); // what that panel edits
    showForm(method ? method->options : std::vector<OptionSpec>(), stage.options);
    list_->select(index);
}

void StrategyPanel::showForm(std::vector<OptionSpec> specs, const OptionMap& values) {
    form_ = new OptionForm(std::move(specs));
    form_->setObjectName(QStringLiteral("optionForm"));
    form_->setValues(values);
    connect(form_, &OptionForm::changed, this, &StrategyPanel::save);
    area_->setWidget(form_); // deletes the form before
    if (form_->findChild<LayerMapEditor*>() && !session_.experiment().teachers.empty())
        Q_EMIT session_.inspectRequested(QStringLiteral("layers of ") + lane_, QString::fromStdString(session_.experiment().teachers.front().path));
}

void StrategyPanel::save() {
    errors_->hide();
    form_->clearErrors();
    Experiment experiment = session_.experiment();
    std::vector<StageSpec> stages = list_->stages();
    if (qobject_cast<OptionForm*>(sender())) {
        if (stage_ < 0)
            applySetup(form_->values(), experiment);
        else
            stages[std::size_t(stage_)].options = form_->values();
        list_->setStages(stages);
    }
    experiment.strategies[lane_.toStdString()] = std::move(stages);
    session_.setExperiment(std::move(experiment), this);
    updateButtons();
}

// An error that names an option is shown at its field; anything else in the bar.
void StrategyPanel::showError(const Error& error) {
    static const QRegularExpression place(QStringLiteral(R"(^strategies\.([AB])\[(\d+)\](?:\.(.+))?$)"));
    const auto match = place.match(QString::fromStdString(error.key));
    if (match.hasMatch() && match.captured(1) != lane_)
        return;
    if (match.hasMatch())
        showStage(match.captured(2).toInt());
    else if (!error.key.empty())
        showSetup();
    const std::string key = match.hasMatch() ? match.captured(3).toStdString() : error.key;
    if (!form_->setError(key, shown(error.what)))
        errors_->showError(error);
}

void StrategyPanel::updateButtons() {
    const bool ready = session_.engineReady() && !session_.running();
    const auto& experiment = session_.experiment();
    const bool complete = !list_->stages().empty() && !experiment.teachers.empty() && !experiment.data.train.empty();
    run_->setEnabled(ready && complete);
    run_->setToolTip(session_.running()          ? tr("A run is going on")
                     : !session_.engineReady()   ? tr("The engine is still loading")
                     : list_->stages().empty()   ? tr("Add a stage first")
                     : complete                  ? tr("Run this strategy alone")
                                                 : tr("Choose a teacher and import data first"));
    dry_->setAvailable(ready);
    running_->setVisible(session_.running());
}

void StrategyPanel::retranslate() {
    const bool a = lane_ == QLatin1String("A");
    title_->setText(tr("Strategy %1").arg(lane_));
    summary_->setText(a ? tr("Dynamic distillation, head pruning, non-uniform INT4")
                        : tr("Feedback-driven progressive distillation, feed-forward pruning, FP8/FP16"));
    stagesTitle_->setText(tr("Stages"));
    setup_->setText(tr("Models and budget"));
    setup_->setAccessibleName(tr("Models and budget"));
    run_->setText(tr("Run strategy %1").arg(lane_));
    run_->setAccessibleName(run_->text());
    temperature_->setText(tr("Draw the temperature…"));
    temperature_->setToolTip(tr("Schedule and controller of τ by mouse, replayed over a recorded loss"));
    running_->setText(tr("A run is going on. What you change here counts for the next run."));
}

void StrategyPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        reload();
    }
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
