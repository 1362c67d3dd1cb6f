// SPDX-License-Identifier: GPL-3.0-or-later
// Every value of a small number format as a grid of its codes, and the error that the format makes on the chosen matrix.
#pragma once
#include "core/api/quantize.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class HeatGrid;
class Session;

class QuantizeCodes : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeCodes(Session& session, QWidget* parent = nullptr);
    /// The errors of a matrix, as they were computed for its curve.
    void setCurve(const QString& tensor, const std::vector<BitsError>& curve);
    void selectFormat(const QString& format);
    HeatGrid* grid() const { return grid_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void look();
    void showCodes();
    void showError();
    void retranslate();

    Session& session_;
    QString looked_, tensor_;
    std::vector<FormatCode> codes_;
    std::vector<BitsError> curve_;
    QLabel *label_, *facts_, *error_;
    QComboBox* box_;
    HeatGrid* grid_;
};

} // namespace stillhouse::widgets
