// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/temperature_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/form/option_form.h"
#include "widgets/panels.h"
#include "widgets/panels/temperature_example.h"
#include "widgets/panels/temperature_live.h"
#include "widgets/panels/temperature_replay.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

const char* const kPointsKey = "tau_points";

// The drawn schedule is edited in the plot, so the form leaves it out.
std::vector<OptionSpec> formOptions() {
    auto specs = temperatureOptions();
    std::erase_if(specs, [](const OptionSpec& spec) { return spec.key == kPointsKey; });
    return specs;
}

QPushButton* presetButton(QWidget* parent, std::size_t index) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QStringLiteral("preset%1").arg(index));
    return button;
}

} // namespace

const std::vector<TemperaturePreset>& temperaturePresets() {
    using S = std::string;
    static const std::vector<TemperaturePreset> presets = {
        {QT_TRANSLATE_NOOP("TemperaturePanel", "Constant 5"), QT_TRANSLATE_NOOP("TemperaturePanel", "τ stays at 5 over the whole stage"),
         {{"schedule", S("constant")}, {"tau_start", 5.0}}},
        {QT_TRANSLATE_NOOP("TemperaturePanel", "3 → 0.5"), QT_TRANSLATE_NOOP("TemperaturePanel", "Linear from 3 to 0.5: soft first, nearly hard labels at the end"),
         {{"schedule", S("linear")}, {"tau_start", 3.0}, {"tau_end", 0.5}}},
        {QT_TRANSLATE_NOOP("TemperaturePanel", "Cosine 5 → 1"), QT_TRANSLATE_NOOP("TemperaturePanel", "Half a cosine wave from 5 to 1: slow at both ends"),
         {{"schedule", S("cosine")}, {"tau_start", 5.0}, {"tau_end", 1.0}}},
        {QT_TRANSLATE_NOOP("TemperaturePanel", "Threshold rule"),
         QT_TRANSLATE_NOOP("TemperaturePanel", "Loss above 0.8 nats doubles τ, loss below 0.3 nats halves it, on top of the schedule"),
         {{"controller", S("threshold")}, {"threshold_high", 0.8}, {"threshold_low", 0.3}, {"raise_factor", 2.0}, {"lower_factor", 0.5}}},
    };
    return presets;
}

TemperaturePanel::TemperaturePanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), presetsLabel_(new QLabel(this)),
      formTitle_(new QLabel(this)), hint_(new QLabel(this)), editor_(new CurveEditor(this)), form_(new OptionForm(formOptions(), this)),
      replay_(new TemperatureReplay(session, this)), example_(new TemperatureExample(session, this)), live_(new TemperatureLive(session, this)),
      tabs_(new QTabWidget(this)), errors_(new ErrorBar(this)), notice_(new ErrorBar(this)),
      empty_(new EmptyState(QStringLiteral("temperature"), this)), pages_(new QStackedWidget(this)) {
    for (std::size_t i = 0; i < temperaturePresets().size(); ++i)
        presets_.push_back(widgets::presetButton(this, i));
    makeLayout();
    connectAll();
    retranslate();
    load();
}

QWidget* TemperaturePanel::makeEditorSide() {
    editor_->setObjectName(QStringLiteral("temperatureEditor"));
    editor_->setMinimumHeight(200);
    hint_->setProperty("type", "caption");
    hint_->setWordWrap(true);
    presetsLabel_->setProperty("type", "caption");
    auto* presets = new QHBoxLayout;
    presets->setSpacing(4);
    presets->addWidget(presetsLabel_);
    for (auto* button : presets_)
        presets->addWidget(button);
    presets->addStretch();
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(presets);
    column->addWidget(editor_, 1);
    column->addWidget(hint_);
    return side;
}

QWidget* TemperaturePanel::makeFormSide() {
    formTitle_->setProperty("type", "section");
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(form_);
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(kPadding, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(formTitle_);
    column->addWidget(area, 1);
    side->setMinimumWidth(400);
    return side;
}

void TemperaturePanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    summary_->setWordWrap(true);
    auto* upper = new QSplitter(Qt::Horizontal, this);
    upper->addWidget(makeEditorSide());
    upper->addWidget(makeFormSide());
    upper->setStretchFactor(0, 3);
    upper->setStretchFactor(1, 2);
    upper->setChildrenCollapsible(false);
    tabs_->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{replay_, example_, live_})
        tabs_->addTab(page, {});
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(upper);
    split->addWidget(tabs_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({340, 320});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addWidget(title_);
    column->addWidget(summary_);
    column->addWidget(errors_);
    column->addWidget(notice_);
    column->addWidget(pages_, 1);
}

