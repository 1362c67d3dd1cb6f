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
/// What is left and what it costs by a plan's prediction.
nlohmann::json predictionJson(const PrunePrediction& prediction);
/// "9.9 % less parameters, 13.6 % less operations, 0.0176 ms per token instead of 0.0261"
std::string predictionText(const PrunePrediction& prediction);
nlohmann::json resultJson(const PruneResult& result);
void sayResult(const PruneResult& result, const Shared& shared);

/// The option's value where there is one.
template <class T> void takeOption(const OptionMap& options, const char* key, T& value) {
    if (const auto found = options.find(key); found != options.end())
        value = std::get<T>(found->second);
}

/// The options "locks" and "remove", read by `parse`.
template <class T>
Result<void> takePlaces(const OptionMap& options, Result<std::vector<T>> (*parse)(const std::string&), std::vector<T>& keep,
                        std::vector<T>& remove) {
    for (const auto& [key, list] : {std::pair("locks", &keep), std::pair("remove", &remove)}) {
        std::string text;
        takeOption(options, key, text);
        auto places = parse(text);
        if (!places)
            return places.error();
        *list = std::move(places.value());
    }
    return {};
}

/// --plan and --importance-only of prune.ffn.
int runFfnPlan(const PruneOptions& options, const Shared& shared);
int runFfnCorrelation(PruneOptions& options, Engine& engine, const Shared& shared);

} // namespace stillhouse::cli
