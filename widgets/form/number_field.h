// SPDX-License-Identifier: GPL-3.0-or-later
// A number as people write it: 3e-4 stays 3e-4. Arrow keys step by a twentieth of the range, or by a factor where the range spans
// orders of magnitude. The wheel changes a value only when the field has the focus, so that scrolling a form changes nothing.
#pragma once
#include <QDoubleSpinBox>

namespace stillhouse::widgets {

class NumberField : public QDoubleSpinBox {
    Q_OBJECT
public:
    /// `integer`: whole numbers only. Equal limits: no limits.
    NumberField(bool integer, double minimum, double maximum, QWidget* parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override;
    QSize sizeHint() const override;

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    bool integer_, logarithmic_;
};

/// A number in at most six significant digits, thousands not separated.
QString numberText(double value, bool integer);

} // namespace stillhouse::widgets
