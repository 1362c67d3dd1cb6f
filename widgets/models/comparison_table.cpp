// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/comparison_table.h"

#include "widgets/duration.h"
#include "widgets/theme.h"

#include <QFont>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

struct Known {
    const char* name;
    const char* title;
    int decimals, better;
};

const Known kKnown[] = {
    {"accuracy", QT_TRANSLATE_NOOP("ComparisonTable", "Accuracy"), 4, 1},
    {"precision", QT_TRANSLATE_NOOP("ComparisonTable", "Precision"), 4, 1},
    {"recall", QT_TRANSLATE_NOOP("ComparisonTable", "Recall"), 4, 1},
    {"f1", QT_TRANSLATE_NOOP("ComparisonTable", "F1"), 4, 1},
    {"auc", QT_TRANSLATE_NOOP("ComparisonTable", "Area under ROC"), 4, 1},
    {"ece", QT_TRANSLATE_NOOP("ComparisonTable", "Calibration error"), 4, -1},
    {"perplexity", QT_TRANSLATE_NOOP("ComparisonTable", "Perplexity"), 3, -1},
    {"kl_to_teacher", QT_TRANSLATE_NOOP("ComparisonTable", "KL to the teacher, nats"), 4, -1},
    {"agreement", QT_TRANSLATE_NOOP("ComparisonTable", "Agreement with the teacher"), 4, 1},
    {"p50", QT_TRANSLATE_NOOP("ComparisonTable", "Latency p50, ms"), 2, -1},
    {"p90", QT_TRANSLATE_NOOP("ComparisonTable", "Latency p90, ms"), 2, -1},
    {"p99", QT_TRANSLATE_NOOP("ComparisonTable", "Latency p99, ms"), 2, -1},
    {"parameters", QT_TRANSLATE_NOOP("ComparisonTable", "Parameters"), 0, 0},
    {"parameters_ratio", QT_TRANSLATE_NOOP("ComparisonTable", "Parameters, % of the teacher"), 1, 0},
    {"file_size", QT_TRANSLATE_NOOP("ComparisonTable", "File, MiB"), 2, 0},
    {"file_ratio", QT_TRANSLATE_NOOP("ComparisonTable", "File, % of the teacher"), 1, 0},
    {"flops", QT_TRANSLATE_NOOP("ComparisonTable", "MFLOP per token"), 2, 0},
    {"train_time", QT_TRANSLATE_NOOP("ComparisonTable", "Training, s"), 0, 0},
    {"examples", QT_TRANSLATE_NOOP("ComparisonTable", "Test examples"), 0, 0},
};

const Known* known(const std::string& name) {
    for (const auto& row : kKnown)
        if (name == row.name)
            return &row;
    return nullptr;
}

QString number(double value, int decimals) { return QLocale(QLocale::English).toString(value, 'f', decimals); }

QString pText(double p) { return p < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(p, 0, 'f', 3); }

} // namespace

QString metricTitle(const std::string& name) {
    const Known* row = known(name);
    return row ? ComparisonTable::tr(row->title) : QString::fromStdString(name);
}

const ComparisonRow* ComparisonTable::subject(int column) const {
    const char* name = column == A ? "A" : column == B ? "B" : "teacher";
    for (const auto& row : rows_)
        if (row.subject == name)
            return &row;
    return nullptr;
}

void ComparisonTable::setRun(const std::vector<ComparisonRow>& rows, const std::vector<PairTest>& pairs) {
    beginResetModel();
    rows_ = rows;
    pairs_ = pairs;
    lines_.clear();
    std::vector<std::string> names;
    for (const auto& row : rows_)
        for (const auto& metric : row.metrics)
            if (std::find(names.begin(), names.end(), metric.name) == names.end())
                names.push_back(metric.name);
    for (const auto& name : names)
        addMetric(name);
    if (!rows_.empty())
        addMeasures();
    for (auto& line : lines_)
        addPair(line);
    endResetModel();
}

void ComparisonTable::addMetric(const std::string& name) {
    const Known* row = known(name);
    Line line;
    line.key = name;
    line.better = row ? row->better : 0;
    const int decimals = row ? row->decimals : 4;
    for (int column = A; column <= Teacher; ++column) {
        const auto* subject = this->subject(column);
        if (!subject)
            continue;
        for (const auto& metric : subject->metrics)
            if (metric.name == name && std::isfinite(metric.interval.value)) {
                const auto& [value, low, high] = metric.interval;
                const double half = (high - low) / 2;
                line.cells[column - A] = {number(value, decimals), half > 0 ? QStringLiteral("± ") + number(half, decimals) : QString(), value, true};
            }
    }
    lines_.push_back(std::move(line));
}

