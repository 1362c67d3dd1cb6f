// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_detail.h"

#include "widgets/flow_layout.h"
#include "widgets/icons.h"
#include "widgets/label_button.h"
#include "widgets/panels/share_bars.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <algorithm>
#include <numeric>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kKeys = 9, kBars = 4;
constexpr int kSuggestionWidth = 248;

QPushButton* actionButton(QWidget* parent, const char* name, const char* iconName) {
    auto* button = new QPushButton(icon(QLatin1String(iconName)), QString(), parent);
    button->setObjectName(QLatin1String(name));
    return button;
}

} // namespace

DataDetail::DataDetail(QWidget* parent)
    : QWidget(parent), facts_(new QLabel(this)), hint_(new QLabel(this)), suggestionTitle_(new QLabel(this)), text_(new QPlainTextEdit(this)),
      buttons_(new QWidget(this)), suggestion_(nullptr), bottom_(nullptr), bars_(new ShareBars(this)), accept_(actionButton(this, "acceptSuggestion", "success")),
      flag_(actionButton(this, "flagExample", "flag")), skip_(actionButton(this, "skipExample", "skip")), undo_(actionButton(this, "undoLabel", "undo")),
      redo_(actionButton(this, "redoLabel", "redo")) {
    facts_->setProperty("type", "caption");
    accept_->setAccessibleName(tr("Accept (Enter)"));
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hint_->setProperty("type", "caption");
    hint_->setWordWrap(true);
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFrameShape(QFrame::NoFrame);
    flag_->setCheckable(true);
    for (QPushButton* button : {undo_, redo_})
        button->setProperty("role", "icon");
    auto* middle = new QHBoxLayout;
    middle->setSpacing(kPadding);
    middle->addWidget(text_, 1);
    middle->addWidget(makeSuggestion());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(facts_);
    column->addLayout(middle, 1);
    column->addWidget(makeRows());
    connect(accept_, &QPushButton::clicked, this, &DataDetail::acceptChosen);
    connect(flag_, &QPushButton::clicked, this, &DataDetail::flagChosen);
    connect(skip_, &QPushButton::clicked, this, &DataDetail::skipChosen);
    connect(undo_, &QPushButton::clicked, this, &DataDetail::undoChosen);
    connect(redo_, &QPushButton::clicked, this, &DataDetail::redoChosen);
    setHistory(false, false);
    retranslate();
}

