// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/demo.h"

#include "core/base/blas.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/infer/products.h"
#include "core/native/demo_answer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

namespace stillhouse {

namespace {

namespace fs = std::filesystem;

Text formatOf(const std::string& path) {
    const auto ending = fs::path(path).extension();
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored))
        return SH_TR("Hugging Face folder");
    return ending == ".gguf" ? SH_TR("GGUF file") : ending == ".bin" ? SH_TR("llama2.c file") : SH_TR("packed file");
}

/// Another file of the same name is another model.
std::string demoKey(const std::string& path, int threads) {
    std::error_code ignored;
    const auto time = fs::last_write_time(path, ignored);
    return path + '\n' + std::to_string(ignored ? 0 : time.time_since_epoch().count()) + '\n' + std::to_string(threads);
}

void checkRequest(const DemoRequest& request) {
    if (request.models.empty())
        base::failAt("models", SH_TR("There is no model to ask"), SH_TR("Choose at least one"));
    if (request.prompt.empty())
        base::failAt("prompt", SH_TR("The prompt is empty"), SH_TR("Enter some text"));
}

std::optional<Task> taskOf(const DemoRequest& request) {
    if (request.task.empty())
        return {};
    auto task = readTask(request.task);
    if (!task)
        throw base::Failure(task.error());
    return std::move(*task);
}

} // namespace

struct Demo::Impl {
    std::map<std::string, std::shared_ptr<native::DemoModel>> open; ///< by path, time and threads

    std::shared_ptr<native::DemoModel> model(const std::string& path, int threads, DemoAnswer& answer) {
        auto& kept = open[demoKey(path, threads)];
        if (!kept)
            kept = native::openDemoModel(path, threads, answer);
        kept->describe(answer);
        return kept;
    }
    void keepOnly(const DemoRequest& request, int threads) {
        std::vector<std::string> wanted;
        for (const auto& path : request.models)
            wanted.push_back(demoKey(path, threads));
        std::erase_if(open, [&](const auto& entry) { return std::find(wanted.begin(), wanted.end(), entry.first) == wanted.end(); });
    }
    std::vector<DemoAnswer> ask(const DemoRequest& request, const DemoWatch& watch, RunControl& control);
};

namespace {

/// Turns what `work` throws into the state of an answer.
template <class Work>
void settled(DemoAnswer& answer, const native::DemoTell& tell, Work&& work) {
    const auto done = base::guard([&] { work(); });
    if (!done) {
        answer.state = done.error().kind == ErrorKind::Cancelled ? DemoState::Stopped : DemoState::Failed;
        if (answer.state == DemoState::Failed)
            answer.error = done.error();
    }
    tell(answer);
}

} // namespace

std::vector<DemoAnswer> Demo::Impl::ask(const DemoRequest& request, const DemoWatch& watch, RunControl& control) {
    checkRequest(request);
    const auto task = taskOf(request);
    const auto count = request.models.size();
    const int all = request.threads > 0 ? request.threads : base::defaultThreads();
    const int threads = request.together ? std::max(1, all / int(count)) : all;
    keepOnly(request, threads);
    std::mutex mutex; // several versions may have something to say at once
    std::vector<DemoAnswer> answers(count);
    std::vector<std::shared_ptr<native::DemoModel>> models(count);
    const auto teller = [&](std::size_t i) {
        return [&, i](const DemoAnswer& answer) {
            std::lock_guard lock(mutex);
            if (watch)
                watch(i, answer);
        };
    };
    for (std::size_t i = 0; i < count; ++i) { // all are open before the first is asked: opening one would slow down another's answer
        auto& answer = answers[i];
        answer.path = request.models[i];
        answer.format = formatOf(answer.path);
        answer.threads = threads;
        answer.state = DemoState::Opening;
        teller(i)(answer);
        settled(answer, teller(i), [&] {
            native::checkStopped(control);
            models[i] = model(answer.path, threads, answer);
            answer.state = DemoState::Waiting;
        });
    }
    const auto answerOne = [&](std::size_t i) {
        if (models[i] && answers[i].state == DemoState::Waiting)
            settled(answers[i], teller(i), [&] { native::answerDemo(*models[i], request, task, answers[i], teller(i), control); });
    };
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < count; ++i)
        if (request.together)
            workers.emplace_back(answerOne, i);
        else
            answerOne(i);
    for (auto& worker : workers)
        worker.join();
    return answers;
}

Demo::Demo() : impl_(std::make_unique<Impl>()) {}
Demo::Demo(Demo&&) noexcept = default;
Demo& Demo::operator=(Demo&&) noexcept = default;
Demo::~Demo() = default;

Result<std::vector<DemoAnswer>> Demo::ask(const DemoRequest& request, const DemoWatch& watch, RunControl& control) {
    return base::guard([&] { return impl_->ask(request, watch, control); });
}

} // namespace stillhouse
