// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/format.h"
#include "app/cli/stage_flags.h"
#include "core/api/quantize.h"

namespace stillhouse::cli {

namespace {

struct QuantizeArguments {
    QuantizeRequest request;
    bool list = false;
    CLI::App* app = nullptr;
};

nlohmann::json quantizedJson(const QuantizeResult& r) {
    nlohmann::json tensors = nlohmann::json::array(), activations = nlohmann::json::array();
    for (const auto& t : r.tensors)
        tensors.push_back({{"name", t.name}, {"packing", t.packing}, {"rows", t.rows}, {"cols", t.cols}, {"protected_weights", t.protectedWeights}, {"bits_per_weight", t.bitsPerWeight},
                           {"weight_error", t.weightError}, {"output_error", t.outputError}});
    for (const auto& a : r.activations)
        activations.push_back({{"name", a.name}, {"p50", a.p50}, {"p99", a.p99}, {"p999", a.p999}, {"largest", a.largest}, {"clip", a.clip}});
    return {{"out", r.out}, {"method", r.method}, {"bytes", r.bytes}, {"original_bytes", r.originalBytes}, {"calibration_tokens", r.calibrationTokens}, {"bits_per_weight", r.bitsPerWeight},
            {"tensors", tensors}, {"activations", activations}, {"seconds", r.seconds}, {"native", r.native}};
}

int runQuantize(QuantizeArguments& o, const Shared& shared) {
    const MethodSpec* method = nullptr;
    for (const auto& spec : quantizers())
        if (spec.id == o.request.method)
            method = &spec;
    if (!method)
        return usage("there is no method '" + o.request.method + "'");
    if (o.list) {
        listOptions(*method, "method", shared);
        return Done;
    }
    if (o.request.model.empty() || o.request.out.empty())
        return usage("a model folder and --out are needed");
    if (const int code = readOptions(*method, "method", o.app->remaining(), o.request.options); code != Done)
        return code;
    o.request.threads = shared.threads;
    o.request.seed = std::uint64_t(shared.seed);
    showProgress(shared);
    const auto r = quantizeModel(o.request, control());
    if (!r)
        return report(r.error(), shared);
    print(quantizedJson(*r), shared);
    say(r->out + ": " + fixed(double(r->bytes) / 1e6, 1) + " MB (was " + fixed(double(r->originalBytes) / 1e6, 1) + " MB), " + fixed(r->bitsPerWeight, 2) + " bits per weight, " +
            std::to_string(r->calibrationTokens) + " tokens of calibration, " + fixed(r->seconds, 1) + " s",
        shared);
    return Done;
}

} // namespace

Command quantizeCommand() {
    return {"quantize", "A model folder into one packed file", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<QuantizeArguments>();
                o->app = &app;
                app.allow_extras();
                app.add_option("model", o->request.model, "Model folder");
                app.add_option("--out", o->request.out, "The .safetensors file to write");
                app.add_option("--method", o->request.method, "Method id")->capture_default_str();
                app.add_option("--calibration", o->request.calibration, "Text, JSONL or CSV like what the model will read");
                app.add_flag("--resume", o->request.resume, "Take over the layers that an interrupted call had finished");
                app.add_flag("--list-options", o->list, "The method's own options, each a flag here");
                return [o, &shared]() -> int { return runQuantize(*o, shared); };
            }};
}

} // namespace stillhouse::cli
