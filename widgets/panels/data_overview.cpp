// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_overview.h"

#include "widgets/panels/share_bars.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kMostLabels = 12;

QString countAndShare(std::int64_t count, std::int64_t total) {
    const double share = total > 0 ? 100.0 * double(count) / double(total) : 0;
    return QLocale().toString(qlonglong(count)) + QStringLiteral(" · ") + QLocale().toString(share, 'f', share < 10 ? 1 : 0) + QStringLiteral(" %");
}

QLabel* textLabel(QWidget* parent, const char* type) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty("type", type);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

std::int64_t studentParameters(const Experiment& experiment) {
    const StudentSpec& student = experiment.student;
    if (!student.path.empty()) {
        const auto info = inspectModel(student.path);
        return info ? info->parameters : 0;
    }
    if (!experiment.localTeacher() || student.hidden <= 0 || student.heads <= 0)
        return 0;
    const auto teacher = inspectModel(experiment.localTeacher()->path);
    if (!teacher)
        return 0;
    const std::int64_t headDim = student.hidden / student.heads, kvHeads = student.kvHeads > 0 ? student.kvHeads : student.heads;
    const std::int64_t attention = 2 * student.hidden * headDim * (student.heads + kvHeads);
    const std::int64_t layer = attention + 3 * student.hidden * student.ffn + 2 * student.hidden;
    return teacher->vocab * student.hidden * (teacher->tied ? 1 : 2) + student.layers * layer + student.hidden;
}

std::string studentKey(const Experiment& experiment) {
    const StudentSpec& s = experiment.student;
    std::string key = s.path + "|" + (experiment.localTeacher() ? experiment.localTeacher()->path : std::string());
    for (const std::int64_t size : {s.hidden, s.layers, s.heads, s.kvHeads, s.ffn})
        key += "|" + std::to_string(size);
    return key;
}

