// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/api/system.h"

#include <cstdio>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

std::string sized(double bytes) {
    char text[32];
    std::snprintf(text, sizeof text, bytes < 1e6 ? "%.1f KB" : bytes < 1e9 ? "%.1f MB" : "%.2f GB", bytes / (bytes < 1e6 ? 1e3 : bytes < 1e9 ? 1e6 : 1e9));
    return text;
}

int showSystem(const Shared& shared) {
    auto loaded = loadEngine(); // first: which BLAS is chosen depends on what LibTorch brings
    const auto system = systemReport(true);
    json object{{"cpu", system.cpu},         {"cores", system.cores},       {"threads", shared.threads > 0 ? shared.threads : system.threads},
                {"instruction_sets", system.instructionSets}, {"memory_bytes", system.memoryBytes}, {"memory_available", system.memoryAvailable},
                {"blas", system.blas},       {"blas_why", system.blasWhy},  {"sgemm_gflops", system.sgemmGflops},
                {"warning", system.warning.english()}};
    std::string sets;
    for (const auto& name : system.instructionSets)
        sets += " " + name;
    say("Processor   " + system.cpu + ", " + std::to_string(system.cores) + " cores", shared);
    say("Instructions" + sets, shared);
    say("Memory      " + sized(double(system.memoryBytes)) + ", " + sized(double(system.memoryAvailable)) + " available", shared);
    char rate[32];
    std::snprintf(rate, sizeof rate, "%.0f GFLOP/s", system.sgemmGflops);
    say("BLAS        " + system.blas + ": " + rate + " in an f32 product", shared);
    if (!system.warning.empty())
        std::fprintf(stderr, "warning: %s\n", system.warning.english().c_str());
    if (loaded) {
        (*loaded)->setThreads(shared.threads);
        const auto info = (*loaded)->info();
        object["torch"] = info.torchVersion;
        object["devices"] = info.devices;
        object["version"] = info.version;
        std::string devices;
        for (const auto& device : info.devices)
            devices += " " + device;
        say("LibTorch    " + info.torchVersion + ", " + std::to_string(info.threads) + " threads, devices:" + devices, shared);
    } else {
        object["torch"] = nullptr;
        std::fprintf(stderr, "warning: %s\n", loaded.error().english().c_str());
    }
    print(object, shared);
    return Done;
}

json describe(const ModelInfo& m) {
    json tensors = json::array();
    for (const auto& t : m.tensors)
        tensors.push_back({{"name", t.name}, {"dtype", t.dtype}, {"shape", t.shape}, {"bytes", t.bytes}, {"bits_per_weight", t.bitsPerWeight}});
    json layers = json::array();
    for (const auto& l : m.layerInfo)
        layers.push_back({{"heads", l.heads}, {"kv_heads", l.kvHeads}, {"ffn", l.ffn}, {"parameters", l.parameters}, {"attention", l.hasAttention}, {"feed_forward", l.hasFfn}});
    return {{"path", m.path},         {"architecture", m.architecture}, {"precision", m.precision}, {"parameters", m.parameters},
            {"bytes", m.bytes},       {"layers", m.layers},             {"hidden", m.hidden},       {"heads", m.heads},
            {"kv_heads", m.kvHeads},  {"vocab", m.vocab},               {"context", m.context},     {"tied_embeddings", m.tied},
            {"flops_per_token", m.flopsPerToken}, {"tokenizer", m.tokenizer}, {"hash", m.hash},     {"layer_shapes", layers},
            {"bits_per_weight", m.bitsPerWeight}, {"method", m.method},     {"calibration_tokens", m.calibrationTokens}, {"simulated", m.simulated},
            {"tensors", tensors}};
}

// How large a weight is, and what a packed file's quantizer says.
void sayQuantization(const ModelInfo& m, const Shared& shared) {
    char bits[48];
    std::snprintf(bits, sizeof bits, "%.2f bits per weight", m.bitsPerWeight);
    std::string text = bits;
    if (!m.method.empty())
        text += ", " + m.method + ", " + (m.calibrationTokens > 0 ? std::to_string(m.calibrationTokens) + " tokens of calibration" : "without calibration") +
                (m.simulated ? ", partly simulated in F32" : ", native");
    say(text, shared);
    if (!m.tokenizer.empty())
        say("tokenizer " + m.tokenizer, shared);
}

// What the file tells: an ONNX graph of another program need not name its heads.
std::string shapes(const ModelInfo& m) {
    std::string text;
    const auto add = [&text](const std::string& what, std::int64_t value, const std::string& more = "") {
        if (value > 0)
            text += (text.empty() ? "" : ", ") + what + " " + std::to_string(value) + more;
    };
    add("layers", m.layers);
    add("hidden", m.hidden);
    add("heads", m.heads, "/" + std::to_string(m.kvHeads));
    add("vocabulary", m.vocab);
    add("context", m.context);
    return text + (m.tied ? ", tied embeddings" : "");
}

int showModel(const std::string& path, const Shared& shared) {
    const auto info = inspectModel(path);
    if (!info)
        return report(info.error(), shared);
    const ModelInfo& m = *info;
    print(describe(m), shared);
    say(m.architecture + ", " + std::to_string(m.parameters) + " parameters, " + sized(double(m.bytes)) + ", " + m.precision, shared);
    say(shapes(m), shared);
    sayQuantization(m, shared);
    for (const auto& t : m.tensors) {
        std::string shape;
        for (const auto n : t.shape)
            shape += (shape.empty() ? "" : "×") + std::to_string(n);
        char bits[24];
        std::snprintf(bits, sizeof bits, "  %.2f bits", t.bitsPerWeight);
        say("  " + t.name + "  " + t.dtype + "  " + shape + "  " + sized(double(t.bytes)) + bits, shared);
    }
    return Done;
}

} // namespace

Command infoCommand() {
    return {"info", "What a model folder or file holds; with --system, what this machine offers", [](CLI::App& app, Shared& shared) {
                auto path = std::make_shared<std::string>();
                auto system = std::make_shared<bool>(false);
                auto* where = app.add_option("path", *path, "Model folder or file");
                app.add_flag("--system", *system, "Processor, memory, BLAS, LibTorch")->excludes(where);
                return [path, system, &app, &shared]() -> int {
                    if (*system)
                        return showSystem(shared);
                    if (path->empty()) {
                        std::fprintf(stderr, "stillhouse-cli: info needs a path, or --system\n");
                        return Usage;
                    }
                    return showModel(*path, shared);
                };
            }};
}

} // namespace stillhouse::cli
