// SPDX-License-Identifier: GPL-3.0-or-later
// The Pruning page's tabs beside the heads: FFNs, architecture, result.
#include "widgets/models/cell_table.h"
#include "widgets/panels/ffn_view.h"
#include "widgets/panels/prune_budget.h"
#include "widgets/panels/prune_map.h"
#include "widgets/panels/prune_panel.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/panels/prune_shapes.h"
#include "widgets/panels/quantize_texts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStackedWidget>
#include <QTabWidget>

namespace stillhouse::widgets {

namespace {

QString localNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

// The width of a head and of the stream, out of a table's config.json.
std::pair<std::int64_t, std::int64_t> widthsOf(const std::string& text) {
    const auto config = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const auto hidden = std::int64_t(config.value(QStringLiteral("hidden_size")).toDouble());
    const auto heads = std::int64_t(config.value(QStringLiteral("num_attention_heads")).toDouble());
    const auto width = std::int64_t(config.value(QStringLiteral("head_dim")).toDouble());
    return {width > 0 ? width : heads > 0 ? hidden / heads : 0, hidden};
}

} // namespace

bool PrunePanel::ffnChosen() const {
    return setup_->method() == PruneSetup::Method::Ffn;
}

// Architecture and result speak of the method whose tab was open before them.
void PrunePanel::tabChanged() {
    const auto* page = tabs_->currentWidget();
    if (page != headPages_ && page != ffnPages_)
        return;
    setup_->setMethod(page == ffnPages_ ? PruneSetup::Method::Ffn : PruneSetup::Method::Heads);
    if (ffnChosen())
        showFfnPlan();
    else
        showPlan();
}

void PrunePanel::correlated(const FfnTable& table) {
    if (!asked_)
        return;
    ffn_->setTable(table);
    ended();
}

void PrunePanel::showPlan() {
    if (ffnChosen())
        return;
    const auto& plan = budget_->plan();
    map_->setPlan(plan ? *plan : PrunePlan());
    if (importance_ && budget_->prediction()) {
        const auto [width, hidden] = widthsOf(importance_->config);
        shapes_->setShapes(importance_->layers, budget_->prediction()->layers, width, hidden);
    } else {
        shapes_->setShapes(importance_ ? importance_->layers : std::vector<LayerImportance>(), {}, 0, 0);
    }
    setup_->setPlanned(plan && (plan->headsRemoved > 0 || plan->channelsRemoved > 0));
}

void PrunePanel::showFfnPlan() {
    if (!ffnChosen())
        return;
    const auto& table = ffn_->table();
    if (table && ffn_->prediction()) {
        const auto [width, hidden] = widthsOf(table->config);
        shapes_->setShapes(ffn_->before(), ffn_->prediction()->layers, width, hidden);
    } else {
        shapes_->setShapes(ffn_->before(), {}, 0, 0);
    }
    const auto& plan = ffn_->plan();
    setup_->setPlanned(plan && plan->cut.channelsRemoved > 0);
}

void PrunePanel::showResult() {
    resultPages_->setCurrentIndex(result_ ? 1 : 0);
    if (!result_)
        return;
    const auto& r = result_->report;
    const auto row = [](const QString& name, const QString& before, const QString& predicted, const QString& after) {
        return std::vector<Cell>{{name, 0, {}, {}, {}}, {before, 0, {}, {}, {}}, {predicted, 0, {}, {}, {}}, {after, 0, {}, {}, {}, true}};
    };
    std::vector<std::vector<Cell>> rows{
        r.method == "prune.ffn" ? row(tr("FFNs"), QString::number(r.ffnBefore), {}, QString::number(r.ffnAfter))
                                : row(tr("Heads"), QString::number(r.headsBefore), {}, QString::number(r.headsAfter)),
        row(tr("Parameters"), wholeText(r.parametersBefore), wholeText(r.parametersPredicted), wholeText(r.parametersAfter)),
        row(tr("Operations, million per token"), localNumber(r.flopsBefore / 1e6, 3), localNumber(r.flopsPredicted / 1e6, 3),
            localNumber(r.flopsAfter / 1e6, 3)),
        row(tr("Decoding, ms per token (native F32)"), localNumber(r.decodeMsBefore, 4), localNumber(r.decodeMsPredicted, 4),
            localNumber(r.decodeMsAfter, 4)),
        row(tr("Prompt, ms per token (native F32)"), localNumber(r.promptMsBefore, 4), localNumber(r.promptMsPredicted, 4),
            localNumber(r.promptMsAfter, 4))};
    const bool ffn = r.method == "prune.ffn";
    const auto stages = [&](double cut, double pruned, int digits) {
        return ffn ? tr("cut: %1, folded: %2").arg(localNumber(cut, digits), localNumber(pruned, digits))
                   : tr("without recovery: %1").arg(localNumber(pruned, digits));
    };
    if (r.nllAfter > 0)
        rows.push_back(row(tr("Validation, nats per token (%1)").arg(stages(r.nllCut, r.nllPruned, 3)), localNumber(r.nllBefore, 3), {},
                           localNumber(r.nllAfter, 3)));
    if (r.accuracyAfter >= 0)
        rows.push_back(row(tr("Validation accuracy, % (%1)").arg(stages(100 * r.accuracyCut, 100 * r.accuracyPruned, 1)),
                           localNumber(100 * r.accuracyBefore, 1), {}, localNumber(100 * r.accuracyAfter, 1)));
    if (ffn)
        rows.push_back(row(tr("Divergence, nats per token (as cut: %1)").arg(localNumber(r.klCut, 4)), localNumber(0, 4), localNumber(r.klPredicted, 4),
                           localNumber(r.klFolded, 4)));
    for (const auto& fold : r.folds)
        rows.push_back(row(fold.place.empty() ? tr("  Layer %1: no fold lowers it").arg(fold.layer)
                                              : tr("  Layer %1 folded into %2 (%3 % explained)")
                                                    .arg(fold.layer)
                                                    .arg(QString::fromStdString(fold.place), localNumber(100 * (1 - fold.unexplained), 1)),
                           localNumber(fold.klCut, 4), {}, localNumber(fold.klFolded, 4)));
    for (const auto& m : result_->after.metrics)
        for (const auto& b : result_->before.metrics)
            if (m.name == b.name && m.name == "accuracy")
                rows.push_back(
                    row(tr("Test accuracy, %"), localNumber(100 * b.interval.value, 1), {},
                        tr("%1 (95 %: %2 to %3)")
                            .arg(localNumber(100 * m.interval.value, 1), localNumber(100 * m.interval.low, 1), localNumber(100 * m.interval.high, 1))));
    table_->setRows(std::move(rows));
}

} // namespace stillhouse::widgets
