// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/heat_grid_state.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

/// Pixels that an axis takes beside its rectangle when its longest name does.
int roomFor(const QCPAxis& axis, int name) {
    const int title = axis.label().isEmpty() ? 0 : axis.labelPadding() + QFontMetrics(axis.labelFont()).height();
    return axis.padding() + std::max(0, axis.tickLengthOut()) + axis.tickLabelPadding() + name + title + 4;
}

// Cividis (Nuñez, Anderton, Renslow 2018) at ten places; the same to eyes that see red and green alike.
const char* const kCividis[] = {"#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"};
// Viridis (Smith, van der Walt 2015) at ten places.
const char* const kViridis[] = {"#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"};
const char* const kDiverging[] = {"#2166ac", "#67a9cf", "#d1e5f0", "#ffffff", "#fddbc7", "#ef8a62", "#b2182b"};

template <std::size_t N>
QCPColorGradient gradient(const char* const (&stops)[N]) {
    QCPColorGradient out;
    out.clearColorStops();
    for (std::size_t i = 0; i < N; ++i)
        out.setColorStopAt(double(i) / double(N - 1), QColor(QLatin1String(stops[i])));
    out.setColorInterpolation(QCPColorGradient::ciRGB);
    out.setNanHandling(QCPColorGradient::nhTransparent);
    out.setLevelCount(256);
    return out;
}

QCPColorGradient gradientOf(HeatGrid::Colours colours) {
    return colours == HeatGrid::Colours::Diverging ? gradient(kDiverging) : colours == HeatGrid::Colours::Viridis ? gradient(kViridis) : gradient(kCividis);
}

} // namespace

HeatGrid::HeatGrid(QWidget* parent) : PlotFrame(parent), state_(std::make_unique<State>()) {
    auto* plot = parts().plot;
    state_->map = new QCPColorMap(plot->xAxis, plot->yAxis);
    state_->map->setInterpolate(false);
    state_->map->setTightBoundary(false);
    state_->bar = new QCPColorScale(plot);
    state_->bar->setType(QCPAxis::atRight);
    state_->bar->setBarWidth(10);
    state_->bar->setRangeDrag(false);
    state_->bar->setRangeZoom(false);
    state_->bar->setVisible(false);
    auto* scale = state_->bar->axis();
    scale->setTickLength(0);
    scale->setTickPen(Qt::NoPen);
    scale->setSubTicks(false);
    scale->setBasePen(Qt::NoPen);
    auto* margins = new QCPMarginGroup(plot); // the bar is as high as the grid
    state_->bar->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    plot->xAxis->setTicker(state_->columnNames);
    plot->yAxis->setTicker(state_->rowNames);
    plot->yAxis->setRangeReversed(true); // the first row on top
    plot->yAxis->grid()->setVisible(false);
    setColours(Colours::Sequential, false);
    connect(plot, &QCustomPlot::afterLayout, this, &HeatGrid::placeTexts);
}

HeatGrid::~HeatGrid() = default;

void HeatGrid::setCells(QStringList rows, QStringList columns, std::vector<HeatCell> cells) {
    if (cells.size() != std::size_t(rows.size() * columns.size())) {
        rows.clear();
        columns.clear();
        cells.clear();
    }
    auto& s = *state_;
    const bool renamed = rows != s.rows || columns != s.columns;
    if (renamed)
        s.hovered = s.current = s.pressed = -1;
    s.rows = std::move(rows);
    s.columns = std::move(columns);
    s.cells = std::move(cells);
    s.side = 0;
    s.tiles.clear();
    const auto wide = int(s.columns.size()), high = int(s.rows.size());
    s.map->setVisible(!s.cells.empty());
    s.map->data()->setSize(std::max(wide, 1), std::max(high, 1));
    s.map->data()->setRange({0, double(std::max(wide - 1, 0))}, {0, double(std::max(high - 1, 0))});
    for (int i = 0; i < int(s.cells.size()); ++i)
        s.map->data()->setCell(i % wide, i / wide, s.cells[std::size_t(i)].value);
    makeTexts();
    setXRange(-0.5, std::max(wide, 1) - 0.5);
    setYRange(-0.5, std::max(high, 1) - 0.5);
    rescale();
    restyle();
    s.turns = renamed ? 0 : s.turns;
    if (renamed) // otherwise the same place stays in view, and the cell under the mouse is told anew
        fit();
    refresh();
    repaintOverlay();
}

