// SPDX-License-Identifier: GPL-3.0-or-later
// The inputs of each matrix as calibration saw them, the clipping threshold chosen, and how far a new text is from that.
#pragma once
#include "core/api/quantize.h"

#include <QWidget>

class QTableView;

namespace stillhouse::widgets {

class CellTable;
class EmptyState;
class LinePlot;
class Session;
class TextMeasure;

class QuantizeActivations : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeActivations(Session& session, QWidget* parent = nullptr);
    void setResult(const QuantizeResult& result);
    void setBlocked(const QString& reason);
    TextMeasure* measure() const { return measure_; }
    QTableView* view() const { return view_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void start();
    void refresh();
    void fillPlot();
    void fillTable();
    void retranslate();

    Session& session_;
    std::string file_;
    std::vector<ActivationRange> ranges_;
    std::vector<DriftRow> drift_;
    QWidget* page_;
    EmptyState* empty_;
    CellTable* table_;
    QTableView* view_;
    LinePlot* plot_;
    TextMeasure* measure_;
};

} // namespace stillhouse::widgets
