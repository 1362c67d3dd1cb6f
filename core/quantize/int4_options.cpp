// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/int4_options.h"

namespace stillhouse::quantize {

namespace {

base::Fields<Int4Options> makeFields() {
    using O = Int4Options;
    base::Fields<O> f;
    f.choice("format", &O::format, {"int4-nonuniform", "int4", "int8"}, SH_TR("Format"), SH_TR("How the matrices of the layers are stored: 16 levels learned from the weights, 16 or 255 evenly spaced ones"));
    f.integer("codebook_rows", &O::codebookRows, 16, 1 << 20, "rows", SH_TR("Rows per codebook"), SH_TR("Rows that share their learned levels, a multiple of 16. Fewer fit better and cost 128 bits each time")).advanced();
    f.flag("two_level_scales", &O::twoLevelScales, SH_TR("Two-level scales"), SH_TR("A block's scale in one byte under one F16 per row, instead of F16 each: a quarter of a bit less per weight")).advanced();
    f.number("protect_percent", &O::protectPercent, 0, 0.5, "%", SH_TR("Protected weights"), SH_TR("Share of the weights that stay in F16 beside the codes, chosen by what that saves. Each costs 48 bits"));
    f.flag("gptq", &O::compensate, SH_TR("Compensate errors"), SH_TR("Let the weights that follow make good the rounding of those before (GPTQ). Needs calibration"));
    f.integer("passes", &O::passes, 0, 50, "", SH_TR("Refining passes"), SH_TR("Rounds of coordinate descent over codes and scales behind GPTQ")).advanced();
    f.number("damping", &O::damping, 1e-6, 1, "", SH_TR("Damping"), SH_TR("Share of the mean square of the inputs that is added to each: more trusts the calibration text less")).advanced();
    f.flag("correct_drift", &O::correctDrift, SH_TR("Correct drift"), SH_TR("Aim at what the unquantized model computes, not at this layer's weights: later layers make good what earlier ones lost")).advanced();
    f.integer("sequences", &O::sequences, 1, 1 << 16, "", SH_TR("Calibration windows"), SH_TR("Windows of text that the model reads to learn which weights matter"));
    f.integer("length", &O::length, 2, 1 << 16, "tokens", SH_TR("Tokens per window"), SH_TR("At most what the model can attend to"));
    f.string("int8_tensors", &O::int8Tensors, SH_TR("Tensors in INT8"), SH_TR("none; auto: those whose error at 4 bits stands out, within the budget; or names, separated by commas"));
    f.number("int8_budget", &O::int8Budget, 0, 4, "bits", SH_TR("Budget for INT8"), SH_TR("Bits per weight, over all layers, that auto may add")).advanced();
    f.choice("embedding", &O::embedding, {"f32", "f16", "bf16", "int8", "int4", "int4-nonuniform"}, SH_TR("Embedding"), SH_TR("How the embedding is stored; where the head is tied to it, this holds for both"));
    f.choice("head", &O::head, {"f32", "f16", "bf16", "int8", "int4", "int4-nonuniform"}, SH_TR("Head"), SH_TR("How the output matrix is stored"));
    return f;
}

} // namespace

const base::Fields<Int4Options>& int4Fields() {
    static const auto fields = makeFields();
    return fields;
}

Int4Options parseInt4(const OptionMap& map, const std::string& where) {
    auto options = int4Fields().parse(map, where);
    if (options.codebookRows % infer::rowsPerGroup != 0)
        base::failAt(where + ".codebook_rows", Text(SH_TR("%1 rows cannot share a codebook"), {std::to_string(options.codebookRows)}), SH_TR("Use a multiple of 16"));
    return options;
}

MatrixOptions matrixOptions(const Int4Options& o, const std::string& format) {
    MatrixOptions m;
    m.packing = infer::packingNamed(format, "format");
    m.codebookRows = o.codebookRows;
    m.twoLevelScales = o.twoLevelScales;
    m.protectPercent = m.packing == infer::Packing::Int8 ? 0 : o.protectPercent;
    m.compensate = o.compensate;
    m.passes = o.passes;
    return m;
}

} // namespace stillhouse::quantize
