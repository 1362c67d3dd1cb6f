// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/claim_measures.h"

#include "core/base/guard.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace stillhouse {
namespace store {
namespace {

template <class T>
T got(Result<T> result) {
    if (!result)
        throw base::Failure(result.error());
    return std::move(*result);
}

MeasuredRun loadRun(Store& store, RunRow row, const std::string& folder) {
    MeasuredRun run;
    auto comparison = got(store.comparison({row.id}));
    run.subjects = std::move(comparison.rows);
    for (auto& [id, pair] : comparison.pairs)
        run.pairs.push_back(std::move(pair));
    run.cascades = cascadeGains(run.subjects, run.pairs, got(store.events(row.id)));
    run.gates = gatesOf(row, folder);
    if (const auto experiment = parseExperiment(row.experiment, row.id, folder)) {
        const auto& data = experiment->data;
        run.data = std::filesystem::path(data.eval.empty() ? data.train : data.eval).filename().string();
    }
    for (const auto& stage : got(store.stages(row.id)))
        if (stage.lane == "A")
            // Thinning keeps the least and the greatest of every piece.
            for (const double tau : got(store.metric(row.id, "A", stage.stageIndex, "tau", 64)).values)
                if (std::isfinite(tau)) {
                    run.lowTau = run.tau ? std::min(run.lowTau, tau) : tau;
                    run.highTau = run.tau ? std::max(run.highTau, tau) : tau;
                    run.tau = true;
                }
    run.row = std::move(row);
    return run;
}

// Not a repetition of the run's measured part: the project's own data set.
ClaimRow labelledData(Store& store) {
    ClaimRow row;
    row.id = "labelled_data";
    row.line = SH_TR("Deployment: at least 50,000 labelled examples");
    row.claimed = "≥ 50,000";
    row.unit = ClaimUnit::Examples;
    const auto sets = got(store.datasets());
    if (sets.empty()) {
        row.how = SH_TR("No data set was imported into the project");
        return row;
    }
    const double labelled = double(sets.back().labelled);
    row.measured = {labelled, std::nan(""), std::nan("")};
    row.how = Text(SH_TR("Labelled examples of %1"), {sets.back().name});
    row.verdict = labelled >= 50000 ? ClaimVerdict::Met : ClaimVerdict::NotMet;
    row.sure = true;
    row.models = 1;
    row.met = row.verdict == ClaimVerdict::Met ? 1 : 0;
    return row;
}

ClaimRow architectureSearch() {
    ClaimRow row;
    row.id = "search";
    row.line = SH_TR("Architecture search: 92 % fewer parameters at an accuracy of at least 90 %");
    row.claimed = SH_TR("≥ 92 % fewer");
    row.how = SH_TR("This version has no architecture search");
    return row;
}

} // namespace

std::vector<MeasuredRun> measuredRuns(Store& store, const std::vector<std::string>& runIds) {
    const std::string folder = std::filesystem::path(store.path()).parent_path().string();
    std::vector<MeasuredRun> runs;
    for (auto& row : got(store.runs()))
        if (runIds.empty() || std::find(runIds.begin(), runIds.end(), row.id) != runIds.end())
            runs.push_back(loadRun(store, std::move(row), folder));
    return runs;
}

} // namespace store

Result<std::vector<ClaimRow>> claimRows(Store& store, const std::vector<std::string>& runIds) {
    return base::guard([&] {
        const auto runs = store::measuredRuns(store, runIds);
        std::vector<ClaimRow> rows{store::sizeClaim(runs), store::accuracyClaim(runs), store::recallClaim(runs), store::adapterClaim(runs),
                                   store::cascadeSizeClaim(runs), store::cascadeGainClaim(runs), store::architectureSearch(),
                                   store::temperatureClaim(runs), store::labelledData(store)};
        return rows;
    });
}

} // namespace stillhouse
