// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/engine.h"

namespace stillhouse::engine {

// The work behind each call of Engine. These throw; EngineImpl is the guard around them.
RunSummary run(const RunRequest& request, RunControl& control);
DryRun dryRun(const Experiment& experiment);
TrainResult trainModel(const TrainRequest& request, RunControl& control);
HeadImportance headImportanceOf(const PruneModelRequest& request, RunControl& control);
FfnTable ffnCorrelationOf(const PruneModelRequest& request, RunControl& control);
PruneResult pruneModel(const PruneModelRequest& request, RunControl& control);
MergeResult mergeAdapter(const MergeRequest& request, RunControl& control);
const std::vector<OptionSpec>& trainOptionSpecs();
Evaluation evaluateModel(const std::string& model, const std::string& data, const std::string& task, std::int64_t limit, RunControl& control);
PerplexityResult perplexityOf(const std::string& model, const std::string& textFile, std::int64_t context, RunControl& control);
std::vector<std::vector<float>> logitsOf(const std::string& model, const std::vector<std::int64_t>& ids);
ProbeResult probeModel(const std::string& model, const std::string& prompt, const std::string& task);
Picture attentionOf(const std::string& model, const std::string& task, const PictureRequest& request);

} // namespace stillhouse::engine
