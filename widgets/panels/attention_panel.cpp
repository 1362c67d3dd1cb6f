// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/attention_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels.h"
#include "widgets/panels/attention_view.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kStandardTokens = 64;

HeatGrid* headsGrid(QWidget* parent, const char* name) {
    auto* grid = new HeatGrid(parent);
    grid->setObjectName(QLatin1String(name));
    grid->setColours(HeatGrid::Colours::Viridis, false);
    grid->setSquare(true);
    grid->setValueRange(0, 0.5); // tiles show patterns; half the weight is as bright as all of it
    return grid;
}

} // namespace

AttentionPanel::AttentionPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), status_(new QLabel(this)),
      tokensLabel_(new QLabel(this)), facts_(new QLabel(this)), prompt_(new QPlainTextEdit(this)), look_(new QPushButton(this)),
      another_(new QPushButton(this)), tokens_(new QComboBox(this)), live_(new QCheckBox(this)), match_(new QCheckBox(this)),
      teacherModel_(new ModelChooser(session, false, this)), studentModel_(new ModelChooser(session, false, this)),
      teacher_(new AttentionView(QStringLiteral("teacher"), this)), student_(new AttentionView(QStringLiteral("student"), this)),
      difference_(new HeatGrid(this)), teacherHeads_(headsGrid(this, "teacherHeads")), studentHeads_(headsGrid(this, "studentHeads")),
      errors_(new ErrorBar(this)), empty_(new EmptyState(QStringLiteral("attention"), this)), pages_(new QStackedWidget(this)),
      next_(new QTimer(this)) {
    studentModel_->preferStudents();
    for (auto* chooser : {teacherModel_, studentModel_})
        chooser->setCompact();
    next_->setSingleShot(true);
    for (const int tokens : {16, 32, 48, 64, 96, 128})
        tokens_->addItem(QString::number(tokens), tokens);
    tokens_->setCurrentIndex(tokens_->findData(kStandardTokens));
    live_->setChecked(true);
    match_->setChecked(true);
    makeLayout();
    connectAll();
    connectViews();
    retranslate();
}

QWidget* AttentionPanel::makeSource() {
    prompt_->setObjectName(QStringLiteral("attentionPrompt"));
    prompt_->setTabChangesFocus(true);
    prompt_->setFixedHeight(64);
    prompt_->installEventFilter(this);
    look_->setObjectName(QStringLiteral("attentionLook"));
    look_->setProperty("role", "primary");
    another_->setObjectName(QStringLiteral("attentionAnother"));
    live_->setObjectName(QStringLiteral("attentionLive"));
    match_->setObjectName(QStringLiteral("attentionMatch"));
    teacherModel_->setObjectName(QStringLiteral("attentionTeacherModel"));
    studentModel_->setObjectName(QStringLiteral("attentionStudentModel"));
    tokensLabel_->setBuddy(tokens_);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(look_);
    buttons->addWidget(another_);
    auto* source = new QWidget(this);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(prompt_, 3);
    row->addLayout(buttons);
    row->addWidget(teacherModel_, 2);
    row->addWidget(studentModel_, 2);
    row->setAlignment(teacherModel_, Qt::AlignTop);
    row->setAlignment(studentModel_, Qt::AlignTop);
    return source;
}

QWidget* AttentionPanel::makeDifference() {
    difference_->setObjectName(QStringLiteral("differenceMap"));
    difference_->setColours(HeatGrid::Colours::Diverging, false);
    difference_->setUprightColumns(true);
    difference_->setSquare(true);
    facts_->setObjectName(QStringLiteral("differenceFacts"));
    facts_->setProperty("type", "caption");
    facts_->setWordWrap(true);
    auto* side = new QWidget(this);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(match_);
    head->addStretch();
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(difference_, 1);
    column->addWidget(facts_);
    match_->setMinimumHeight(kControlHeight);
    return side;
}

QWidget* AttentionPanel::makeMaps() {
    auto* maps = new QWidget(this);
    auto* row = new QHBoxLayout(maps);
    row->setContentsMargins(0, 0, 0, kGap);
    row->setSpacing(kPadding);
    for (QWidget* side : std::initializer_list<QWidget*>{teacher_, student_, makeDifference()})
        row->addWidget(side, 1);
    return maps;
}

QWidget* AttentionPanel::makeHeads() {
    auto* heads = new QWidget(this);
    auto* row = new QHBoxLayout(heads);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kPadding);
    row->addWidget(teacherHeads_, 1);
    row->addWidget(studentHeads_, 1);
    return heads;
}

void AttentionPanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    status_->setProperty("type", "muted");
    status_->setObjectName(QStringLiteral("attentionStatus"));
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_);
    head->addSpacing(kGap);
    head->addWidget(status_, 1);
    head->addWidget(tokensLabel_);
    head->addWidget(tokens_);
    head->addSpacing(kGap);
    head->addWidget(live_);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(makeMaps());
    split->addWidget(makeHeads());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({420, 180});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(summary_);
    column->addWidget(makeSource());
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

