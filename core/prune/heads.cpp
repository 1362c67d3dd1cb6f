// SPDX-License-Identifier: GPL-3.0-or-later
// The stage prune.heads, readable top to bottom in HeadPruning::run.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/prune/numbering.h"
#include "core/prune/recover.h"
#include "core/prune/speed.h"
#include "core/prune/stages.h"
#include "core/prune/surgery.h"
#include "core/prune/table.h"
#include "core/prune/verdict.h"
#include "core/shape/prune_plan.h"
#include "core/train/encode.h"
#include "core/train/student_shape.h"

#include <chrono>
#include <cmath>

namespace stillhouse::prune {

namespace {

constexpr const char* kReport = "prune";      // in a checkpoint's texts
constexpr const char* kRound = "prune.round"; // in its scalars

class HeadPruning {
public:
    HeadPruning(train::StageContext& context, const HeadOptions& options)
        : context_(context), options_(options), request_(requestOf(options, {})), numbering_(shape::shapesOf(context.student.config())) {}

    train::StageOutcome run() {
        const auto start = std::chrono::steady_clock::now();
        original_ = packedFrom(context_.student);
        begin();
        std::unique_ptr<Recovery> recovery;
        if (options_.recover) {
            recovery = std::make_unique<Recovery>(context_, options_, options_.rounds);
            if (!recovery->prepare())
                return {RunStatus::Cancelled, 0};
            steps_ = recovery->stepsPerRound();
        }
        const auto saved = context_.resume ? restore(recovery.get()) : std::nullopt;
        for (std::int64_t r = saved ? saved->round : 0; r < options_.rounds; ++r) {
            const bool continues = saved && saved->round == r;
            if (!continues)
                remove(r);
            if (!recovery || (continues && saved->step >= (r + 1) * steps_))
                continue;
            const auto outcome = recovery->round(r, continues, [this, r](train::Checkpoint& c) { keep(c, r); });
            if (outcome.status == RunStatus::Cancelled)
                return outcome;
            report_.recoverySteps = outcome.steps;
        }
        finish(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        return {RunStatus::Finished, options_.rounds * steps_};
    }

private:
    struct Saved {
        std::int64_t round = 0, step = 0;
    };

    // The later rounds' tables serve one plan: nothing around them is measured, and the user's file keeps the first one.
    HeadImportance laterTable() {
        auto settings = tableSettings(options_, context_);
        settings.curve = settings.latency = false;
        settings.file.clear();
        return importanceTable(context_, settings);
    }

    // What the whole budget promises, before anything is touched.
    void begin() {
        table_ = importanceTable(context_, tableSettings(options_, context_));
        showImportance(context_, table_);
        const auto plan = shape::plan(table_, request_);
        promised_ = shape::predict(table_, plan);
        total_ = plan.headsRemoved;
        report_.mode = options_.mode;
        report_.measure = options_.importance;
        report_.rounds = options_.rounds;
        report_.before = shape::shapesOf(context_.student.config());
        report_.headsBefore = plan.headsBefore;
        report_.parametersBefore = promised_.parametersBefore;
        report_.parametersPredicted = promised_.parametersAfter;
        report_.flopsBefore = promised_.flopsBefore;
        report_.flopsPredicted = promised_.flopsAfter;
        if (plan.headsRemoved == 0 && plan.channelsRemoved == 0)
            train::reportEvent(context_, 0, Severity::Warning, "log",
                               SH_TR("This budget removes nothing: the smallest legal step is larger"));
        observe(report_.nllBefore, report_.accuracyBefore);
    }

    void observe(double& nll, double& accuracy) const {
        if (context_.data.validation.empty())
            return;
        const auto now = train::validate(context_.student, context_.data, train::kValidationLimit, &context_.control);
        nll = std::isfinite(now.nll) ? now.nll : 0;
        accuracy = std::isfinite(now.accuracy) ? now.accuracy : -1;
    }

    // The share of the budget that stands at the end of round r.
    double shareBehind(std::int64_t r) const { return double(r + 1) / double(options_.rounds); }

    void remove(std::int64_t r) {
        if (r > 0)
            table_ = laterTable();
        auto request = request_;
        request.heads = std::max<std::int64_t>(0, std::llround(double(total_) * shareBehind(r)) - numbering_.headsRemoved());
        request.keep = numbering_.now(request_.keep);
        request.remove = numbering_.now(request_.remove);
        request.ffn = 1 - (1 - options_.ffn * shareBehind(r)) / (1 - options_.ffn * shareBehind(r - 1));
        const auto plan = shape::plan(table_, request);
        applyPlan(context_.student, plan);
        numbering_.add(plan);
        if (r + 1 == options_.rounds)
            observe(report_.nllPruned, report_.accuracyPruned);
        train::reportEvent(context_, r * steps_, Severity::Info, "log",
                           Text(SH_TR("Round %1 of %2: %3 heads and %4 FFN channels taken out"),
                                {std::to_string(r + 1), std::to_string(options_.rounds), std::to_string(plan.headsRemoved),
                                 std::to_string(plan.channelsRemoved)}));
    }

    void keep(train::Checkpoint& c, std::int64_t round) {
        report_.removed = numbering_.removed();
        c.texts[kReport] = formatPruneReport(report_);
        c.scalars[kRound] = double(round);
    }

    // The student in the shape, and with the weights, of the newest checkpoint.
    std::optional<Saved> restore(Recovery* recovery) {
        const auto file = train::newestCheckpoint(context_.folder);
        if (!file)
            return std::nullopt;
        const auto c = train::readCheckpoint(*file);
        if (c.texts.count(kReport) == 0 || c.scalars.count(kRound) == 0)
            base::fail(file->string(), SH_TR("This checkpoint is not one of a pruning stage"), SH_TR("Resume from an earlier checkpoint"));
        const auto before = parsePruneReport(c.texts.at(kReport));
        if (!before)
            throw base::Failure(before.error());
        train::takeShape(context_.student, c, file->string());
        train::restoreTensors(c, "student", context_.student.namedParameters(), file->string());
        if (before->removed.size() != report_.before.size())
            base::fail(file->string(), SH_TR("This checkpoint is not one of a pruning stage"), SH_TR("Resume from an earlier checkpoint"));
        numbering_ = Numbering(report_.before, before->removed);
        if (recovery)
            recovery->load(c);
        report_.nllPruned = before->nllPruned;
        report_.accuracyPruned = before->accuracyPruned;
        return Saved{std::int64_t(c.scalars.at(kRound)), c.step};
    }

    void finish(double seconds) {
        report_.removed = numbering_.removed();
        report_.reloadError = reloadError(context_);
        report_.nllAfter = report_.nllPruned;
        report_.accuracyAfter = report_.accuracyPruned;
        if (options_.recover)
            observe(report_.nllAfter, report_.accuracyAfter);
        measureResult(context_, original_, report_);
        // The table may be of a busier or a quieter hour: what it promises is the share.
        if (promised_.decodeMsBefore > 0 && promised_.promptMsBefore > 0) {
            report_.decodeMsPredicted = report_.decodeMsBefore * promised_.decodeMsAfter / promised_.decodeMsBefore;
            report_.promptMsPredicted = report_.promptMsBefore * promised_.promptMsAfter / promised_.promptMsBefore;
        }
        report_.seconds = seconds;
        tellResult(context_, options_.rounds * steps_, report_);
    }

    train::StageContext& context_;
    const HeadOptions& options_;
    PruneRequest request_;
    Numbering numbering_;
    std::shared_ptr<const infer::PackedModel> original_;
    HeadImportance table_;
    PrunePrediction promised_;
    PruneReport report_;
    std::int64_t total_ = 0, steps_ = 0; ///< heads of the whole budget; recovery steps of a round
};

} // namespace

train::Stage headPruning() {
    train::Stage stage;
    stage.spec = {
        "prune.heads",
        MethodKind::Pruner,
        SH_TR("Head pruning"),
        SH_TR("The attention heads that matter least to the loss are taken out of the weights, and the student recovers by distillation"),
        "Michel et al. 2019; Theis et al. 2018; Minitron 2024",
        "A",
        headFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) -> train::StageOutcome {
        const auto typed = headFields().parse(options, {});
        try {
            return HeadPruning(context, typed).run();
        } catch (const base::Failure& failure) {
            if (failure.error().kind != ErrorKind::Cancelled)
                throw;
            return {RunStatus::Cancelled, 0};
        }
    };
    stage.check = [](const OptionMap& options, const std::string& where) { (void)requestOf(headFields().parse(options, where), where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = headFields().parse(options, {});
        return train::StageLoad{typed.recover ? typed.rounds * train::stepsFor(typed, preset, examples) : 0, typed.batchSize,
                                typed.maxTokens};
    };
    stage.reshapes = [](const OptionMap& options, const formats::ModelConfig& config, const std::string& where) {
        return shapeBehind(headFields().parse(options, where), config, where);
    };
    return stage;
}

} // namespace stillhouse::prune
