// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/runs_table.h"

#include "widgets/duration.h"
#include "widgets/icons.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::widgets {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

enum class Better { None, High, Low };

struct ColumnRow {
    const char* key;
    const char* title;
    const char* metric; ///< name in the evaluation; empty: computed below
    int decimals;       ///< −1: text
    Better better;
};

// In the order of RunsTable::Column.
const ColumnRow kColumns[] = {
    {"run", QT_TRANSLATE_NOOP("RunsTable", "Run"), "", -1, Better::None},
    {"subject", QT_TRANSLATE_NOOP("RunsTable", "Subject"), "", -1, Better::None},
    {"status", QT_TRANSLATE_NOOP("RunsTable", "Status"), "", -1, Better::None},
    {"started", QT_TRANSLATE_NOOP("RunsTable", "Started"), "", -1, Better::None},
    {"accuracy", QT_TRANSLATE_NOOP("RunsTable", "Accuracy"), "accuracy", 4, Better::High},
    {"f1", QT_TRANSLATE_NOOP("RunsTable", "F1"), "f1", 4, Better::High},
    {"recall", QT_TRANSLATE_NOOP("RunsTable", "Recall"), "recall", 4, Better::High},
    {"auc", QT_TRANSLATE_NOOP("RunsTable", "AUC"), "auc", 4, Better::High},
    {"ece", QT_TRANSLATE_NOOP("RunsTable", "ECE"), "ece", 4, Better::Low},
    {"perplexity", QT_TRANSLATE_NOOP("RunsTable", "Perplexity"), "perplexity", 2, Better::Low},
    {"agreement", QT_TRANSLATE_NOOP("RunsTable", "Agreement"), "agreement", 4, Better::High},
    {"parameters", QT_TRANSLATE_NOOP("RunsTable", "Parameters"), "", 0, Better::None},
    {"file_size", QT_TRANSLATE_NOOP("RunsTable", "File, MiB"), "", 2, Better::None},
    {"p50", QT_TRANSLATE_NOOP("RunsTable", "p50, ms"), "", 2, Better::Low},
    {"p90", QT_TRANSLATE_NOOP("RunsTable", "p90, ms"), "", 2, Better::Low},
    {"p99", QT_TRANSLATE_NOOP("RunsTable", "p99, ms"), "", 2, Better::Low},
    {"train_time", QT_TRANSLATE_NOOP("RunsTable", "Training"), "", -1, Better::None},
    {"seed", QT_TRANSLATE_NOOP("RunsTable", "Seed"), "", -1, Better::None},
    {"tags", QT_TRANSLATE_NOOP("RunsTable", "Tags"), "", -1, Better::None},
    {"note", QT_TRANSLATE_NOOP("RunsTable", "Note"), "", -1, Better::None},
    {"id", QT_TRANSLATE_NOOP("RunsTable", "Id"), "", -1, Better::None},
};
static_assert(std::size(kColumns) == RunsTable::Columns);

bool isNumber(int column) { return kColumns[column].decimals >= 0; }

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const auto& word : words)
        list << QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

} // namespace

double metricOf(const ComparisonRow& row, const std::string& name) {
    for (const auto& metric : row.metrics)
        if (metric.name == name)
            return metric.interval.value;
    return kNone;
}

QString runStatusWord(const std::string& status) {
    if (status == "running")
        return RunsTable::tr("running");
    if (status == "finished")
        return RunsTable::tr("finished");
    if (status == "cancelled")
        return RunsTable::tr("stopped");
    if (status == "failed")
        return RunsTable::tr("failed");
    return status == "interrupted" ? RunsTable::tr("interrupted") : QString::fromStdString(status);
}

RunsTable::RunsTable(QObject* parent) : QAbstractTableModel(parent), best_(Columns, kNone) {}

void RunsTable::setRuns(std::vector<RunRow> runs, std::vector<ComparisonRow> comparison) {
    beginResetModel();
    runs_ = std::move(runs);
    comparison_ = std::move(comparison);
    lines_.clear();
    std::stable_sort(runs_.begin(), runs_.end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    for (int r = 0; r < int(runs_.size()); ++r) {
        const auto before = lines_.size();
        for (int c = 0; c < int(comparison_.size()); ++c)
            if (comparison_[std::size_t(c)].runId == runs_[std::size_t(r)].id)
                lines_.push_back({r, c});
        if (lines_.size() == before)
            lines_.push_back({r, -1});
    }
    findBest();
    endResetModel();
}

void RunsTable::findBest() {
    std::fill(best_.begin(), best_.end(), kNone);
    for (int column = 0; column < Columns; ++column) {
        if (kColumns[column].better == Better::None)
            continue;
        int found = 0;
        for (const auto& line : lines_) {
            // The teacher is the measure, not a candidate; a simulated format's time is no record.
            const auto* row = line.compared >= 0 ? &comparison_[std::size_t(line.compared)] : nullptr;
            if (!row || row->subject == "teacher" || (column >= P50 && column <= P99 && !row->native))
                continue;
            const double value = number(line, column);
            if (std::isnan(value))
                continue;
            ++found;
            if (std::isnan(best_[std::size_t(column)]) || (kColumns[column].better == Better::High) == (value > best_[std::size_t(column)]))
                best_[std::size_t(column)] = value;
        }
        if (found < 2)
            best_[std::size_t(column)] = kNone;
    }
}

const RunRow& RunsTable::run(int row) const { return runs_[std::size_t(lines_[std::size_t(row)].run)]; }

const ComparisonRow* RunsTable::comparison(int row) const {
    const int compared = lines_[std::size_t(row)].compared;
    return compared < 0 ? nullptr : &comparison_[std::size_t(compared)];
}

const char* RunsTable::columnKey(int column) { return kColumns[column].key; }

int RunsTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(lines_.size()); }
int RunsTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

