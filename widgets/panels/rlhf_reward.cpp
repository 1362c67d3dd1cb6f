// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_reward.h"

#include "widgets/panels/fact_row.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/rlhf_curves.h"
#include "widgets/plot/line_plot.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QVBoxLayout>

namespace stillhouse::widgets {

std::optional<RewardCalibration> calibrationOf(const Event& event) {
    if (event.kind != "calibration")
        return std::nullopt;
    const auto data = QJsonDocument::fromJson(QByteArray::fromStdString(event.json)).object();
    const auto number = [&](const char* key) { return data.value(QLatin1String(key)).toDouble(); };
    RewardCalibration out{number("pairs"), number("accuracy"), number("low"),      number("high"), number("length_accuracy"),
                          number("ece"),   number("chosen"),   number("rejected"), {},             {}};
    for (const auto& value : data.value(QLatin1String("bins")).toArray())
        if (const auto bin = value.toObject(); bin.value(QLatin1String("count")).toDouble() > 0) {
            out.confidence.push_back(bin.value(QLatin1String("confidence")).toDouble());
            out.right.push_back(bin.value(QLatin1String("accuracy")).toDouble());
        }
    return out;
}

RlhfReward::RlhfReward(QWidget* parent)
    : QWidget(parent), facts_(new FactRow(4, this)), curves_(new RlhfCurves(FeedbackStage::Reward, this)), calibration_(new LinePlot(this)) {
    calibration_->setObjectName(QStringLiteral("calibrationPlot"));
    calibration_->setSmoothing(0);
    perfect_ = calibration_->addSeries({}, {"baseline", Qt::DashLine, true, false, false});
    model_ = calibration_->addSeries({}, {"B", Qt::SolidLine, false, false, false});
    curves_->addPlot(calibration_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(facts_);
    column->addWidget(new FormArea(curves_, this), 1);
    retranslate();
}

void RlhfReward::reset() {
    known_.reset();
    curves_->reset();
    calibration_->clear(model_);
    calibration_->clear(perfect_);
    showFacts();
}

void RlhfReward::addEvent(const Event& event) {
    if (auto found = calibrationOf(event)) {
        known_ = std::move(found);
        calibration_->setData(model_, known_->confidence, known_->right);
        calibration_->setData(perfect_, {0.5, 1}, {0.5, 1});
        calibration_->fit();
        showFacts();
    }
}

void RlhfReward::showFacts() {
    if (!known_) {
        facts_->setFacts({});
        facts_->hide();
        return;
    }
    const QLocale locale(QLocale::English);
    const auto& k = *known_;
    const auto percent = [&](double share) { return locale.toString(100 * share, 'f', 1); };
    facts_->setFacts({
        {tr("Pair accuracy, held out"), tr("%1 % (%2 – %3)").arg(percent(k.accuracy), percent(k.low), percent(k.high)),
         tr("Share of held-out pairs whose better answer scores higher, with its 95 % interval (bootstrap over pairs)")},
        {tr("Held-out pairs"), locale.toString(qlonglong(k.pairs)), tr("Chosen by a hash of the prompt: none of their prompts was trained on")},
        {tr("Length alone"), tr("%1 %").arg(percent(k.lengthAccuracy)), tr("How often the longer answer is the better one; a coin has 50 %")},
        {tr("Calibration error"), locale.toString(k.error, 'f', 3),
         tr("Mean distance between how sure the reward model is and how often it is right (ECE, ten bins)")},
    });
    facts_->show();
}

void RlhfReward::retranslate() {
    calibration_->setTitle(tr("Calibration, held out"));
    calibration_->setAxes(tr("confidence"), tr("share that is right"));
    calibration_->setEmptyText(tr("Measured when the reward model is trained"));
    calibration_->renameSeries(perfect_, tr("perfect"));
    calibration_->renameSeries(model_, tr("model"));
    showFacts();
}

void RlhfReward::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
