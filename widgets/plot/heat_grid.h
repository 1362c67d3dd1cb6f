// SPDX-License-Identifier: GPL-3.0-or-later
// A table of numbers as colours: rows and columns with names, a colour bar with its unit, the number in a cell where there is room and
// under the mouse always. Arrow keys walk over the cells. Missing values are gaps.
#pragma once
#include "widgets/plot/plot_frame.h"

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
    enum class Colours { Sequential, Diverging }; ///< cividis; blue–white–red with white at zero

    explicit HeatGrid(QWidget* parent = nullptr);
    ~HeatGrid() override;

    /// `cells` row by row, rows × columns of them; anything else empties the grid.
    void setCells(QStringList rows, QStringList columns, std::vector<HeatCell> cells);
    void setColours(Colours colours, bool logarithmic);
    /// The colour bar at the right, with the unit of its numbers; an empty unit hides it.
    void setUnit(const QString& unit);
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
    void placeTexts();
    void rescale();
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
