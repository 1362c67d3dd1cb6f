// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/format.h"
#include "app/cli/command.h"

namespace stillhouse::cli {

Command trainCommand() {
    return {"train", "A model from scratch or further, on text or on examples", [](CLI::App& app, Shared& shared) {
                struct Options {
                    TrainRequest request;
                    std::int64_t steps = 0, batch = 0, tokens = 0;
                    double rate = 0, promptWeight = -1;
                };
                auto o = std::make_shared<Options>();
                app.add_option("--config", o->request.config, "config.json of a fresh model, or a model folder to train further")->required();
                app.add_option("--data", o->request.data, "Text, JSONL, CSV or TSV")->required();
                app.add_option("--out", o->request.out, "Folder to write")->required();
                app.add_option("--task", o->request.task, "Task file: train its answers rather than the plain text");
                app.add_option("--tokenizer", o->request.tokenizer, "Tokenizer folder; default: beside the config");
                app.add_option("--steps", o->steps, "Optimizer steps")->check(CLI::PositiveNumber);
                app.add_option("--batch", o->batch, "Examples per step")->check(CLI::PositiveNumber);
                app.add_option("--max-tokens", o->tokens, "Tokens per example or window")->check(CLI::PositiveNumber);
                app.add_option("--learning-rate", o->rate, "Peak learning rate")->check(CLI::PositiveNumber);
                app.add_option("--prompt-weight", o->promptWeight, "Weight of the prompt's tokens in the loss")->check(CLI::Range(0.0, 1.0));
                addDevice(app, shared);
                app.add_flag("--resume", o->request.resume, "Continue from the newest checkpoint in the output folder");
                return [=, &shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    auto& options = o->request.options;
                    if (o->steps > 0)
                        options["steps"] = o->steps;
                    if (o->batch > 0)
                        options["batch_size"] = o->batch;
                    if (o->tokens > 0)
                        options["max_tokens"] = o->tokens;
                    if (o->rate > 0)
                        options["learning_rate"] = o->rate;
                    if (o->promptWeight >= 0)
                        options["prompt_weight"] = o->promptWeight;
                    o->request.seed = std::uint64_t(shared.seed);
                    showProgress(shared);
                    const auto r = e->train(o->request, control());
                    if (!r)
                        return report(r.error(), shared);
                    print({{"steps", r->steps}, {"loss", r->loss}, {"tokens_per_second", r->tokensPerSecond}, {"parameters", r->parameters}, {"out", r->out}}, shared);
                    say((r->out.empty() ? "Stopped after " : "Trained ") + std::to_string(r->steps) + " steps at loss " + fixed(r->loss, 4) +
                            (r->out.empty() ? "; --resume goes on from there" : "; wrote " + r->out), shared);
                    return control().stopRequested() ? Cancelled : Done;
                };
            }};
}

} // namespace stillhouse::cli
