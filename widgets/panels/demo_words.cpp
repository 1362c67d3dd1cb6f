// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_words.h"

#include "widgets/duration.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/share_bars.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace stillhouse::widgets {

namespace {

QString demoWord(const char* text) { return QCoreApplication::translate("Demo", text); }

QString demoRate(double perSecond) {
    return perSecond > 0 ? QLocale(QLocale::English).toString(perSecond, 'f', perSecond < 100 ? 1 : 0) : QStringLiteral("–");
}

} // namespace

QString demoMilliseconds(double ms) {
    if (ms <= 0)
        return QStringLiteral("–");
    const QLocale locale(QLocale::English);
    return ms < 1000 ? demoWord(QT_TRANSLATE_NOOP("Demo", "%1 ms")).arg(locale.toString(ms, 'f', ms < 100 ? 1 : 0))
                     : demoWord(QT_TRANSLATE_NOOP("Demo", "%1 s")).arg(locale.toString(ms / 1000, 'f', 2));
}

QString demoStateText(const DemoAnswer& answer) {
    switch (answer.state) {
    case DemoState::Waiting:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "Waiting for its turn"));
    case DemoState::Opening:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "Opening the model"));
    case DemoState::Reading:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "Reading the prompt"));
    case DemoState::Writing:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "Writing"));
    case DemoState::Stopped:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "Stopped"));
    case DemoState::Failed:
        return demoWord(QT_TRANSLATE_NOOP("Demo", "No answer"));
    case DemoState::Done:
        break;
    }
    if (answer.truncated > 0)
        return demoWord(QT_TRANSLATE_NOOP("Demo", "%1 tokens at the start of the prompt did not fit and were left out")).arg(answer.truncated);
    return {};
}

QString demoModelText(const DemoAnswer& answer) {
    QStringList parts{shown(answer.format)};
    if (answer.parameters > 0)
        parts << precisionName(answer.precision) << bytesText(double(answer.bytes))
              << demoWord(QT_TRANSLATE_NOOP("Demo", "%1 parameters")).arg(QLocale(QLocale::English).toString(qlonglong(answer.parameters)));
    if (answer.simulated)
        parts << demoWord(QT_TRANSLATE_NOOP("Demo", "simulated: its speed is not the format's"));
    return parts.join(QStringLiteral(" · "));
}

std::vector<Fact> demoFacts(const DemoAnswer& answer) {
    const bool writes = answer.tokens > 0;
    return {{demoWord(QT_TRANSLATE_NOOP("Demo", "Time to first token")), demoMilliseconds(answer.firstTokenMs),
             demoWord(QT_TRANSLATE_NOOP("Demo", "From the prompt to the first token of an answer. Opening the model is not in it."))},
            {writes ? demoWord(QT_TRANSLATE_NOOP("Demo", "Tokens per second")) : demoWord(QT_TRANSLATE_NOOP("Demo", "Prompt tokens per second")),
             demoRate(writes ? answer.tokensPerSecond : answer.promptPerSecond),
             writes ? demoWord(QT_TRANSLATE_NOOP("Demo", "Of the text behind its first token")) : demoWord(QT_TRANSLATE_NOOP("Demo", "How fast the prompt was read"))},
            {demoWord(QT_TRANSLATE_NOOP("Demo", "Total time")), demoMilliseconds(answer.totalMs),
             demoWord(QT_TRANSLATE_NOOP("Demo", "Until the last label or token was known"))},
            {demoWord(QT_TRANSLATE_NOOP("Demo", "Size")), answer.bytes > 0 ? bytesText(double(answer.bytes)) : QString(),
             demoWord(QT_TRANSLATE_NOOP("Demo", "Of the model's weights on disk"))}};
}

std::vector<Share> demoShares(const DemoAnswer& answer, const std::string& token) {
    std::vector<Share> out;
    for (std::size_t i = 0; i < answer.probabilities.size(); ++i) {
        const QString name = QString::fromStdString(answer.labels[i]);
        out.push_back({name, name, answer.probabilities[i], QLocale(QLocale::English).toString(100 * answer.probabilities[i], 'f', 1) + QStringLiteral(" %"),
                       int(i) == answer.best ? token : "lineStrong"});
    }
    return out;
}

std::string demoToken(const std::string& subject) {
    return subject.starts_with("A") ? "A" : subject.starts_with("B") ? "B" : subject.starts_with("teacher") ? "teacher" : "baseline";
}

} // namespace stillhouse::widgets
