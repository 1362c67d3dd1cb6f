// SPDX-License-Identifier: GPL-3.0-or-later
// "1  fraud": a checkable button for a label that the key of its number chooses as well; a long name is cut. Its owner gives tooltip and accessible name.
#pragma once
#include <QString>

class QPushButton;
class QWidget;

namespace stillhouse::widgets {

QPushButton* labelButton(QWidget* parent, int number, const QString& label);

} // namespace stillhouse::widgets