// Plot items cost time at every redraw, so a grid whose cells say nothing has none.
void HeatGrid::makeTexts() {
    auto& s = *state_;
    const bool any = std::any_of(s.cells.begin(), s.cells.end(), [](const HeatCell& cell) { return !cell.text.isEmpty(); });
    while (any && s.texts.size() < s.cells.size()) {
        auto* text = new QCPItemText(parts().plot);
        text->setPositionAlignment(Qt::AlignCenter);
        text->setVisible(false);
        s.texts.push_back(text);
    }
    for (std::size_t i = 0; i < s.texts.size(); ++i) {
        s.texts[i]->setVisible(false);
        if (i < s.cells.size()) {
            s.texts[i]->setText(s.cells[i].text);
            s.texts[i]->position->setCoords(double(int(i) % columnCount()), double(int(i) / columnCount()));
        }
    }
}

void HeatGrid::setTiles(int side, const std::vector<float>& values) {
    auto& s = *state_;
    if (side < 1 || s.cells.empty() || values.size() != s.cells.size() * std::size_t(side) * std::size_t(side))
        return;
    s.side = side;
    s.tiles = values;
    const int wide = columnCount(), high = rowCount(), pitch = side + 1; // a gap of one between tiles
    const double edge = 0.5 / pitch;
    s.map->data()->setSize(wide * pitch, high * pitch);
    s.map->data()->setRange({-0.5 + edge, wide - 0.5 - edge}, {-0.5 + edge, high - 0.5 - edge});
    s.map->data()->fill(std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int cell = int(i / std::size_t(side * side)), x = int(i) % side, y = int(i) / side % side;
        s.map->data()->setCell(cell % wide * pitch + x, cell / wide * pitch + y, double(values[i]));
    }
    rescale();
    refresh();
}

void HeatGrid::setValueRange(double low, double high) {
    state_->low = low;
    state_->high = high;
    rescale();
    restyle();
    refresh();
}

void HeatGrid::setTip(Tip tip) { state_->tip = std::move(tip); }

void HeatGrid::setUprightColumns(bool on) {
    state_->upright = on;
    parts().plot->xAxis->setTickLabelRotation(on ? -90 : 0);
    refresh();
}

void HeatGrid::setSquare(bool on) {
    state_->square = on;
    refresh();
}

void HeatGrid::setColours(Colours colours, bool logarithmic) {
    state_->colours = colours;
    state_->logarithmic = logarithmic;
    rescale();
    restyle();
    refresh();
}

void HeatGrid::setUnit(const QString& unit) {
    auto& s = *state_;
    auto* layout = parts().plot->plotLayout();
    s.unit = unit;
    const bool shown = !unit.isEmpty();
    if (shown && !layout->hasElement(1, 1))
        layout->addElement(1, 1, s.bar);
    else if (!shown && layout->hasElement(1, 1))
        layout->take(s.bar);
    layout->simplify();
    s.bar->setVisible(shown);
    s.turns = 0;
    s.bar->axis()->setLabel(unit);
    refresh();
}

// From the data: over all of it, the same on both sides of zero where the colours are.
void HeatGrid::rescale() {
    auto& s = *state_;
    double low = 0, high = 0;
    bool any = false;
    const auto take = [&](double value) {
        if (!std::isfinite(value) || (s.logarithmic && value <= 0))
            return;
        low = any ? std::min(low, value) : value;
        high = any ? std::max(high, value) : value;
        any = true;
    };
    for (const auto& cell : s.cells)
        if (s.side == 0)
            take(cell.value);
    for (const float value : s.tiles)
        take(double(value));
    if (std::isfinite(s.low) && s.high > s.low) {
        low = s.low;
        high = s.high;
    } else if (s.colours == Colours::Diverging) {
        high = std::max({std::abs(low), std::abs(high), 1e-12});
        low = -high;
    }
    if (high <= low)
        high = low > 0 ? low * 1.1 : low + 1;
    const auto type = s.logarithmic && low > 0 ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
    s.map->setDataScaleType(type);
    s.map->setDataRange({low, high});
    s.bar->setDataScaleType(type);
    s.bar->setDataRange({low, high});
    s.map->setGradient(gradientOf(s.colours));
    s.bar->setGradient(s.map->gradient());
    s.bar->axis()->setTicker(QSharedPointer<QCPAxisTicker>(type == QCPAxis::stLogarithmic ? static_cast<QCPAxisTicker*>(new LogTicker)
                                                                                          : new ShortTicker));
}

