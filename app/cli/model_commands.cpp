// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that ask a model something: logits, generate, perplexity, eval.
#include "app/cli/command.h"
#include "app/cli/format.h"
#include "core/api/native.h"

#include <iostream>

namespace stillhouse::cli {

namespace {

/// The model and how it is held: the same flags for every command that asks a model without training anything.
struct NativeArguments {
    std::string path;
    NativeOptions options;
};

std::shared_ptr<NativeArguments> nativeArguments(CLI::App& app) {
    auto arguments = std::make_shared<NativeArguments>();
    app.add_option("model", arguments->path, "Model folder, native file, GGUF file or llama2.c file")->required();
    app.add_option("--quant", arguments->options.quant, "Pack the weights so while opening; without it as they are stored")
        ->check(CLI::IsMember({"f32", "f16", "bf16", "int8", "int4"}));
    app.add_option("--cache", arguments->options.cache, "Keys and values in f32, f16, …; without it f32 for weights in floating point, else f16");
    return arguments;
}

std::optional<NativeModel> openNative(NativeArguments& arguments, const Shared& shared, int& code) {
    arguments.options.threads = shared.threads;
    auto model = NativeModel::open(arguments.path, arguments.options);
    if (!model) {
        code = report(model.error(), shared);
        return {};
    }
    return std::move(model.value());
}

int runGenerate(NativeArguments& arguments, GenerateRequest request, const Shared& shared) {
    int code = Failed;
    auto model = openNative(arguments, shared, code);
    if (!model)
        return code;
    request.seed = std::uint64_t(shared.seed);
    const auto result = model->generate(request, [&shared](const std::string& piece) {
        if (!shared.json)
            std::cout << piece << std::flush;
        return !control().stopRequested();
    });
    if (!result)
        return report(result.error(), shared);
    say("", shared);
    print({{"text", result->text}, {"ids", result->ids}, {"tokens_per_second", result->tokensPerSecond}, {"first_token_ms", result->firstTokenMs}}, shared);
    return control().stopRequested() ? Cancelled : Done;
}

int runPerplexity(NativeArguments& arguments, const std::string& text, std::int64_t context, const Shared& shared) {
    int code = Failed;
    auto model = openNative(arguments, shared, code);
    if (!model)
        return code;
    const auto r = model->perplexity(text, context, control());
    if (!r)
        return report(r.error(), shared);
    print({{"nll", r->nll}, {"perplexity", r->perplexity}, {"bits_per_byte", r->bitsPerByte}, {"tokens", r->tokens}}, shared);
    say("perplexity " + fixed(r->perplexity, 3) + "  (" + fixed(r->nll, 4) + " nats per token, " + fixed(r->bitsPerByte, 4) + " bits per byte, " +
            std::to_string(r->tokens) + " tokens)", shared);
    return Done;
}

int runDivergence(NativeArguments& arguments, const std::string& reference, const std::string& text, std::int64_t context, std::int64_t maxTokens, const Shared& shared) {
    arguments.options.threads = shared.threads;
    const auto d = compareOnText(reference, arguments.path, text, context, maxTokens, arguments.options, control());
    if (!d)
        return report(d.error(), shared);
    const auto interval = [](const Interval& i) { return nlohmann::json{{"value", i.value}, {"low", i.low}, {"high", i.high}}; };
    print({{"nll", d->nll}, {"perplexity", d->perplexity}, {"reference_nll", d->referenceNll}, {"reference_perplexity", d->referencePerplexity},
           {"kl", interval(d->kl)}, {"kl_median", d->klMedian}, {"kl_p99", d->kl99}, {"same_top", interval(d->sameTop)}, {"tokens", d->tokens},
           {"windows", d->windows}}, shared);
    say("perplexity " + fixed(d->perplexity, 3) + " against " + fixed(d->referencePerplexity, 3), shared);
    say("KL " + fixed(d->kl.value, 5) + " nats per token  [" + fixed(d->kl.low, 5) + ", " + fixed(d->kl.high, 5) + "], median " + fixed(d->klMedian, 5) + ", 99 % " +
            fixed(d->kl99, 5), shared);
    say("same first choice at " + fixed(100 * d->sameTop.value, 2) + " %  [" + fixed(100 * d->sameTop.low, 2) + ", " + fixed(100 * d->sameTop.high, 2) + "] of " +
            std::to_string(d->tokens) + " tokens", shared);
    return Done;
}

} // namespace

Command logitsCommand() {
    return {"logits", "Next-token logits at each position of some ids", [](CLI::App& app, Shared& shared) {
                auto model = nativeArguments(app);
                auto ids = std::make_shared<std::vector<std::int64_t>>();
                app.add_option("--ids", *ids, "Token ids, separated by commas")->required()->delimiter(',');
                return [=, &shared]() -> int {
                    int code = Failed;
                    auto open = openNative(*model, shared, code);
                    if (!open)
                        return code;
                    const auto rows = open->logits(*ids);
                    if (!rows)
                        return report(rows.error(), shared);
                    print({{"logits", *rows}}, shared);
                    for (const auto& row : *rows) {
                        const auto best = std::max_element(row.begin(), row.end());
                        say("best " + std::to_string(best - row.begin()) + "  logit " + std::to_string(*best), shared);
                    }
                    return Done;
                };
            }};
}

Command generateCommand() {
    return {"generate", "Text from a prompt", [](CLI::App& app, Shared& shared) {
                auto request = std::make_shared<GenerateRequest>();
                auto greedy = std::make_shared<bool>(false);
                request->temperature = 0.8;
                auto model = nativeArguments(app);
                auto* prompt = app.add_option("--prompt", request->prompt, "Text; gets the special tokens that the tokenizer's configuration adds");
                app.add_option("--ids", request->ids, "Token ids instead of a prompt")->delimiter(',')->excludes(prompt);
                app.add_option("--max", request->maxTokens, "New tokens at most")->check(CLI::Range(1, 1 << 20));
                auto* heat = app.add_option("--temperature", request->temperature, "0 is greedy")->check(CLI::Range(0.0, 10.0));
                app.add_option("--top-k", request->topK, "Sample among the k most probable; 0: all")->check(CLI::Range(0, 1 << 20));
                app.add_option("--top-p", request->topP, "Sample among the most probable tokens that hold this mass")->check(CLI::Range(0.0, 1.0));
                app.add_flag("--greedy", *greedy, "Always the most probable token")->excludes(heat);
                return [=, &shared]() -> int {
                    if (*greedy)
                        request->temperature = 0;
                    return runGenerate(*model, *request, shared);
                };
            }};
}

Command perplexityCommand() {
    return {"perplexity", "Perplexity of a text over consecutive windows", [](CLI::App& app, Shared& shared) {
                auto text = std::make_shared<std::string>(), reference = std::make_shared<std::string>();
                auto context = std::make_shared<std::int64_t>(0), most = std::make_shared<std::int64_t>(0);
                auto model = nativeArguments(app);
                app.add_option("--text", *text, "Text file; with --against also JSONL, CSV or TSV, of which the examples are read")->required();
                app.add_option("--ctx", *context, "Tokens per window; 0: the model's own context")->check(CLI::Range(0, 1 << 24));
                auto* against = app.add_option("--against", *reference, "The model before compression: KL divergence and shared first choices");
                app.add_option("--max-tokens", *most, "Tokens of the text at most; 0: all")->check(CLI::NonNegativeNumber)->needs(against);
                return [=, &shared]() -> int {
                    showProgress(shared);
                    return reference->empty() ? runPerplexity(*model, *text, *context, shared) : runDivergence(*model, *reference, *text, *context, *most, shared);
                };
            }};
}

Command evalCommand() {
    return {"eval", "Task metrics with 95 % intervals", [](CLI::App& app, Shared& shared) {
                auto model = std::make_shared<std::string>(), data = std::make_shared<std::string>(), task = std::make_shared<std::string>();
                auto limit = std::make_shared<std::int64_t>(0);
                auto predictions = std::make_shared<bool>(false);
                app.add_option("model", *model, "Model folder or file")->required();
                app.add_option("--data", *data, "Examples: JSONL, CSV, TSV")->required();
                app.add_option("--task", *task, "Task file; without one a task is made from the labels");
                app.add_option("--limit", *limit, "Examples at most; 0: all")->check(CLI::NonNegativeNumber);
                app.add_flag("--predictions", *predictions, "Every example's answer in --json");
                addDevice(app, shared);
                return [=, &shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    showProgress(shared);
                    const auto result = e->evaluate(*model, *data, *task, *limit, control());
                    if (!result)
                        return report(result.error(), shared);
                    auto object = toJson(*result, *predictions);
                    object["n"] = result->examples;
                    print(object, shared);
                    for (const auto& m : result->metrics)
                        say(m.name + "  " + fixed(m.interval.value, 4) + "  [" + fixed(m.interval.low, 4) + ", " + fixed(m.interval.high, 4) + "]", shared);
                    return Done;
                };
            }};
}

} // namespace stillhouse::cli
