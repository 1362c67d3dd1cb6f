// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/example_table.h"

#include "widgets/icons.h"
#include "widgets/models/example_lists.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QTimer>
#include <set>

namespace stillhouse::widgets {

namespace {

constexpr int kMaxCell = 320; // characters of a prompt that a cell can show at most
const char* const kSortNames[] = {"id", "prompt", "label", "uncertainty", "split", "source", "length"};

struct Fetched {
    quint64 generation = 0, replaced = 0;
    std::vector<std::pair<int, std::vector<ExampleRow>>> blocks;
};

bool annotatorsDiffer(const ExampleRow& row) {
    std::set<std::string> labels;
    for (const Annotation& said : row.annotations)
        if (!said.label.empty())
            labels.insert(said.label);
    return labels.size() > 1;
}

QString oneLine(const std::string& text) {
    const QString start = QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), kMaxCell * 4)));
    return start.size() > kMaxCell ? start.left(kMaxCell).simplified() + u'…' : start.simplified();
}

} // namespace

ExampleTable::ExampleTable(Session& session, QObject* parent) : QAbstractTableModel(parent), session_(session), lists_(new ExampleLists(session, this)), timer_(new QTimer(this)) {
    // Cells are painted one by one; their blocks are asked for once, after the paint.
    timer_->setSingleShot(true);
    timer_->setInterval(0);
    connect(timer_, &QTimer::timeout, this, &ExampleTable::fetch);
}

void ExampleTable::setQuery(const ExampleQuery& query) {
    query_ = query;
    const quint64 generation = ++generation_;
    lists_->query<std::vector<std::int64_t>>(
        this, QStringLiteral("ids"), [query](Store& store, ExampleIndex& index) { return index.ids(store, query); },
        [this, generation](Result<std::vector<std::int64_t>> ids) {
            if (generation != generation_)
                return;
            if (!ids)
                return Q_EMIT failed(ids.error());
            beginResetModel();
            ids_ = std::move(*ids);
            shown_ = generation;
            blocks_.clear();
            recent_.clear();
            wanted_.clear();
            asked_.clear();
            stale_.clear();
            endResetModel();
            Q_EMIT loaded(qint64(ids_.size()));
            lists_->warm(query_.dataset);
        });
}

const ExampleRow* ExampleTable::held(int index) const {
    const auto found = blocks_.find(index / kBlock);
    if (found == blocks_.end())
        return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second.use);
    const std::size_t at = std::size_t(index % kBlock);
    return at < found->second.rows.size() ? &found->second.rows[at] : nullptr;
}

std::optional<ExampleRow> ExampleTable::row(int index) {
    if (index < 0 || index >= rowCount())
        return std::nullopt;
    if (const ExampleRow* found = held(index))
        return *found;
    want(index / kBlock);
    return std::nullopt;
}

void ExampleTable::want(int block) const {
    wanted_.insert(block);
    if (!timer_->isActive())
        timer_->start();
}

void ExampleTable::fetch() {
    std::erase_if(wanted_, [this](int block) { return blocks_.contains(block); });
    if (stale_.empty() && std::includes(asked_.begin(), asked_.end(), wanted_.begin(), wanted_.end()))
        return wanted_.clear(); // on their way: to ask again would drop their answer
    for (const int block : asked_) // beside a wanted one: may be on screen still, and will not be painted again before it arrives
        if (wanted_.contains(block - 1) || wanted_.contains(block + 1))
            wanted_.insert(block);
    wanted_.insert(stale_.begin(), stale_.end());
    stale_.clear();
    std::vector<std::pair<int, std::vector<std::int64_t>>> jobs;
    for (const int block : asked_ = std::exchange(wanted_, {}))
        if (const std::size_t first = std::size_t(block) * kBlock, last = std::min(ids_.size(), first + kBlock); first < last)
            jobs.emplace_back(block, std::vector<std::int64_t>(ids_.begin() + qsizetype(first), ids_.begin() + qsizetype(last)));
    // One tag: while the view scrolls fast, only the newest request is read.
    session_.query<Fetched>(
        this, QStringLiteral("blocks"),
        [jobs, generation = shown_, replaced = replaced_](Store& store) -> Result<Fetched> {
            Fetched fetched{generation, replaced, {}};
            for (const auto& [block, ids] : jobs) {
                auto rows = store.examples(ids);
                if (!rows)
                    return rows.error();
                fetched.blocks.emplace_back(block, std::move(*rows));
            }
            return fetched;
        },
        [this](Result<Fetched> fetched) {
            asked_.clear(); // an answer that comes is that of the newest request
            if (!fetched)
                return Q_EMIT failed(fetched.error());
            if (fetched->generation != shown_)
                return;
            for (auto& [block, rows] : fetched->blocks)
                if (fetched->replaced == replaced_)
                    keep(block, std::move(rows));
                else // a label was saved while they were read: which of both is newer is not known
                    stale_.insert(block);
            if (!stale_.empty())
                fetch();
        });
}