void ComparisonTable::addMeasures() {
    const auto* teacher = subject(Teacher);
    const auto add = [&](const char* key, auto measure) {
        Line line;
        line.key = key;
        line.better = known(key)->better;
        for (int column = A; column <= Teacher; ++column)
            if (const auto* row = subject(column))
                if (const double value = measure(*row); value > 0) {
                    const bool simulated = key[0] == 'p' && key[1] != 'a' && !row->native;
                    line.cells[column - A] = {number(value, known(key)->decimals), simulated ? tr("simulated") : QString(), value, true, simulated};
                }
        if (line.cells[0].there || line.cells[1].there || line.cells[2].there)
            lines_.push_back(std::move(line));
    };
    add("p50", [](const ComparisonRow& r) { return r.p50Ms; });
    add("p90", [](const ComparisonRow& r) { return r.p90Ms; });
    add("p99", [](const ComparisonRow& r) { return r.p99Ms; });
    add("parameters", [](const ComparisonRow& r) { return double(r.parameters); });
    add("parameters_ratio", [&](const ComparisonRow& r) { return teacher && teacher->parameters > 0 ? 100.0 * double(r.parameters) / double(teacher->parameters) : 0; });
    add("file_size", [](const ComparisonRow& r) { return double(r.fileBytes) / (1024.0 * 1024.0); });
    add("file_ratio", [&](const ComparisonRow& r) { return teacher && teacher->fileBytes > 0 ? 100.0 * double(r.fileBytes) / double(teacher->fileBytes) : 0; });
    add("flops", [](const ComparisonRow& r) { return r.flopsPerToken / 1e6; });
    add("train_time", [](const ComparisonRow& r) { return r.trainSeconds; });
    add("examples", [](const ComparisonRow& r) { return double(r.examples); });
}

void ComparisonTable::addPair(Line& line) const {
    for (const auto& pair : pairs_) {
        if (pair.metric != line.key || !((pair.first == "A" && pair.second == "B") || (pair.first == "B" && pair.second == "A")))
            continue;
        const double sign = pair.first == "A" ? 1 : -1;
        const Known* row = known(line.key);
        const double value = sign * pair.difference.value;
        line.significant = pair.pValue < 0.05;
        line.difference = (value >= 0 ? QStringLiteral("+") : QString()) + number(value, row ? row->decimals : 4) + QStringLiteral("  ") + pText(pair.pValue) +
                          QStringLiteral("  ") + (line.significant ? tr("significant") : tr("not significant"));
        line.help = tr("B − A, 95 % interval %1 to %2; %3; right in the second only: %4, in the first only: %5")
                        .arg(number(std::min(sign * pair.difference.low, sign * pair.difference.high), 4),
                             number(std::max(sign * pair.difference.low, sign * pair.difference.high), 4), QString::fromStdString(pair.test))
                        .arg(pair.wrongToRight)
                        .arg(pair.rightToWrong);
        return;
    }
}

int ComparisonTable::rowOf(const std::string& metric) const {
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (lines_[i].key == metric)
            return int(i);
    return -1;
}

int ComparisonTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(lines_.size()); }
int ComparisonTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant ComparisonTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Line& line = lines_[std::size_t(index.row())];
    const bool subject = index.column() >= A && index.column() <= Teacher;
    const Cell empty, &cell = subject ? line.cells[index.column() - A] : empty;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Metric)
            return metricTitle(line.key);
        return subject ? (cell.there ? cell.text : QStringLiteral("–")) : line.difference;
    case IntervalRole: return cell.interval;
    case Qt::ToolTipRole: return index.column() == Difference ? line.help : QString();
    case Qt::TextAlignmentRole: return int((subject ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return theme().color(index.column() == Difference && !line.significant ? QStringLiteral("muted") : QStringLiteral("text"));
    case Qt::FontRole: {
        QFont font = theme().font(Theme::Type::Body);
        // Bold is the better of A and B; a simulated format's time is no record, and none can be set against it.
        const Cell &a = line.cells[0], &b = line.cells[1];
        if ((index.column() == A || index.column() == B) && line.better != 0 && a.there && b.there && !a.simulated && !b.simulated && a.value != b.value)
            font.setBold((index.column() == A) == ((a.value > b.value) == (line.better > 0)));
        return font;
    }
    default: return {};
    }
}

QVariant ComparisonTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= A && section <= Teacher ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Metric: return tr("Measure");
    case A: return tr("Strategy A");
    case B: return tr("Strategy B");
    case Teacher: return tr("Teacher");
    default: return tr("B − A");
    }
}

void ComparisonTable::retranslate() { setRun(std::vector<ComparisonRow>(rows_), std::vector<PairTest>(pairs_)); }

} // namespace stillhouse::widgets
