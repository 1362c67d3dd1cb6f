// SPDX-License-Identifier: GPL-3.0-or-later
// Which layer of the student is compared with which of the teacher: two rows of boxes, and lines that are drawn with the mouse (from box to box, or
// one click on each) or with the keys (arrows move, Space marks a box and joins it, Delete takes a box's lines away). UI thread only.
#pragma once
#include <QWidget>
#include <utility>
#include <vector>

namespace stillhouse::widgets {

class LayerMapEditor : public QWidget {
    Q_OBJECT
public:
    using Pair = std::pair<int, int>; ///< student's layer, teacher's layer, from 0

    explicit LayerMapEditor(QWidget* parent = nullptr);
    /// How many boxes; pairs beyond them stay and widen the row.
    void setLayers(int student, int teacher);
    /// Emits nothing.
    void setPairs(std::vector<Pair> pairs);
    const std::vector<Pair>& pairs() const { return pairs_; }
    QRect box(bool teacher, int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        bool teacher = false;
        int layer = -1;
        bool operator==(const Place&) const = default;
    };
    int count(bool teacher) const;
    Place placeAt(const QPoint& point) const;
    void choose(Place place);
    void toggle(int student, int teacher);
    void clear(Place place);
    void paintBoxes(class QPainter& painter, bool teacher) const;
    void describe();

    int student_ = 4, teacher_ = 6;
    std::vector<Pair> pairs_;
    Place marked_, cursor_{false, 0}, pressed_;
    QPoint mouse_;
};

/// "0:1, 1:3" and back. What is no pair is left out, and `ok` (if given) says so.
std::vector<LayerMapEditor::Pair> layerPairsFromText(const QString& text, bool* ok = nullptr);
QString layerPairsText(const std::vector<LayerMapEditor::Pair>& pairs);

} // namespace stillhouse::widgets
