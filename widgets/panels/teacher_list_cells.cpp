// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of the teachers' table.
#include "widgets/form/number_field.h"
#include "widgets/icons.h"
#include "widgets/panels/teacher_list.h"
#include "widgets/session.h"

#include <QLocale>
#include <QMenu>
#include <QTableWidget>
#include <QToolButton>
#include <algorithm>

namespace stillhouse::widgets {

QWidget* TeacherList::weightField(int row) {
    auto* field = new NumberField(false, 0, 1000, table_);
    field->setObjectName(QStringLiteral("teacherWeight%1").arg(row));
    field->setValue(teachers_[std::size_t(row)].weight);
    field->setAccessibleName(tr("Weight of %1").arg(nameOf(teachers_[std::size_t(row)])));
    connect(field, &QDoubleSpinBox::valueChanged, this, [this, row](double weight) {
        teachers_[std::size_t(row)].weight = weight; // so that the row stays as it is
        change([&](Experiment& e) { e.teachers[std::size_t(row)].weight = weight; });
    });
    return field;
}

QWidget* TeacherList::sourceButton(int row) {
    const auto& teacher = teachers_[std::size_t(row)];
    auto* button = new QToolButton(table_);
    button->setObjectName(QStringLiteral("teacherSources%1").arg(row));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    button->setText(sourcesText(teacher));
    button->setToolTip(teacher.sources.empty() ? tr("Speaks for every source that no other teacher names") : sourcesText(teacher));
    button->setAccessibleName(tr("Sources of %1").arg(nameOf(teacher)));
    auto* menu = new QMenu(button);
    auto known = sources_;
    for (const auto& source : teacher.sources)
        known.emplace(source, 0); // named in the document, not in the data
    for (const auto& [source, count] : known) {
        if (source.empty())
            continue;
        auto* action = menu->addAction(tr("%1 (%2)", "source and its number of examples").arg(QString::fromStdString(source), QLocale().toString(qlonglong(count))));
        action->setCheckable(true);
        action->setChecked(std::count(teacher.sources.begin(), teacher.sources.end(), source) > 0);
        connect(action, &QAction::toggled, this, [this, row, name = source](bool on) { setSource(row, name, on); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("The data name no sources"))->setEnabled(false);
    button->setMenu(menu);
    return button;
}

QWidget* TeacherList::removeButton(int row) {
    auto* button = new QToolButton(table_);
    button->setObjectName(QStringLiteral("removeTeacher%1").arg(row));
    button->setIcon(icon(QStringLiteral("trash")));
    button->setAutoRaise(true);
    button->setToolTip(tr("Remove this teacher from the experiment"));
    button->setAccessibleName(tr("Remove %1").arg(nameOf(teachers_[std::size_t(row)])));
    connect(button, &QToolButton::clicked, this, [this, row] { remove(row); });
    return button;
}

QString TeacherList::tokensText(int row) const {
    if (teachers_[std::size_t(row)].isRemote())
        return tr("endpoint: labels or ranks");
    const auto& agreement = agreements_[std::size_t(row)];
    if (!agreement)
        return QStringLiteral("…");
    if (!*agreement)
        return tr("tokenizer not readable");
    switch ((**agreement).relation) {
    case TokenRelation::Same: return tr("the student's tokens");
    case TokenRelation::Extended: return tr("shares %1 tokens").arg(QLocale().toString(qlonglong((**agreement).common)));
    case TokenRelation::Different: break;
    }
    return tr("other tokens: labels or ranks");
}

QString TeacherList::sourcesText(const TeacherSpec& teacher) const {
    if (teacher.sources.empty())
        return tr("All others", "sources that no teacher names");
    QStringList names;
    for (const auto& source : teacher.sources)
        names << QString::fromStdString(source);
    return names.size() > 2 ? tr("%1 sources").arg(names.size()) : names.join(QStringLiteral(", "));
}

} // namespace stillhouse::widgets
