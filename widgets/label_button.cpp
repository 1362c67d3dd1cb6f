// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/label_button.h"

#include <QPushButton>

namespace stillhouse::widgets {

namespace {

constexpr int kNameWidth = 240; ///< pixels

} // namespace

QPushButton* labelButton(QWidget* parent, int number, const QString& label) {
    auto* button = new QPushButton(parent);
    QString name = button->fontMetrics().elidedText(label, Qt::ElideRight, kNameWidth);
    button->setText(QStringLiteral("%1  %2").arg(number).arg(name.replace(u'&', QStringLiteral("&&"))));
    button->setCheckable(true);
    return button;
}

} // namespace stillhouse::widgets