int HeatGrid::currentCell() const { return state_->current; }
int HeatGrid::rowCount() const { return int(state_->rows.size()); }
int HeatGrid::columnCount() const { return int(state_->columns.size()); }
const std::vector<HeatCell>& HeatGrid::cells() const { return state_->cells; }

void HeatGrid::prepare() {
    auto& s = *state_;
    const QRect rect = parts().plot->axisRect()->rect();
    const QFontMetricsF metrics(theme().font(Theme::Type::Caption));
    const auto name = [&](QCPAxisTickerText& ticker, const QStringList& names, double room) {
        ticker.clear();
        const auto stride = std::max<qsizetype>(1, qsizetype(std::ceil(double(names.size()) * room)));
        for (qsizetype i = 0; i < names.size(); i += stride)
            ticker.addTick(double(i), names[i]);
    };
    double widest = s.upright ? metrics.ascent() + 2 : 8;
    for (const auto& column : s.columns)
        if (!s.upright)
            widest = std::max(widest, metrics.horizontalAdvance(column) + 10);
    name(*s.columnNames, s.columns, widest / std::max(rect.width(), 40));
    name(*s.rowNames, s.rows, (metrics.ascent() + 2) / std::max(rect.height(), 40));
    // Not every name is shown, and which are follows the size: squares of the same names are as large beside each other all the same.
    const auto longest = [&](const QStringList& names) {
        double width = 0;
        for (const auto& each : names)
            width = std::max(width, metrics.horizontalAdvance(each));
        return int(std::ceil(width));
    };
    const int left = s.square ? roomFor(*parts().plot->yAxis, longest(s.rows)) : 0, below = s.square && s.upright ? roomFor(*parts().plot->xAxis, longest(s.columns)) : 0;
    parts().plot->axisRect()->setMinimumMargins({left, 4, s.unit.isEmpty() ? 12 : 4, below});
    keepSquare();
}

// The room beside the names is that of the last layout, so a change asks for one more redraw; a few at most, since fewer names may fit
// the smaller square, and make it larger again.
void HeatGrid::keepSquare() {
    auto& s = *state_;
    auto* rect = parts().plot->axisRect();
    QSize most(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    if (s.square && !s.cells.empty()) {
        const QRect all = parts().plot->plotLayout()->outerRect();
        const int right = s.unit.isEmpty() ? 12 : s.bar->outerRect().width() + 8;
        const double wide = all.width() - rect->margins().left() - right;
        const double high = all.height() - rect->margins().top() - rect->margins().bottom() - (rect->outerRect().top() - all.top());
        const double cell = std::min(wide / columnCount(), high / rowCount());
        if (cell > 0)
            most = QSize(std::max(1, int(cell * columnCount())), std::max(1, int(cell * rowCount())));
    }
    const QSize room = parts().plot->plotLayout()->outerRect().size();
    if (room != s.room)
        s.turns = 0;
    s.room = room;
    if (most != rect->maximumSize() && s.turns < 4) {
        ++s.turns;
        rect->setSizeConstraintRect(QCPLayoutElement::scrInnerRect);
        rect->setMaximumSize(most);
        refresh();
    }
}

QRectF HeatGrid::dataBounds() const {
    return state_->cells.empty() ? QRectF() : QRectF(-0.5, -0.5, double(columnCount()), double(rowCount()));
}

QString HeatGrid::csv() const {
    const auto quoted = [](const QString& text) { return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"'; };
    QString out = QStringLiteral("row,column,value,text\n");
    for (int i = 0; i < int(state_->cells.size()); ++i) {
        const auto& cell = state_->cells[std::size_t(i)];
        out += quoted(state_->rows[i / columnCount()]) + u',' + quoted(state_->columns[i % columnCount()]) + u',' +
               (std::isnan(cell.value) ? QString() : QString::number(cell.value, 'g', 9)) + u',' + quoted(cell.text) + u'\n';
    }
    return out;
}

} // namespace stillhouse::widgets
