// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/words.h"

#include <QCoreApplication>
#include <map>

namespace stillhouse::widgets {

namespace {

using Words = std::map<std::string, const char*, std::less<>>;

const Words kChoices = {
    {"constant", QT_TRANSLATE_NOOP("choices", "Constant")},
    {"linear", QT_TRANSLATE_NOOP("choices", "Linear")},
    {"cosine", QT_TRANSLATE_NOOP("choices", "Cosine")},
    {"exponential", QT_TRANSLATE_NOOP("choices", "Exponential")},
    {"piecewise", QT_TRANSLATE_NOOP("choices", "Drawn by hand")},
    {"forward_kl", QT_TRANSLATE_NOOP("choices", "Forward KL")},
    {"reverse_kl", QT_TRANSLATE_NOOP("choices", "Reverse KL")},
    {"jsd", QT_TRANSLATE_NOOP("choices", "Jensen–Shannon")},
    {"skewed_kl", QT_TRANSLATE_NOOP("choices", "Skewed KL")},
    {"none", QT_TRANSLATE_NOOP("choices", "None")},
    {"threshold", QT_TRANSLATE_NOOP("choices", "Threshold on the loss")},
    {"gradient_balance", QT_TRANSLATE_NOOP("choices", "Gradient balance")},
    {"learned", QT_TRANSLATE_NOOP("choices", "Learned")},
    {"quick", QT_TRANSLATE_NOOP("choices", "Quick")},
    {"standard", QT_TRANSLATE_NOOP("choices", "Standard")},
    {"long", QT_TRANSLATE_NOOP("choices", "Long")},
    {"q_v", QT_TRANSLATE_NOOP("choices", "Queries and values")},
    {"attention", QT_TRANSLATE_NOOP("choices", "Attention")},
    {"feed_forward", QT_TRANSLATE_NOOP("choices", "Feed-forward")},
    {"all_linear", QT_TRANSLATE_NOOP("choices", "All linear")},
    {"custom", QT_TRANSLATE_NOOP("choices", "By hand")},
};

const Words kUnits = {
    {"steps", QT_TRANSLATE_NOOP("units", "steps")},
    {"examples", QT_TRANSLATE_NOOP("units", "examples")},
    {"examples/s", QT_TRANSLATE_NOOP("units", "examples/s")},
    {"tokens", QT_TRANSLATE_NOOP("units", "tokens")},
    {"tokens/s", QT_TRANSLATE_NOOP("units", "tokens/s")},
    {"requests", QT_TRANSLATE_NOOP("units", "requests")},
    {"requests/s", QT_TRANSLATE_NOOP("units", "requests/s")},
    {"resamples", QT_TRANSLATE_NOOP("units", "resamples")},
    {"minutes", QT_TRANSLATE_NOOP("units", "minutes")},
    {"updates", QT_TRANSLATE_NOOP("units", "updates")},
    {"nats", QT_TRANSLATE_NOOP("units", "nats")},
    {"positions", QT_TRANSLATE_NOOP("units", "positions")},
    {"passes", QT_TRANSLATE_NOOP("units", "passes")},
    {"groups", QT_TRANSLATE_NOOP("units", "groups")},
    {"bytes", QT_TRANSLATE_NOOP("units", "bytes")},
    {"bytes/s", QT_TRANSLATE_NOOP("units", "bytes/s")},
    {"rows", QT_TRANSLATE_NOOP("units", "rows")},
    {"rows/s", QT_TRANSLATE_NOOP("units", "rows/s")},
};

} // namespace

QString choiceText(const std::string& choice) {
    const auto found = kChoices.find(choice);
    return found == kChoices.end() ? QString::fromStdString(choice).replace(u'_', u' ') : QCoreApplication::translate("choices", found->second);
}

QString unitText(const std::string& unit) {
    const auto found = kUnits.find(unit);
    return found == kUnits.end() ? QString::fromStdString(unit) : QCoreApplication::translate("units", found->second);
}

} // namespace stillhouse::widgets
