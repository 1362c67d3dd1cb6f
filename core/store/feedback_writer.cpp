// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/feedback_writer.h"

#include "core/store/connection.h"
#include "core/store/report_writer.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace stillhouse::store {

using nlohmann::json;

namespace {

std::string textIn(const json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double numberIn(const json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_number() ? found->get<double>() : std::nan("");
}

std::int64_t countIn(const json& row, const char* key) {
    const auto found = row.find(key);
    return found != row.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

} // namespace

void importSamples(Connection& connection, std::int64_t run, const Artifact& artifact) {
    Query(connection, "DELETE FROM samples WHERE run = ?1 AND lane = ?2", run, artifact.subject).run();
    std::ifstream lines(artifact.path);
    for (std::string line; std::getline(lines, line);) {
        const json row = json::parse(line, nullptr, false);
        if (!row.is_object() || !row.contains("number"))
            continue;
        Query(connection,
              "INSERT OR REPLACE INTO samples(run, lane, number, example_id, prompt, response, reward, kl, fate)"
              " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
              run, artifact.subject, countIn(row, "number"), textIn(row, "id"), textIn(row, "prompt"), textIn(row, "response"),
              numberIn(row, "reward"), numberIn(row, "kl"), textIn(row, "fate"))
            .run();
    }
}

void keepRound(Connection& connection, std::int64_t run, const Event& event) {
    const json row = json::parse(event.json, nullptr, false);
    if (!row.is_object())
        return;
    Query(
        connection,
        "INSERT OR REPLACE INTO rounds(run, number, parent, preferences, new_preferences, preferences_hash, pair_accuracy, low, high, time)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        run, std::max<std::int64_t>(1, countIn(row, "number")), textIn(row, "parent"), countIn(row, "preferences"),
        countIn(row, "new_preferences"), textIn(row, "hash"), numberIn(row, "accuracy"), numberIn(row, "low"), numberIn(row, "high"),
        event.time > 0 ? event.time : now())
        .run();
}

} // namespace stillhouse::store
