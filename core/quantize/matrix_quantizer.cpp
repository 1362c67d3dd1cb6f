// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/matrix_quantizer.h"

#include "core/quantize/group_refine.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>

namespace stillhouse::quantize {

namespace {

class MatrixWork {
public:
    MatrixWork(infer::WorkerPool& pool, std::span<const float> weights, std::int64_t rows, std::int64_t cols, const Curvature* curvature, const MatrixOptions& options,
               const std::function<void()>& check)
        : pool_(pool), weights_(weights), rows_(rows), cols_(cols), curvature_(curvature), options_(options), check_(check), sensitivity_(std::size_t(cols), 1.0f) {
        for (std::int64_t c = 0; curvature_ && c < cols; ++c)
            sensitivity_[std::size_t(c)] = curvature_->h[std::size_t(c * cols + c)];
        groups_ = (rows + options.codebookRows - 1) / options.codebookRows;
        errors_.resize(std::size_t(groups_));
    }

    QuantizedMatrix run() {
        prepareCodes();
        if (options_.protectPercent > 0)
            chooseProtected();
        eachGroup([this](std::int64_t index) { finish(index); });
        Error total;
        for (const auto& e : errors_) {
            total.weights += e.weights;
            total.ofWeights += e.ofWeights;
            total.output += e.output;
            total.ofOutput += e.ofOutput;
        }
        std::vector<infer::QuantizedCodes::Outlier> sorted;
        for (const auto& list : outliers_)
            sorted.insert(sorted.end(), list.begin(), list.end());
        out_.codes.outliers = std::move(sorted);
        out_.weightError = total.ofWeights > 0 ? total.weights / total.ofWeights : 0;
        if (curvature_)
            out_.outputError = total.ofOutput > 0 ? total.output / total.ofOutput : 0;
        return std::move(out_);
    }

private:
    struct Error {
        double weights = 0, ofWeights = 0, output = 0, ofOutput = 0;
    };

    void prepareCodes() {
        auto& q = out_.codes;
        q.packing = options_.packing;
        q.rows = rows_;
        q.cols = cols_;
        q.codebookRows = options_.codebookRows;
        q.twoLevelScales = options_.twoLevelScales;
        q.codes.resize(weights_.size());
        q.scales.resize(std::size_t(rows_ * ((cols_ + infer::blockColumns - 1) / infer::blockColumns)));
        q.rowScales.resize(options_.twoLevelScales ? std::size_t(rows_) : 0);
        if (options_.packing == infer::Packing::Int4Codebook)
            q.codebook.resize(std::size_t(groups_ * 16));
        outliers_.resize(std::size_t(groups_));
    }

    // Workers must not throw: a failure is carried to the caller.
    void eachGroup(const std::function<void(std::int64_t)>& work) {
        std::atomic<std::int64_t> next{0};
        std::mutex mutex;
        std::exception_ptr failed;
        pool_.run([&](int) {
            try {
                for (auto i = next.fetch_add(1); i < groups_; i = next.fetch_add(1)) {
                    if (check_)
                        check_();
                    work(i);
                }
            } catch (...) {
                const std::lock_guard lock(mutex);
                failed = std::current_exception();
                next = groups_;
            }
        });
        if (failed)
            std::rethrow_exception(failed);
    }

    GroupFit group(std::int64_t index) const {
        const auto first = index * options_.codebookRows, rows = std::min(options_.codebookRows, rows_ - first);
        return GroupFit(weights_.subspan(std::size_t(first * cols_), std::size_t(rows * cols_)), rows, cols_, options_);
    }

    // What protecting saves. Of a block's largest weight: the block's error with it and without it, each at its best scale; of the others
    // their own error (leave-one-out, as SpQR; the error of one weight is e²·H_cc).
    void costs(const GroupFit& g, std::int64_t index, std::vector<float>& cost) const {
        for (std::int64_t r = 0; r < g.rows; ++r)
            for (std::int64_t c = 0; c < cols_; c += infer::blockColumns) {
                const auto count = std::min(infer::blockColumns, cols_ - c), end = c + count;
                const float* w = g.weights.data() + g.at(r, c);
                const float* s = sensitivity_.data() + c;
                float* out = cost.data() + (index * options_.codebookRows + r) * cols_ + c;
                double whole = 0;
                for (auto k = c; k < end; ++k) {
                    const float e = g.weights[g.at(r, k)] - g.value(r, k);
                    out[k - c] = e * e * s[k - c];
                    whole += out[k - c];
                }
                std::vector<float> importance(s, s + count);
                const auto largest = std::max_element(w, w + count, [](float a, float b) { return std::fabs(a) < std::fabs(b); }) - w;
                importance[std::size_t(largest)] = 0;
                const float scale = g.searchScale(w, importance.data(), count);
                for (std::int64_t k = 0; k < count; ++k) {
                    const float e = w[k] - scale * float(g.levels.level(g.levels.nearest(scale == 0 ? 0 : w[k] / scale)));
                    whole -= double(e * e * importance[std::size_t(k)]);
                }
                out[largest] = std::max(out[largest], float(whole));
            }
    }