std::string warningsToJson(const std::vector<Text>& warnings) {
    QJsonArray list;
    for (const Text& warning : warnings) {
        QJsonArray args;
        for (const auto& arg : warning.args)
            args.append(QString::fromStdString(arg));
        list.append(QJsonObject{{QStringLiteral("key"), QString::fromStdString(warning.key)}, {QStringLiteral("args"), args}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<Text> warningsFromJson(const std::string& json) {
    std::vector<Text> warnings;
    const QJsonArray list = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array();
    for (const auto& value : list) {
        Text warning(value.toObject().value(QStringLiteral("key")).toString().toStdString());
        const QJsonArray args = value.toObject().value(QStringLiteral("args")).toArray();
        for (const auto& arg : args)
            warning.args.push_back(arg.toString().toStdString());
        warnings.push_back(std::move(warning));
    }
    return warnings;
}

DataOverview::DataOverview(QWidget* parent)
    : QWidget(parent), labelsTitle_(textLabel(this, "section")), splitsTitle_(textLabel(this, "section")), warningsTitle_(textLabel(this, "section")),
      adviceTitle_(textLabel(this, "section")), imbalance_(textLabel(this, "caption")), warnings_(textLabel(this, "warning")),
      advice_(textLabel(this, "caption")), labels_(new ShareBars(this)), splits_(new ShareBars(this)) {
    advice_->setTextFormat(Qt::RichText);
    labels_->setClickable(true);
    splits_->setClickable(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, 0, 0, 0);
    column->setSpacing(4);
    for (QLabel* title : {splitsTitle_, warningsTitle_, adviceTitle_})
        title->setContentsMargins(0, kPadding, 0, 0); // goes with the title where it is hidden
    for (QWidget* widget : std::initializer_list<QWidget*>{labelsTitle_, labels_, imbalance_, splitsTitle_, splits_, warningsTitle_, warnings_, adviceTitle_, advice_})
        column->addWidget(widget);
    column->addStretch();
    connect(labels_, &ShareBars::clicked, this, &DataOverview::labelClicked);
    connect(splits_, &ShareBars::clicked, this, &DataOverview::splitClicked);
    retranslate();
}

void DataOverview::setFacts(const DataFacts& facts) {
    facts_ = facts;
    retranslate();
}

void DataOverview::showLabels() {
    std::int64_t labelled = 0, smallest = 0, largest = 0;
    std::vector<std::pair<std::string, std::int64_t>> ordered;
    for (const auto& [label, count] : facts_.labels)
        if (!label.empty() && count > 0) {
            ordered.emplace_back(label, count);
            labelled += count;
            largest = std::max(largest, count);
            smallest = smallest == 0 ? count : std::min(smallest, count);
        }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<Share> shares;
    for (std::size_t i = 0; i < ordered.size() && i < kMostLabels; ++i) {
        const QString name = QString::fromStdString(ordered[i].first);
        shares.push_back({name, name, double(ordered[i].second), countAndShare(ordered[i].second, facts_.dataset.rows), "accent"});
    }
    if (const std::int64_t without = facts_.dataset.rows - labelled; without > 0)
        shares.push_back({QStringLiteral("∅"), tr("no label"), double(without), countAndShare(without, facts_.dataset.rows), "baseline"});
    labels_->setShares(std::move(shares));
    QStringList notes;
    if (ordered.size() > kMostLabels)
        notes << tr("%1 more labels are not shown.").arg(ordered.size() - kMostLabels);
    if (smallest > 0 && largest > 5 * smallest)
        notes << tr("The largest class has %1 times the examples of the smallest.").arg(QLocale().toString(double(largest) / double(smallest), 'f', 1));
    imbalance_->setText(notes.join(u' '));
    imbalance_->setVisible(!notes.isEmpty());
}

void DataOverview::showSplits() {
    const std::pair<const char*, QString> names[] = {{"train", tr("Training")}, {"validation", tr("Validation")}, {"test", tr("Test")}};
    std::vector<Share> shares;
    for (const auto& [key, name] : names) {
        const auto found = facts_.splits.find(key);
        const std::int64_t count = found == facts_.splits.end() ? 0 : found->second;
        shares.push_back({QLatin1String(key), name, double(count), countAndShare(count, facts_.dataset.rows), "baseline"});
    }
    splits_->setShares(std::move(shares));
}

void DataOverview::showAdvice() {
    QStringList lines;
    if (facts_.studentParameters > 0) {
        // Distillation learns from every example, labelled or not; what deployment wants is labelled ones.
        DataAdvice advice = dataAdvice(facts_.dataset.rows, facts_.studentParameters);
        advice.lines.back() = dataAdvice(facts_.dataset.labelled, facts_.studentParameters).lines.back();
        lines << tr("Student: %1 million parameters").arg(QLocale().toString(double(facts_.studentParameters) / 1e6, 'f', 2));
        for (const Text& line : advice.lines)
            lines << shown(line).toHtmlEscaped();
    }
    advice_->setText(lines.join(QStringLiteral("<p style='margin-top:6px;margin-bottom:0'>")));
    adviceTitle_->setVisible(!lines.isEmpty());
    advice_->setVisible(!lines.isEmpty());
}

void DataOverview::retranslate() {
    labelsTitle_->setText(tr("Class balance"));
    splitsTitle_->setText(tr("Splits"));
    warningsTitle_->setText(tr("To check"));
    adviceTitle_->setText(tr("Is it enough?"));
    labels_->setAccessibleName(tr("Class balance"));
    splits_->setAccessibleName(tr("Splits"));
    showLabels();
    showSplits();
    showAdvice();
    QStringList lines;
    for (const Text& warning : facts_.warnings)
        lines << shown(warning);
    warnings_->setText(lines.join(u'\n'));
    warningsTitle_->setVisible(!lines.isEmpty());
    warnings_->setVisible(!lines.isEmpty());
}

void DataOverview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
