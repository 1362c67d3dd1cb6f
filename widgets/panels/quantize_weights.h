// SPDX-License-Identifier: GPL-3.0-or-later
// One matrix of the model: its weights as a histogram with the levels a quantizer would give them, and what every choice of bits and
// method would cost it. Both are computed from the weights when a matrix is chosen.
#pragma once
#include "core/api/engine.h"
#include "core/api/quantize.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class HistogramPlot;
class ScatterPlot;
class Session;

class QuantizeWeights : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeWeights(Session& session, QWidget* parent = nullptr);
    /// The matrices to choose from; the choice stays where the name does.
    void setModel(const QString& path, const std::vector<TensorInfo>& tensors);
    void select(const QString& tensor);
    QString tensor() const;
    HistogramPlot* histogram() const { return histogram_; }
    ScatterPlot* curve() const { return curve_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);
    void curveArrived(const QString& tensor, const std::vector<stillhouse::BitsError>& curve);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void look();
    void showPicture();
    void showCurve();
    void retranslate();

    Session& session_;
    QString model_, looked_; ///< looked_: model and matrix that the plots show, or wait for
    WeightPicture picture_;
    std::vector<BitsError> choices_;
    QLabel *label_, *facts_;
    QComboBox* box_;
    HistogramPlot* histogram_;
    ScatterPlot* curve_;
};

} // namespace stillhouse::widgets
