// SPDX-License-Identifier: GPL-3.0-or-later
// The control of one option, whatever its type: value in, value out, told when the user changes it.
#pragma once
#include "core/api/options.h"

#include <QWidget>
#include <functional>

namespace stillhouse::widgets {

class OptionControl : public QWidget {
    Q_OBJECT
public:
    virtual OptionValue value() const = 0;
    virtual void setValue(const OptionValue& value) = 0; ///< emits nothing
    /// Marks the field as wrong, or not.
    virtual void setInvalid(bool invalid) = 0;
    virtual void setName(const QString& accessibleName) = 0;
    virtual void retranslate() {}

Q_SIGNALS:
    void edited();

protected:
    using QWidget::QWidget;
};

/// The control that suits the option's type and range: check box, slider with number field, choice, text, path with *Browse*.
OptionControl* makeControl(const OptionSpec& spec, QWidget* parent);

/// Points need a curve editor, which lives in widgets/plot: it is handed in here once, at start-up. Without one, points are edited as text.
using PointsControlFactory = std::function<OptionControl*(const OptionSpec& spec, QWidget* parent)>;
void setPointsControlFactory(PointsControlFactory factory);

/// A value as text: "5", "on", "forward_kl", "0:3, 1:0.5".
QString optionText(const OptionSpec& spec, const OptionValue& value);
Points pointsFromText(const QString& text, bool* ok);

} // namespace stillhouse::widgets
