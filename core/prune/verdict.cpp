// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/verdict.h"

#include "core/base/failure.h"
#include "core/infer/products.h"
#include "core/model/model_io.h"
#include "core/prune/speed.h"
#include "core/prune/table.h"
#include "core/shape/prune_plan.h"
#include "core/train/train_loop.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace stillhouse::prune {

namespace {

constexpr double kLargestDifference = 1e-5;

std::string fixed(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string lost(double before, double after) {
    return fixed(before > 0 ? 100 * (before - after) / before : 0, 1);
}

} // namespace

double reloadError(train::StageContext& context) {
    torch::InferenceMode inference;
    const auto folder = context.folder / "written";
    model::saveModel(context.student, folder);
    const auto again = model::loadModel(folder, context.student.device());
    const auto examples = calibrationExamples(context, 4, 128);
    double largest = 0;
    for (const auto& example : examples) {
        const auto ids = torch::tensor(std::vector<std::int64_t>(example.ids.begin(), example.ids.end()), torch::kLong).unsqueeze(0);
        largest = std::max(largest, (context.student.forward(ids) - again.forward(ids)).abs().max().item<double>());
    }
    std::filesystem::remove_all(folder);
    if (!(largest <= kLargestDifference))
        base::fail(folder.string(),
                   Text(SH_TR("The pruned model gives other logits after it was written: they differ by %1"), {std::to_string(largest)}),
                   SH_TR("Check the disk, then resume from the last checkpoint"), ErrorKind::Internal);
    return largest;
}

void measureResult(train::StageContext& context, const std::shared_ptr<const infer::PackedModel>& original, PruneReport& report) {
    const auto& config = context.student.config();
    const auto times = timeOf({original, packedFrom(context.student)}, context.control);
    report.decodeMsBefore = times[0].decode;
    report.decodeMsAfter = times[1].decode;
    report.promptMsBefore = times[0].prompt;
    report.promptMsAfter = times[1].prompt;
    report.kernel = infer::kernelName();
    report.parametersAfter = formats::parameterCount(config);
    report.flopsAfter = formats::flopsPerToken(config, shape::kDepth + 1);
    report.after = shape::shapesOf(config);
    report.headsAfter = 0;
    for (const auto& layer : report.after)
        report.headsAfter += layer.heads;
}

void tellResult(train::StageContext& context, std::int64_t step, const PruneReport& r) {
    const std::pair<const char*, double> metrics[] = {{"prune.heads", double(r.headsAfter)},
                                                      {"prune.parameters", double(r.parametersAfter)},
                                                      {"prune.flops", r.flopsAfter},
                                                      {"prune.decode_ms_predicted", r.decodeMsPredicted},
                                                      {"prune.decode_ms", r.decodeMsAfter}};
    for (const auto& [name, value] : metrics)
        context.control.report(Metric{context.lane, context.stageIndex, name, step, value});
    train::reportEvent(
        context, step, Severity::Info, "prune",
        Text(SH_TR("%1 of %2 heads removed: %3 % fewer parameters, %4 % fewer operations, %5 ms per token instead of %6 (predicted %7)"),
             {std::to_string(r.headsBefore - r.headsAfter), std::to_string(r.headsBefore),
              lost(double(r.parametersBefore), double(r.parametersAfter)), lost(r.flopsBefore, r.flopsAfter), fixed(r.decodeMsAfter, 3),
              fixed(r.decodeMsBefore, 3), fixed(r.decodeMsPredicted, 3)}),
        formatPruneReport(r));
}

void showImportance(train::StageContext& context, const HeadImportance& table) {
    std::int64_t most = 0;
    for (const auto& layer : table.layers)
        most = std::max(most, layer.heads);
    Picture picture;
    picture.tag = "prune.importance";
    picture.shape = {std::int64_t(table.layers.size()), most};
    picture.values.assign(std::size_t(picture.shape[0] * most), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t l = 0; l < table.layers.size(); ++l)
        for (std::size_t h = 0; h < table.layers[l].head.size(); ++h)
            picture.values[l * std::size_t(most) + h] = float(table.layers[l].head[h]);
    context.control.report(picture);
}

} // namespace stillhouse::prune
