// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/engine.h"

#include <string>

namespace stillhouse::engine {

// The work behind each call of Engine. These throw; EngineImpl is the guard around them. `device`: see core/base/device_name.h; a document
// names its own.
RunSummary run(const RunRequest& request, RunControl& control);
DryRun dryRun(const Experiment& experiment);
TrainResult trainModel(const TrainRequest& request, RunControl& control, const std::string& device);
HeadImportance headImportanceOf(const PruneModelRequest& request, RunControl& control, const std::string& device);
FfnTable ffnCorrelationOf(const PruneModelRequest& request, RunControl& control, const std::string& device);
PruneResult pruneModel(const PruneModelRequest& request, RunControl& control, const std::string& device);
MergeResult mergeAdapter(const MergeRequest& request, RunControl& control);
const std::vector<OptionSpec>& trainOptionSpecs();
Evaluation evaluateModel(const std::string& model, const std::string& data, const std::string& task, std::int64_t limit, RunControl& control, const std::string& device);
PerplexityResult perplexityOf(const std::string& model, const std::string& textFile, std::int64_t context, RunControl& control, const std::string& device);
std::vector<std::vector<float>> logitsOf(const std::string& model, const std::vector<std::int64_t>& ids, const std::string& device);
ProbeResult probeModel(const std::string& model, const std::string& prompt, const std::string& task, const std::string& device);
Picture attentionOf(const std::string& model, const std::string& task, const PictureRequest& request, const std::string& device);

} // namespace stillhouse::engine
