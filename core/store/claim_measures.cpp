// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/claim_measures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace stillhouse::store {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// What one model measured for one claim, and whether that keeps it.
struct Candidate {
    const MeasuredRun* run;
    std::string subject;
    Interval value;
    Text how;
};

// `least`: what the claim asks for; `orEqual` whether that itself is enough. Greater is better in every claim.
void judge(ClaimRow& row, const std::vector<Candidate>& candidates, double least, bool orEqual) {
    const auto keeps = [&](double v) { return orEqual ? v >= least - 1e-9 : v > least; };
    const Candidate* best = nullptr;
    for (const auto& one : candidates) {
        ++row.models;
        row.met += keeps(one.value.value) ? 1 : 0;
        if (!best || one.value.value > best->value.value)
            best = &one;
    }
    if (!best)
        return;
    row.measured = best->value;
    row.runId = best->run->row.id;
    row.runName = best->run->row.name;
    row.subject = best->subject;
    row.how = best->how;
    const bool met = keeps(best->value.value);
    row.verdict = met ? ClaimVerdict::Met : ClaimVerdict::NotMet;
    row.sure = std::isnan(best->value.low) || (keeps(best->value.low) == met && keeps(best->value.high) == met);
}

const ComparisonRow* teacherOf(const MeasuredRun& run) {
    for (const auto& row : run.subjects)
        if (row.subject == "teacher")
            return &row;
    return nullptr;
}

// A model that a strategy ended with, not one on the way ("A before LoRA").
bool isResult(const std::string& subject) {
    return subject != "teacher" && subject.find(" before ") == std::string::npos && subject.find(" after ") == std::string::npos;
}

bool asks(const MeasuredRun& run, const std::string& metric) {
    return std::any_of(run.gates.begin(), run.gates.end(), [&](const std::string& gate) { return judgeGate(gate, {}).metric == metric; });
}

Interval percent(const Interval& share) { return {100 * share.value, 100 * share.low, 100 * share.high}; }

std::string decimal(double value, const char* format = "%.2f") {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

void judgeMetric(ClaimRow& row, const std::vector<MeasuredRun>& runs, const std::string& metric, double least) {
    std::vector<Candidate> candidates;
    for (const auto& run : runs)
        for (const auto& subject : run.subjects)
            if (const auto found = measuredIn(subject, metric); found && isResult(subject.subject) && asks(run, metric))
                candidates.push_back({&run, subject.subject, percent(*found), Text(SH_TR("On %1, %2 test examples"), {run.data, std::to_string(subject.examples)})});
    judge(row, candidates, least, false);
}

} // namespace

ClaimRow sizeClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "size";
    row.line = SH_TR("Strategy A: the student is 98 % smaller than its teacher");
    row.claimed = SH_TR("≥ 98 % smaller");
    row.how = SH_TR("No run has measured strategy A and its teacher yet");
    std::vector<Candidate> candidates;
    for (const auto& run : runs)
        if (const auto* teacher = teacherOf(run); teacher && teacher->fileBytes > 0)
            for (const auto& subject : run.subjects)
                if (subject.subject == "A" && subject.fileBytes > 0) {
                    const double parameters = teacher->parameters > 0 ? 100 - 100 * double(subject.parameters) / double(teacher->parameters) : none;
                    candidates.push_back({&run, "A", {100 - 100 * double(subject.fileBytes) / double(teacher->fileBytes), none, none},
                                          Text(SH_TR("File size; parameters are %1 % fewer"), {decimal(parameters)})});
                }
    judge(row, candidates, 98, true);
    return row;
}

ClaimRow accuracyClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "accuracy";
    row.line = SH_TR("Financial risk: accuracy above 95 %");
    row.claimed = "> 95 %";
    row.how = SH_TR("No measured run has a gate on accuracy; a task of financial risk sets accuracy>0.95");
    judgeMetric(row, runs, "accuracy", 95);
    return row;
}

ClaimRow recallClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "recall";
    row.line = SH_TR("Medical triage: recall above 90 %");
    row.claimed = "> 90 %";
    row.how = SH_TR("No measured run has a gate on recall; a task of medical triage sets recall>0.90");
    judgeMetric(row, runs, "recall", 90);
    return row;
}

