// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the connection to a remote teacher and asks it something.
#include "app/cli/command.h"
#include "app/cli/format.h"
#include "core/api/data.h"
#include "core/api/remote.h"
#include "core/api/task_prompt.h"

#include <cmath>
#include <iostream>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

struct TeacherArguments {
    RemoteSpec spec;
    RemoteAccess access;
    std::string prompt, task, api = "auto";
    LabelQuestion labels;
    RemoteQuestion question;
};

/// A token as it can stand on one line.
std::string quoted(const std::string& token) {
    return json(token).dump(-1, ' ', false, json::error_handler_t::replace);
}

int askLabels(RemoteTeacher& teacher, const TeacherArguments& arguments, const Task& task, json& object, const Shared& shared) {
    const auto d = teacher.labelDistribution(promptInTemplate(task.promptTemplate, arguments.prompt), task.labels, arguments.labels, control());
    if (!d)
        return report(d.error(), shared);
    std::size_t best = 0;
    json labels = json::array();
    for (std::size_t i = 0; i < task.labels.size(); ++i) {
        best = d->probabilities[i] > d->probabilities[best] ? i : best;
        labels.push_back({{"label", task.labels[i].name}, {"probability", d->probabilities[i]}, {"observed", bool(d->observed[i])}});
        say(fixed(100 * d->probabilities[i], 2) + " %  " + task.labels[i].name +
                (d->observed[i] ? "" : "  (not among the tokens shown: an upper bound)"),
            shared);
    }
    say("The labels hold " + fixed(100 * d->covered, 1) + " % of the teacher's probability" +
            (d->cached ? "; answered from the cache" : ""),
        shared);
    object.update({{"labels", labels}, {"covered", d->covered}, {"predicted", task.labels[best].name}, {"cached", d->cached}});
    return Done;
}

int askText(RemoteTeacher& teacher, const TeacherArguments& arguments, json& object, const Shared& shared) {
    const auto answer = teacher.answer(arguments.prompt, arguments.question, control());
    if (!answer)
        return report(answer.error(), shared);
    json tokens = json::array();
    for (const auto& token : answer->tokens) {
        json top = json::array();
        for (const auto& other : token.top)
            top.push_back({{"token", other.token}, {"logprob", other.logprob}});
        tokens.push_back({{"token", token.token}, {"logprob", token.logprob}, {"top", top}});
    }
    say(answer->text, shared);
    if (!answer->tokens.empty())
        for (const auto& other : answer->tokens[0].top)
            say(fixed(100 * std::exp(other.logprob), 2) + " %  " + quoted(other.token), shared);
    object.update({{"text", answer->text}, {"finish_reason", answer->finishReason}, {"tokens", tokens}, {"cached", answer->cached}});
    return Done;
}

/// The names that the server lists; fills in the first where none is named.
int connect(RemoteTeacher& teacher, TeacherArguments& arguments, json& object, const Shared& shared) {
    const auto models = teacher.models(control());
    if (!models) {
        if (!arguments.spec.model.empty() && models.error().kind == ErrorKind::NotFound) // some servers have no list
            return Done;
        return report(models.error(), shared);
    }
    object["models"] = *models;
    for (const auto& model : *models)
        say("model  " + model, shared);
    if (!arguments.spec.model.empty() || models->empty())
        return Done;
    arguments.spec.model = models->front();
    return Done;
}

std::optional<RemoteTeacher> open(const TeacherArguments& arguments, const Shared& shared, int& code) {
    auto teacher = RemoteTeacher::open(arguments.spec, arguments.access);
    if (!teacher) {
        code = report(teacher.error(), shared);
        return {};
    }
    return std::move(teacher.value());
}

int ask(TeacherArguments& arguments, const Task* task, json& object, const Shared& shared) {
    int code = Done;
    if (arguments.prompt.empty())
        return code;
    auto teacher = open(arguments, shared, code);
    if (!teacher)
        return code;
    say("Asking " + arguments.spec.model, shared);
    code = task ? askLabels(*teacher, arguments, *task, object, shared) : askText(*teacher, arguments, object, shared);
    const RemoteUse use = teacher->use();
    object["requests"] = use.requests;
    object["retries"] = use.retries;
    return code;
}

int runTeacher(TeacherArguments& arguments, const Shared& shared) {
    arguments.access.seed = std::uint64_t(shared.seed);
    arguments.question.seed = std::uint64_t(shared.seed);
    arguments.spec.api = arguments.api == "chat"          ? RemoteApi::Chat
                         : arguments.api == "completions" ? RemoteApi::Completions
                                                          : RemoteApi::Auto;
    std::optional<Task> task;
    if (!arguments.task.empty()) {
        const auto read = readTask(arguments.task);
        if (!read)
            return report(read.error(), shared);
        task = *read;
    }
    int code = Done;
    json object = json::object();
    if (!arguments.access.offline) {
        auto teacher = open(arguments, shared, code);
        if (!teacher)
            return code;
        if (!teacher->warning().empty())
            std::cerr << "warning: " << teacher->warning().english() << "\n";
        code = connect(*teacher, arguments, object, shared);
    }
    if (code == Done)
        code = ask(arguments, task ? &*task : nullptr, object, shared);
    object["endpoint"] = arguments.spec.endpoint;
    object["model"] = arguments.spec.model;
    if (code == Done)
        print(object, shared);
    return code;
}

} // namespace

Command teacherCommand() {
    return {"teacher", "Tests a remote teacher (OpenAI-compatible, with logprobs) and asks it something",
            [](CLI::App& app, Shared& shared) {
                auto a = std::make_shared<TeacherArguments>();
                app.add_option("endpoint", a->spec.endpoint, "Base URL, like http://127.0.0.1:8080/v1")->required();
                app.add_option("--model", a->spec.model, "The model's name there; without it the first that the server lists");
                app.add_option("--key-variable", a->spec.keyVariable,
                               "Environment variable with the key; without it STILLHOUSE_API_KEY, and for api.openai.com OPENAI_API_KEY");
                auto* prompt = app.add_option("--prompt", a->prompt, "What to ask; without it only the connection is tested");
                auto* task = app.add_option("--task", a->task, "Task file: shows the distribution over its labels")->needs(prompt);
                app.add_flag("--exact", a->labels.exact, "Score every verbalizer; needs a server whose /completions can echo")->needs(task);
                app.add_option("--max", a->question.maxTokens, "Tokens of a text at most")->check(CLI::Range(1, 1 << 16));
                app.add_option("--temperature", a->question.temperature, "0 is greedy")->check(CLI::Range(0.0, 2.0));
                app.add_option("--api", a->api, "Which interface is asked")->check(CLI::IsMember({"auto", "completions", "chat"}));
                app.add_option("--top-logprobs", a->spec.topLogprobs, "Alternatives per position")->check(CLI::Range(1, 20));
                app.add_option("--timeout", a->spec.timeoutSeconds, "Seconds for one answer")->check(CLI::Range(1, 3600));
                app.add_option("--retries", a->spec.retries, "Further tries where that may help")->check(CLI::Range(0, 20));
                auto* cache = app.add_option("--cache", a->access.cacheFolder, "Folder that keeps the answers");
                app.add_flag("--offline", a->access.offline, "Only the cache answers")->needs(cache)->needs(prompt);
                return [=, &shared]() -> int { return runTeacher(*a, shared); };
            }};
}

} // namespace stillhouse::cli
