// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that ask a model something: logits, generate, perplexity, eval.
#include "app/cli/command.h"
#include "app/cli/format.h"

#include <iostream>

namespace stillhouse::cli {

Command logitsCommand() {
    return {"logits", "Next-token logits at each position of some ids", [](CLI::App& app, Shared& shared) {
                auto model = std::make_shared<std::string>();
                auto ids = std::make_shared<std::vector<std::int64_t>>();
                app.add_option("model", *model, "Model folder or file")->required();
                app.add_option("--ids", *ids, "Token ids, separated by commas")->required()->delimiter(',');
                return [=, &shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    const auto rows = e->logits(*model, *ids);
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
                app.add_option("model", request->model, "Model folder or file")->required();
                auto* prompt = app.add_option("--prompt", request->prompt, "Text; gets the special tokens that the tokenizer's configuration adds");
                app.add_option("--ids", request->ids, "Token ids instead of a prompt")->delimiter(',')->excludes(prompt);
                app.add_option("--max", request->maxTokens, "New tokens at most")->check(CLI::Range(1, 1 << 20));
                auto* heat = app.add_option("--temperature", request->temperature, "0 is greedy")->check(CLI::Range(0.0, 10.0));
                app.add_option("--top-k", request->topK, "Sample among the k most probable; 0: all")->check(CLI::Range(0, 1 << 20));
                app.add_option("--top-p", request->topP, "Sample among the most probable tokens that hold this mass")->check(CLI::Range(0.0, 1.0));
                app.add_flag("--greedy", *greedy, "Always the most probable token")->excludes(heat);
                return [=, &shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    if (*greedy)
                        request->temperature = 0;
                    request->seed = std::uint64_t(shared.seed);
                    const auto result = e->generate(*request, [&shared](const std::string& piece) {
                        if (!shared.json)
                            std::cout << piece << std::flush;
                        return !control().stopRequested();
                    });
                    if (!result)
                        return report(result.error(), shared);
                    say("", shared);
                    print({{"text", result->text}, {"ids", result->ids}, {"tokens_per_second", result->tokensPerSecond}, {"first_token_ms", result->firstTokenMs}}, shared);
                    return control().stopRequested() ? Cancelled : Done;
                };
            }};
}

Command perplexityCommand() {
    return {"perplexity", "Perplexity of a text over consecutive windows", [](CLI::App& app, Shared& shared) {
                auto model = std::make_shared<std::string>(), text = std::make_shared<std::string>();
                auto context = std::make_shared<std::int64_t>(0);
                app.add_option("model", *model, "Model folder or file")->required();
                app.add_option("--text", *text, "Text file")->required();
                app.add_option("--ctx", *context, "Tokens per window; 0: the model's own context")->check(CLI::Range(0, 1 << 24));
                return [=, &shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    showProgress(shared);
                    const auto r = e->perplexity(*model, *text, *context, control());
                    if (!r)
                        return report(r.error(), shared);
                    print({{"nll", r->nll}, {"perplexity", r->perplexity}, {"bits_per_byte", r->bitsPerByte}, {"tokens", r->tokens}}, shared);
                    say("perplexity " + fixed(r->perplexity, 3) + "  (" + fixed(r->nll, 4) + " nats per token, " + fixed(r->bitsPerByte, 4) + " bits per byte, " +
                            std::to_string(r->tokens) + " tokens)", shared);
                    return Done;
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
