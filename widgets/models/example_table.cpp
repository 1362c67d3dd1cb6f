// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/example_table.h"

#include "widgets/session.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

constexpr int kMaxCell = 160; // characters of a prompt that a cell can show at most

const char* const kSortNames[] = {"id", "prompt", "label", "split", "source", "length"};

struct Fetched {
    quint64 generation = 0;
    std::vector<std::pair<int, std::vector<ExampleRow>>> blocks;
};

QString oneLine(const std::string& text) {
    return QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), kMaxCell * 4))).left(kMaxCell).simplified();
}

} // namespace

ExampleTable::ExampleTable(Session& session, QObject* parent) : QAbstractTableModel(parent), session_(session), timer_(new QTimer(this)) {
    // Cells are painted one by one; their blocks are asked for once, after the paint.
    timer_->setSingleShot(true);
    timer_->setInterval(0);
    connect(timer_, &QTimer::timeout, this, &ExampleTable::fetch);
}

void ExampleTable::setQuery(const ExampleQuery& query) {
    query_ = query;
    const quint64 generation = ++generation_;
    session_.query<std::vector<std::int64_t>>(
        this, QStringLiteral("ids"), [query](Store& store) { return store.exampleIds(query); },
        [this, generation](Result<std::vector<std::int64_t>> ids) {
            if (generation != generation_)
                return;
            if (!ids) {
                Q_EMIT failed(ids.error());
                return;
            }
            beginResetModel();
            ids_ = std::move(*ids);
            blocks_.clear();
            recent_.clear();
            wanted_.clear();
            endResetModel();
            Q_EMIT loaded(qint64(ids_.size()));
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
    std::vector<std::pair<int, std::vector<std::int64_t>>> jobs;
    for (const int block : wanted_) {
        const std::size_t first = std::size_t(block) * kBlock, last = std::min(ids_.size(), first + kBlock);
        if (first < last && !blocks_.contains(block))
            jobs.emplace_back(block, std::vector<std::int64_t>(ids_.begin() + qsizetype(first), ids_.begin() + qsizetype(last)));
    }
    wanted_.clear();
    if (jobs.empty())
        return;
    // One tag: while the view scrolls fast, only the newest request is read.
    session_.query<Fetched>(
        this, QStringLiteral("blocks"),
        [jobs, generation = generation_](Store& store) -> Result<Fetched> {
            Fetched fetched{generation, {}};
            for (const auto& [block, ids] : jobs) {
                auto rows = store.examples(ids);
                if (!rows)
                    return rows.error();
                fetched.blocks.emplace_back(block, std::move(*rows));
            }
            return fetched;
        },
        [this](Result<Fetched> fetched) {
            if (!fetched) {
                Q_EMIT failed(fetched.error());
                return;
            }
            if (fetched->generation == generation_)
                for (auto& [block, rows] : fetched->blocks)
                    keep(block, std::move(rows));
        });
}

void ExampleTable::keep(int block, std::vector<ExampleRow> rows) {
    if (blocks_.contains(block))
        return;
    recent_.push_front(block);
    blocks_[block] = {std::move(rows), recent_.begin()};
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

void ExampleTable::setLabel(qint64 rowid, const QString& label, const QString& annotator) {
    for (auto& [block, content] : blocks_)
        for (std::size_t i = 0; i < content.rows.size(); ++i)
            if (content.rows[i].rowid == rowid) {
                content.rows[i].example.label = label.toStdString();
                const int row = block * kBlock + int(i);
                Q_EMIT dataChanged(index(row, Label), index(row, Label));
            }
    session_.query<bool>(
        this, {},
        [rowid, label = label.toStdString(), annotator = annotator.toStdString()](Store& store) -> Result<bool> {
            const auto done = store.setLabel(rowid, label, annotator);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this, rowid](Result<bool> done) {
            if (done)
                Q_EMIT written(rowid);
            else
                Q_EMIT failed(done.error());
        });
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
        return QString::fromStdString(example.label);
    case Split:
        return QString::fromStdString(example.split);
    case Source:
        return QString::fromStdString(example.source);
    default:
        return QLocale().toString(qlonglong(QString::fromStdString(example.prompt).size()));
    }
}

QVariant ExampleTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Length ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ForegroundRole && index.column() != Prompt && index.column() != Label)
        return theme().color(QStringLiteral("muted"));
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
        return tr("Label");
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
