// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/format.h"
#include "core/api/native.h"

namespace stillhouse::cli {

namespace {

struct BenchArguments {
    NativeBenchRequest native;
    std::string training;
    int steps = 12;
};

int benchTraining(const BenchArguments& options, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const auto r = e->trainingBench(options.training, options.steps);
    if (!r)
        return report(r.error(), shared);
    print({{"mode", r->mode}, {"tokens_per_second", r->tokensPerSecond}, {"step_ms", r->stepMs}, {"samples_ms", r->samplesMs},
           {"parameters", r->parameters}, {"threads", r->threads}, {"device", r->device}}, shared);
    say(r->mode + ": " + fixed(r->tokensPerSecond, 0) + " tokens/s, " + fixed(r->stepMs, 1) + " ms per step, " + std::to_string(r->threads) + " threads, " + r->device, shared);
    return Done;
}

int benchInference(BenchArguments options, const Shared& shared) {
    options.native.threads = shared.threads;
    options.native.seed = std::uint64_t(shared.seed);
    showProgress(shared);
    const auto r = benchNative(options.native, control());
    if (!r)
        return report(r.error(), shared);
    print({{"prompt_tps", r->promptTps}, {"decode_tps", r->decodeTps}, {"prompt_samples", r->promptSamples}, {"decode_samples", r->decodeSamples},
           {"peak_rss_bytes", r->peakResidentBytes}, {"model_bytes", r->modelBytes}, {"bytes_per_token", r->bytesPerToken},
           {"cache_bytes_per_token", r->cacheBytesPerToken}, {"read_gb_per_s", r->readSpeed}, {"roofline_share", r->rooflineShare()},
           {"parameters", r->parameters}, {"kernel", r->kernel}, {"quant", r->quant}, {"threads", r->threads},
           {"prompt", options.native.prompt}, {"gen", options.native.generate}, {"depth", options.native.depth},
           {"synthetic", !options.native.synthetic.empty()}}, shared);
    say(r->quant + ", " + r->kernel + ", " + std::to_string(r->threads) + " threads, depth " + std::to_string(options.native.depth) + ": prompt " +
            fixed(r->promptTps, 1) + " tokens/s, decode " + fixed(r->decodeTps, 1) + " tokens/s (" + fixed(r->decodeTps * double(r->bytesPerToken) / 1e9, 1) +
            " GB/s of weights; with keys and values " + fixed(r->rooflineShare() * 100, 0) + " % of the " + fixed(r->readSpeed, 1) +
            " GB/s that memory gave), model " + fixed(double(r->modelBytes) / 1e6, 1) + " MB",
        shared);
    return Done;
}

} // namespace

Command benchCommand() {
    return {"bench", "Prompt and decode speed from packed weights, or training speed of a known shape", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<BenchArguments>();
                auto* model = app.add_option("model", o->native.model, "Model folder");
                auto* synthetic = app.add_option("--synthetic", o->native.synthetic, "Random weights in a known shape instead")->check(CLI::IsMember({"llama-110m", "llama-1b"}))->excludes(model);
                app.add_option("--quant", o->native.quant, "Pack the weights so; default: as stored")
                    ->check(CLI::IsMember({"f32", "f16", "bf16", "int8", "int4", "int4-nonuniform"}));
                app.add_option("--cache", o->native.cache, "Keys and values in f16, f32, fp8-e4m3, fp8-e5m2, bfp8 or bfp4; default: f16");
                app.add_option("--prompt", o->native.prompt, "Tokens processed at once")->capture_default_str();
                app.add_option("--gen", o->native.generate, "Tokens decoded one by one")->capture_default_str();
                app.add_option("--depth", o->native.depth, "Tokens already in the cache")->capture_default_str();
                app.add_option("--repeat", o->native.repeat, "Repetitions; medians are shown")->capture_default_str();
                auto* training = app.add_option("--training", o->training, "train: cross-entropy alone; kd: with a teacher")->check(CLI::IsMember({"train", "kd"}));
                training->excludes(model)->excludes(synthetic);
                addDevice(app, shared);
                app.add_option("--steps", o->steps, "Training steps to time")->check(CLI::Range(3, 100000))->capture_default_str();
                return [=, &shared]() -> int { return o->training.empty() ? benchInference(*o, shared) : benchTraining(*o, shared); };
            }};
}

} // namespace stillhouse::cli
