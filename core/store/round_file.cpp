// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/feedback.h"
#include "core/base/atomic_file.h"
#include "core/base/guard.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace stillhouse {

namespace {

std::filesystem::path roundFile(const std::string& runFolder) {
    return std::filesystem::path(runFolder) / "round.json";
}

} // namespace

Result<void> writeRound(const std::string& runFolder, const RoundRequest& request) {
    return base::guard([&] {
        if (request.parent.empty())
            return;
        std::filesystem::create_directories(runFolder);
        const nlohmann::json data{
            {"number", request.number}, {"parent", request.parent}, {"folder", request.folder}, {"with_samples", request.withSamples}};
        const std::string text = data.dump();
        base::writeAtomically(roundFile(runFolder), std::string_view(text));
    });
}

Result<RoundRequest> readRound(const std::string& runFolder) {
    return base::guard([&] {
        const auto file = roundFile(runFolder);
        if (!std::filesystem::exists(file))
            return RoundRequest{};
        try {
            std::ifstream in(file);
            const auto kept = nlohmann::json::parse(in);
            return RoundRequest{kept.at("number").get<std::int64_t>(), kept.at("parent").get<std::string>(),
                                kept.at("folder").get<std::string>(), kept.at("with_samples").get<bool>()};
        } catch (const nlohmann::json::exception&) {
            base::fail(file.string(), SH_TR("The run's feedback round cannot be read"), SH_TR("Start the round again as a new run"));
        }
    });
}

} // namespace stillhouse
