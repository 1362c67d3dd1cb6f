// SPDX-License-Identifier: GPL-3.0-or-later
// One matrix looked at: its histogram with the levels it would get, and its error under every format.
#include "core/base/blas.h"
#include "core/base/guard.h"
#include "core/formats/hf_folder.h"
#include "core/infer/model_source.h"
#include "core/quantize/format_error.h"
#include "core/quantize/matrix_quantizer.h"

#include <algorithm>
#include <cmath>

namespace stillhouse {

namespace {

using namespace quantize;

struct Matrix {
    std::vector<float> values;
    std::int64_t rows = 0, cols = 0;
};

Matrix readMatrix(const std::string& model, const std::string& tensor) {
    const formats::HfFolder folder(model);
    if (!folder.has(tensor))
        base::failAt("tensor", Text(SH_TR("The model has no tensor '%1'"), {tensor}), SH_TR("info lists the names"));
    const auto& view = folder.tensor(tensor);
    if (view.info.shape.size() != 2)
        base::failAt("tensor", Text(SH_TR("'%1' is not a matrix"), {tensor}), SH_TR("Choose one of the model's matrices"));
    Matrix m{std::vector<float>(std::size_t(view.info.elements())), view.info.shape[0], view.info.shape[1]};
    view.toFloat(m.values);
    return m;
}

float median(std::vector<float> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// Of the first 16 rows, times the median magnitude of their scales: where the levels lie among the weights.
std::vector<double> levelsOf(const Matrix& m) {
    MatrixOptions options;
    const auto rows = std::min<std::int64_t>(m.rows, infer::rowsPerGroup);
    GroupFit group(std::span(m.values).first(std::size_t(rows * m.cols)), rows, m.cols, options);
    group.fit(std::vector<float>(std::size_t(m.cols), 1.0f));
    auto scales = group.scales;
    for (auto& scale : scales)
        scale = std::fabs(scale);
    std::vector<double> levels;
    for (const int level : group.levels.values())
        levels.push_back(double(level) * median(scales));
    return levels;
}

} // namespace

Result<WeightPicture> weightPicture(const std::string& model, const std::string& tensor, int bins) {
    return base::guard([&] {
        if (bins < 1 || bins > 1 << 16)
            base::failAt("bins", SH_TR("A histogram has 1 to 65,536 bins"), SH_TR("Use a number in that range"));
        const auto m = readMatrix(model, tensor);
        WeightPicture picture;
        picture.tensor = tensor;
        double sum = 0, squares = 0;
        for (const float w : m.values) {
            sum += w;
            squares += double(w) * w;
            picture.largest = std::max(picture.largest, double(std::fabs(w)));
        }
        const auto count = double(m.values.size()), mean = sum / count;
        picture.deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
        const double span = picture.largest > 0 ? picture.largest : 1;
        for (int i = 0; i <= bins; ++i)
            picture.edges.push_back(span * (2.0 * i / bins - 1));
        picture.counts.assign(std::size_t(bins), 0);
        for (const float w : m.values)
            ++picture.counts[std::size_t(std::clamp<std::int64_t>(std::int64_t((double(w) / span + 1) / 2 * bins), 0, bins - 1))];
        picture.levels = levelsOf(m);
        return picture;
    });
}

Result<std::vector<BitsError>> bitsErrorCurve(const std::string& model, const std::string& tensor, RunControl& control) {
    return base::guard([&] {
        const auto check = [&control] {
            if (control.stopRequested())
                base::fail({}, SH_TR("The comparison of formats was cancelled"), {}, ErrorKind::Cancelled);
        };
        const auto m = readMatrix(model, tensor);
        infer::WorkerPool pool(base::defaultThreads());
        std::vector<BitsError> rows;
        const auto add = [&](const std::string& choice, const infer::PackedMatrix& packed) {
            check();
            rows.push_back({choice, packed.bitsPerWeight(), packedError(m.values, packed)});
        };
        const auto learned = [&](const std::string& choice, std::int64_t codebookRows, double percent) {
            MatrixOptions options;
            options.codebookRows = codebookRows;
            options.protectPercent = percent;
            add(choice, infer::pack(quantizeMatrix(pool, m.values, m.rows, m.cols, nullptr, options, check).codes));
        };
        add("int4 rtn", infer::packRoundToNearest(m.values, m.rows, m.cols, infer::Packing::Int4));
        for (const std::int64_t shared : {16, 64, 256})
            learned("int4-nonuniform, codebook per " + std::to_string(shared) + " rows", shared, 0);
        learned("int4-nonuniform +0.1 %", 16, 0.1);
        learned("int4-nonuniform +0.5 %", 16, 0.5);
        add("int8 rtn", infer::packRoundToNearest(m.values, m.rows, m.cols, infer::Packing::Int8));
        for (const auto& row : formatErrors(m.values, m.cols, check))
            rows.push_back(row);
        return rows;
    });
}

} // namespace stillhouse
