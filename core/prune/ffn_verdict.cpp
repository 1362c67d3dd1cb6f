// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_verdict.h"

#include "core/train/train_loop.h"

#include <cstdio>

namespace stillhouse::prune {

namespace {

std::string digits(double value, const char* format) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

} // namespace

void showCorrelation(train::StageContext& context, const FfnTable& table) {
    Picture picture;
    picture.tag = "prune.correlation";
    const auto side = std::int64_t(table.layers.size()) + 1;
    picture.shape = {side, side};
    picture.values.assign(table.cka.begin(), table.cka.end());
    context.control.report(picture);
}

void tellFold(train::StageContext& context, const FoldReport& fold) {
    const std::string layer = std::to_string(fold.layer), before = digits(fold.klCut, "%.4g"), after = digits(fold.klFolded, "%.4g");
    const auto text =
        fold.place.empty()
            ? Text(SH_TR("Layer %1: no fold lowers the divergence of %2 nats per token"), {layer, before})
            : Text(SH_TR("Layer %1 folded into %2 (ridge %3, %4 % explained): divergence %5 instead of %6 nats per token"),
                   {layer, fold.place, digits(fold.lambda, "%.2g"), digits(100 * (1 - fold.unexplained), "%.1f"), after, before});
    train::reportEvent(context, 0, Severity::Info, "log", text);
}

void tellFfnResult(train::StageContext& context, std::int64_t step, const PruneReport& r) {
    const std::pair<const char*, double> metrics[] = {
        {"prune.ffns", double(r.ffnAfter)},  {"prune.parameters", double(r.parametersAfter)},
        {"prune.flops", r.flopsAfter},       {"prune.kl_cut", r.klCut},
        {"prune.kl_folded", r.klFolded},     {"prune.decode_ms_predicted", r.decodeMsPredicted},
        {"prune.decode_ms", r.decodeMsAfter}};
    for (const auto& [name, value] : metrics)
        context.control.report(Metric{context.lane, context.stageIndex, name, step, value});
    const double share = r.parametersBefore > 0 ? 100 * double(r.parametersBefore - r.parametersAfter) / double(r.parametersBefore) : 0;
    train::reportEvent(
        context, step, Severity::Info, "prune",
        Text(SH_TR("%1 of %2 FFNs removed: %3 % fewer parameters, %4 ms per token instead of %5; divergence %6 nats per token, "
                   "folded %7"),
             {std::to_string(r.ffnBefore - r.ffnAfter), std::to_string(r.ffnBefore), digits(share, "%.1f"), digits(r.decodeMsAfter, "%.3f"),
              digits(r.decodeMsBefore, "%.3f"), digits(r.klCut, "%.4g"), digits(r.klFolded, "%.4g")}),
        formatPruneReport(r));
}

} // namespace stillhouse::prune
