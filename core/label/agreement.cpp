// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/annotations.h"
#include "core/api/store.h"
#include "core/base/guard.h"
#include "core/base/value_of.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stillhouse {
namespace {

/// The table as shares, with its margins.
struct Shares {
    explicit Shares(const PairAgreement& pair) : size(pair.labels.size()), first(size), second(size), cells(size * size) {
        for (std::size_t i = 0; i < size * size; ++i) {
            cells[i] = double(pair.table[i]) / double(pair.examples);
            first[i / size] += cells[i];
            second[i % size] += cells[i];
        }
    }
    std::size_t size;
    std::vector<double> first, second, cells;
};

/// Fleiss, Cohen & Everitt 1969: n (1 − p_e)⁴ var κ = Σ_i p_ii [(1 − p_e) − (p_i· + p_·i)(1 − p_o)]²
/// + (1 − p_o)² Σ_{i≠j} p_ij (p_·i + p_j·)² − (p_o p_e − 2 p_e + p_o)².
double variance(const Shares& p, double observed, double expected, std::int64_t examples) {
    double agree = 0, differ = 0;
    for (std::size_t i = 0; i < p.size; ++i)
        for (std::size_t j = 0; j < p.size; ++j) {
            const double cell = p.cells[i * p.size + j];
            if (i == j)
                agree += cell * std::pow((1 - expected) - (p.first[i] + p.second[i]) * (1 - observed), 2);
            else
                differ += cell * std::pow(p.second[i] + p.first[j], 2);
        }
    const double sum = agree + (1 - observed) * (1 - observed) * differ - std::pow(observed * expected - 2 * expected + observed, 2);
    return std::max(0.0, sum) / (double(examples) * std::pow(1 - expected, 4));
}

PairAgreement pairFrom(const std::vector<AgreementCell>& cells, std::size_t begin, std::size_t end) {
    PairAgreement pair{cells[begin].first, cells[begin].second, {}, {}, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = begin; i < end; ++i)
        for (const std::string* label : {&cells[i].firstLabel, &cells[i].secondLabel})
            pair.labels.push_back(*label);
    std::sort(pair.labels.begin(), pair.labels.end());
    pair.labels.erase(std::unique(pair.labels.begin(), pair.labels.end()), pair.labels.end());
    pair.table.resize(pair.labels.size() * pair.labels.size());
    const auto at = [&](const std::string& label) { return std::size_t(std::lower_bound(pair.labels.begin(), pair.labels.end(), label) - pair.labels.begin()); };
    for (std::size_t i = begin; i < end; ++i)
        pair.table[at(cells[i].firstLabel) * pair.labels.size() + at(cells[i].secondLabel)] += cells[i].examples;
    computeAgreement(pair);
    return pair;
}

Agreement agreement(Store& store, std::int64_t dataset) {
    Agreement out;
    out.annotators = base::valueOf(store.annotators(dataset));
    const auto cells = base::valueOf(store.agreementCells(dataset));
    for (std::size_t begin = 0, end = 0; begin < cells.size(); begin = end) {
        while (end < cells.size() && cells[end].first == cells[begin].first && cells[end].second == cells[begin].second)
            ++end;
        out.pairs.push_back(pairFrom(cells, begin, end));
    }
    ExampleQuery open;
    open.dataset = dataset;
    open.disputed = true;
    out.disputed = std::int64_t(base::valueOf(store.disputed(dataset)).size());
    out.decided = out.disputed - std::int64_t(base::valueOf(store.exampleIds(open)).size());
    return out;
}

} // namespace

void computeAgreement(PairAgreement& pair) {
    pair.examples = std::accumulate(pair.table.begin(), pair.table.end(), std::int64_t{0});
    pair.observed = pair.expected = pair.kappa = pair.low = pair.high = std::numeric_limits<double>::quiet_NaN();
    if (pair.examples == 0)
        return;
    const Shares p(pair);
    pair.observed = pair.expected = 0;
    for (std::size_t i = 0; i < p.size; ++i) {
        pair.observed += p.cells[i * p.size + i];
        pair.expected += p.first[i] * p.second[i];
    }
    if (pair.labels.size() < 2)
        return;
    pair.kappa = (pair.observed - pair.expected) / (1 - pair.expected);
    const double reach = 1.96 * std::sqrt(variance(p, pair.observed, pair.expected, pair.examples));
    pair.low = std::max(-1.0, pair.kappa - reach);
    pair.high = std::min(1.0, pair.kappa + reach);
}

Result<Agreement> agreementOf(Store& store, std::int64_t dataset) {
    return base::guard([&] { return agreement(store, dataset); });
}

} // namespace stillhouse
