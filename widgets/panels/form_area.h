// SPDX-License-Identifier: GPL-3.0-or-later
// A column of fields that scrolls up and down, and is never narrower than its fields.
#pragma once
#include <QScrollArea>
#include <QScrollBar>

namespace stillhouse::widgets {

class FormArea : public QScrollArea {
public:
    FormArea(QWidget* fields, QWidget* parent) : QScrollArea(parent) {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(fields);
    }
    QSize minimumSizeHint() const override { return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), 160}; }
    QSize sizeHint() const override { return {minimumSizeHint().width(), QScrollArea::sizeHint().height()}; }
};

} // namespace stillhouse::widgets
