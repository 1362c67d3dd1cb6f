// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/growing_dialog.h"

#include <algorithm>
#include <QEvent>
#include <QLayout>

namespace stillhouse::app {

bool GrowingDialog::event(QEvent* event) {
    const bool handled = QDialog::event(event);
    if ((event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show) && layout() && layout()->hasHeightForWidth())
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    return handled;
}

} // namespace stillhouse::app
