// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/points_control.h"

#include "widgets/plot/curve_editor.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kHeight = 200;

class PointsControl : public OptionControl {
public:
    PointsControl(const OptionSpec& spec, QWidget* parent) : OptionControl(parent), editor_(new CurveEditor(this)) {
        editor_->setFixedHeight(kHeight);
        if (spec.minimum < spec.maximum)
            editor_->setRange(spec.minimum, spec.maximum);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(editor_);
        // A value is taken when the mouse is let go, not at every pixel of the way.
        connect(editor_, &CurveEditor::editFinished, this, &OptionControl::edited);
        setFocusProxy(editor_);
    }
    OptionValue value() const override { return editor_->points(); }
    void setValue(const OptionValue& value) override {
        const QSignalBlocker quiet(editor_);
        editor_->setPoints(std::get<Points>(value));
    }
    void setInvalid(bool) override {}
    void setName(const QString& name) override { editor_->setAccessibleName(name); }

private:
    CurveEditor* editor_;
};

} // namespace

OptionControl* makePointsControl(const OptionSpec& spec, QWidget* parent) { return new PointsControl(spec, parent); }

} // namespace stillhouse::widgets
