// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keyboard and menu of a plot.
#include "widgets/plot/plot_parts.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

namespace stillhouse::widgets {

namespace {

void zoomAxis(QCPAxis* axis, double centre, double factor) {
    if (axis->scaleType() == QCPAxis::stLogarithmic && centre > 0 && axis->range().lower > 0) {
        const auto range = axis->range();
        axis->setRange(centre * std::pow(range.lower / centre, factor), centre * std::pow(range.upper / centre, factor));
    } else {
        axis->scaleRange(factor, centre);
    }
}

void panAxis(QCPAxis* axis, double from, double to) {
    const double a = axis->pixelToCoord(from), b = axis->pixelToCoord(to);
    if (axis->scaleType() == QCPAxis::stLogarithmic && a > 0 && b > 0)
        axis->setRange(axis->range().lower * a / b, axis->range().upper * a / b);
    else
        axis->moveRange(a - b);
}

void save(QWidget* parent, const QString& title, const QString& suffix, const QByteArray& bytes) {
    const QString path = QFileDialog::getSaveFileName(parent, title, title.simplified().replace(u' ', u'_') + u'.' + suffix, u"*."_qs + suffix);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(bytes);
        file.commit();
    }
}

} // namespace

void PlotFrame::zoom(const QPointF& at, double factor, Qt::KeyboardModifiers modifiers) {
    auto* plot = parts_->plot;
    const QRect rect = plot->axisRect()->rect();
    parts_->following = false;
    // Over an axis, or with a modifier, only that direction is zoomed.
    const bool onX = at.y() > rect.bottom() || modifiers.testFlag(Qt::ShiftModifier);
    const bool onY = at.x() < rect.left() || modifiers.testFlag(Qt::ControlModifier);
    if (!onY || onX)
        zoomAxis(plot->xAxis, plot->xAxis->pixelToCoord(at.x()), factor);
    if (!onX || onY)
        zoomAxis(plot->yAxis, plot->yAxis->pixelToCoord(at.y()), factor);
    refresh();
    Q_EMIT viewChanged();
}

void PlotFrame::pan(const QPointF& to) {
    parts_->following = false;
    panAxis(parts_->plot->xAxis, parts_->panFrom.x(), to.x());
    panAxis(parts_->plot->yAxis, parts_->panFrom.y(), to.y());
    parts_->panFrom = to;
    refresh();
    Q_EMIT viewChanged();
}

bool PlotFrame::canvasMouse(QEvent* event) {
    auto* mouse = static_cast<QMouseEvent*>(event);
    const QPointF at = mouse->position();
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        if (!mousePressed(at, mouse->button()) && mouse->button() == Qt::LeftButton) {
            parts_->panning = true;
            parts_->panFrom = at;
        }
        return true;
    case QEvent::MouseMove:
        if (parts_->panning && mouse->buttons().testFlag(Qt::LeftButton))
            pan(at);
        else
            mouseMoved(at);
        return true;
    case QEvent::MouseButtonRelease:
        parts_->panning = false;
        mouseReleased(at);
        return true;
    case QEvent::MouseButtonDblClick:
        if (mouse->button() == Qt::LeftButton && !doubleClicked(at))
            fit();
        return true;
    default: return false;
    }
}

bool PlotFrame::eventFilter(QObject* object, QEvent* event) {
    if (object != parts_->plot)
        return QWidget::eventFilter(object, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: return canvasMouse(event);
    case QEvent::Wheel: {
        auto* wheel = static_cast<QWheelEvent*>(event);
        const double notches = wheel->angleDelta().y() != 0 ? wheel->angleDelta().y() / 120.0 : wheel->angleDelta().x() / 120.0;
        zoom(wheel->position(), std::pow(0.85, notches), wheel->modifiers());
        wheel->accept();
        return true;
    }
    case QEvent::ContextMenu: showMenu(static_cast<QContextMenuEvent*>(event)->globalPos()); return true;
    case QEvent::Leave: mouseLeft(); return false;
    case QEvent::Resize:
        parts_->overlay->resize(parts_->plot->size());
        return parts_->plot->size().isEmpty(); // nothing to draw on: QCustomPlot would complain of its buffer
    case QEvent::Show:
        parts_->overlay->raise();
        if (parts_->dirty) {
            parts_->dirty = false;
            refresh();
        }
        return false;
    default: return false;
    }
}

void PlotFrame::keyPressEvent(QKeyEvent* event) {
    const QRect rect = parts_->plot->axisRect()->rect();
    switch (event->key()) {
    case Qt::Key_L: setLogY(!parts_->logY); return;
    case Qt::Key_F: fit(); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(rect.center(), 0.8, {}); return;
    case Qt::Key_Minus: zoom(rect.center(), 1.25, {}); return;
    case Qt::Key_Menu: showMenu(mapToGlobal(rect.center())); return;
    default: break;
    }
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setPixmap(picture());
    else
        QWidget::keyPressEvent(event);
}

void PlotFrame::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        refresh();
}

void PlotFrame::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    repaintOverlay();
}

void PlotFrame::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    repaintOverlay();
}

QPixmap PlotFrame::picture(int width, int height) const { return parts_->plot->toPixmap(width, height, 2.0); }

QByteArray PlotFrame::svg() const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(parts_->plot->size());
    generator.setViewBox(parts_->plot->rect());
    generator.setTitle(title());
    QCPPainter painter;
    painter.begin(&generator);
    painter.setMode(QCPPainter::pmVectorized);
    parts_->plot->toPainter(&painter, parts_->plot->width(), parts_->plot->height());
    painter.end();
    return buffer.data();
}

void PlotFrame::showMenu(const QPoint& global) {
    QMenu menu(this);
    const auto add = [&](const QString& text, auto action) { connect(menu.addAction(text), &QAction::triggered, this, action); };
    add(tr("Show all\tF"), [this] { fit(); });
    auto* log = menu.addAction(tr("Logarithmic y axis\tL"));
    log->setCheckable(true);
    log->setChecked(parts_->logY);
    connect(log, &QAction::toggled, this, &PlotFrame::setLogY);
    extendMenu(menu);
    menu.addSeparator();
    add(tr("Copy as PNG"), [this] { QGuiApplication::clipboard()->setPixmap(picture()); });
    add(tr("Copy as SVG"), [this] {
        auto* mime = new QMimeData;
        mime->setData(u"image/svg+xml"_qs, svg());
        mime->setText(QString::fromUtf8(svg()));
        QGuiApplication::clipboard()->setMimeData(mime);
    });
    add(tr("Copy as CSV"), [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu.addSeparator();
    add(tr("Save as PNG…"), [this] {
        QBuffer png;
        png.open(QIODevice::WriteOnly);
        picture().save(&png, "PNG");
        save(this, title(), u"png"_qs, png.data());
    });
    add(tr("Save as SVG…"), [this] { save(this, title(), u"svg"_qs, svg()); });
    add(tr("Save as CSV…"), [this] { save(this, title(), u"csv"_qs, csv().toUtf8()); });
    menu.exec(global);
}

} // namespace stillhouse::widgets
