// SPDX-License-Identifier: GPL-3.0-or-later
// The Demo page on the command line: up to three versions answer one prompt.
#include "app/cli/command.h"
#include "app/cli/format.h"
#include "core/api/demo.h"

#include <iostream>

namespace stillhouse::cli {

namespace {

const char* stateWord(DemoState state) {
    switch (state) {
    case DemoState::Done:
        return "done";
    case DemoState::Stopped:
        return "stopped";
    case DemoState::Failed:
        return "failed";
    default:
        return "waiting"; // the call is over: nothing opens, reads or writes any more
    }
}

nlohmann::json answerJson(const DemoAnswer& answer) {
    nlohmann::json object = {{"model", answer.path},
                             {"state", stateWord(answer.state)},
                             {"format", answer.format.english()},
                             {"precision", answer.precision},
                             {"kernel", answer.kernel},
                             {"simulated", answer.simulated},
                             {"parameters", answer.parameters},
                             {"bytes", answer.bytes},
                             {"threads", answer.threads},
                             {"text", answer.text},
                             {"prompt_tokens", answer.promptTokens},
                             {"truncated", answer.truncated},
                             {"tokens", answer.tokens},
                             {"open_ms", answer.openMs},
                             {"first_token_ms", answer.firstTokenMs},
                             {"total_ms", answer.totalMs},
                             {"tokens_per_second", answer.tokensPerSecond},
                             {"prompt_tokens_per_second", answer.promptPerSecond}};
    if (answer.best >= 0) {
        object["label"] = answer.labels[std::size_t(answer.best)];
        for (std::size_t i = 0; i < answer.labels.size(); ++i)
            object["probabilities"][answer.labels[i]] = answer.probabilities[i];
    }
    if (answer.state == DemoState::Failed)
        object["error"] = {{"what", answer.error.what.english()}, {"where", answer.error.where}, {"key", answer.error.key}, {"remedy", answer.error.remedy.english()}};
    return object;
}

void sayHead(const DemoAnswer& answer, const Shared& shared) {
    say(answer.path + "  (" + answer.format.english() + (answer.precision.empty() ? "" : ", " + answer.precision) + ", " + fixed(double(answer.bytes) / 1e6, 2) + " MB, " +
            std::to_string(answer.parameters) + " parameters" + (answer.simulated ? ", simulated: its speed is not the format's)" : ")"),
        shared);
}

void sayAnswer(const DemoAnswer& answer, const Shared& shared) {
    if (answer.state == DemoState::Failed) {
        std::cerr << "stillhouse-cli: " << answer.error.english() << "\n";
        return;
    }
    for (std::size_t i = 0; i < answer.labels.size(); ++i)
        say((int(i) == answer.best ? "  > " : "    ") + answer.labels[i] + "  " + fixed(100 * answer.probabilities[i], 1) + " %", shared);
    say("  first token " + fixed(answer.firstTokenMs, 1) + " ms, " +
            (answer.tokens > 1 ? fixed(answer.tokensPerSecond, 1) + " tokens/s, " : fixed(answer.promptPerSecond, 1) + " prompt tokens/s, ") + "total " +
            fixed(answer.totalMs, 1) + " ms, " + std::to_string(answer.threads) + " threads" + (answer.state == DemoState::Stopped ? ", stopped" : ""),
        shared);
}

/// What has been printed of the version that is answering.
struct Printed {
    std::size_t index = std::size_t(-1), characters = 0;
};

void stream(std::size_t index, const DemoAnswer& answer, Printed& printed, const Shared& shared) {
    if (shared.json || answer.state != DemoState::Writing)
        return;
    if (printed.index != index) {
        printed = {index, 0};
        sayHead(answer, shared);
    }
    std::cout << answer.text.substr(printed.characters) << std::flush;
    printed.characters = answer.text.size();
}

int runDemo(DemoRequest request, const Shared& shared) {
    request.threads = shared.threads;
    request.seed = std::uint64_t(shared.seed);
    Printed printed;
    Demo demo;
    const auto watch = [&](std::size_t index, const DemoAnswer& answer) {
        if (request.together) // several texts at once would run into each other
            return;
        stream(index, answer, printed, shared);
        if (answer.state == DemoState::Done || answer.state == DemoState::Stopped || answer.state == DemoState::Failed) {
            if (printed.index == index)
                say("", shared);
            else if (answer.state != DemoState::Failed)
                sayHead(answer, shared);
            sayAnswer(answer, shared);
        }
    };
    const auto answers = demo.ask(request, watch, control());
    if (!answers)
        return report(answers.error(), shared);
    nlohmann::json list = nlohmann::json::array();
    bool failed = false;
    for (const auto& answer : *answers) {
        failed = failed || answer.state == DemoState::Failed;
        list.push_back(answerJson(answer));
        if (request.together) {
            if (answer.state != DemoState::Failed)
                sayHead(answer, shared);
            if (!answer.text.empty())
                say(answer.text, shared);
            sayAnswer(answer, shared);
        }
    }
    print({{"together", request.together}, {"answers", std::move(list)}}, shared);
    return control().stopRequested() ? Cancelled : failed ? Failed : Done;
}

} // namespace

Command demoCommand() {
    return {"demo", "Up to three versions answer one prompt side by side: answer, latency, size, label probabilities", [](CLI::App& app, Shared& shared) {
                auto request = std::make_shared<DemoRequest>();
                auto label = std::make_shared<bool>(false), greedy = std::make_shared<bool>(false);
                app.add_option("models", request->models, "Model folders, packed files or GGUF files")->required()->expected(1, 3);
                app.add_option("--prompt", request->prompt, "What every version is asked")->required();
                auto* task = app.add_option("--task", request->task, "Task file: its template, and the probabilities of its labels");
                app.add_flag("--label-only", *label, "Labels alone, no text behind them")->needs(task);
                app.add_option("--max", request->maxTokens, "New tokens at most")->check(CLI::Range(1, 1 << 20));
                auto* heat = app.add_option("--temperature", request->temperature, "Without it greedy")->check(CLI::Range(0.0, 10.0));
                app.add_option("--top-p", request->topP, "Sample among the most probable tokens that hold this mass")->check(CLI::Range(0.0, 1.0));
                app.add_flag("--greedy", *greedy, "Always the most probable token: the default")->excludes(heat);
                app.add_flag("--together", request->together, "All at the same time, sharing the threads; without it one after another, so that latencies compare");
                return [=, &shared]() -> int {
                    request->text = !*label;
                    return runDemo(*request, shared);
                };
            }};
}

} // namespace stillhouse::cli
