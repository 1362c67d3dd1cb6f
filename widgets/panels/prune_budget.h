// SPDX-License-Identifier: GPL-3.0-or-later
// How much goes, and what that would mean by the measured table: solved again with every step of a slider.
#pragma once
#include "core/api/prune.h"

#include <optional>
#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;

namespace stillhouse::widgets {

class FactRow;
class NumberField;

class PruneBudget : public QWidget {
    Q_OBJECT
public:
    explicit PruneBudget(QWidget* parent = nullptr);

    void setImportance(const HeadImportance* importance); ///< null: nothing to plan; must outlive the next call
    void setMarks(std::vector<HeadRef> locked, std::vector<HeadRef> removed);
    const std::optional<PrunePlan>& plan() const { return plan_; }
    const std::optional<PrunePrediction>& prediction() const { return prediction_; }
    PruneRequest request() const;

    QSlider* amountSlider() const { return amount_.slider; }
    NumberField* amountField() const { return amount_.field; }
    QSlider* ffnSlider() const { return ffn_.slider; }
    QComboBox* mode() const { return mode_; }
    NumberField* floorField() const { return floor_; }
    QString note() const;

Q_SIGNALS:
    void planned(); ///< plan() and prediction() are new

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Share {
        QLabel* label;
        QSlider* slider;
        NumberField* field;
    };
    Share makeShare(const QString& name);
    QWidget* row(const Share& share);
    void solve();
    void showFacts();
    void retranslate();

    const HeadImportance* importance_ = nullptr;
    std::vector<HeadRef> locked_, removed_;
    std::optional<PrunePlan> plan_;
    std::optional<PrunePrediction> prediction_;
    Share amount_, ffn_;
    QLabel *modeLabel_, *floorLabel_, *note_;
    QComboBox* mode_;
    NumberField* floor_;
    FactRow* facts_;
};

} // namespace stillhouse::widgets
