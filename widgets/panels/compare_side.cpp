// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_side.h"

#include "widgets/icons.h"
#include "widgets/models/comparison_table.h"
#include "widgets/panels/compare_cascade.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kMetricWidth = 220, kDifferenceWidth = 300, kLeastSubject = 176, kMostSubject = 320;
constexpr int kIntervalWidth = 80; ///< the same for all, so that the values line up

// The value in the text colour, its ± lighter, in a column of its own.
class IntervalDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem left = option;
        initStyleOption(&left, index);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme().color(QStringLiteral("selection")));
        const QRect value = option.rect.adjusted(6, 0, -kIntervalWidth - 6, 0), interval = option.rect.adjusted(option.rect.width() - kIntervalWidth, 0, -6, 0);
        painter->setFont(left.font);
        painter->setPen(theme().color(QStringLiteral("text")));
        painter->drawText(value, Qt::AlignRight | Qt::AlignVCenter, left.text);
        painter->setFont(theme().font(Theme::Type::Caption));
        painter->setPen(theme().color(QStringLiteral("muted")));
        painter->drawText(interval, Qt::AlignRight | Qt::AlignVCenter, index.data(ComparisonTable::IntervalRole).toString());
        painter->restore();
    }
};

} // namespace

CompareSide::CompareSide(QWidget* parent)
    : QWidget(parent), table_(new ComparisonTable(this)), view_(new QTableView(this)), strip_(new QWidget(this)), rows_(new QVBoxLayout(strip_)) {
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(4);
    view_->setObjectName(QStringLiteral("compareTable"));
    view_->setModel(table_);
    view_->setShowGrid(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(26);
    view_->horizontalHeader()->setHighlightSections(false);
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->setColumnWidth(ComparisonTable::Metric, kMetricWidth);
    auto* delegate = new IntervalDelegate(view_);
    for (const int column : {ComparisonTable::A, ComparisonTable::B, ComparisonTable::Teacher}) {
        view_->setItemDelegateForColumn(column, delegate);
        view_->setColumnWidth(column, kLeastSubject);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(strip_);
    column->addWidget(view_, 1);
    connect(&theme(), &Theme::changed, this, &CompareSide::showGates);
}

void CompareSide::setRun(const ComparedRun& run) {
    table_->setRun(run.subjects, run.pairs);
    gates_ = run.gates;
    cascades_ = run.cascades;
    showGates();
}

// Whole patterns: brackets, colons and commas are of the language too.
QString CompareSide::gateText(int index) const {
    const Gate& gate = gates_[std::size_t(index)];
    const QString subject = subjectName(gate.subject), what = QString::fromStdString(gate.text);
    if (!gate.measured)
        return tr("%1  %2: not measured").arg(subject, what);
    const auto number = [](double value) { return QString::number(value, 'f', 4); };
    const QString words = (gate.passed ? tr("%1  %2: passed, %3") : tr("%1  %2: missed, %3")).arg(subject, what, number(gate.value));
    if (gate.interval.low == gate.interval.high)
        return words;
    return (gate.sure ? tr("%1 (95 % interval %2 to %3)") : tr("%1 (95 % interval %2 to %3, reaches over the limit)"))
        .arg(words, number(gate.interval.low), number(gate.interval.high));
}

QStringList CompareSide::cascadeTexts() const {
    QStringList out;
    for (const auto& gain : cascades_)
        out << cascadeText(gain);
    return out;
}

void CompareSide::addLine(const char* shape, const char* token, const QString& text) {
    const QColor color = theme().color(QLatin1String(token));
    auto* line = new QWidget(strip_);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* mark = new QLabel(line);
    mark->setPixmap(iconPixmap(QLatin1String(shape), 16, color, devicePixelRatioF()));
    mark->setAlignment(Qt::AlignTop);
    auto* words = new QLabel(text, line);
    words->setWordWrap(true);
    words->setStyleSheet(QStringLiteral("color:%1").arg(color.name()));
    row->addWidget(mark);
    row->addWidget(words, 1);
    rows_->addWidget(line);
}

void CompareSide::showGates() {
    while (auto* item = rows_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    strip_->setVisible(!gates_.empty() || !cascades_.empty());
    for (int i = 0; i < gateCount(); ++i) {
        const Gate& gate = gates_[std::size_t(i)];
        const char* token = !gate.measured ? "muted" : gate.passed ? "success" : "error";
        addLine(!gate.measured ? "waiting" : gate.passed ? "success" : "error", token, gateText(i));
    }
    for (const auto& text : cascadeTexts())
        addLine("info", "text", text);
    view_->setAccessibleName(tr("Strategy A, strategy B and the teacher side by side"));
}

void CompareSide::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int share = std::clamp((width() - kMetricWidth - kDifferenceWidth) / 3, kLeastSubject, kMostSubject);
    for (const int column : {ComparisonTable::A, ComparisonTable::B, ComparisonTable::Teacher})
        view_->setColumnWidth(column, share);
}

void CompareSide::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        table_->retranslate();
        showGates();
    }
}

} // namespace stillhouse::widgets