ClaimRow adapterClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "lora";
    row.line = SH_TR("LoRA: 99 % fewer trained parameters");
    row.claimed = SH_TR("≥ 99 % fewer");
    row.how = SH_TR("No run has trained a LoRA adapter behind a strategy yet");
    std::vector<Candidate> candidates;
    for (const auto& run : runs)
        for (const auto& gain : run.cascades)
            if (gain.trained > 0)
                candidates.push_back({&run, gain.after, {100.0 * double(gain.parameters) / double(gain.trained + gain.parameters), none, none},
                                      Text(SH_TR("%1 of %2 parameters are trained"), {std::to_string(gain.trained), std::to_string(gain.trained + gain.parameters)})});
    judge(row, candidates, 99, true);
    return row;
}

ClaimRow cascadeSizeClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "cascade_size";
    row.line = SH_TR("Cascade: strategy A takes away at least 90 % before LoRA follows");
    row.claimed = SH_TR("≥ 90 % smaller");
    row.how = SH_TR("No run has measured a cascade yet (strategy A, then LoRA)");
    std::vector<Candidate> candidates;
    for (const auto& run : runs)
        if (const auto* teacher = teacherOf(run); teacher && teacher->parameters > 0)
            for (const auto& gain : run.cascades)
                for (const auto& subject : run.subjects)
                    if (gain.lane == "A" && subject.subject == gain.before && subject.parameters > 0)
                        candidates.push_back({&run, gain.before, {100 - 100 * double(subject.parameters) / double(teacher->parameters), none, none}, SH_TR("Parameters")});
    judge(row, candidates, 90, true);
    return row;
}

ClaimRow cascadeGainClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "cascade_gain";
    row.line = SH_TR("Cascade: LoRA adds 2 to 3 points of accuracy");
    row.claimed = SH_TR("≥ +2 points");
    row.unit = ClaimUnit::Points;
    row.how = SH_TR("No run has measured a cascade yet (strategy A, then LoRA)");
    std::vector<Candidate> candidates;
    for (const auto& run : runs)
        for (const auto& gain : run.cascades)
            if (gain.lane == "A")
                candidates.push_back({&run, gain.after, percent(gain.test.difference), Text("%1, %2", {gain.test.test, gain.test.pValue < 0.0001 ? "p < 0.0001" : "p = " + decimal(gain.test.pValue, "%.4f")})});
    judge(row, candidates, 2, true);
    return row;
}

ClaimRow temperatureClaim(const std::vector<MeasuredRun>& runs) {
    ClaimRow row;
    row.id = "tau";
    row.line = SH_TR("Strategy A: the temperature stays between 0.1 and 10");
    row.claimed = SH_TR("0.1 to 10");
    row.unit = ClaimUnit::Range;
    row.measured = {none, none, none};
    row.how = SH_TR("No run has recorded a temperature yet");
    for (const auto& run : runs) {
        if (!run.tau)
            continue;
        ++row.models;
        row.met += run.lowTau >= 0.1 - 1e-12 && run.highTau <= 10 + 1e-12 ? 1 : 0;
        row.measured.low = row.models == 1 ? run.lowTau : std::min(row.measured.low, run.lowTau);
        row.measured.high = row.models == 1 ? run.highTau : std::max(row.measured.high, run.highTau);
    }
    if (row.models == 0)
        return row;
    row.verdict = row.met == row.models ? ClaimVerdict::Met : ClaimVerdict::NotMet;
    row.sure = true;
    row.how = SH_TR("Least and greatest recorded at any step");
    return row;
}

} // namespace stillhouse::store

namespace stillhouse {

namespace {

// "50000" as "50,000", like the limit it stands beside.
std::string grouped(std::string digits) {
    for (auto at = std::ptrdiff_t(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(std::size_t(at), ",");
    return digits;
}

} // namespace

Text measuredText(const ClaimRow& claim) {
    if (claim.verdict == ClaimVerdict::NotMeasured)
        return {};
    const auto text = [](double v, const char* format) {
        char out[64];
        std::snprintf(out, sizeof out, format, v);
        return std::string(out);
    };
    const auto& [value, low, high] = claim.measured;
    switch (claim.unit) {
    case ClaimUnit::Range: return Text(SH_TR("%1 to %2"), {text(low, "%.3g"), text(high, "%.3g")});
    case ClaimUnit::Examples: return Text("%1", {grouped(text(value, "%.0f"))});
    case ClaimUnit::Points:
        return std::isnan(low) ? Text(SH_TR("%1 points"), {text(value, "%+.2f")}) : Text(SH_TR("%1 points (%2 to %3)"), {text(value, "%+.2f"), text(low, "%+.2f"), text(high, "%+.2f")});
    default: return std::isnan(low) ? Text("%1 %", {text(value, "%.2f")}) : Text(SH_TR("%1 % (%2 to %3)"), {text(value, "%.2f"), text(low, "%.2f"), text(high, "%.2f")});
    }
}

} // namespace stillhouse