void ExampleTable::keep(int block, std::vector<ExampleRow> rows) {
    if (const auto held = blocks_.find(block); held != blocks_.end()) {
        held->second.rows = std::move(rows);
    } else {
        recent_.push_front(block);
        blocks_[block] = {std::move(rows), recent_.begin()};
    }
    while (int(blocks_.size()) > kBlocks) {
        blocks_.erase(recent_.back());
        recent_.pop_back();
    }
    const int first = block * kBlock, last = std::min(rowCount(), first + kBlock) - 1;
    if (first <= last) {
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
        Q_EMIT blockArrived(first, last);
    }
}

void ExampleTable::replace(const ExampleRow& row) {
    ++replaced_;
    for (auto& [block, content] : blocks_)
        for (std::size_t i = 0; i < content.rows.size(); ++i)
            if (content.rows[i].rowid == row.rowid) {
                content.rows[i] = row;
                const int at = block * kBlock + int(i);
                Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
                return;
            }
}

void ExampleTable::reread(int first, int last) {
    // What is on screen stays there until its newer version arrives.
    std::erase_if(blocks_, [&](const auto& item) {
        const bool gone = item.first < first / kBlock || item.first > last / kBlock;
        if (gone)
            recent_.erase(item.second.use);
        return gone;
    });
    for (int block = first / kBlock; block <= last / kBlock; ++block)
        stale_.insert(block);
    fetch();
}

int ExampleTable::indexOf(std::int64_t rowid) const {
    const auto found = std::find(ids_.begin(), ids_.end(), rowid);
    return found == ids_.end() ? -1 : int(found - ids_.begin());
}

void ExampleTable::setBlind(const std::string& annotator) {
    if (annotator == blind_)
        return;
    blind_ = annotator;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Label), index(rowCount() - 1, Label));
    Q_EMIT headerDataChanged(Qt::Horizontal, Label, Label);
}

std::string ExampleTable::shownLabel(const ExampleRow& row) const {
    if (blind_.empty())
        return row.example.label;
    for (const Annotation& said : row.annotations)
        if (said.annotator == blind_)
            return said.label;
    return {};
}

int ExampleTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ids_.size()); }

int ExampleTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ExampleTable::shownValue(const ExampleRow& row, int column) const {
    const Example& example = row.example;
    switch (column) {
    case Id:
        return QString::fromStdString(example.id);
    case Prompt:
        return oneLine(example.prompt);
    case Label:
        return QString::fromStdString(shownLabel(row));
    case Suggested:
        return row.suggestion ? tr("%1 · %2 %", "label and confidence").arg(QString::fromStdString(row.suggestion->label), QLocale().toString(100 * row.suggestion->confidence, 'f', 0)) : QString();
    case Split:
        return splitName(example.split);
    case Source:
        return QString::fromStdString(example.source);
    default:
        return QLocale().toString(qlonglong(QString::fromStdString(example.prompt).size()));
    }
}

QVariant ExampleTable::mark(const ExampleRow& row, int column) const {
    if (column == Id && row.flagged)
        return icon(QStringLiteral("flag"), QStringLiteral("warning"));
    if (column != Label || !blind_.empty())
        return {};
    if (row.adjudicated)
        return icon(QStringLiteral("done"), QStringLiteral("success"));
    return annotatorsDiffer(row) ? QVariant(icon(QStringLiteral("warning"), QStringLiteral("warning"))) : QVariant();
}

QVariant ExampleTable::saidBy(const ExampleRow& row) const {
    QStringList lines;
    if (row.adjudicated)
        lines << tr("Decided: %1").arg(QString::fromStdString(row.example.label));
    for (const Annotation& said : row.annotations)
        if (blind_.empty() || said.annotator == blind_)
            lines << QStringLiteral("%1: %2").arg(QString::fromStdString(said.annotator), said.label.empty() ? tr("no label") : QString::fromStdString(said.label));
    return lines.isEmpty() ? QVariant() : QVariant(lines.join(u'\n'));
}

QVariant ExampleTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Length ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ForegroundRole && index.column() != Prompt && index.column() != Label)
        return theme().color(QStringLiteral("muted"));
    if (role == Qt::DecorationRole || (role == Qt::ToolTipRole && index.column() == Label))
        if (const ExampleRow* row = held(index.row()))
            return role == Qt::DecorationRole ? mark(*row, index.column()) : saidBy(*row);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (const ExampleRow* row = held(index.row()))
        return shownValue(*row, index.column());
    want(index.row() / kBlock);
    return index.column() == Prompt ? QStringLiteral("…") : QVariant();
}

QVariant ExampleTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Length ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id:
        return tr("Id");
    case Prompt:
        return tr("Prompt");
    case Label:
        return blind_.empty() ? tr("Label") : tr("My label");
    case Suggested:
        return tr("Suggested");
    case Split:
        return tr("Split");
    case Source:
        return tr("Source");
    default:
        return tr("Characters");
    }
}

void ExampleTable::sort(int column, Qt::SortOrder order) {
    ExampleQuery query = query_;
    query.sortBy = column >= 0 && column < ColumnCount ? kSortNames[column] : "";
    query.descending = order == Qt::DescendingOrder;
    if (query.sortBy != query_.sortBy || query.descending != query_.descending)
        setQuery(query);
}

} // namespace stillhouse::widgets
