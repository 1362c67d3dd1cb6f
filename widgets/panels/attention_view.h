// SPDX-License-Identifier: GPL-3.0-or-later
// One model's side of the Attention page: its picture, the layer and head chosen in it, the map and what it says in numbers.
#pragma once
#include "core/api/events.h"

#include <QWidget>

class QLabel;
class QSpinBox;

namespace stillhouse::widgets {

class HeatGrid;

class AttentionView : public QWidget {
    Q_OBJECT
public:
    /// `name`: start of the object names of what is inside ("teacher" makes "teacherMap", "teacherLayer", "teacherHead").
    explicit AttentionView(const QString& name, QWidget* parent = nullptr);

    /// Layer and head stay where the picture has them. An empty picture clears the view.
    void setPicture(Picture picture);
    const Picture& picture() const { return picture_; }
    bool empty() const { return picture_.shape.size() != 4; }
    const float* map() const; ///< of the chosen head; null where there is none
    int layer() const;        ///< from 0
    int head() const;
    void choose(int layer, int head); ///< without the signal
    void setRange(double high); ///< of the colours, from 0
    void setTitle(const QString& title);
    void setEmptyText(const QString& text);
    HeatGrid* grid() const { return grid_; }

Q_SIGNALS:
    void chosen(int layer, int head); ///< by hand

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void retranslate();

    Picture picture_;
    QString title_, emptyText_;
    QLabel *layerLabel_, *headLabel_, *facts_;
    QSpinBox *layer_, *head_;
    HeatGrid* grid_;
};

} // namespace stillhouse::widgets
