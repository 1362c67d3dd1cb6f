// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_table.h"

#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

constexpr int kMostShown = 160; // characters of a text that a cell can show at most

const char* const kSampleSort[] = {"number", "prompt", "", "reward", "kl", "fate"};

struct FateLook {
    const char* fate;
    const char* word;
    const char* token;
    const char* icon;
};

const FateLook kFates[] = {
    {"accepted", QT_TRANSLATE_NOOP("SampleTable", "accepted"), "success", "success"},
    {"sampled", QT_TRANSLATE_NOOP("SampleTable", "not filtered yet"), "muted", "waiting"},
    {"duplicate", QT_TRANSLATE_NOOP("SampleTable", "duplicate"), "muted", "copy"},
    {"not_best", QT_TRANSLATE_NOOP("SampleTable", "not the best of its prompt"), "muted", "down"},
    {"below_threshold", QT_TRANSLATE_NOOP("SampleTable", "reward too low"), "warning", "filter"},
};

const FateLook* lookOf(const std::string& fate) {
    for (const auto& look : kFates)
        if (fate == look.fate)
            return &look;
    return nullptr;
}

struct FetchedSamples {
    quint64 generation = 0;
    std::vector<std::pair<int, std::vector<Sample>>> blocks;
};

QString startOf(const std::string& text) {
    return QString::fromUtf8(text.data(), qsizetype(std::min<std::size_t>(text.size(), kMostShown * 4))).left(kMostShown).simplified();
}

Result<SamplePage> blockOf(Store& store, const SampleChoice& choice, int block) {
    SampleQuery query = choice.query;
    query.offset = std::int64_t(block) * SampleTable::kBlock;
    query.limit = SampleTable::kBlock;
    return store.samples(choice.run, choice.lane, query, choice.words);
}

} // namespace

QString fateWord(const std::string& fate) {
    const auto* look = lookOf(fate);
    return look ? SampleTable::tr(look->word) : QString::fromStdString(fate);
}
const char* fateToken(const std::string& fate) {
    const auto* look = lookOf(fate);
    return look ? look->token : "muted";
}
const char* fateIcon(const std::string& fate) {
    const auto* look = lookOf(fate);
    return look ? look->icon : "more";
}

SampleTable::SampleTable(Session& session, QObject* parent) : QAbstractTableModel(parent), session_(session), timer_(new QTimer(this)) {
    timer_->setSingleShot(true);
    timer_->setInterval(0); // cells are painted one by one; their blocks are asked for once, after the paint
    connect(timer_, &QTimer::timeout, this, &SampleTable::fetch);
}

void SampleTable::setChoice(const SampleChoice& choice) {
    choice_ = choice;
    const quint64 generation = ++generation_;
    session_.query<SamplePage>(
        this, QStringLiteral("first"), [choice](Store& store) { return blockOf(store, choice, 0); },
        [this, generation](Result<SamplePage> page) {
            if (generation != generation_)
                return;
            if (!page) {
                Q_EMIT failed(page.error());
                return;
            }
            beginResetModel();
            total_ = page->total;
            blocks_.clear();
            recent_.clear();
            wanted_.clear();
            recent_.push_front(0);
            blocks_[0] = {std::move(page->samples), recent_.begin()};
            endResetModel();
            Q_EMIT loaded(total_);
        });
}

void SampleTable::clear() {
    ++generation_;
    beginResetModel();
    choice_.run.clear();
    total_ = 0;
    blocks_.clear();
    recent_.clear();
    wanted_.clear();
    endResetModel();
    Q_EMIT loaded(0);
}

const Sample* SampleTable::held(int index) const {
    const auto found = blocks_.find(index / kBlock);
    if (found == blocks_.end())
        return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second.use);
    const std::size_t at = std::size_t(index % kBlock);
    return at < found->second.rows.size() ? &found->second.rows[at] : nullptr;
}

std::optional<Sample> SampleTable::row(int index) {
    if (index < 0 || index >= rowCount())
        return std::nullopt;
    if (const Sample* found = held(index))
        return *found;
    want(index / kBlock);
    return std::nullopt;
}

void SampleTable::want(int block) const {
    wanted_.insert(block);
    if (!timer_->isActive())
        timer_->start();
}

void SampleTable::fetch() {
    std::vector<int> jobs;
    for (const int block : wanted_)
        if (std::int64_t(block) * kBlock < total_ && !blocks_.contains(block))
            jobs.push_back(block);
    wanted_.clear();
    if (jobs.empty())
        return;
    // One tag: while the view scrolls fast, only the newest request is read.
    session_.query<FetchedSamples>(
        this, QStringLiteral("blocks"),
        [jobs, choice = choice_, generation = generation_](Store& store) -> Result<FetchedSamples> {
            FetchedSamples fetched{generation, {}};
            for (const int block : jobs) {
                auto page = blockOf(store, choice, block);
                if (!page)
                    return page.error();
                fetched.blocks.emplace_back(block, std::move(page->samples));
            }
            return fetched;
        },
        [this](Result<FetchedSamples> fetched) {
            if (!fetched) {
                Q_EMIT failed(fetched.error());
                return;
            }
            if (fetched->generation == generation_)
                for (auto& [block, rows] : fetched->blocks)
                    keep(block, std::move(rows));
        });
}

void SampleTable::keep(int block, std::vector<Sample> rows) {
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

int SampleTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(total_); }
int SampleTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SampleTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    const bool number = column == Number || column == Reward || column == Kl;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    const Sample* sample = held(index.row());
    if (!sample) {
        if (role == Qt::DisplayRole)
            want(index.row() / kBlock);
        return role == Qt::DisplayRole && column == Prompt ? QVariant(QStringLiteral("…")) : QVariant();
    }
    if (role == Qt::ForegroundRole)
        return column == Fate                     ? QVariant(theme().color(QLatin1String(fateToken(sample->fate))))
               : column == Number || column == Kl ? QVariant(theme().color(QStringLiteral("muted")))
                                                  : QVariant();
    if (role == Qt::DecorationRole && column == Fate)
        return icon(QLatin1String(fateIcon(sample->fate)), QLatin1String(fateToken(sample->fate)));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const QLocale locale(QLocale::English);
    switch (column) {
    case Number: return locale.toString(qlonglong(sample->number));
    case Prompt: return startOf(sample->prompt);
    case Answer: return startOf(sample->response);
    case Reward: return locale.toString(sample->reward, 'f', 3);
    case Kl: return locale.toString(sample->kl, 'f', 3);
    default: return fateWord(sample->fate);
    }
}

QVariant SampleTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Number || section == Reward || section == Kl ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == Kl)
        return tr("Σ log π − log π of the start over the answer's tokens, in nats");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("No.");
    case Prompt: return tr("Prompt");
    case Answer: return tr("Answer");
    case Reward: return tr("Reward");
    case Kl: return tr("KL, nats");
    default: return tr("Fate");
    }
}

void SampleTable::sort(int column, Qt::SortOrder order) {
    SampleChoice choice = choice_;
    choice.query.sortBy = column >= 0 && column < ColumnCount ? kSampleSort[column] : "";
    choice.query.descending = order == Qt::DescendingOrder;
    const bool same = choice.query.sortBy == choice_.query.sortBy && choice.query.descending == choice_.query.descending;
    if (choice_.run.empty())
        choice_ = choice;
    else if (!same)
        setChoice(choice);
}

} // namespace stillhouse::widgets