double RunsTable::number(const Line& line, int column) const {
    if (line.compared < 0)
        return kNone;
    const auto& row = comparison_[std::size_t(line.compared)];
    const auto positive = [](double v) { return v > 0 ? v : kNone; };
    switch (column) {
    case Parameters: return positive(double(row.parameters));
    case FileSize: return positive(double(row.fileBytes) / (1024.0 * 1024.0));
    case P50: return positive(row.p50Ms);
    case P90: return positive(row.p90Ms);
    case P99: return positive(row.p99Ms);
    case TrainTime: return positive(row.trainSeconds);
    default: return *kColumns[column].metric ? metricOf(row, kColumns[column].metric) : kNone;
    }
}

QString RunsTable::text(const Line& line, int column) const {
    const RunRow& run = runs_[std::size_t(line.run)];
    if (isNumber(column)) {
        const double value = number(line, column);
        return decimalText(value, kColumns[column].decimals);
    }
    switch (column) {
    case Run: return QString::fromStdString(run.name.empty() ? run.id : run.name);
    case Subject: return line.compared < 0 ? QStringLiteral("–") : subjectName(comparison_[std::size_t(line.compared)].subject);
    case Status: return runStatusWord(run.status);
    case Started: return QDateTime::fromMSecsSinceEpoch(qint64(run.started * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    case TrainTime: return std::isnan(number(line, column)) ? QStringLiteral("–") : durationText(number(line, column));
    case Seed: return QString::number(run.seed);
    case Tags: return joined(run.tags);
    case Note: return QString::fromStdString(run.note);
    default: return QString::fromStdString(run.id);
    }
}

QVariant RunsTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Line& line = lines_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return text(line, column);
    case FilterRole: return text(line, column);
    case SortRole:
        if (isNumber(column) || column == TrainTime) {
            const double value = number(line, column);
            return std::isnan(value) ? -1.0 : value;
        }
        return column == Started ? QVariant(run(index.row()).started) : QVariant(text(line, column));
    case Qt::TextAlignmentRole: return int((isNumber(column) || column == TrainTime || column == Seed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font = theme().font(Theme::Type::Body);
        font.setBold(isNumber(column) && number(line, column) == best_[std::size_t(column)]);
        return font;
    }
    case Qt::DecorationRole:
        if (column == Subject && line.compared >= 0)
            return theme().lane(comparison_[std::size_t(line.compared)].subject);
        return {};
    case Qt::ToolTipRole:
        return line.compared >= 0 && !comparison_[std::size_t(line.compared)].native && column >= P50 && column <= P99
                   ? QVariant(tr("A simulated format: not a speed-up"))
                   : QVariant(text(line, column));
    default: return {};
    }
}

bool RunsTable::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole || (index.column() != Tags && index.column() != Note))
        return false;
    RunRow& run = runs_[std::size_t(lines_[std::size_t(index.row())].run)];
    const QString id = QString::fromStdString(run.id);
    if (index.column() == Note) {
        run.note = value.toString().toStdString();
        Q_EMIT noteEdited(id, value.toString());
    } else {
        QStringList tags;
        run.tags.clear();
        for (const auto& part : value.toString().split(u',', Qt::SkipEmptyParts))
            if (const QString tag = part.trimmed(); !tag.isEmpty() && !tags.contains(tag)) {
                tags << tag;
                run.tags.push_back(tag.toStdString());
            }
        Q_EMIT tagsEdited(id, tags);
    }
    // All lines of the run show it.
    Q_EMIT dataChanged(this->index(0, index.column()), this->index(rowCount() - 1, index.column()));
    return true;
}

QVariant RunsTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns)
        return {};
    if (role == Qt::DisplayRole)
        return tr(kColumns[section].title);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) || section == TrainTime || section == Seed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags RunsTable::flags(const QModelIndex& index) const {
    const auto flags = QAbstractTableModel::flags(index);
    return index.column() == Tags || index.column() == Note ? flags | Qt::ItemIsEditable : flags;
}

void RunsTable::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Columns - 1);
    if (!lines_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

} // namespace stillhouse::widgets
