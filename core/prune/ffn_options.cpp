// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_options.h"

#include "core/prune/error_place.h"
#include "core/shape/ffn_plan.h"
#include "core/shape/prune_plan.h"

namespace stillhouse::prune {

namespace {

base::Fields<FfnOptions> makeFfnFields() {
    using O = FfnOptions;
    base::Fields<O> f;
    f.number("amount", &O::amount, 0, 1, "", SH_TR("FFNs to remove"), SH_TR("Share of the layers' FFNs; the least relevant go"));
    f.integer("layers", &O::layers, 0, 4096, "FFNs", SH_TR("Or exactly"), SH_TR("So many FFNs instead of a share; 0: the share counts"));
    f.number("parameters", &O::parameters, 0, 0.95, "", SH_TR("Or for parameters"),
             SH_TR("As many FFNs as it takes to remove this share of all parameters; 0: the share of FFNs counts"));
    f.choice("measure", &O::measure, ffnMeasures(), SH_TR("Relevance"),
             SH_TR("CKA: the FFN's correlation with the final residual stream (Kornblith 2019); share: of the stream's length that it "
                   "adds; loss: the "
                   "divergence that stays when it alone is folded away"));
    f.string("locks", &O::locks, SH_TR("Locked layers"), SH_TR("Counted from 0, with commas: their FFNs stay"));
    f.string("remove", &O::forced, SH_TR("Layers to remove first"),
             SH_TR("Counted from 0, with commas: their FFNs go whatever they are worth"));
    f.number("ffn", &O::channels, 0, 0.95, "", SH_TR("FFN channels to remove"),
             SH_TR("Share of the channels of the FFNs that stay, by what the others cannot stand in for; widths stay multiples of 8"));
    f.flag("fold", &O::fold, SH_TR("Fold into dense weights"),
           SH_TR("What was removed is fitted by ridge least squares and added to a neighbouring matrix that stays"));
    f.integer("folds", &O::folds, 1, 4, "matrices", SH_TR("Matrices per layer"),
              SH_TR("How many neighbours may share what a removed FFN did; each must lower the held-out divergence"))
        .advanced();
    f.flag("recover", &O::recover, SH_TR("Recover by distillation"), SH_TR("Train after the removal"));
    f.integer("calibration_examples", &O::calibration, 2, 1 << 20, "examples", SH_TR("Calibration examples"),
              SH_TR("Correlations and folds see every token of these, spread over the training split; every fifth is held out"));
    f.string("importance_file", &O::importanceFile, SH_TR("Correlation file"),
             SH_TR("The table of correlations: taken from here when it belongs to the same model and data, else written here"))
        .advanced();
    train::addSoftTargetFields(f);
    return f;
}

} // namespace

const base::Fields<FfnOptions>& ffnFields() {
    static const auto fields = makeFfnFields();
    return fields;
}

FfnRequest ffnRequestOf(const FfnOptions& options, const std::string& where) {
    const std::string prefix = where.empty() ? where : where + ".";
    FfnRequest out;
    out.measure = options.measure;
    out.amount = options.amount;
    out.layers = options.layers;
    out.parameters = options.parameters;
    out.keep = shape::layersFrom(options.locks, prefix + "locks");
    out.remove = shape::layersFrom(options.forced, prefix + "remove");
    out.channels = options.channels;
    return out;
}

formats::ModelConfig shapeBehindFfn(const FfnOptions& options, const formats::ModelConfig& config, const std::string& where) {
    const auto request = ffnRequestOf(options, where);
    return failingAt(where, [&] { return shape::prunedConfig(config, shape::planFfnOf(shape::evenFfnTable(config), request).cut); });
}

} // namespace stillhouse::prune
