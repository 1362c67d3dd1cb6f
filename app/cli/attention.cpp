// SPDX-License-Identifier: GPL-3.0-or-later
// `attention`: what each head looks at, over one text.
#include "core/api/attention.h"
#include "app/cli/command.h"
#include "app/cli/format.h"

#include <cstdio>

namespace stillhouse::cli {

namespace {

struct Arguments {
    std::string model, task;
    PictureRequest request;
};

nlohmann::json mapJson(const float* map, std::int64_t tokens) {
    auto rows = nlohmann::json::array();
    for (std::int64_t i = 0; i < tokens; ++i)
        rows.push_back(std::vector<float>(map + i * tokens, map + (i + 1) * tokens));
    return rows;
}

nlohmann::json pictureJson(const Picture& picture, const Arguments& arguments) {
    auto heads = nlohmann::json::array();
    const std::int64_t tokens = picture.shape[2];
    for (std::int64_t l = 0; l < picture.shape[0]; ++l)
        for (std::int64_t h = 0; h < picture.shape[1]; ++h)
            if (const float* map = attentionMap(picture, l, h)) {
                const auto facts = attentionFacts(map, tokens);
                heads.push_back({{"layer", std::max<std::int64_t>(arguments.request.layer, 0) + l},
                                 {"head", std::max<std::int64_t>(arguments.request.head, 0) + h},
                                 {"entropy", facts.entropy},
                                 {"distance", facts.distance},
                                 {"first_share", facts.firstShare},
                                 {"map", mapJson(map, tokens)}});
            }
    return {{"tokens", picture.labels}, {"shape", picture.shape}, {"omitted", picture.omitted}, {"heads", heads}};
}

void sayTable(const Picture& picture, const Arguments& arguments, const Shared& shared) {
    say(std::to_string(picture.shape[2]) + " tokens" +
            (picture.omitted > 0 ? ", " + std::to_string(picture.omitted) + " left out at the start" : ""),
        shared);
    say("layer  head  entropy (nats)  mean distance (tokens)  share on the first token", shared);
    for (std::int64_t l = 0; l < picture.shape[0]; ++l)
        for (std::int64_t h = 0; h < picture.shape[1]; ++h)
            if (const float* map = attentionMap(picture, l, h)) {
                const auto facts = attentionFacts(map, picture.shape[2]);
                char line[128];
                std::snprintf(line, sizeof line, "%5lld  %4lld  %14.3f  %22.2f  %22.1f %%",
                              (long long)(std::max<std::int64_t>(arguments.request.layer, 0) + l),
                              (long long)(std::max<std::int64_t>(arguments.request.head, 0) + h), facts.entropy, facts.distance,
                              100 * facts.firstShare);
                say(line, shared);
            }
}

int runAttention(const Arguments& arguments, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const auto picture = e->attention(arguments.model, arguments.task, arguments.request);
    if (!picture)
        return report(picture.error(), shared);
    print(pictureJson(*picture, arguments), shared);
    if (!shared.json)
        sayTable(*picture, arguments, shared);
    return Done;
}

} // namespace

Command attentionCommand() {
    return {"attention", "What each attention head looks at, over one text", [](CLI::App& app, Shared& shared) {
                auto arguments = std::make_shared<Arguments>();
                auto& request = arguments->request;
                app.add_option("model", arguments->model, "Model folder or llama2.c file")->required();
                app.add_option("--prompt", request.prompt, "The text")->required();
                app.add_option("--task", arguments->task, "Task file: the text in its template, as in training");
                app.add_option("--layer", request.layer, "One layer, from 0; without it all")->check(CLI::NonNegativeNumber);
                app.add_option("--head", request.head, "One head, from 0; without it all")->check(CLI::NonNegativeNumber);
                addDevice(app, shared);
                app.add_option("--max-tokens", request.maxTokens, "A longer text loses its start")->check(CLI::Range(1, 256));
                return [=, &shared]() -> int { return runAttention(*arguments, shared); };
            }};
}

} // namespace stillhouse::cli
