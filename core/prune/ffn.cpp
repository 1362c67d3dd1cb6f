// SPDX-License-Identifier: GPL-3.0-or-later
// The stage prune.ffn, readable top to bottom in FfnPruning::run.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/prune/ffn_cka.h"
#include "core/prune/ffn_fold.h"
#include "core/prune/ffn_table.h"
#include "core/prune/ffn_verdict.h"
#include "core/prune/recover.h"
#include "core/prune/speed.h"
#include "core/prune/stages.h"
#include "core/prune/surgery.h"
#include "core/prune/verdict.h"
#include "core/shape/ffn_plan.h"
#include "core/shape/prune_plan.h"
#include "core/train/encode.h"
#include "core/train/student_shape.h"

#include <chrono>
#include <cmath>

namespace stillhouse::prune {

namespace {

constexpr const char* kFfnReport = "prune.ffn"; // in a checkpoint's texts
constexpr const char* kFolded = "prune.folded"; // in its scalars: layers that are done
constexpr const char* kFoldFolder = "folds";

class FfnPruning {
public:
    FfnPruning(train::StageContext& context, const FfnOptions& options) : context_(context), options_(options) {}

    train::StageOutcome run() {
        const auto start = std::chrono::steady_clock::now();
        packed_ = packedFrom(context_.student);
        begin();
        const auto step = context_.resume ? restore(context_.folder) : std::nullopt;
        if (!step)
            cutAndFold();
        train::StageOutcome outcome{RunStatus::Finished, 0};
        if (options_.recover) {
            Recovery recovery(context_, options_, 1);
            if (!recovery.prepare())
                return {RunStatus::Cancelled, 0};
            outcome =
                recovery.round(0, step.has_value(), [this](train::Checkpoint& c) { c.texts[kFfnReport] = formatPruneReport(report_); });
            if (outcome.status == RunStatus::Cancelled)
                return outcome;
            report_.recoverySteps = outcome.steps;
        }
        finish(outcome.steps, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        return outcome;
    }

private:
    // What the budget promises, before anything is touched.
    void begin() {
        const auto table = ffnTable(context_, ffnTableSettings(options_));
        showCorrelation(context_, table);
        plan_ = shape::planFfnOf(table, ffnRequestOf(options_, {}));
        promised_ = shape::predictFfnOf(table, plan_);
        report_.method = context_.stage;
        report_.mode = "global";
        report_.measure = options_.measure;
        report_.before = shape::shapesOf(context_.student.config());
        report_.removed = plan_.cut.layers;
        report_.ffnBefore = plan_.ffnBefore;
        report_.parametersBefore = promised_.parametersBefore;
        report_.parametersPredicted = promised_.parametersAfter;
        report_.flopsBefore = promised_.flopsBefore;
        report_.flopsPredicted = promised_.flopsAfter;
        report_.klPredicted = std::isfinite(promised_.folded) ? promised_.folded : 0;
        for (const auto& layer : report_.before)
            report_.headsBefore += layer.heads;
        if (plan_.cut.channelsRemoved == 0)
            train::reportEvent(context_, 0, Severity::Warning, "log",
                               SH_TR("This budget removes nothing: the smallest legal step is larger"));
    }

    void observe(double& nll, double& accuracy) const {
        if (context_.data.validation.empty())
            return;
        const auto now = train::validate(context_.student, context_.data, train::kValidationLimit, &context_.control);
        nll = std::isfinite(now.nll) ? now.nll : 0;
        accuracy = std::isfinite(now.accuracy) ? now.accuracy : -1;
    }

    // Everything goes first; then, from the first layer up, each loss is made good on the activations that are left.
    void cutAndFold() {
        const auto calibration = ffnCalibration(context_, options_.calibration, options_.maxTokens);
        const auto original = context_.student.clone();
        FfnFolder folder(original, calibration, context_.control);
        std::vector<std::int64_t> touched;
        for (std::size_t l = 0; l < plan_.cut.layers.size(); ++l)
            if (!plan_.cut.layers[l].channels.empty())
                touched.push_back(std::int64_t(l));
        auto done = context_.resume ? restore(context_.folder / kFoldFolder) : std::nullopt;
        if (!done) {
            observe(report_.nllBefore, report_.accuracyBefore);
            applyPlan(context_.student, plan_.cut);
            observe(report_.nllCut, report_.accuracyCut);
            report_.klCut = report_.klFolded = folder.divergence(context_.student);
            keep(0);
        }
        for (std::size_t i = std::size_t(done.value_or(0)); options_.fold && i < touched.size(); ++i) {
            for (auto& fold : folder.fold(context_.student, touched[i], options_.folds, report_.klFolded)) {
                tellFold(context_, fold);
                report_.klFolded = fold.klFolded;
                report_.folds.push_back(std::move(fold));
            }
            keep(std::int64_t(i) + 1);
        }
        observe(report_.nllPruned, report_.accuracyPruned);
    }

    // The folds have a folder of their own: a recovery's checkpoint counts optimizer steps, these count layers.
    void keep(std::int64_t done) {
        train::Checkpoint c;
        c.step = done;
        for (const auto& [name, tensor] : context_.student.namedParameters())
            c.tensors.emplace_back("student/" + name, tensor);
        train::keepShape(c, context_.student);
        c.texts[kFfnReport] = formatPruneReport(report_);
        c.scalars[kFolded] = double(done);
        train::writeCheckpoint(context_.folder / kFoldFolder, c);
    }

    // The student in the shape, and with the weights, of the newest checkpoint of the folder; its step.
    std::optional<std::int64_t> restore(const std::filesystem::path& folder) {
        const auto file = train::newestCheckpoint(folder);
        if (!file)
            return std::nullopt;
        const auto c = train::readCheckpoint(*file);
        if (c.texts.count(kFfnReport) == 0)
            base::fail(file->string(), SH_TR("This checkpoint is not one of a pruning stage"), SH_TR("Resume from an earlier checkpoint"));
        auto before = parsePruneReport(c.texts.at(kFfnReport));
        if (!before)
            throw base::Failure(before.error());
        train::takeShape(context_.student, c, file->string());
        train::restoreTensors(c, "student", context_.student.namedParameters(), file->string());
        report_ = std::move(before.value());
        return c.step;
    }

    void finish(std::int64_t step, double seconds) {
        report_.reloadError = reloadError(context_);
        report_.nllAfter = report_.nllPruned;
        report_.accuracyAfter = report_.accuracyPruned;
        if (options_.recover)
            observe(report_.nllAfter, report_.accuracyAfter);
        measureResult(context_, packed_, report_);
        // The table may be of a busier or a quieter hour: what it promises is the share.
        if (promised_.decodeMsBefore > 0 && promised_.promptMsBefore > 0) {
            report_.decodeMsPredicted = report_.decodeMsBefore * promised_.decodeMsAfter / promised_.decodeMsBefore;
            report_.promptMsPredicted = report_.promptMsBefore * promised_.promptMsAfter / promised_.promptMsBefore;
        }
        report_.ffnAfter = 0;
        for (const auto& layer : report_.after)
            report_.ffnAfter += layer.ffn > 0;
        report_.seconds = seconds;
        tellFfnResult(context_, step, report_);
    }

    train::StageContext& context_;
    const FfnOptions& options_;
    std::shared_ptr<const infer::PackedModel> packed_; ///< the model that came in
    FfnPlan plan_;
    FfnPrediction promised_;
    PruneReport report_;
};

// A copy of the model, and the wider of the two measurements.
double ffnWorkBytes(const formats::ModelConfig& config) {
    return 4.0 * double(formats::parameterCount(config)) + std::max(covarianceBytes(config), foldBytes(config));
}

} // namespace

train::Stage ffnPruning() {
    train::Stage stage;
    stage.spec = {
        "prune.ffn",
        MethodKind::Pruner,
        SH_TR("FFN correlation pruning"),
        SH_TR("The FFNs that correlate least with the final stream are taken out; what they did is folded into dense weights that stay"),
        "Kornblith et al. 2019; Hoerl & Kennard 1970; Hassibi 1993",
        "B",
        ffnFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) -> train::StageOutcome {
        const auto typed = ffnFields().parse(options, {});
        try {
            return FfnPruning(context, typed).run();
        } catch (const base::Failure& failure) {
            if (failure.error().kind != ErrorKind::Cancelled)
                throw;
            return {RunStatus::Cancelled, 0};
        }
    };
    stage.check = [](const OptionMap& options, const std::string& where) { (void)ffnRequestOf(ffnFields().parse(options, where), where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = ffnFields().parse(options, {});
        return train::StageLoad{typed.recover ? train::stepsFor(typed, preset, examples) : 0, typed.batchSize, typed.maxTokens};
    };
    stage.reshapes = [](const OptionMap& options, const formats::ModelConfig& config, const std::string& where) {
        return shapeBehindFfn(ffnFields().parse(options, where), config, where);
    };
    stage.workBytes = [](const OptionMap&, const formats::ModelConfig& config) { return ffnWorkBytes(config); };
    return stage;
}

} // namespace stillhouse::prune
