// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/layer_map_editor.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kBoxHeight = 24, kBoxWidest = 40, kRowsApart = 72, kBoxGap = 4;

} // namespace

LayerMapEditor::LayerMapEditor(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme().font(Theme::Type::Caption));
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void LayerMapEditor::setLayers(int student, int teacher) {
    student_ = std::max(1, student);
    teacher_ = std::max(1, teacher);
    update();
}

void LayerMapEditor::setPairs(std::vector<Pair> pairs) {
    pairs_ = std::move(pairs);
    std::sort(pairs_.begin(), pairs_.end());
    marked_ = {};
    describe();
    update();
}

int LayerMapEditor::count(bool teacher) const {
    int most = teacher ? teacher_ : student_;
    for (const auto& [student, other] : pairs_)
        most = std::max(most, (teacher ? other : student) + 1);
    return most;
}

QSize LayerMapEditor::sizeHint() const { return {360, 2 * kBoxHeight + kRowsApart + 2 * (fontMetrics().height() + 4)}; }
QSize LayerMapEditor::minimumSizeHint() const { return {200, sizeHint().height()}; }

QRect LayerMapEditor::box(bool teacher, int layer) const {
    const int boxes = count(teacher), step = std::min(kBoxWidest + kBoxGap, width() / boxes);
    const int left = (width() - boxes * step) / 2 + layer * step, caption = fontMetrics().height() + 4;
    return {left, teacher ? caption : caption + kBoxHeight + kRowsApart, std::max(2, step - kBoxGap), kBoxHeight};
}

LayerMapEditor::Place LayerMapEditor::placeAt(const QPoint& point) const {
    for (const bool teacher : {true, false})
        for (int layer = 0; layer < count(teacher); ++layer)
            if (box(teacher, layer).adjusted(-kBoxGap / 2, -4, kBoxGap / 2, 4).contains(point))
                return {teacher, layer};
    return {};
}

void LayerMapEditor::toggle(int student, int teacher) {
    const Pair pair{student, teacher};
    const auto found = std::find(pairs_.begin(), pairs_.end(), pair);
    if (found != pairs_.end())
        pairs_.erase(found);
    else
        pairs_.insert(std::upper_bound(pairs_.begin(), pairs_.end(), pair), pair);
    describe();
    Q_EMIT edited();
}

// The second box of a pair joins it to the first; a box of the same row is marked instead.
void LayerMapEditor::choose(Place place) {
    if (place.layer < 0 || place == marked_)
        marked_ = {};
    else if (marked_.layer >= 0 && marked_.teacher != place.teacher) {
        toggle(place.teacher ? marked_.layer : place.layer, place.teacher ? place.layer : marked_.layer);
        marked_ = {};
    } else
        marked_ = place;
    update();
}

void LayerMapEditor::clear(Place place) {
    if (std::erase_if(pairs_, [&](const Pair& pair) { return (place.teacher ? pair.second : pair.first) == place.layer; }) == 0)
        return;
    describe();
    update();
    Q_EMIT edited();
}

void LayerMapEditor::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    mouse_ = event->position().toPoint();
    pressed_ = placeAt(mouse_);
    if (pressed_.layer >= 0)
        cursor_ = pressed_;
    update();
}

void LayerMapEditor::mouseMoveEvent(QMouseEvent* event) {
    mouse_ = event->position().toPoint();
    update();
}

void LayerMapEditor::mouseReleaseEvent(QMouseEvent* event) {
    const Place from = pressed_, to = placeAt(event->position().toPoint());
    pressed_ = {};
    if (from == to)
        choose(to);
    else if (from.layer >= 0 && to.layer >= 0 && from.teacher != to.teacher) {
        marked_ = from;
        choose(to);
    }
    update();
}

void LayerMapEditor::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        cursor_.layer = std::clamp(cursor_.layer + (event->key() == Qt::Key_Left ? -1 : 1), 0, count(cursor_.teacher) - 1);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        cursor_.teacher = event->key() == Qt::Key_Up;
        cursor_.layer = std::min(cursor_.layer, count(cursor_.teacher) - 1);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
        choose(cursor_);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        clear(cursor_);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

