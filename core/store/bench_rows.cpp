// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bench_rows.h"

#include "core/base/failure.h"
#include "core/base/json.h"

#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>

namespace stillhouse::store {

namespace {

using nlohmann::json;

constexpr std::size_t kMostRows = 100'000, kMostSamples = 100'000, kLongestText = 4096;
constexpr std::int64_t kMostTokens = std::int64_t(1) << 40, kMostThreads = 1 << 20;

// One line's object; every complaint names file, line and column.
class Columns {
public:
    Columns(const json& object, std::string where) : object_(object), where_(std::move(where)) {}

    std::string text(const char* column) const {
        const auto found = object_.find(column);
        if (found == object_.end() || found->is_null())
            return {};
        if (!found->is_string() || found->get_ref<const std::string&>().size() > kLongestText)
            complain(column, SH_TR("is no text"));
        return found->get<std::string>();
    }
    std::int64_t count(const char* column, std::int64_t most = kMostTokens, std::int64_t least = 0) const {
        const auto found = object_.find(column);
        if (found == object_.end() || found->is_null())
            return 0;
        if (!found->is_number_integer() || found->get<double>() < double(least) || found->get<double>() > double(most))
            complain(column, SH_TR("is no whole number in its range"));
        return found->get<std::int64_t>();
    }
    bool flag(const char* column) const {
        const auto found = object_.find(column); // newer builds write −1 for "auto"
        return found != object_.end() && (found->is_boolean() ? found->get<bool>() : found->is_number() && found->get<double>() > 0);
    }
    std::vector<double> speeds() const {
        std::vector<double> out;
        if (const auto list = object_.find("samples_ts"); list != object_.end() && list->is_array() && list->size() <= kMostSamples)
            for (const auto& value : *list)
                out.push_back(speed(value, "samples_ts"));
        if (const auto mean = object_.find("avg_ts"); out.empty() && mean != object_.end())
            out.push_back(speed(*mean, "avg_ts"));
        if (out.empty())
            complain("samples_ts", SH_TR("is missing"));
        return out;
    }
    [[noreturn]] void complain(const char* column, const char* fault) const {
        base::fail(where_, Text(std::string(SH_TR("The column %1 ")) + fault, {column}), SH_TR("Give the output of `llama-bench -o jsonl`"));
    }

private:
    double speed(const json& value, const char* column) const {
        if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0)
            complain(column, SH_TR("is no speed in tokens per second"));
        return value.get<double>();
    }
    const json& object_;
    std::string where_;
};

// "2025-02-14T09:30:00Z"
double timeOf(const std::string& text) {
    std::tm time{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &time);
    return end ? double(timegm(&time)) : 0;
}

BenchRow rowOf(const Columns& columns) {
    BenchRow row;
    row.buildCommit = columns.text("build_commit");
    row.buildNumber = columns.count("build_number");
    row.cpu = columns.text("cpu_info");
    row.gpu = columns.text("gpu_info");
    row.backends = columns.text("backends");
    row.modelFile = columns.text("model_filename");
    row.modelType = columns.text("model_type");
    row.typeK = columns.text("type_k");
    row.typeV = columns.text("type_v");
    row.bytes = columns.count("model_size", std::int64_t(1) << 60);
    row.parameters = columns.count("model_n_params", std::int64_t(1) << 60);
    row.batch = columns.count("n_batch");
    row.microBatch = columns.count("n_ubatch");
    row.threads = columns.count("n_threads", kMostThreads);
    row.gpuLayers = columns.count("n_gpu_layers", kMostThreads, -1);
    row.flashAttention = columns.flag("flash_attn");
    row.prompt = columns.count("n_prompt");
    row.generate = columns.count("n_gen");
    row.depth = columns.count("n_depth");
    row.time = timeOf(columns.text("test_time"));
    row.samples = columns.speeds();
    if (row.prompt + row.generate == 0)
        columns.complain("n_prompt", SH_TR("and n_gen are both 0 or missing"));
    if (row.modelFile.empty() && row.modelType.empty())
        columns.complain("model_filename", SH_TR("is missing"));
    return row;
}

} // namespace

std::string BenchRow::test() const {
    std::string text = prompt > 0 ? "pp" + std::to_string(prompt) : "";
    if (generate > 0)
        text += (text.empty() ? "tg" : "+tg") + std::to_string(generate);
    return depth > 0 ? text + " @ d" + std::to_string(depth) : text;
}

const char* BenchRow::kind() const { return generate == 0 ? "prompt_tps" : prompt == 0 ? "decode_tps" : "mixed_tps"; }

std::string BenchRow::build() const {
    std::string text = "llama.cpp";
    if (buildNumber > 0)
        text += " b" + std::to_string(buildNumber);
    return buildCommit.empty() ? text : text + " (" + buildCommit + ")";
}

std::string BenchRow::kernel() const {
    std::string text = build() + (backends.empty() ? "" : ", " + backends);
    if (batch > 0)
        text += ", batch " + std::to_string(batch) + (microBatch > 0 ? "/" + std::to_string(microBatch) : "");
    if (!typeK.empty())
        text += ", KV " + typeK + (typeV == typeK || typeV.empty() ? "" : "/" + typeV);
    if (gpuLayers > 0 && !gpu.empty())
        text += ", GPU layers " + std::to_string(gpuLayers);
    return flashAttention ? text + ", flash attention" : text;
}

std::string BenchRow::provenance() const {
    std::string text = "llama-bench: " + build();
    for (const auto* part : {&cpu, &gpu})
        if (!part->empty())
            text += "; " + *part;
    if (time > 0) {
        const std::time_t at = std::time_t(time);
        std::tm utc{};
        gmtime_r(&at, &utc);
        char stamp[32];
        std::strftime(stamp, sizeof stamp, "; %Y-%m-%d %H:%M UTC", &utc);
        text += stamp;
    }
    return text;
}

std::vector<BenchRow> readBenchRows(std::string_view text, const std::string& where) {
    std::vector<BenchRow> rows;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (row.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::string place = where + ", line " + std::to_string(line);
        const json object = base::parseJson(row, place);
        if (!object.is_object())
            base::fail(place, SH_TR("The line is no JSON object"), SH_TR("Give the output of `llama-bench -o jsonl`"));
        if (rows.size() == kMostRows)
            base::fail(place, SH_TR("The file has too many rows"), SH_TR("Split it"));
        rows.push_back(rowOf(Columns(object, place)));
    }
    if (rows.empty())
        base::fail(where, SH_TR("The file has no rows"), SH_TR("Give the output of `llama-bench -o jsonl`"));
    return rows;
}

} // namespace stillhouse::store
