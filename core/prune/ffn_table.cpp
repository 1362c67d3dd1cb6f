// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_table.h"

#include "core/base/failure.h"
#include "core/base/sha256.h"
#include "core/model/model_io.h"
#include "core/prune/ffn_channels.h"
#include "core/prune/ffn_cka.h"
#include "core/prune/ffn_fold.h"
#include "core/prune/speed.h"
#include "core/prune/surgery.h"
#include "core/shape/ffn_plan.h"
#include "core/train/encode.h"
#include "core/train/train_loop.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace stillhouse::prune {

namespace {

constexpr std::int64_t kMostTogether = 4;
constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

bool suffices(const FfnTable& table, const FfnTableSettings& settings) {
    for (const auto& layer : table.layers)
        if ((settings.alone && std::isnan(layer.folded)) || (settings.channels && layer.width > 0 && layer.channel.empty()))
            return false;
    return (!settings.curve || !table.curve.empty()) && (!settings.latency || !table.latency.kernel.empty());
}

std::optional<FfnTable> storedFfn(const std::filesystem::path& path, const std::string& key, const FfnTableSettings& settings) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return std::nullopt;
    auto read = readFfnTable(path.string());
    if (!read || read->key != key || !suffices(*read, settings))
        return std::nullopt;
    return std::move(read.value());
}

class FfnMeasuring {
public:
    FfnMeasuring(train::StageContext& context, const FfnTableSettings& settings)
        : context_(context), settings_(settings), calibration_(ffnCalibration(context, settings.examples, settings.maxTokens)) {}

    FfnTable run() {
        const auto& config = context_.student.config();
        table_.modelHash = model::modelHash(context_.student);
        table_.dataHash = context_.data.hash;
        table_.config = formats::configJson(config);
        table_.examples = calibration_.examples;
        table_.tokens = calibration_.tokens;
        const auto signals = measureSignals(context_.student, calibration_, context_.control);
        table_.cka = signals.cka;
        const auto side = config.layers.size() + 1;
        for (std::size_t l = 0; l < config.layers.size(); ++l) {
            const bool there = config.layers[l].hasFfn;
            const double unknown = there ? kNotMeasured : 0;
            table_.layers.push_back({there ? config.layers[l].ffn : 0,
                                     there ? signals.cka[l * side + side - 1] : 0,
                                     signals.share[l],
                                     unknown,
                                     unknown,
                                     {},
                                     {}});
        }
        if (settings_.alone || settings_.curve)
            measureRemovals();
        measureChannels();
        if (settings_.latency) {
            context_.control.report(Progress{context_.lane, context_.stageIndex, 0, 0, 0, {}, 0, SH_TR("Measuring speed")});
            table_.latency = measureLatencyModel(context_.student, context_.control);
        }
        return std::move(table_);
    }

private:
    void measureRemovals() {
        FfnFolder folder(context_.student, calibration_, context_.control);
        for (std::size_t l = 0; settings_.alone && l < table_.layers.size(); ++l)
            if (table_.layers[l].width > 0)
                measureAlone(folder, std::int64_t(l));
        if (!settings_.curve)
            return;
        table_.curve.push_back(pointFor(folder, 0));
        const auto all = std::int64_t(shape::ffnOrder(table_, {}).size());
        for (std::int64_t n = 1; n <= std::min(kMostTogether, all); ++n)
            table_.curve.push_back(pointFor(folder, n));
    }

    void measureAlone(FfnFolder& folder, std::int64_t l) {
        FfnRequest request;
        request.layers = 1;
        request.remove = {l};
        auto pruned = context_.student.clone();
        applyPlan(pruned, shape::planFfnOf(table_, request).cut);
        auto& layer = table_.layers[std::size_t(l)];
        layer.removed = folder.divergence(pruned);
        const auto folds = folder.fold(pruned, l, settings_.folds, layer.removed);
        layer.folded = folds.back().klFolded;
        layer.place = folds.front().place;
    }

    FfnCurvePoint pointFor(FfnFolder& folder, std::int64_t count) {
        FfnRequest request;
        request.layers = count;
        request.amount = 0;
        const auto plan = shape::planFfnOf(table_, request);
        auto pruned = context_.student.clone();
        applyPlan(pruned, plan.cut);
        FfnCurvePoint out;
        out.layers = plan.removed;
        out.kl = count > 0 ? folder.divergence(pruned) : 0;
        validateInto(pruned, out.nll, out.accuracy);
        out.klFolded = out.kl;
        for (const auto l : plan.removed)
            out.klFolded = folder.fold(pruned, l, settings_.folds, out.klFolded).back().klFolded;
        out.nllFolded = out.nll, out.accuracyFolded = out.accuracy;
        if (count > 0)
            validateInto(pruned, out.nllFolded, out.accuracyFolded);
        return out;
    }

    void validateInto(const model::Decoder& decoder, double& nll, double& accuracy) const {
        if (context_.data.validation.empty())
            return;
        const auto now = train::validate(decoder, context_.data, train::kValidationLimit, &context_.control);
        nll = std::isfinite(now.nll) ? now.nll : 0;
        accuracy = std::isfinite(now.accuracy) ? now.accuracy : -1;
    }

    void measureChannels() {
        for (std::size_t l = 0; settings_.channels && l < table_.layers.size(); ++l)
            if (table_.layers[l].width > 0)
                table_.layers[l].channel = channelCosts(context_.student, std::int64_t(l), calibration_, context_.control);
    }

    train::StageContext& context_;
    const FfnTableSettings& settings_;
    FfnCalibration calibration_;
    FfnTable table_;
};

} // namespace

FfnTableSettings ffnTableSettings(const FfnOptions& options) {
    FfnTableSettings s;
    s.examples = options.calibration;
    s.maxTokens = options.maxTokens;
    s.folds = options.folds;
    s.channels = options.channels > 0;
    s.alone = options.measure == "loss";
    s.curve = false;
    s.file = options.importanceFile;
    return s;
}

std::string ffnTableKey(const train::StageContext& context, const FfnTableSettings& s) {
    base::Sha256 hash;
    for (const auto& part :
         {std::string("ffn"), model::modelHash(context.student), context.data.hash, std::to_string(context.data.train.size()),
          std::to_string(s.examples), std::to_string(s.maxTokens), std::to_string(s.folds)})
        hash.add(part + '\n');
    return hash.hex();
}

FfnTable ffnTable(train::StageContext& context, const FfnTableSettings& settings) {
    const auto start = std::chrono::steady_clock::now();
    const auto key = ffnTableKey(context, settings);
    const auto path = settings.file.empty() ? context.cache / ("ffn-correlation-" + key.substr(0, 16) + ".json") : settings.file;
    if (auto known = storedFfn(path, key, settings)) {
        train::reportEvent(context, 0, Severity::Info, "log", Text(SH_TR("FFN correlation taken from %1"), {path.string()}));
        return std::move(*known);
    }
    auto table = FfnMeasuring(context, settings).run();
    table.key = key;
    table.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!settings.file.empty() || !context.cache.empty()) {
        if (path.has_parent_path())
            std::filesystem::create_directories(path.parent_path());
        if (const auto written = writeFfnTable(table, path.string()); !written)
            throw base::Failure(written.error());
    }
    return table;
}

} // namespace stillhouse::prune
