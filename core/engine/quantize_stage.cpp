// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/quantize_stage.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/model/model_io.h"
#include "core/quantize/quantizer.h"
#include "core/train/train_loop.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

namespace stillhouse::engine {

namespace {

constexpr std::size_t kCalibrationExamples = 1024; ///< the quantizer takes as much of them as its options say

// Training examples as the model sees them, spread over the data, prompts with their answers.
void writeCalibration(const train::StageContext& context, const std::filesystem::path& path) {
    const auto& examples = context.data.train;
    const std::size_t count = std::min(kCalibrationExamples, examples.size());
    std::string lines;
    for (std::size_t i = 0; i < count; ++i) {
        const auto encoded = context.data.encoder->encode(examples[i * examples.size() / count]);
        lines += nlohmann::json{{"prompt", context.data.encoder->tokenizer().decode(encoded.ids, true)}}.dump(
                     -1, ' ', false, nlohmann::json::error_handler_t::replace) +
                 "\n";
    }
    base::writeAtomically(path, lines);
}

std::optional<std::int64_t> integerOption(const MethodSpec& spec, const OptionMap& options, const std::string& key) {
    const auto given = options.find(key);
    if (given != options.end() && std::holds_alternative<std::int64_t>(given->second))
        return std::get<std::int64_t>(given->second);
    for (const auto& option : spec.options)
        if (option.key == key)
            return std::get<std::int64_t>(option.standard);
    return std::nullopt;
}

std::string fixed(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

void reportResult(train::StageContext& context, const QuantizeResult& result) {
    for (std::size_t i = 0; i < result.tensors.size(); ++i) {
        const auto& tensor = result.tensors[i];
        const auto step = std::int64_t(i) + 1;
        context.control.report(Metric{context.lane, context.stageIndex, "quant.weight_error", step, tensor.weightError});
        if (tensor.outputError >= 0)
            context.control.report(Metric{context.lane, context.stageIndex, "quant.output_error", step, tensor.outputError});
    }
    const nlohmann::json data{{"bits_per_weight", result.bitsPerWeight},
                              {"bytes", result.bytes},
                              {"original_bytes", result.originalBytes},
                              {"native", result.native}};
    train::reportEvent(
        context, 0, Severity::Info, "quantize",
        Text(SH_TR("%1 bits per weight: %2 MB instead of %3 MB"),
             {fixed(result.bitsPerWeight, 2), fixed(double(result.bytes) / 1e6, 2), fixed(double(result.originalBytes) / 1e6, 2)}),
        data.dump());
}

train::StageOutcome run(const quantize::Quantizer& quantizer, train::StageContext& context, const OptionMap& options) {
    QuantizeRequest request;
    request.model = (context.folder / "source").string();
    request.out = context.packed.string();
    request.method = quantizer.spec.id;
    request.calibration = (context.folder / "calibration.jsonl").string();
    request.options = options;
    request.resume = context.resume;
    request.threads = at::get_num_threads();
    request.seed = context.seed;
    std::filesystem::create_directories(context.folder);
    model::SaveOptions save;
    save.tokenizerFrom = context.tokenizerFrom;
    model::saveModel(context.student, request.model, save);
    writeCalibration(context, request.calibration);
    RunControl control(&context.control);
    std::int64_t steps = 0;
    control.addObserver([&](const Report& report) {
        if (auto progress = std::get_if<Progress>(&report)) {
            Progress own = *progress;
            own.lane = context.lane;
            own.stageIndex = context.stageIndex;
            steps = own.done;
            context.control.report(own);
        }
    });
    try {
        reportResult(context, quantizer.run(request, control));
    } catch (const base::Failure& failure) {
        if (failure.error().kind != ErrorKind::Cancelled)
            throw;
        return {RunStatus::Cancelled, steps};
    }
    std::filesystem::remove_all(request.model);
    return {RunStatus::Finished, steps};
}

} // namespace

std::vector<train::Stage> quantizeStages() {
    std::vector<train::Stage> out;
    for (const auto& quantizer : quantize::quantizerList()) {
        train::Stage stage;
        stage.spec = quantizer.spec;
        stage.run = [&quantizer](train::StageContext& context, const OptionMap& options) { return run(quantizer, context, options); };
        stage.check = quantizer.check;
        stage.load = [&quantizer](const OptionMap& options, const std::string&, std::int64_t) {
            // Windows of text, or tokens of it: what the quantizer reads is told by its own options.
            const auto windows = integerOption(quantizer.spec, options, "sequences"),
                       length = integerOption(quantizer.spec, options, "length");
            return windows && length ? train::StageLoad{*windows, 1, *length}
                                     : train::StageLoad{integerOption(quantizer.spec, options, "calibration_tokens").value_or(0), 1, 1};
        };
        out.push_back(std::move(stage));
    }
    return out;
}

} // namespace stillhouse::engine