void AttentionPanel::connectAll() {
    connect(look_, &QPushButton::clicked, this, &AttentionPanel::look);
    connect(another_, &QPushButton::clicked, this, &AttentionPanel::anotherExample);
    connect(prompt_, &QPlainTextEdit::textChanged, this, &AttentionPanel::update);
    connect(tokens_, &QComboBox::currentIndexChanged, this, &AttentionPanel::look);
    connect(live_, &QCheckBox::toggled, this, [this] {
        follow();
        update();
    });
    connect(next_, &QTimer::timeout, this, &AttentionPanel::follow);
    // A list without models wipes nothing: what a stopped run showed stays.
    connect(teacherModel_, &ModelChooser::chosen, this, [this](const QString& path) { path.isEmpty() ? void() : ask("teacher"); });
    connect(studentModel_, &ModelChooser::chosen, this, [this](const QString& path) { path.isEmpty() ? void() : ask("student"); });
    for (auto* chooser : {teacherModel_, studentModel_})
        connect(chooser, &ModelChooser::failed, errors_, &ErrorBar::showError);
    connect(&session_, &Session::pictureArrived, this, &AttentionPanel::take);
    connect(&session_, &Session::requestFailed, this, &AttentionPanel::refuse);
    connect(&session_, &Session::runStarted, this, &AttentionPanel::runStarted);
    connect(&session_, &Session::runEnded, this, &AttentionPanel::runEnded);
    connect(&session_, &Session::engineArrived, this, &AttentionPanel::update);
    connect(&session_, &Session::projectChanged, this, [this] {
        waiting_.clear();
        teacher_->setPicture({});
        student_->setPicture({});
        prompt_->clear();
        errors_->dismiss();
        pages_->setCurrentIndex(0);
        showGrids();
        update();
    });
    connect(&session_, &Session::panelRequested, this, [this](const QString& panel, const QString& subject) {
        if (panel == QStringLiteral("attention") && !subject.isEmpty()) {
            setPrompt(subject);
            look();
        }
    });
}

void AttentionPanel::connectViews() {
    connect(teacher_, &AttentionView::chosen, this, [this](int layer, int head) { chooseIn(teacher_, student_, layer, head); });
    connect(student_, &AttentionView::chosen, this, [this](int layer, int head) { chooseIn(student_, teacher_, layer, head); });
    connect(teacherHeads_, &HeatGrid::cellClicked, this, [this](int layer, int head) { chooseIn(teacher_, student_, layer, head); });
    connect(studentHeads_, &HeatGrid::cellClicked, this, [this](int layer, int head) { chooseIn(student_, teacher_, layer, head); });
    connect(match_, &QCheckBox::toggled, this, [this](bool on) {
        if (on)
            chooseIn(student_, teacher_, student_->layer(), student_->head());
    });
}

// Ctrl+Enter in the text looks, Enter stays a new line of it.
bool AttentionPanel::eventFilter(QObject* object, QEvent* event) {
    const auto* key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
    if (object == prompt_ && key && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
        key->modifiers().testFlag(Qt::ControlModifier)) {
        look_->click();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void AttentionPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AttentionPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow();
}

namespace {

QWidget* makeAttentionPanel(Session& session, QWidget* parent) {
    return new AttentionPanel(session, parent);
}

} // namespace

PanelSpec attentionPanel() {
    return {"attention",
            QT_TRANSLATE_NOOP("panels", "Attention"),
            "attention",
            QT_TRANSLATE_NOOP("panels", "What each head of teacher and student looks at in one text, their difference, live during a run"),
            makeAttentionPanel,
            true,
            QT_TRANSLATE_NOOP(
                "panels",
                "<p>A map shows softmax(q·kᵀ / √d): row <i>i</i> is how one token (the query) spreads its attention over itself and the "
                "tokens before it "
                "(the keys); each row sums to 1.</p>"
                "<p><b>Entropy</b>: −Σ p ln p of a row, in nats; 0 looks at one token. <b>Looks back</b>: Σ p · distance, in tokens. "
                "<b>First token</b>: weight on the first one, the attention sink (Xiao 2023). All are means over the rows.</p>"
                "<p><b>Difference</b>: student − teacher. <b>KL(teacher ‖ student)</b>: mean over the rows of Σ p ln(p / q), in nats. "
                "Layers are matched evenly, "
                "the last with the last.</p>"
                "<p>During a run the student is looked at between two steps. Pictures may take 5 % of the training's time at most; a "
                "request waits until "
                "they have earned their turn. While the run is paused they come at once.</p>")};
}

} // namespace stillhouse::widgets
