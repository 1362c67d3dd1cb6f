// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/compare_print.h"

#include "app/cli/format.h"
#include "app/cli/project_store.h"

#include <cmath>

namespace stillhouse::cli {

using nlohmann::json;

namespace {

const char* verdictWord(ClaimVerdict verdict) { return verdict == ClaimVerdict::Met ? "met" : verdict == ClaimVerdict::NotMet ? "not met" : "not measured"; }

json intervalJson(const Interval& interval) { return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}}; } // NaN is null

std::string withInterval(const Interval& interval, int decimals) {
    if (std::isnan(interval.value))
        return "–";
    return fixed(interval.value, decimals) + (std::isnan(interval.low) ? "" : " [" + fixed(interval.low, decimals) + ", " + fixed(interval.high, decimals) + "]");
}

} // namespace

Result<void> printClaims(Store& store, const std::vector<std::string>& runIds, json& out, const Shared& shared) {
    const auto claims = claimRows(store, runIds);
    if (!claims)
        return claims.error();
    json rows = json::array();
    for (const auto& claim : *claims) {
        const bool measured = claim.verdict != ClaimVerdict::NotMeasured;
        rows.push_back({{"id", claim.id}, {"claim", claim.line.english()}, {"claimed", claim.claimed.english()}, {"verdict", verdictWord(claim.verdict)},
                        {"measured", measured ? intervalJson(claim.measured) : json()}, {"text", measuredText(claim).english()}, {"sure", claim.sure},
                        {"run_id", claim.runId}, {"subject", claim.subject}, {"models", claim.models}, {"met", claim.met}, {"how", claim.how.english()}});
        std::string line = claim.line.english() + "\n    " + verdictWord(claim.verdict);
        if (measured)
            line += ": " + measuredText(claim).english() + (claim.sure ? "" : ", the interval reaches over the limit");
        if (!claim.runId.empty())
            line += " · " + claim.runName + " (" + claim.runId + ") " + claim.subject + " · " + std::to_string(claim.met) + " of " + std::to_string(claim.models) + " models";
        say(line + " · " + claim.how.english(), shared);
    }
    out["claims"] = rows;
    return {};
}

void printPareto(const Comparison& comparison, json& out, const Shared& shared) {
    json rows = json::array();
    std::vector<std::vector<std::string>> table{{"run", "subject", "accuracy", "p50 ms", "MB", "frontier"}};
    for (const auto& row : paretoRows(comparison.rows)) {
        rows.push_back({{"run_id", row.runId}, {"run", row.runName}, {"subject", row.subject}, {"accuracy", row.accuracy}, {"p50_ms", row.p50Ms},
                        {"bytes", row.fileBytes}, {"parameters", row.parameters}, {"native", row.native}, {"frontier", row.frontier}});
        table.push_back({row.runId, row.subject, fixed(row.accuracy, 4), fixed(row.p50Ms, 2) + (row.native ? "" : " simulated"), fixed(double(row.fileBytes) / 1e6, 2), row.frontier ? "yes" : ""});
    }
    out["pareto"] = rows;
    say(rows.empty() ? std::string("No model has accuracy, latency and size measured") : aligned(table), shared);
}

void printCosts(const Comparison& comparison, double pricePerHour, json& out, const Shared& shared) {
    json rows = json::array();
    std::vector<std::vector<std::string>> table{{"run", "subject", "mean ms [95 %]", "threads", "CPU hours per million", "cost per million [95 %]"}};
    for (const auto& row : costRows(comparison, pricePerHour)) {
        rows.push_back({{"run_id", row.runId}, {"run", row.runName}, {"subject", row.subject}, {"requests", row.requests}, {"threads", row.threads}, {"native", row.native},
                        {"latency_ms", intervalJson(row.latencyMs)}, {"cpu_hours_per_million", intervalJson(row.cpuHours)}, {"cost_per_million", intervalJson(row.cost)}});
        table.push_back({row.runId, row.subject, withInterval(row.latencyMs, 2) + (row.native ? "" : " simulated"), std::to_string(row.threads), withInterval(row.cpuHours, 3), withInterval(row.cost, 4)});
    }
    out["costs"] = rows;
    out["price_per_cpu_hour"] = pricePerHour;
    say(rows.empty() ? std::string("No run has timed whole requests") : aligned(table), shared);
    say("cost = mean latency [ms] / 3,600,000 · threads · 1,000,000 · " + fixed(pricePerHour, 4) + " per CPU hour", shared);
}

Result<void> printChanges(Store& store, const std::string& before, const std::string& after, json& out, const Shared& shared) {
    const auto first = findRun(store, before), second = findRun(store, after);
    if (!first || !second)
        return first ? second.error() : first.error();
    const auto changes = documentChanges(first->experiment, second->experiment);
    if (!changes)
        return changes.error();
    json rows = json::array();
    const auto shown = [](const std::optional<std::string>& value) { return value.value_or("(default)"); };
    const auto value = [](const std::optional<std::string>& text) { return text ? json::parse(*text, nullptr, false) : json(); };
    for (const auto& change : *changes) {
        rows.push_back({{"path", change.path}, {"stage", change.stage}, {"before", value(change.before)}, {"after", value(change.after)},
                        {"in_before", change.before.has_value()}, {"in_after", change.after.has_value()}});
        say(change.path + (change.stage.empty() ? "" : " (" + change.stage + ")") + ": " + shown(change.before) + " → " + shown(change.after), shared);
    }
    if (changes->empty())
        say("The documents of " + first->id + " and " + second->id + " are the same", shared);
    out["diff"] = {{"before", first->id}, {"after", second->id}, {"changes", rows}};
    return {};
}

} // namespace stillhouse::cli
