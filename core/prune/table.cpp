// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prune/table.h"

#include "core/base/failure.h"
#include "core/base/sha256.h"
#include "core/model/model_io.h"
#include "core/prune/speed.h"
#include "core/prune/surgery.h"
#include "core/shape/prune_plan.h"
#include "core/train/encode.h"
#include "core/train/token_teacher.h"
#include "core/train/train_loop.h"

#include <chrono>
#include <cmath>

namespace stillhouse::prune {

namespace {

constexpr double kBudgets[] = {0.125, 0.25, 0.375, 0.5, 0.75};

const model::Decoder* teacherOf(const train::StageContext& context) {
    const auto* teacher = train::findTokenTeacher(context.teachers);
    return teacher ? teacher->decoder.get() : nullptr;
}

PruneCurvePoint pointOf(const train::StageContext& context, const model::Decoder& decoder, const PrunePlan& plan) {
    const auto now = train::validate(decoder, context.data, train::kValidationLimit, &context.control);
    PruneCurvePoint out;
    out.heads = plan.headsRemoved;
    out.fraction = plan.headsBefore > 0 ? double(plan.headsRemoved) / double(plan.headsBefore) : 0;
    out.nll = std::isfinite(now.nll) ? now.nll : 0;
    out.accuracy = std::isfinite(now.accuracy) ? now.accuracy : -1;
    return out;
}

// The heads that each budget would take, taken: the same as gates at 0, and with the code that removes them in earnest.
void measureCurve(const train::StageContext& context, HeadImportance& table, const std::string& mode) {
    auto& curve = table.curves[mode];
    curve.push_back(pointOf(context, context.student, shape::plan(table, {0, -1, mode})));
    for (const double amount : kBudgets) {
        PruneRequest request;
        request.amount = amount;
        request.mode = mode;
        const auto plan = shape::plan(table, request);
        if (plan.headsRemoved <= curve.back().heads)
            continue;
        auto smaller = context.student.clone();
        applyPlan(smaller, plan);
        curve.push_back(pointOf(context, smaller, plan));
    }
}

bool sameHeadsEverywhere(const HeadImportance& table) {
    for (const auto& layer : table.layers)
        if (layer.heads != table.layers.front().heads || layer.kvHeads != table.layers.front().kvHeads)
            return false;
    return true;
}

bool hasChannels(const HeadImportance& table) {
    for (const auto& layer : table.layers)
        if (layer.ffn > 0 && layer.channel.empty())
            return false;
    return true;
}

std::optional<HeadImportance> stored(const std::filesystem::path& path, const std::string& key, const TableSettings& settings) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return std::nullopt;
    auto read = readHeadImportance(path.string());
    if (!read || read->key != key || (settings.importance.channels && !hasChannels(*read)) || (settings.curve && read->curves.empty()) ||
        (settings.latency && read->latency.kernel.empty()))
        return std::nullopt;
    return std::move(read.value());
}

void measureSurroundings(train::StageContext& context, const TableSettings& settings, HeadImportance& table) {
    if (settings.curve && !context.data.validation.empty()) {
        context.control.report(
            Progress{context.lane, context.stageIndex, 0, 0, 0, {}, 0, SH_TR("Measuring what is lost without recovery")});
        if (sameHeadsEverywhere(table))
            measureCurve(context, table, "uniform");
        measureCurve(context, table, "global");
    }
    if (settings.latency) {
        context.control.report(Progress{context.lane, context.stageIndex, 0, 0, 0, {}, 0, SH_TR("Measuring speed")});
        table.latency = measureLatencyModel(context.student, context.control);
    }
}

} // namespace

std::vector<evaluate::EncodedExample> calibrationExamples(train::StageContext& context, std::int64_t count, std::int64_t maxTokens) {
    const auto& all = context.data.train;
    const std::size_t wanted = std::min(all.size(), std::size_t(count));
    std::vector<Example> picked;
    for (std::size_t i = 0; i < wanted; ++i)
        picked.push_back(all[i * all.size() / wanted]);
    return train::encodeAll(context, picked, maxTokens);
}

TableSettings tableSettings(const HeadOptions& options, const train::StageContext& context) {
    TableSettings s;
    s.importance = {options.importance, options.ffn > 0, options.alpha,     scheduledTemperature(scheduleFrom(options.temperature), 0),
                    context.seed,       context.lane,    context.stageIndex};
    s.examples = options.calibration;
    s.maxTokens = options.maxTokens;
    s.file = options.importanceFile;
    return s;
}

std::string tableKey(const train::StageContext& context, const TableSettings& s) {
    base::Sha256 hash;
    const auto add = [&hash](const std::string& part) { hash.add(part + '\n'); };
    add(model::modelHash(context.student));
    add(context.data.hash);
    add(std::to_string(context.data.train.size()));
    const auto* teacher = train::findTokenTeacher(context.teachers);
    add(teacher ? teacher->hash : std::string());
    add(s.importance.measure);
    add(std::to_string(s.importance.alpha));
    add(std::to_string(s.importance.temperature));
    add(std::to_string(s.examples));
    add(std::to_string(s.maxTokens));
    add(s.importance.measure == "random" ? std::to_string(s.importance.seed) : std::string());
    return hash.hex();
}

std::filesystem::path tablePath(const std::filesystem::path& folder, const std::string& key) {
    return folder / ("importance-" + key.substr(0, 16) + ".json");
}

HeadImportance importanceTable(train::StageContext& context, const TableSettings& settings) {
    const auto start = std::chrono::steady_clock::now();
    HeadImportance table;
    table.key = tableKey(context, settings);
    const auto path = settings.file.empty() ? tablePath(context.cache, table.key) : settings.file;
    if (auto known = stored(path, table.key, settings)) {
        train::reportEvent(context, 0, Severity::Info, "log", Text(SH_TR("Head importance taken from %1"), {path.string()}));
        return std::move(*known);
    }
    const auto examples = calibrationExamples(context, settings.examples, settings.maxTokens);
    table.measure = settings.importance.measure;
    table.modelHash = model::modelHash(context.student);
    table.dataHash = context.data.hash;
    table.config = formats::configJson(context.student.config());
    table.examples = std::int64_t(examples.size());
    table.layers = measureImportance(context.student, teacherOf(context), examples, settings.importance, context.control);
    measureSurroundings(context, settings, table);
    table.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!settings.file.empty() || !context.cache.empty()) {
        if (path.has_parent_path())
            std::filesystem::create_directories(path.parent_path());
        if (const auto written = writeHeadImportance(table, path.string()); !written)
            throw base::Failure(written.error());
    }
    return table;
}

} // namespace stillhouse::prune