QWidget* DataDetail::makeSuggestion() {
    suggestion_ = new QWidget(this);
    suggestion_->setFixedWidth(kSuggestionWidth);
    suggestionTitle_->setProperty("type", "caption");
    suggestionTitle_->setObjectName(QStringLiteral("suggestionTitle"));
    auto* column = new QVBoxLayout(suggestion_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(suggestionTitle_);
    column->addWidget(bars_);
    column->addWidget(accept_);
    column->addStretch();
    return suggestion_;
}

// The labels have lines for themselves, as many as they need: there may be nine, with long names, beside the help.
QWidget* DataDetail::makeRows() {
    bottom_ = new QWidget(this);
    auto* labels = new FlowLayout(buttons_);
    labels->setContentsMargins(0, 0, 0, 0);
    labels->setSpacing(kGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(hint_, 1);
    row->addStretch();
    for (QPushButton* button : {flag_, skip_, undo_, redo_})
        row->addWidget(button);
    auto* rows = new QVBoxLayout(bottom_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kGap);
    rows->addWidget(buttons_);
    rows->addLayout(row);
    return bottom_;
}

void DataDetail::setLabels(const std::vector<std::string>& labels) {
    if (labels == labels_)
        return;
    labels_ = labels;
    makeButtons();
}

void DataDetail::setSuggestionLabels(const std::vector<std::string>& labels) {
    suggestionLabels_ = labels;
    showSuggestion();
}

void DataDetail::setHistory(bool canUndo, bool canRedo) {
    undo_->setEnabled(canUndo);
    redo_->setEnabled(canRedo);
}

void DataDetail::makeButtons() {
    qDeleteAll(buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    for (std::size_t i = 0; i < labels_.size() && i < kKeys; ++i) {
        const QString label = QString::fromStdString(labels_[i]);
        auto* button = labelButton(buttons_, int(i) + 1, label);
        button->setAccessibleName(tr("Label this example %1").arg(label));
        button->setToolTip(tr("Label this example %1 (key %2)").arg(label).arg(i + 1));
        connect(button, &QPushButton::clicked, this, [this, label] {
            retranslate(); // a click alone checks nothing: the label does, once it is written
            Q_EMIT labelChosen(label);
        });
        buttons_->layout()->addWidget(button);
    }
    retranslate();
}

void DataDetail::showRow(const std::optional<ExampleRow>& row, const std::string& label) {
    const bool sameText = row && row_ && row->rowid == row_->rowid && row->example.prompt == row_->example.prompt;
    row_ = row;
    label_ = label;
    if (!sameText) {
        QString text;
        if (row) {
            text = QString::fromStdString(row->example.prompt);
            if (!row->example.response.empty())
                text += QStringLiteral("\n\n→ ") + QString::fromStdString(row->example.response);
        }
        text_->setPlainText(text);
    }
    retranslate();
}

QString DataDetail::suggestion() const {
    const bool possible = row_ && row_->suggestion && std::find(labels_.begin(), labels_.end(), row_->suggestion->label) != labels_.end();
    return possible ? QString::fromStdString(row_->suggestion->label) : QString();
}

void DataDetail::showSuggestion() {
    const bool there = row_ && row_->suggestion && row_->suggestion->probabilities.size() == suggestionLabels_.size() && !suggestionLabels_.empty();
    suggestion_->setVisible(there);
    if (!there)
        return;
    const auto& probabilities = row_->suggestion->probabilities;
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    std::vector<Share> shares;
    for (std::size_t i = 0; i < order.size() && i < kBars; ++i) {
        const QString name = QString::fromStdString(suggestionLabels_[order[i]]);
        shares.push_back({name, name, probabilities[order[i]], QLocale().toString(100 * probabilities[order[i]], 'f', 1) + QStringLiteral(" %"), "teacher"});
    }
    bars_->setShares(std::move(shares), 1);
    suggestionTitle_->setText(tr("Teacher suggests · entropy %1 nats").arg(QLocale().toString(row_->suggestion->entropy, 'f', 2)));
    const QString label = suggestion();
    accept_->setVisible(!label.isEmpty());
    accept_->setText(tr("Accept (Enter)"));
    accept_->setAccessibleName(tr("Accept the suggested label %1").arg(label));
}

void DataDetail::showFactsLine() {
    if (!row_)
        return;
    const Example& example = row_->example;
    QStringList facts{QString::fromStdString(example.id)};
    facts << (label_.empty() ? tr("no label") : QString::fromStdString(label_)) << splitName(example.split);
    if (!example.source.empty())
        facts << QString::fromStdString(example.source);
    for (const auto& tag : example.tags)
        facts << QStringLiteral("#") + QString::fromStdString(tag);
    facts_->setText(facts.join(QStringLiteral("  ·  ")));
}

void DataDetail::retranslate() {
    text_->setAccessibleName(tr("Text of the selected example"));
    text_->setPlaceholderText(tr("Select a row to read it in full."));
    bars_->setAccessibleName(tr("Labels that the teacher suggests"));
    flag_->setText(tr("Flag"));
    flag_->setToolTip(tr("Mark this example to come back to it (F)"));
    skip_->setText(tr("Skip"));
    skip_->setToolTip(tr("Go on without a label (S)"));
    undo_->setAccessibleName(tr("Undo"));
    undo_->setToolTip(tr("Take back the last change (Ctrl+Z)"));
    redo_->setAccessibleName(tr("Redo"));
    redo_->setToolTip(tr("Make the last change taken back again (Ctrl+Y)"));
    hint_->setText(tr("Keys: 1–9 label, 0 none, Enter the suggestion, F flag, S skip, Ctrl+Z undo, Ctrl+Y redo."));
    hint_->setToolTip(tr("A label is on disk before the next example appears."));
    const bool labelling = row_.has_value() && !labels_.empty();
    hint_->setVisible(labelling);
    bottom_->setVisible(row_.has_value());
    buttons_->setVisible(labelling);
    facts_->setVisible(row_.has_value());
    flag_->setChecked(row_ && row_->flagged);
    const auto buttons = buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly);
    for (qsizetype i = 0; i < buttons.size(); ++i)
        buttons[i]->setChecked(row_ && std::size_t(i) < labels_.size() && label_ == labels_[std::size_t(i)]);
    showFactsLine();
    showSuggestion();
}

void DataDetail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        makeButtons();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
