// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_examples.h"

#include "widgets/icons.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

struct Pair {
    const char *first, *second;
};

const Pair kPairs[] = {{"A", "B"}, {"teacher", "A"}, {"teacher", "B"}};

QString answer(const ComparedExample& example, const std::string& subject) {
    const auto found = example.predicted.find(subject);
    if (found == example.predicted.end())
        return QStringLiteral("–");
    const auto sure = example.confidence.find(subject);
    const QString label = QString::fromStdString(found->second);
    return sure == example.confidence.end() ? label : label + QStringLiteral("  %1 %").arg(100 * sure->second, 0, 'f', 0);
}

} // namespace

void DifferencesTable::setExamples(std::vector<ComparedExample> examples) {
    examples_ = std::move(examples);
    filter();
}

void DifferencesTable::choose(const std::string& first, const std::string& second, Flip flip) {
    first_ = first;
    second_ = second;
    flip_ = flip;
    filter();
}

Flip DifferencesTable::flipOf(const ComparedExample& example) const {
    const bool first = example.predicted.at(first_) == example.truth, second = example.predicted.at(second_) == example.truth;
    return first ? Flip::RightToWrong : second ? Flip::WrongToRight : Flip::BothWrong;
}

void DifferencesTable::filter() {
    beginResetModel();
    shown_.clear();
    for (std::size_t i = 0; i < examples_.size(); ++i) {
        const auto& predicted = examples_[i].predicted;
        const auto first = predicted.find(first_), second = predicted.find(second_);
        if (first == predicted.end() || second == predicted.end() || first->second == second->second)
            continue;
        if (flip_ == Flip::All || flipOf(examples_[i]) == flip_)
            shown_.push_back(i);
    }
    endResetModel();
}

int DifferencesTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(shown_.size()); }
int DifferencesTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant DifferencesTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ComparedExample& example = this->example(index.row());
    const Flip flip = flipOf(example);
    if (index.column() == Change && role == Qt::DecorationRole)
        return flip == Flip::RightToWrong   ? icon(QStringLiteral("down"), QStringLiteral("error"))
               : flip == Flip::WrongToRight ? icon(QStringLiteral("up"), QStringLiteral("success"))
                                            : icon(QStringLiteral("more"), QStringLiteral("muted"));
    if (role == Qt::ToolTipRole && index.column() == Text)
        return QString::fromStdString(example.prompt);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Change: return flip == Flip::RightToWrong ? tr("right → wrong") : flip == Flip::WrongToRight ? tr("wrong → right") : tr("both wrong");
    case Truth: return QString::fromStdString(example.truth);
    case First: return answer(example, first_);
    case Second: return answer(example, second_);
    case Text: return QString::fromStdString(example.prompt).simplified();
    default: return QString::fromStdString(example.id);
    }
}

QVariant DifferencesTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Change: return tr("Change");
    case Truth: return tr("Truth");
    case First: return subjectName(first_);
    case Second: return subjectName(second_);
    case Text: return tr("Text");
    default: return tr("Id");
    }
}

CompareExamples::CompareExamples(QWidget* parent)
    : QWidget(parent), table_(new DifferencesTable(this)), view_(new QTableView(this)), pair_(new QComboBox(this)), flip_(new QComboBox(this)),
      count_(new QLabel(this)), text_(new QLabel(this)) {
    view_->setObjectName(QStringLiteral("differencesTable"));
    view_->setModel(table_);
    view_->setShowGrid(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setTabKeyNavigation(false);
    view_->setWordWrap(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(26);
    view_->horizontalHeader()->setSectionResizeMode(DifferencesTable::Text, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{DifferencesTable::Change, 144}, {DifferencesTable::Truth, 112}, {DifferencesTable::First, 128}, {DifferencesTable::Second, 128}, {DifferencesTable::Id, 128}};
    for (const auto& [column, width] : widths)
        view_->setColumnWidth(column, width);
    flip_->setObjectName(QStringLiteral("flipFilter"));
    count_->setProperty("type", "caption");
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setMaximumHeight(72);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(pair_);
    row->addWidget(flip_);
    row->addWidget(count_);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(view_, 1);
    column->addWidget(text_);
    connect(pair_, &QComboBox::currentIndexChanged, this, &CompareExamples::apply);
    connect(flip_, &QComboBox::currentIndexChanged, this, &CompareExamples::apply);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CompareExamples::showText);
    retranslate();
}

void CompareExamples::setExamples(std::vector<ComparedExample> examples) {
    table_->setExamples(std::move(examples));
    apply();
}

void CompareExamples::apply() {
    const auto& pair = kPairs[std::max(pair_->currentIndex(), 0)];
    table_->choose(pair.first, pair.second, Flip(std::max(flip_->currentIndex(), 0)));
    count_->setText(tr("Examples: %1").arg(table_->rowCount()));
    text_->clear();
    Q_EMIT table_->headerDataChanged(Qt::Horizontal, 0, DifferencesTable::Columns - 1);
}

void CompareExamples::showText() {
    const auto index = view_->currentIndex();
    text_->setText(index.isValid() ? QString::fromStdString(table_->example(index.row()).prompt) : QString());
}

void CompareExamples::retranslate() {
    const int pair = std::max(pair_->currentIndex(), 0), flip = std::max(flip_->currentIndex(), 0);
    {
        const QSignalBlocker blockPair(pair_), blockFlip(flip_);
        pair_->clear();
        for (const auto& p : kPairs)
            pair_->addItem(tr("%1 against %2").arg(subjectName(p.first), subjectName(p.second)));
        flip_->clear();
        flip_->addItems({tr("All differences"), tr("Right → wrong"), tr("Wrong → right"), tr("Both wrong")});
        pair_->setCurrentIndex(pair);
        flip_->setCurrentIndex(flip);
    }
    pair_->setAccessibleName(tr("Which two are compared"));
    flip_->setAccessibleName(tr("Which differences are shown"));
    view_->setAccessibleName(tr("Examples that differ"));
    apply();
}

void CompareExamples::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
