// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_cascade.h"

#include "core/api/adapter.h"
#include "widgets/models/runs_table.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace stillhouse::widgets {

namespace {

const ComparisonRow* rowOf(const std::vector<ComparisonRow>& rows, const std::string& subject) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ComparisonRow& row) { return row.subject == subject; });
    return found == rows.end() ? nullptr : &*found;
}

bool takeTest(const std::vector<PairTest>& pairs, CascadeGain& gain) {
    for (const auto& pair : pairs) {
        const bool straight = pair.first == gain.before && pair.second == gain.after, turned = pair.first == gain.after && pair.second == gain.before;
        if (pair.metric != "accuracy" || !(straight || turned))
            continue;
        gain.test = pair;
        if (turned) {
            gain.test.difference = {-pair.difference.value, -pair.difference.high, -pair.difference.low};
            std::swap(gain.test.wrongToRight, gain.test.rightToWrong);
        }
        return true;
    }
    return false;
}

QString signedPoints(double share) {
    const QString text = QLocale(QLocale::English).toString(100 * share, 'f', 2);
    return share >= 0 ? QStringLiteral("+") + text : text;
}

} // namespace

std::vector<CascadeGain> cascadeGains(const std::vector<ComparisonRow>& subjects, const std::vector<PairTest>& pairs, const std::vector<Event>& events) {
    static const std::string mark = " before LoRA";
    std::map<std::string, std::map<int, AdapterReport>> reports; // by lane and stage: a stage that ran again counts once
    for (const auto& event : events)
        if (event.kind == "lora")
            if (auto report = parseAdapterReport(event.json))
                reports[event.lane][event.stageIndex] = std::move(report.value());
    std::map<std::string, int> seen;
    std::vector<CascadeGain> out;
    for (const auto& row : subjects) {
        const auto at = row.subject.find(mark);
        if (at == std::string::npos)
            continue;
        CascadeGain gain;
        gain.lane = row.subject.substr(0, at);
        gain.before = row.subject;
        gain.after = rowOf(subjects, gain.lane + " after LoRA") ? gain.lane + " after LoRA" : gain.lane;
        const auto* after = rowOf(subjects, gain.after);
        const auto& said = reports[gain.lane];
        const int index = seen[gain.lane]++;
        if (!after || !takeTest(pairs, gain))
            continue;
        gain.beforeValue = metricOf(row, "accuracy");
        gain.afterValue = metricOf(*after, "accuracy");
        if (index < int(said.size())) {
            const auto& report = std::next(said.begin(), index)->second;
            gain.trained = report.trained;
            gain.parameters = report.parameters;
        }
        out.push_back(std::move(gain));
    }
    return out;
}

QString cascadeText(const CascadeGain& gain) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("CascadeGain", text); };
    const QLocale english(QLocale::English);
    const auto& test = gain.test;
    const QString p = test.pValue < 0.001 ? QStringLiteral("p < 0.001") : QStringLiteral("p = %1").arg(test.pValue, 0, 'f', 3);
    QString text = tr(QT_TRANSLATE_NOOP("CascadeGain", "%1 with LoRA: accuracy %2 → %3, %4 points (95 % interval %5 to %6; %7, %8)"))
                       .arg(QString::fromStdString(gain.lane), english.toString(gain.beforeValue, 'f', 4), english.toString(gain.afterValue, 'f', 4), signedPoints(test.difference.value),
                            signedPoints(test.difference.low), signedPoints(test.difference.high), QString::fromStdString(test.test), p);
    text += QStringLiteral(" · ") + tr(QT_TRANSLATE_NOOP("CascadeGain", "wrong → right %1, right → wrong %2")).arg(test.wrongToRight).arg(test.rightToWrong);
    if (gain.trained > 0)
        text += QStringLiteral(" · ") + tr(QT_TRANSLATE_NOOP("CascadeGain", "%1 % of the parameters trained (%2 of %3)"))
                                            .arg(english.toString(100.0 * double(gain.trained) / double(gain.trained + gain.parameters), 'f', 2), english.toString(qlonglong(gain.trained)),
                                                 english.toString(qlonglong(gain.trained + gain.parameters)));
    return text;
}

} // namespace stillhouse::widgets
