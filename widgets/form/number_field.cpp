// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/number_field.h"

#include <QWheelEvent>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kNoLimit = 1e15; // every whole number below is exact in a double
constexpr double kManyDecades = 1000;

} // namespace

QString numberText(double value, bool integer) { return integer ? QString::number(qint64(std::llround(value))) : QString::number(value, 'g', 6); }

NumberField::NumberField(bool integer, double minimum, double maximum, QWidget* parent)
    : QDoubleSpinBox(parent), integer_(integer), logarithmic_(minimum > 0 && maximum / minimum >= kManyDecades) {
    const bool limited = minimum < maximum;
    setDecimals(integer ? 0 : 15);
    setRange(limited ? minimum : -kNoLimit, limited ? maximum : kNoLimit);
    setSingleStep(integer || !limited ? 1 : (maximum - minimum) / 20);
    setFocusPolicy(Qt::StrongFocus);
    setLocale(QLocale::c());
    setKeyboardTracking(false);
}

QString NumberField::textFromValue(double value) const { return numberText(value, integer_); }

double NumberField::valueFromText(const QString& text) const { return QLocale::c().toDouble(text.trimmed()); }

QValidator::State NumberField::validate(QString& text, int&) const {
    bool number = false;
    const double value = QLocale::c().toDouble(text.trimmed(), &number);
    if (!number) {
        static const QString allowed = QStringLiteral("0123456789+-.eE ");
        for (const QChar letter : text)
            if (!allowed.contains(letter))
                return QValidator::Invalid;
        return QValidator::Intermediate;
    }
    if (integer_ && value != std::floor(value))
        return QValidator::Invalid;
    return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberField::stepBy(int steps) {
    if (logarithmic_ && !integer_)
        setValue(value() * std::pow(10.0, steps / 10.0));
    else
        QDoubleSpinBox::stepBy(steps);
    selectAll();
}

QSize NumberField::sizeHint() const { return {112, QDoubleSpinBox::sizeHint().height()}; }

void NumberField::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace stillhouse::widgets
