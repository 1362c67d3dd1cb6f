// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/cli/command.h"

#include <map>

namespace stillhouse::cli {

/// What `prune` was told, as far as its parts share it.
struct PruneOptions {
    PruneModelRequest request;
    std::vector<std::string> locks;
    std::map<std::string, std::string> common; ///< the method's options that people use most, as they were written
    std::string method = "heads", importanceFile;
    std::int64_t recoverSteps = -1;
    bool importanceOnly = false, planOnly = false, list = false;
    CLI::App* app = nullptr;
};

/// "12.5 % less"
std::string share(double before, double after);
nlohmann::json resultJson(const PruneResult& result);
void sayResult(const PruneResult& result, const Shared& shared);

/// --plan and --importance-only of prune.ffn.
int runFfnPlan(const PruneOptions& options, const Shared& shared);
int runFfnCorrelation(PruneOptions& options, Engine& engine, const Shared& shared);

} // namespace stillhouse::cli
