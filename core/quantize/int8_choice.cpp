// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/int8_choice.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "core/quantize/matrix_quantizer.h"

#include <algorithm>

namespace stillhouse::quantize {

namespace {

struct Candidate {
    std::string name;
    const infer::PackedMatrix* matrix;
    double error = 0;
};

std::vector<Candidate> candidates(const infer::PackedModel& m) {
    std::vector<Candidate> list;
    for (std::size_t i = 0; i < m.layers.size(); ++i) {
        const auto add = [&](const char* name, const infer::PackedLinear& linear) { list.push_back({formats::layerParameterName(std::int64_t(i), name), &linear.weight}); };
        if (const auto& a = m.layers[i].attention) {
            add("self_attn.q_proj.weight", a->q);
            add("self_attn.k_proj.weight", a->k);
            add("self_attn.v_proj.weight", a->v);
            add("self_attn.o_proj.weight", a->o);
        }
        if (const auto& f = m.layers[i].ffn) {
            add("mlp.gate_proj.weight", f->gate);
            add("mlp.up_proj.weight", f->up);
            add("mlp.down_proj.weight", f->down);
        }
    }
    return list;
}

double sampledError(infer::WorkerPool& pool, const infer::PackedMatrix& m, const Int4Options& options, const std::function<void()>& check) {
    const auto rows = std::min<std::int64_t>(m.rows, 1024);
    std::vector<float> weights(std::size_t(rows * m.cols));
    for (std::int64_t r = 0; r < rows; ++r)
        infer::dequantizeRow(m, r * m.rows / rows, std::span(weights).subspan(std::size_t(r * m.cols), std::size_t(m.cols)));
    auto settings = matrixOptions(options, options.format);
    settings.protectPercent = 0;
    return quantizeMatrix(pool, weights, rows, m.cols, nullptr, settings, check).weightError;
}

std::set<std::string> listed(const std::string& names, const std::vector<Candidate>& all) {
    std::set<std::string> chosen;
    for (std::size_t at = 0; at <= names.size();) {
        const auto end = std::min(names.find(',', at), names.size());
        const auto name = names.substr(at, end - at);
        at = end + 1;
        if (name.empty())
            continue;
        if (std::none_of(all.begin(), all.end(), [&](const auto& c) { return c.name == name; }))
            base::failAt("options.int8_tensors", Text(SH_TR("The model has no matrix '%1'"), {name}), SH_TR("Use none, auto, or names such as model.layers.0.mlp.down_proj.weight"));
        chosen.insert(name);
    }
    return chosen;
}

} // namespace

std::set<std::string> chooseInt8(infer::WorkerPool& pool, const infer::PackedModel& source, const Int4Options& options, const std::function<void()>& check) {
    if (options.int8Tensors == "none" || options.format == "int8")
        return {};
    auto all = candidates(source);
    if (options.int8Tensors != "auto")
        return listed(options.int8Tensors, all);
    double weights = 0;
    std::vector<double> errors;
    for (auto& c : all) {
        check();
        c.error = sampledError(pool, *c.matrix, options, check);
        errors.push_back(c.error);
        weights += double(c.matrix->rows) * double(c.matrix->cols);
    }
    if (errors.empty())
        return {};
    std::nth_element(errors.begin(), errors.begin() + std::ptrdiff_t(errors.size() / 2), errors.end());
    const double median = errors[errors.size() / 2];
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.error > b.error; });
    std::set<std::string> chosen;
    double added = 0;
    for (const auto& c : all) {
        const double cost = 4 * double(c.matrix->rows) * double(c.matrix->cols) / weights;
        if (c.error > 1.5 * median && added + cost <= options.int8Budget) {
            chosen.insert(c.name);
            added += cost;
        }
    }
    return chosen;
}

} // namespace stillhouse::quantize