void LayerMapEditor::focusInEvent(QFocusEvent*) { update(); }
void LayerMapEditor::focusOutEvent(QFocusEvent*) { update(); }

void LayerMapEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void LayerMapEditor::describe() {
    setAccessibleDescription(layerPairsText(pairs_));
    setToolTip(tr("Draw a line from a layer of the student to one of the teacher. Keys: arrows, Space joins, Delete takes away."));
}

void LayerMapEditor::paintBoxes(QPainter& painter, bool teacher) const {
    const QColor lane = theme().color(teacher ? QStringLiteral("teacher") : QStringLiteral("A"));
    const QRect first = box(teacher, 0), last = box(teacher, count(teacher) - 1);
    painter.setPen(theme().color(QStringLiteral("muted")));
    const int caption = fontMetrics().height();
    painter.drawText(QRect(first.left(), teacher ? first.top() - caption - 2 : last.bottom() + 2, width() - first.left(), caption), Qt::AlignLeft | Qt::AlignVCenter,
                     teacher ? tr("Teacher's layers") : tr("Student's layers"));
    for (int layer = 0; layer < count(teacher); ++layer) {
        const Place place{teacher, layer};
        const QRect area = box(teacher, layer);
        const bool used = std::any_of(pairs_.begin(), pairs_.end(), [&](const Pair& pair) { return (teacher ? pair.second : pair.first) == layer; });
        painter.setPen(QPen(place == cursor_ && hasFocus() ? theme().color(QStringLiteral("focus")) : used ? lane : theme().color(QStringLiteral("lineStrong")),
                            place == cursor_ && hasFocus() ? 2 : 1));
        painter.setBrush(place == marked_ || place == pressed_ ? theme().color(QStringLiteral("accentSoft")) : theme().color(QStringLiteral("surface")));
        painter.drawRoundedRect(area, 4, 4);
        painter.setPen(theme().color(used ? QStringLiteral("text") : QStringLiteral("muted")));
        const QString number = QString::number(layer);
        if (painter.fontMetrics().horizontalAdvance(number) <= area.width())
            painter.drawText(area, Qt::AlignCenter, number);
    }
}

void LayerMapEditor::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto line = [&](QPointF from, QPointF to) {
        QPainterPath path(from);
        path.cubicTo({from.x(), (from.y() + to.y()) / 2}, {to.x(), (from.y() + to.y()) / 2}, to);
        painter.drawPath(path);
    };
    const auto edge = [&](bool teacher, int layer) {
        const QRectF area = box(teacher, layer);
        return QPointF(area.center().x(), teacher ? area.bottom() : area.top());
    };
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().color(QStringLiteral("accent")), 2));
    for (const auto& [student, teacher] : pairs_)
        line(edge(false, student), edge(true, teacher));
    if (pressed_.layer >= 0 && placeAt(mouse_) != pressed_) {
        painter.setPen(QPen(theme().color(QStringLiteral("accent")), 2, Qt::DashLine));
        line(edge(pressed_.teacher, pressed_.layer), mouse_);
    }
    paintBoxes(painter, true);
    paintBoxes(painter, false);
}

std::vector<LayerMapEditor::Pair> layerPairsFromText(const QString& text, bool* ok) {
    std::vector<LayerMapEditor::Pair> pairs;
    bool good = true;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList two = part.split(u':');
        bool first = false, second = false;
        const LayerMapEditor::Pair pair{two.value(0).trimmed().toInt(&first), two.value(1).trimmed().toInt(&second)};
        const bool valid = two.size() == 2 && first && second && pair.first >= 0 && pair.second >= 0 && pair.first < 1024 && pair.second < 1024;
        if (valid && std::find(pairs.begin(), pairs.end(), pair) == pairs.end())
            pairs.push_back(pair);
        else
            good = false;
    }
    if (ok)
        *ok = good;
    return pairs;
}

QString layerPairsText(const std::vector<LayerMapEditor::Pair>& pairs) {
    QStringList out;
    for (const auto& [student, teacher] : pairs)
        out << QStringLiteral("%1:%2").arg(student).arg(teacher);
    return out.join(QStringLiteral(", "));
}

} // namespace stillhouse::widgets