void TemperaturePanel::connectAll() {
    for (std::size_t i = 0; i < presets_.size(); ++i)
        connect(presets_[i], &QPushButton::clicked, this, [this, i] { applyPreset(int(i)); });
    connect(editor_, &CurveEditor::pointsChanged, this, &TemperaturePanel::takePoints);
    connect(editor_, &CurveEditor::editFinished, this, &TemperaturePanel::save);
    connect(form_, &OptionForm::changed, this, [this] {
        const auto points = options_.find(kPointsKey);
        OptionMap edited = form_->values();
        if (points != options_.end())
            edited.insert(*points);
        options_ = std::move(edited);
        showSchedule(false);
        save();
    });
    connect(replay_, &TemperatureReplay::failed, errors_, &ErrorBar::showError);
    connect(example_, &TemperatureExample::failed, errors_, &ErrorBar::showError);
    connect(&session_, &Session::experimentChanged, this, [this](QObject* origin) {
        if (origin != this)
            load();
    });
    connect(&session_, &Session::runStarted, this, [this] { tabs_->setCurrentWidget(live_); });
    connect(&session_, &Session::panelRequested, this, [this](const QString& panel, const QString& subject) {
        if (panel == QStringLiteral("temperature") && !subject.isEmpty()) {
            example_->setPrompt(subject);
            tabs_->setCurrentWidget(example_);
        }
    });
}

void TemperaturePanel::retranslate() {
    title_->setText(tr("Temperature"));
    summary_->setText(tr("τ softens the teacher's answers before the student copies them: the schedule says where τ goes, the controller reacts to the loss."));
    presetsLabel_->setText(tr("Presets"));
    formTitle_->setText(tr("Schedule and controller"));
    hint_->setText(tr("Drag a point; double click adds one, Delete removes it; arrow keys move, Page up and down choose. Drawing makes the schedule piecewise."));
    for (std::size_t i = 0; i < presets_.size(); ++i) {
        presets_[i]->setText(tr(temperaturePresets()[i].title));
        presets_[i]->setToolTip(tr(temperaturePresets()[i].help));
    }
    editor_->setTitle(tr("Schedule of τ"));
    editor_->setAxes(tr("share of the stage"), tr("temperature, no unit"));
    editor_->setBand(2, 8, tr("published settings"));
    tabs_->setTabText(0, tr("Replay"));
    tabs_->setTabText(1, tr("Example"));
    tabs_->setTabText(2, tr("Live"));
    empty_->setTitle(tr("Strategy A has no soft targets"));
    empty_->setText(tr("The temperature belongs to the stage “Soft targets”, in which the student copies the teacher's softened answers."));
    empty_->setAction(tr("Add the stage"), [this] { addStage(); });
    warn();
}

void TemperaturePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

namespace {

QWidget* makeTemperaturePanel(Session& session, QWidget* parent) { return new TemperaturePanel(session, parent); }

} // namespace

PanelSpec temperaturePanel() {
    return {"temperature",
            QT_TRANSLATE_NOOP("panels", "Temperature"),
            "temperature",
            QT_TRANSLATE_NOOP("panels", "Draw the temperature schedule, set the controller, replay it over a recorded loss, steer a run"),
            makeTemperaturePanel,
            false,
            QT_TRANSLATE_NOOP("panels",
                              "<p>The student copies p = softmax(z / τ) of the teacher's logits z: τ above 1 shows it how the wrong answers compare, τ near 0 leaves the "
                              "best one only (Hinton et al. 2015). Published settings use 2 to 8.</p>"
                              "<p><b>τ(t) = controller(schedule(t), loss)</b>, kept within 0.1 and 10, t the share of the stage that is done.</p>"
                              "<p><b>Schedules.</b> Constant τ<sub>0</sub>; linear τ<sub>0</sub> + (τ<sub>1</sub> − τ<sub>0</sub>) t; cosine τ<sub>1</sub> + (τ<sub>0</sub> − τ<sub>1</sub>)(1 + cos πt) / 2; "
                              "exponential τ<sub>0</sub>(τ<sub>1</sub> / τ<sub>0</sub>)<sup>t</sup>; piecewise through the points you draw.</p>"
                              "<p><b>Threshold.</b> With ℓ the moving average of the loss and b the schedule's value: ℓ above the upper threshold gives min(b · raise, 10), below the lower "
                              "one max(b · lower, 0.1), between them b; with hysteresis a state is left only when ℓ has come back that far. "
                              "<b>Gradient balance.</b> τ ← τ · exp(gain · (target − share)), share being the teacher's part of the gradient norm. "
                              "<b>Learned.</b> τ = b · exp(θ), θ climbing the loss (CTKD, Li et al. 2023).</p>"
                              "<p><b>Replay</b> computes τ at every step of a recorded loss. It shows what the controller would have done with that loss, not the loss that "
                              "would have followed. <b>Live</b>: drag the circle to hold τ; the hold is an event of the run, and the run can be repeated with it.</p>")};
}

} // namespace stillhouse::widgets
