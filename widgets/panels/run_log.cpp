// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_log.h"

#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

struct KindIcon {
    const char* kind;
    const char* icon;
};

// An override, a roll-back and a checkpoint must be found at a glance.
const KindIcon kIcons[] = {{"override", "drag"}, {"checkpoint", "flag"}, {"rollback", "undo"}, {"unfreeze", "up"}, {"stage", "run"}, {"early-stop", "stop"}};

QIcon iconOf(const Event& event) {
    if (event.severity == Severity::Error)
        return icon(QStringLiteral("error"), QStringLiteral("error"));
    if (event.severity == Severity::Warning)
        return icon(QStringLiteral("warning"), QStringLiteral("warning"));
    for (const auto& row : kIcons)
        if (event.kind == row.kind)
            return icon(QLatin1String(row.icon));
    return icon(QStringLiteral("info"));
}

class SeverityFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setLeast(int least) {
        least_ = least;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override {
        return int(static_cast<const EventTable*>(sourceModel())->event(row).severity) >= least_;
    }

private:
    int least_ = int(Severity::Info);
};

} // namespace

void EventTable::append(const Event& event) {
    beginInsertRows({}, int(events_.size()), int(events_.size()));
    events_.push_back(event);
    endInsertRows();
}

void EventTable::setEvents(std::vector<Event> events) {
    beginResetModel();
    events_ = std::move(events);
    endResetModel();
}

int EventTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(events_.size()); }
int EventTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant EventTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Event& event = events_[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == Step)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole)
        return index.column() == What ? (event.severity == Severity::Error ? theme().color(QStringLiteral("error")) : theme().color(QStringLiteral("text")))
                                      : theme().color(QStringLiteral("muted"));
    if (role == Qt::DecorationRole && index.column() == What)
        return iconOf(event);
    if (role == Qt::ToolTipRole && index.column() == What && !event.json.empty())
        return QString::fromStdString(event.json);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return event.time > 0 ? QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000)).toString(QStringLiteral("HH:mm:ss")) : QString();
    case Lane: return QString::fromStdString(event.lane);
    case Step: return event.step > 0 ? QLocale(QLocale::English).toString(qlonglong(event.step)) : QString();
    default: return shown(event.text);
    }
}

QVariant EventTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return int(section == Step ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Lane: return tr("Lane");
    case Step: return tr("Step");
    default: return tr("Event");
    }
}

RunLog::RunLog(QWidget* parent)
    : QWidget(parent), table_(new EventTable(this)), filter_(new SeverityFilter(this)), view_(new QTableView(this)), title_(new QLabel(this)),
      severity_(new QComboBox(this)) {
    filter_->setSourceModel(table_);
    view_->setModel(filter_);
    view_->setObjectName(QStringLiteral("eventLog"));
    view_->setShowGrid(false);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setTabKeyNavigation(false);
    view_->setWordWrap(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(24);
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->setColumnWidth(EventTable::Time, 80);
    view_->setColumnWidth(EventTable::Lane, 56);
    view_->setColumnWidth(EventTable::Step, 72);
    title_->setProperty("type", "section");
    auto* row = new QHBoxLayout;
    row->addWidget(title_);
    row->addStretch();
    row->addWidget(severity_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(view_);
    connect(severity_, &QComboBox::currentIndexChanged, this, [this](int index) { static_cast<SeverityFilter*>(filter_)->setLeast(index); });
    retranslate();
}

void RunLog::clear() { table_->setEvents({}); }
void RunLog::setEvents(std::vector<Event> events) { table_->setEvents(std::move(events)); }
void RunLog::extend(const std::vector<Event>& events) {
    if (events.size() < std::size_t(table_->rowCount()))
        return setEvents(events);
    for (auto i = std::size_t(table_->rowCount()); i < events.size(); ++i)
        append(events[i]);
}

QAbstractItemModel* RunLog::shownEvents() const { return filter_; }

void RunLog::append(const Event& event) {
    // Follows the end only while the reader is at the end.
    const auto* bar = view_->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 2;
    table_->append(event);
    if (atEnd)
        view_->scrollToBottom();
}

void RunLog::retranslate() {
    title_->setText(tr("Event log"));
    const int chosen = std::max(severity_->currentIndex(), severity_->count() ? 0 : int(Severity::Info));
    const QSignalBlocker block(severity_);
    severity_->clear();
    severity_->addItems({tr("Everything"), tr("Information"), tr("Warnings and errors"), tr("Errors only")});
    severity_->setCurrentIndex(chosen);
    severity_->setAccessibleName(tr("Show events from this severity on"));
    view_->setAccessibleName(title_->text());
}

void RunLog::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
