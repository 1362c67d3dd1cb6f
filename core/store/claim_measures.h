// SPDX-License-Identifier: GPL-3.0-or-later
// The brief's claims one by one, each judged by what runs measured. The best measured model stands for the claim; how many were measured and
// how many of them keep it stands beside.
#pragma once
#include "core/api/compare.h"

#include <string>
#include <vector>

namespace stillhouse::store {

/// One run with what the claims ask of it.
struct MeasuredRun {
    RunRow row;
    std::vector<ComparisonRow> subjects;
    std::vector<PairTest> pairs;
    std::vector<CascadeGain> cascades;
    std::vector<std::string> gates;
    std::string data; ///< name of the file it was judged on
    bool tau = false; ///< lane A recorded a temperature
    double lowTau = 0, highTau = 0;
};
/// Newest first. base::Failure when the store cannot be read.
std::vector<MeasuredRun> measuredRuns(Store& store, const std::vector<std::string>& runIds);

ClaimRow sizeClaim(const std::vector<MeasuredRun>& runs);
ClaimRow accuracyClaim(const std::vector<MeasuredRun>& runs);
ClaimRow recallClaim(const std::vector<MeasuredRun>& runs);
ClaimRow adapterClaim(const std::vector<MeasuredRun>& runs);
ClaimRow cascadeSizeClaim(const std::vector<MeasuredRun>& runs);
ClaimRow cascadeGainClaim(const std::vector<MeasuredRun>& runs);
ClaimRow temperatureClaim(const std::vector<MeasuredRun>& runs);

} // namespace stillhouse::store
