// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_frame.h"

#include "widgets/plot/plot_parts.h"
#include "widgets/plot/replot_queue.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kFlat = 1e-7; ///< of a range, relative to its numbers: less than axis labels can tell apart

// Drawn over the plot without redrawing it: crosshair, handles, selection.
class Overlay : public QWidget {
public:
    Overlay(QWidget* parent, std::function<void(QPainter&)> paint) : QWidget(parent), paint_(std::move(paint)) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint_(painter);
    }

private:
    std::function<void(QPainter&)> paint_;
};

void setUpAxes(QCustomPlot& plot) {
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLength(0);
        axis->setTickPen(Qt::NoPen); // a tick of no length would still be drawn as a dot
        axis->setSubTicks(false);
        axis->setTickLabelPadding(6);
        axis->setLabelPadding(2);
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    plot.xAxis->grid()->setVisible(false);
    plot.yAxis->setBasePen(Qt::NoPen);
}

} // namespace

void PlotFrame::Parts::makeHeader() {
    auto* header = new QCPLayoutGrid;
    plot->plotLayout()->insertRow(0);
    plot->plotLayout()->addElement(0, 0, header);
    plot->plotLayout()->setRowSpacing(2);
    title = new QCPTextElement(plot);
    yLabel = new QCPTextElement(plot);
    header->addElement(0, 0, title);
    header->addElement(0, 1, yLabel);
    header->setColumnStretchFactor(0, 0.001);
    header->setColumnSpacing(8);
    for (auto* text : {title, yLabel}) {
        text->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine);
        text->setMargins({4, 0, 0, 0});
    }
}

PlotFrame::PlotFrame(QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>()) {
    auto* plot = parts_->plot = new QCustomPlot(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot);
    plot->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    plot->setFocusPolicy(Qt::NoFocus);
    plot->setMouseTracking(true);
    plot->installEventFilter(this);
    setUpAxes(*plot);
    parts_->makeHeader();
    parts_->empty = new QCPItemText(plot);
    parts_->empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    parts_->empty->position->setCoords(0.5, 0.5);
    parts_->empty->setVisible(false);
    parts_->setScale(plot->xAxis, false);
    parts_->setScale(plot->yAxis, false);
    parts_->overlay = new Overlay(plot, [this](QPainter& painter) { paintOverlay(painter); });
    setFocusPolicy(Qt::StrongFocus);
    connect(plot, &QCustomPlot::beforeReplot, this, [this] {
        applyFit();
        prepare();
    });
    connect(plot, &QCustomPlot::afterReplot, this, [this] {
        parts_->overlay->update();
        Q_EMIT drawn();
    });
    connect(&theme(), &Theme::changed, this, &PlotFrame::applyTheme);
    // The derived class is not there yet: style it when the event loop comes round.
    QMetaObject::invokeMethod(this, &PlotFrame::applyTheme, Qt::QueuedConnection);
}

PlotFrame::~PlotFrame() = default;

void PlotFrame::setTitle(const QString& title) {
    parts_->title->setText(title);
    setAccessibleName(title);
    refresh();
}

QString PlotFrame::title() const { return parts_->title->text(); }

void PlotFrame::setAxes(const QString& x, const QString& y) {
    parts_->xText = x;
    parts_->plot->xAxis->setLabel(x);
    parts_->yLabel->setText(y);
    refresh();
}

void PlotFrame::setWholeX(bool on) {
    parts_->setWhole(parts_->plot->xAxis, on);
    refresh();
}

void PlotFrame::setWholeY(bool on) {
    parts_->setWhole(parts_->plot->yAxis, on);
    refresh();
}

void PlotFrame::setLogX(bool on) {
    parts_->logX = on;
    parts_->setScale(parts_->plot->xAxis, on);
    parts_->following = true;
    refresh();
}

void PlotFrame::setLogY(bool on) {
    if (parts_->logY == on)
        return;
    parts_->logY = on;
    parts_->setScale(parts_->plot->yAxis, on);
    parts_->following = true;
    refresh();
    Q_EMIT logYChanged(on);
}

bool PlotFrame::logX() const { return parts_->logX; }
bool PlotFrame::logY() const { return parts_->logY; }

void PlotFrame::setEmptyText(const QString& text) {
    parts_->emptyText = text;
    parts_->empty->setText(text);
    refresh();
}

