// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/lora_stage.h"

#include "core/api/adapter.h"
#include "core/base/seed.h"
#include "core/model/model_io.h"
#include "core/train/train_loop.h"

#include <algorithm>
#include <cstdio>

namespace stillhouse::train {

namespace fs = std::filesystem;

namespace {

struct AttachedAdapter {
    AttachedAdapter(const LoraAdapter& adapter, model::Decoder& decoder) : decoder(decoder) { adapter.attach(decoder); }
    ~AttachedAdapter() { LoraAdapter::detach(decoder); }
    model::Decoder& decoder;
};

std::string sharePercent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", 100 * share);
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

void keepBase(const StageContext& context, const fs::path& folder) {
    model::SaveOptions save;
    save.tokenizerFrom = context.tokenizerFrom;
    save.metadata = {{"made_by", "stillhouse"}, {"before", context.stage}};
    model::saveModel(context.student, folder, save);
}

std::int64_t folderBytes(const fs::path& folder) {
    std::int64_t sum = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        sum += entry.is_regular_file() ? std::int64_t(entry.file_size()) : 0;
    return sum;
}

void tellAdapter(StageContext& context, std::int64_t step, const AdapterReport& report) {
    context.control.report(Artifact{context.lane, "adapter", report.adapter, folderBytes(report.adapter), {}});
    reportEvent(context, step, Severity::Info, "lora",
                Text(SH_TR("The adapter is in the weights: %1 of %2 parameters were trained (%3 %)"),
                     {std::to_string(report.trained), std::to_string(report.trained + report.parameters), sharePercent(report.share())}),
                formatAdapterReport(report));
}

} // namespace

torch::Tensor sampleLogits(const model::Decoder& decoder) {
    torch::NoGradGuard noGradient;
    const auto& c = decoder.config();
    const auto tokens = std::min<std::int64_t>({32, c.maxPositions, c.vocab});
    const auto ids = (torch::arange(2 * tokens, torch::kLong) * 7919).remainder(c.vocab).view({2, tokens});
    return decoder.forward(ids.to(decoder.device()));
}

StageOutcome trainAdapter(StageContext& context, const peft::AdapterConfig& config, const std::function<StageOutcome(LoraAdapter&)>& train) {
    LoraAdapter adapter(context.student, config, base::mix(context.seed, 0x10a));
    AdapterReport report;
    report.rank = config.rank;
    report.alpha = config.alpha;
    report.targets = adapter.config().targets;
    report.trained = adapter.parameterCount();
    report.parameters = formats::parameterCount(context.student.config());
    reportEvent(context, 0, Severity::Info, "log",
                Text(SH_TR("Training an adapter of %1 parameters beside %2 (%3 %): %4"),
                     {std::to_string(report.trained), std::to_string(report.parameters), sharePercent(report.share()), joined(report.targets)}));
    torch::Tensor expected;
    StageOutcome outcome;
    {
        const AttachedAdapter attached(adapter, context.student);
        outcome = train(adapter);
        expected = sampleLogits(context.student);
    }
    context.student.setRequiresGrad(true);
    if (outcome.status != RunStatus::Finished)
        return outcome;
    report.base = context.studentFrom.string();
    if (report.base.empty()) {
        report.base = (context.folder / kBaseFolder).string();
        keepBase(context, report.base);
    }
    report.adapter = (context.folder / kAdapterFolder).string();
    adapter.save(report.adapter, report.base);
    adapter.merge(context.student);
    report.mergeError = (sampleLogits(context.student) - expected).abs().max().item<double>();
    tellAdapter(context, outcome.steps, report);
    return outcome;
}

} // namespace stillhouse::train
