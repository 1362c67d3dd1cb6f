// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/head_options.h"

#include "core/prune/error_place.h"
#include "core/prune/importance.h"
#include "core/shape/prune_plan.h"

namespace stillhouse::prune {

namespace {

base::Fields<HeadOptions> makeFields() {
    using O = HeadOptions;
    base::Fields<O> f;
    f.number("amount", &O::amount, 0, 0.95, "", SH_TR("Heads to remove"),
             SH_TR("Share of all heads; the nearest count that keeps shapes legal is taken"));
    f.choice("mode", &O::mode, {"uniform", "global"}, SH_TR("Mode"),
             SH_TR("Uniform takes the same from each layer, and the result is a plain Llama or Qwen model; global takes the least "
                   "important heads anywhere"));
    f.choice("importance", &O::importance, importanceMeasures(), SH_TR("Importance"),
             SH_TR("First order is the loss's slope at each head's gate (Michel 2019); Fisher its second-order term; the norms and random "
                   "look at no loss"));
    f.number("ffn", &O::ffn, 0, 0.95, "", SH_TR("FFN channels to remove"),
             SH_TR("Share of all channels, by the same importance; widths stay multiples of 8"));
    f.integer("floor", &O::floor, 0, 4096, "heads", SH_TR("Heads that every layer keeps"), SH_TR("0 lets a whole attention go"));
    f.string("locks", &O::locks, SH_TR("Locked heads"), SH_TR("layer.head, counted from 0, with commas: these stay"));
    f.string("remove", &O::forced, SH_TR("Heads to remove first"),
             SH_TR("layer.head, counted from 0, with commas: these go whatever they are worth"));
    f.integer("rounds", &O::rounds, 1, 64, "rounds", SH_TR("Rounds"), SH_TR("Remove, recover and measure importance again, so many times"));
    f.flag("recover", &O::recover, SH_TR("Recover by distillation"),
           SH_TR("Train after each removal; the steps below are those of one round"));
    f.integer("calibration_examples", &O::calibration, 1, 1 << 20, "examples", SH_TR("Calibration examples"),
              SH_TR("Importance is the mean over these, spread over the training split"));
    f.flag("normalise", &O::normalise, SH_TR("Normalise layers"),
           SH_TR("Global: compare importances divided by their layer's norm (Michel 2019)"))
        .advanced();
    f.string("importance_file", &O::importanceFile, SH_TR("Importance file"),
             SH_TR("The table of importances: taken from here when it belongs to the same model and data, else written here"))
        .advanced();
    train::addSoftTargetFields(f);
    return f;
}

} // namespace

const base::Fields<HeadOptions>& headFields() {
    static const auto fields = makeFields();
    return fields;
}

PruneRequest requestOf(const HeadOptions& options, const std::string& where) {
    const std::string prefix = where.empty() ? where : where + ".";
    PruneRequest out;
    out.amount = options.amount;
    out.mode = options.mode;
    out.floor = options.floor;
    out.normalise = options.normalise;
    out.keep = shape::headsFrom(options.locks, prefix + "locks");
    out.remove = shape::headsFrom(options.forced, prefix + "remove");
    out.ffn = options.ffn;
    return out;
}

formats::ModelConfig shapeBehind(const HeadOptions& options, const formats::ModelConfig& config, const std::string& where) {
    const auto request = requestOf(options, where);
    return failingAt(where, [&] { return shape::prunedConfig(config, shape::plan(shape::evenImportance(config), request)); });
}

} // namespace stillhouse::prune