void PlotFrame::fit() {
    parts_->following = true;
    refresh();
    Q_EMIT viewChanged();
}

void PlotFrame::setXRange(double low, double high) {
    parts_->fixedX = high > low;
    parts_->xLow = low;
    parts_->xHigh = high;
    refresh();
}

void PlotFrame::setMostY(double most) {
    parts_->mostY = most;
    refresh();
}

void PlotFrame::setYRange(double low, double high) {
    parts_->fixedY = high > low;
    parts_->yLow = low;
    parts_->yHigh = high;
    refresh();
}

QRectF PlotFrame::viewRange() const {
    const auto x = parts_->plot->xAxis->range(), y = parts_->plot->yAxis->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

QWidget* PlotFrame::canvas() const { return parts_->plot; }

QPointF PlotFrame::toPixel(double x, double y) const {
    return {parts_->plot->xAxis->coordToPixel(x), parts_->plot->yAxis->coordToPixel(y)};
}

QPointF PlotFrame::toData(const QPointF& pixel) const {
    return {parts_->plot->xAxis->pixelToCoord(pixel.x()), parts_->plot->yAxis->pixelToCoord(pixel.y())};
}

void PlotFrame::refresh() {
    if (parts_->dirty)
        return;
    parts_->dirty = true;
    ReplotQueue::instance().add(this);
}

void PlotFrame::redrawNow() {
    parts_->dirty = false;
    if (parts_->plot->size().isEmpty())
        return; // the resize that gives it a size draws it
    parts_->plot->replot(QCustomPlot::rpQueuedRefresh);
}

bool PlotFrame::following() const { return parts_->following; }

void PlotFrame::repaintOverlay() { parts_->overlay->update(); }

void PlotFrame::applyFit() {
    const QRectF bounds = dataBounds();
    const bool nothing = bounds.isNull();
    parts_->empty->setVisible(nothing && !parts_->emptyText.isEmpty());
    if (!parts_->following)
        return;
    const auto set = [&](QCPAxis* axis, bool fixed, double low, double high, double dataLow, double dataHigh, bool log, double pad) {
        if (!fixed) {
            low = nothing ? (log ? 0.1 : 0) : dataLow;
            high = nothing ? 1 : dataHigh;
            if (log) {
                high = high > 0 ? high : 1;
                low = low > 0 ? low : high / 1000;
                const double factor = std::max(std::pow(high / low, pad), 1.0001);
                axis->setRange(low / factor, high * factor);
                return;
            }
            // A constant is flat, also when smoothing has moved its last digits: its labels would otherwise all read the same.
            const double size = std::max(std::abs(low), std::abs(high));
            const bool flat = !(high - low > kFlat * size);
            const double extent = flat ? std::max(size * 0.1, 1e-9) : high - low;
            const bool below = flat && axis == parts_->plot->yAxis && high + extent > parts_->mostY;
            low -= extent * (below ? 1 : pad);
            high += extent * (flat && !below ? 1 : pad);
        }
        axis->setRange(low, high);
    };
    set(parts_->plot->xAxis, parts_->fixedX, parts_->xLow, parts_->xHigh, bounds.left(), bounds.right(), parts_->logX, 0.0);
    set(parts_->plot->yAxis, parts_->fixedY, parts_->yLow, parts_->yHigh, bounds.top(), bounds.bottom(), parts_->logY, 0.06);
}

void PlotFrame::applyTheme() {
    auto* plot = parts_->plot;
    const auto color = [](const char* token) { return theme().color(QLatin1String(token)); };
    plot->setBackground(QBrush(color("surface")));
    QFont caption = theme().font(Theme::Type::Caption);
    QFont title = theme().font(Theme::Type::Body);
    title.setWeight(QFont::DemiBold);
    parts_->title->setFont(title);
    parts_->title->setTextColor(color("text"));
    parts_->yLabel->setFont(caption);
    parts_->yLabel->setTextColor(color("muted"));
    parts_->empty->setFont(theme().font(Theme::Type::Body));
    parts_->empty->setColor(color("muted"));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setTickLabelFont(caption);
        axis->setTickLabelColor(color("axis"));
        axis->setLabelFont(caption);
        axis->setLabelColor(color("muted"));
        axis->grid()->setPen(QPen(color("grid"), 1));
    }
    plot->xAxis->setBasePen(QPen(color("line"), 1));
    restyle();
    refresh();
}

} // namespace stillhouse::widgets
