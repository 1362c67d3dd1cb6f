// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/option_control.h"

#include "widgets/form/layer_pairs_control.h"
#include "widgets/form/number_field.h"
#include "widgets/form/words.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>

namespace stillhouse::widgets {

namespace {

PointsControlFactory& pointsFactory() {
    static PointsControlFactory factory;
    return factory;
}

void mark(QWidget* field, bool invalid) {
    field->setProperty("invalid", invalid);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

QHBoxLayout* line(QWidget* owner) {
    auto* row = new QHBoxLayout(owner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    return row;
}

class FlagControl : public OptionControl {
public:
    explicit FlagControl(QWidget* parent) : OptionControl(parent), box_(new QCheckBox(this)) {
        line(this)->addWidget(box_);
        connect(box_, &QCheckBox::toggled, this, &OptionControl::edited);
        setFocusProxy(box_);
    }
    OptionValue value() const override { return box_->isChecked(); }
    void setValue(const OptionValue& value) override {
        const QSignalBlocker quiet(box_);
        box_->setChecked(std::get<bool>(value));
    }
    void setInvalid(bool) override {}
    void setName(const QString& name) override { box_->setAccessibleName(name); }

private:
    QCheckBox* box_;
};

// Scrolling a long form must not move a slider that happens to pass under the pointer.
class CalmSlider : public QSlider {
public:
    using QSlider::QSlider;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class NumberControl : public OptionControl {
public:
    NumberControl(const OptionSpec& spec, QWidget* parent)
        : OptionControl(parent), integer_(spec.type == OptionType::Integer), low_(spec.minimum), high_(spec.maximum),
          field_(new NumberField(integer_, spec.minimum, spec.maximum, this)) {
        auto* row = line(this);
        const bool decades = low_ > 0 && high_ / low_ >= 1000;
        if (low_ < high_ && !decades && high_ - low_ <= 1000) {
            slider_ = new CalmSlider(Qt::Horizontal, this);
            slider_->setRange(0, integer_ ? int(high_ - low_) : 200);
            slider_->setMinimumWidth(96);
            slider_->setMaximumWidth(200);
            connect(slider_, &QSlider::valueChanged, this, [this](int position) {
                const QSignalBlocker quiet(field_);
                field_->setValue(low_ + (high_ - low_) * position / slider_->maximum());
                Q_EMIT edited();
            });
        }
        field_->setFixedWidth(112);
        row->addWidget(field_); // numbers stand below each other, sliders behind them
        if (slider_)
            row->addWidget(slider_, 1);
        row->addStretch();
        connect(field_, &NumberField::valueChanged, this, [this] {
            follow();
            Q_EMIT edited();
        });
        setFocusProxy(field_);
    }
    OptionValue value() const override {
        if (integer_)
            return std::int64_t(std::llround(field_->value()));
        return field_->value();
    }
    void setValue(const OptionValue& value) override {
        const QSignalBlocker quiet(field_);
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            field_->setValue(double(*whole));
        else
            field_->setValue(std::get<double>(value));
        follow();
    }
    void setInvalid(bool invalid) override { mark(field_, invalid); }
    void setName(const QString& name) override {
        field_->setAccessibleName(name);
        if (slider_)
            slider_->setAccessibleName(name);
    }

private:
    void follow() {
        if (!slider_)
            return;
        const QSignalBlocker quiet(slider_);
        slider_->setValue(int(std::lround((field_->value() - low_) / (high_ - low_) * slider_->maximum())));
    }
    bool integer_;
    double low_, high_;
    NumberField* field_;
    QSlider* slider_ = nullptr;
};

class CalmCombo : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class ChoiceControl : public OptionControl {
public:
    ChoiceControl(const OptionSpec& spec, QWidget* parent) : OptionControl(parent), box_(new CalmCombo(this)) {
        for (const auto& choice : spec.choices)
            box_->addItem(QString(), QString::fromStdString(choice));
        relabel();
        auto* row = line(this);
        row->addWidget(box_);
        row->addStretch();
        box_->setMinimumWidth(160);
        connect(box_, &QComboBox::currentIndexChanged, this, &OptionControl::edited);
        setFocusProxy(box_);
    }
    OptionValue value() const override { return box_->currentData().toString().toStdString(); }
    void setValue(const OptionValue& value) override {
        const QSignalBlocker quiet(box_);
        const auto& choice = std::get<std::string>(value);
        if (box_->findData(QString::fromStdString(choice)) < 0) // a document may say more than the list offers, a fifth GPU for one: it is kept
            box_->addItem(choiceText(choice), QString::fromStdString(choice));
        box_->setCurrentIndex(box_->findData(QString::fromStdString(choice)));
    }
    void setInvalid(bool invalid) override { mark(box_, invalid); }
    void setName(const QString& name) override { box_->setAccessibleName(name); }
    void retranslate() override { relabel(); }

private:
    void relabel() {
        for (int i = 0; i < box_->count(); ++i)
            box_->setItemText(i, choiceText(box_->itemData(i).toString().toStdString()));
    }
    QComboBox* box_;
};

class TextControl : public OptionControl {
public:
    TextControl(const OptionSpec& spec, QWidget* parent) : OptionControl(parent), type_(spec.type), field_(new QLineEdit(this)) {
        auto* row = line(this);
        row->addWidget(field_, 1);
        field_->setMinimumWidth(160);
        if (type_ == OptionType::Path) {
            auto* browse = new QToolButton(this);
            browse->setIcon(icon(QStringLiteral("folder")));
            browse->setToolTip(QCoreApplication::translate("OptionControl", "Browse…"));
            browse->setAccessibleName(QCoreApplication::translate("OptionControl", "Browse…"));
            row->addWidget(browse);
            connect(browse, &QToolButton::clicked, this, [this] { choose(); });
        }
        connect(field_, &QLineEdit::editingFinished, this, [this] { finish(); });
        setFocusProxy(field_);
    }
    OptionValue value() const override {
        if (type_ == OptionType::Points) {
            bool ok = false;
            return pointsFromText(field_->text(), &ok);
        }
        return field_->text().toStdString();
    }
    void setValue(const OptionValue& value) override {
        OptionSpec spec;
        spec.type = type_;
        field_->setText(optionText(spec, value));
        last_ = field_->text();
    }
    void setInvalid(bool invalid) override { mark(field_, invalid); }
    void setName(const QString& name) override { field_->setAccessibleName(name); }

private:
    void finish() {
        if (field_->text() == last_)
            return;
        bool ok = true;
        if (type_ == OptionType::Points)
            pointsFromText(field_->text(), &ok);
        mark(field_, !ok);
        if (!ok)
            return;
        last_ = field_->text();
        Q_EMIT edited();
    }
    void choose() {
        auto* dialog = new QFileDialog(this, {}, field_->text());
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
            field_->setText(path);
            finish();
        });
        dialog->open();
    }
    OptionType type_;
    QLineEdit* field_;
    QString last_;
};

} // namespace

void setPointsControlFactory(PointsControlFactory factory) { pointsFactory() = std::move(factory); }

OptionControl* makeControl(const OptionSpec& spec, QWidget* parent) {
    switch (spec.type) {
    case OptionType::Flag:
        return new FlagControl(parent);
    case OptionType::Integer:
    case OptionType::Number:
        return new NumberControl(spec, parent);
    case OptionType::Choice:
        return new ChoiceControl(spec, parent);
    case OptionType::Points:
        if (pointsFactory())
            return pointsFactory()(spec, parent);
        break;
    case OptionType::String:
        if (spec.key == "layer_pairs")
            return makeLayerPairsControl(parent);
        break;
    case OptionType::Path:
        break;
    }
    return new TextControl(spec, parent);
}

QString optionText(const OptionSpec& spec, const OptionValue& value) {
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? QCoreApplication::translate("OptionControl", "on") : QCoreApplication::translate("OptionControl", "off");
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return QString::number(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return numberText(*number, false);
    if (const auto* text = std::get_if<std::string>(&value))
        return spec.type == OptionType::Choice ? choiceText(*text) : QString::fromStdString(*text);
    QStringList points;
    for (const auto& [x, y] : std::get<Points>(value))
        points << numberText(x, false) + u':' + numberText(y, false);
    return points.join(QStringLiteral(", "));
}

Points pointsFromText(const QString& text, bool* ok) {
    Points points;
    *ok = true;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList pair = part.split(u':');
        bool x = false, y = false;
        if (pair.size() == 2)
            points.emplace_back(QLocale::c().toDouble(pair[0].trimmed(), &x), QLocale::c().toDouble(pair[1].trimmed(), &y));
        const bool ascending = points.size() < 2 || points[points.size() - 2].first < points.back().first;
        if (!x || !y || !ascending) {
            *ok = false;
            return {};
        }
    }
    return points;
}

} // namespace stillhouse::widgets
