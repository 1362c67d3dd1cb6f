// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/option_form.h"

#include "widgets/form/option_control.h"
#include "widgets/form/words.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

// "Test examples" says its unit already. A whole word, so that "s" is not found in "Steps"; Chinese has none.
bool names(const QString& label, const QString& unit) {
    static const QString word = QStringLiteral("(?<!\\p{Latin})%1(?!\\p{Latin})");
    return !unit.isEmpty() && label.contains(QRegularExpression(word.arg(QRegularExpression::escape(unit)), QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption));
}

enum FormColumn { Label, Control, Reset, Question, Filler };
constexpr int kLinesPerRow = 3; // field, help, error

QToolButton* rowButton(QWidget* parent, const char* iconName) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon(QLatin1String(iconName), QStringLiteral("muted")));
    button->setIconSize({16, 16});
    button->setFixedSize(kControlHeight, kControlHeight);
    button->setAutoRaise(true);
    return button;
}

QLabel* note(QWidget* parent, const char* type) {
    auto* label = new QLabel(parent);
    label->setProperty("type", type);
    label->setWordWrap(true);
    label->hide();
    return label;
}

} // namespace

OptionForm::OptionForm(std::vector<OptionSpec> specs, QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(kGap);
    grid_->setVerticalSpacing(4);
    grid_->setColumnMinimumWidth(Label, 176);
    grid_->setColumnStretch(Control, 4);
    grid_->setColumnStretch(Filler, 1);
    std::stable_partition(specs.begin(), specs.end(), [](const OptionSpec& spec) { return !spec.advanced; });
    for (const auto& spec : specs) {
        if (spec.advanced && !advanced_) {
            advanced_ = new QPushButton(this);
            advanced_->setProperty("role", "link");
            advanced_->setCheckable(true);
            connect(advanced_, &QPushButton::toggled, this, &OptionForm::showAdvanced);
            grid_->addWidget(advanced_, int(rows_.size()) * kLinesPerRow, Label, Qt::AlignLeft);
        }
        addRow(spec);
    }
    grid_->setRowStretch(int(rows_.size() + 1) * kLinesPerRow, 1);
    showAdvanced(false);
    retranslate();
    setValues({});
}

void OptionForm::addRow(const OptionSpec& spec) {
    const int line = (int(rows_.size()) + (advanced_ ? 1 : 0)) * kLinesPerRow;
    Row row{spec,          new QLabel(this), note(this, "caption"), note(this, "error"), makeControl(spec, this), rowButton(this, "reset"),
            rowButton(this, "help")};
    row.label->setBuddy(row.control);
    row.label->setWordWrap(true);
    row.label->setMinimumHeight(kControlHeight);
    row.control->setMaximumWidth(480);
    row.control->setObjectName(QString::fromStdString("option." + spec.key));
    QSizePolicy keep = row.reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    row.reset->setSizePolicy(keep);
    grid_->addWidget(row.label, line, Label, Qt::AlignTop);
    grid_->addWidget(row.control, line, Control);
    grid_->addWidget(row.reset, line, Reset, Qt::AlignTop);
    grid_->addWidget(row.question, line, Question, Qt::AlignTop);
    grid_->addWidget(row.help, line + 1, Control, 1, 3);
    grid_->addWidget(row.error, line + 2, Control, 1, 3);
    const std::size_t index = rows_.size();
    connect(row.control, &OptionControl::edited, this, [this, index] {
        showState(rows_[index]);
        Q_EMIT changed(QString::fromStdString(rows_[index].spec.key));
    });
    connect(row.reset, &QToolButton::clicked, this, [this, index] {
        rows_[index].control->setValue(rows_[index].spec.standard);
        showState(rows_[index]);
        Q_EMIT changed(QString::fromStdString(rows_[index].spec.key));
    });
    connect(row.question, &QToolButton::clicked, this, [this, index] { rows_[index].help->setVisible(rows_[index].help->isHidden()); });
    rows_.push_back(row);
}

void OptionForm::setValues(const OptionMap& values) {
    for (auto& row : rows_) {
        const auto found = values.find(row.spec.key);
        const bool usable = found != values.end() && found->second.index() == row.spec.standard.index();
        row.control->setValue(usable ? found->second : row.spec.standard);
        showState(row);
        if (row.spec.advanced && usable && found->second != row.spec.standard && advanced_)
            advanced_->setChecked(true); // a changed value is never hidden
    }
    clearErrors();
}

OptionMap OptionForm::values() const {
    OptionMap values;
    for (const auto& row : rows_) {
        const OptionValue value = row.control->value();
        if (value != row.spec.standard)
            values[row.spec.key] = value;
    }
    return values;
}

bool OptionForm::setError(const std::string& key, const QString& message) {
    const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& each) { return each.spec.key == key; });
    if (row == rows_.end())
        return false;
    if (row->spec.advanced)
        advanced_->setChecked(true);
    row->error->setText(message);
    row->error->show();
    row->control->setInvalid(true);
    for (QWidget* above = parentWidget(); above; above = above->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(above)) {
            area->ensureWidgetVisible(row->control);
            break;
        }
    return true;
}

void OptionForm::clearErrors() {
    for (auto& row : rows_) {
        row.error->hide();
        row.control->setInvalid(false);
    }
}

OptionControl* OptionForm::control(const std::string& key) const {
    for (const auto& row : rows_)
        if (row.spec.key == key)
            return row.control;
    return nullptr;
}

void OptionForm::showState(Row& row) {
    const bool changed = row.control->value() != row.spec.standard;
    row.reset->setVisible(changed && (!row.spec.advanced || (advanced_ && advanced_->isChecked())));
    // The default reads grey, a changed value in the full text colour.
    if (QWidget* field = row.control->focusProxy()) {
        field->setProperty("standard", !changed);
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
}

void OptionForm::showAdvanced(bool shown) {
    for (auto& row : rows_) {
        if (!row.spec.advanced)
            continue;
        row.label->setVisible(shown);
        row.control->setVisible(shown);
        row.question->setVisible(shown);
        if (!shown) {
            row.help->hide();
            row.error->hide();
        }
        showState(row);
    }
    if (advanced_)
        advanced_->setIcon(icon(shown ? QStringLiteral("down") : QStringLiteral("right"), QStringLiteral("accent")));
}

void OptionForm::retranslate() {
    if (advanced_)
        advanced_->setText(tr("Advanced"));
    for (auto& row : rows_) {
        const QString label = shown(row.spec.label);
        QString unit = unitText(row.spec.unit);
        if (names(label, unit))
            unit.clear();
        row.label->setText(unit.isEmpty() ? label
                                          : QStringLiteral("%1 <span style='color:%2'>%3</span>")
                                                .arg(label.toHtmlEscaped(), theme().color(QStringLiteral("muted")).name(), unit.toHtmlEscaped()));
        row.control->setName(unit.isEmpty() ? label : tr("%1, in %2", "label, in unit").arg(label, unit));
        row.control->retranslate();
        row.help->setText(shown(row.spec.help));
        row.question->setToolTip(shown(row.spec.help));
        row.question->setAccessibleName(tr("Help on %1").arg(label));
        row.reset->setToolTip(tr("Back to the default: %1").arg(optionText(row.spec, row.spec.standard)));
        row.reset->setAccessibleName(row.reset->toolTip());
    }
}

void OptionForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
