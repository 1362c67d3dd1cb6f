// SPDX-License-Identifier: GPL-3.0-or-later
// The Quantization page: set up at the left, what it does to matrices, inputs and a text at the right.
#pragma once
#include "core/api/engine.h"
#include "core/api/quantize.h"

#include <QWidget>
#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace stillhouse::widgets {

class EmptyState;
class ErrorBar;
class FactRow;
class QuantizeActivations;
class QuantizeCodes;
class QuantizeQuality;
class QuantizeSetup;
class QuantizeTensors;
class QuantizeWeights;
class Session;

inline const QString kQuantizeJob = QStringLiteral("quantize");

class QuantizePanel : public QWidget {
    Q_OBJECT
public:
    explicit QuantizePanel(Session& session, QWidget* parent = nullptr);

    QuantizeSetup* setup() const { return setup_; }
    QuantizeTensors* tensors() const { return tensors_; }
    QuantizeWeights* weights() const { return weights_; }
    QuantizeActivations* activations() const { return activations_; }
    QuantizeCodes* codes() const { return codes_; }
    QuantizeQuality* quality() const { return quality_; }
    QTabWidget* tabs() const { return tabs_; }
    const std::optional<QuantizeResult>& result() const { return result_; }

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void makeActions();
    void modelChosen(const QString& path);
    void readEarlier();
    void start(bool resume);
    void finished(Result<QuantizeResult> result);
    void showResult();
    void updatePages();
    void fail(const Error& error);
    void retranslate();

    Session& session_;
    std::optional<QuantizeResult> result_;
    bool running_ = false;
    QString earlier_; ///< the packed file last looked for
    QLabel *title_, *summary_;
    ErrorBar* errors_;
    EmptyState *empty_, *noResult_;
    QStackedWidget *pages_, *tensorPages_;
    QuantizeSetup* setup_;
    FactRow* facts_;
    QPushButton* measure_;
    QTabWidget* tabs_;
    QuantizeTensors* tensors_;
    QuantizeWeights* weights_;
    QuantizeActivations* activations_;
    QuantizeCodes* codes_;
    QuantizeQuality* quality_;
    std::vector<QAction*> actions_;
};

} // namespace stillhouse::widgets