    void chooseProtected() {
        std::vector<float> cost(weights_.size());
        eachGroup([&](std::int64_t index) {
            auto g = group(index);
            g.fitScales(sensitivity_); // under general levels: learned ones would have learned the outliers
            costs(g, index, cost);
        });
        const auto count = std::size_t(double(cost.size()) * options_.protectPercent / 100);
        if (count == 0)
            return;
        std::vector<std::size_t> order(cost.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::nth_element(order.begin(), order.begin() + std::ptrdiff_t(count - 1), order.end(),
                         [&](auto a, auto b) { return cost[a] != cost[b] ? cost[a] > cost[b] : a < b; });
        protected_.assign(cost.size(), 0);
        for (std::size_t i = 0; i < count; ++i)
            protected_[order[i]] = 1;
    }

    void finish(std::int64_t index) {
        auto g = group(index);
        const auto first = std::size_t(index * options_.codebookRows * cols_);
        if (!protected_.empty()) {
            g.protectedMask.assign(protected_.begin() + std::ptrdiff_t(first), protected_.begin() + std::ptrdiff_t(first + g.weights.size()));
            g.kept = g.weights;
        }
        g.fit(sensitivity_);
        if (curvature_ && options_.compensate) {
            compensate(g, curvature_->factor);
            descend(g, curvature_->h, options_.passes);
        }
        measure(g, errors_[std::size_t(index)]);
        store(g, index);
    }

    void measure(const GroupFit& g, Error& error) const {
        for (std::int64_t r = 0; r < g.rows; ++r)
            for (std::int64_t c = 0; c < cols_; ++c) {
                const double w = g.weights[g.at(r, c)], e = w - g.value(r, c);
                error.weights += e * e;
                error.ofWeights += w * w;
            }
        if (curvature_) {
            error.output = quadraticError(g, curvature_->h);
            error.ofOutput = quadraticError(g, curvature_->h, true);
        }
    }

    void store(const GroupFit& g, std::int64_t index) {
        auto& q = out_.codes;
        const auto first = index * options_.codebookRows;
        const int shift = options_.packing == infer::Packing::Int8 ? 1 : 0; // the file counts from −128, the levels from −127
        std::transform(g.codes.begin(), g.codes.end(), q.codes.begin() + first * cols_, [shift](std::uint8_t code) { return std::uint8_t(code + shift); });
        std::copy(g.scales.begin(), g.scales.end(), q.scales.begin() + first * g.blocks);
        if (options_.twoLevelScales)
            std::copy(g.rowScales.begin(), g.rowScales.end(), q.rowScales.begin() + first);
        for (std::size_t i = 0; i < 16 && !q.codebook.empty(); ++i)
            q.codebook[std::size_t(index) * 16 + i] = std::int8_t(g.levels.level(std::uint8_t(i)));
        for (std::int64_t r = 0; r < g.rows && !g.protectedMask.empty(); ++r)
            for (std::int64_t c = 0; c < cols_; ++c)
                if (g.isProtected(r, c))
                    outliers_[std::size_t(index)].push_back({std::uint32_t(first + r), std::uint32_t(c),
                                                             g.kept[g.at(r, c)] - g.scales[g.block(r, c)] * float(g.levels.level(g.codes[g.at(r, c)]))});
    }

    infer::WorkerPool& pool_;
    std::span<const float> weights_;
    std::int64_t rows_, cols_, groups_ = 0;
    const Curvature* curvature_;
    const MatrixOptions& options_;
    const std::function<void()>& check_;
    std::vector<float> sensitivity_;
    std::vector<std::uint8_t> protected_;
    std::vector<std::vector<infer::QuantizedCodes::Outlier>> outliers_;
    std::vector<Error> errors_;
    QuantizedMatrix out_;
};

} // namespace

QuantizedMatrix quantizeMatrix(infer::WorkerPool& pool, std::span<const float> weights, std::int64_t rows, std::int64_t cols, const Curvature* curvature,
                               const MatrixOptions& options, const std::function<void()>& check) {
    return MatrixWork(pool, weights, rows, cols, curvature, options, check).run();
}

} // namespace stillhouse::quantize
