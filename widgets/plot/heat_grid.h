// SPDX-License-Identifier: GPL-3.0-or-later
// A table of numbers as colours: rows and columns with names, a colour bar with its unit, the number in a cell where there is room and
// under the mouse always. Arrow keys walk over the cells. Missing values are gaps. A cell may hold a small map of its own (a tile).
#pragma once
#include "widgets/plot/plot_frame.h"

#include <functional>
#include <limits>
#include <vector>

namespace stillhouse::widgets {

struct HeatCell {
    double value = 0; ///< NaN: nothing there
    QString text;     ///< inside the cell
    QString tip;      ///< under the mouse, lines
};

class HeatGrid : public PlotFrame {
    Q_OBJECT
public:
    enum class Colours { Sequential, Diverging, Viridis }; ///< cividis; blue–white–red with white at zero; viridis
    /// Lines for one cell, made when they are needed: grids of thousands of cells give these instead of HeatCell::tip.
    using Tip = std::function<QString(int row, int column)>;

    explicit HeatGrid(QWidget* parent = nullptr);
    ~HeatGrid() override;

    /// `cells` row by row, rows × columns of them; anything else empties the grid. What is chosen stays where the names stay.
    void setCells(QStringList rows, QStringList columns, std::vector<HeatCell> cells);
    void setColours(Colours colours, bool logarithmic);
    /// The colour bar at the right, with the unit of its numbers; an empty unit hides it.
    void setUnit(const QString& unit);
    /// The values between which the colours run, also those of the bar; without it they run over the data.
    void setValueRange(double low, double high);
    void setTip(Tip tip);
    /// In place of the cells' colours small maps of side × side values, row by row within a tile, tile after tile in the order of the cells.
    /// NaN is a gap. Cleared by setCells.
    void setTiles(int side, const std::vector<float>& values);
    void setUprightColumns(bool on); ///< column names written upwards: many long names
    void setSquare(bool on);         ///< cells as wide as high, as long as they fit
    /// Marks a cell as if it had been clicked, without the signal; -1: none.
    void setCurrentCell(int row, int column);
    int currentCell() const; ///< row · columns + column, -1: none
    int rowCount() const;
    int columnCount() const;
    const std::vector<HeatCell>& cells() const;
    QString csv() const override;

Q_SIGNALS:
    void cellClicked(int row, int column);

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;
    bool mousePressed(const QPointF& at, Qt::MouseButton button) override;
    bool mouseMoved(const QPointF& at) override;
    bool mouseReleased(const QPointF& at) override;
    void mouseLeft() override;
    void paintOverlay(QPainter& painter) override;
    void keyPressEvent(QKeyEvent* event) override;

    // For grids that let cells be marked.
    int cellAt(const QPointF& at) const; ///< −1 beside the cells
    int current() const;                 ///< the cell last clicked or walked to; −1: none
    QRectF cellRect(int cell) const;     ///< in pixels of the canvas
    void setCurrent(int cell);

private:
    struct State;
    QString tipOf(int cell) const;
    void makeTexts();
    void keepSquare();
    void placeTexts();
    void rescale();
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
