// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/teacher.h"

#include "core/base/failure.h"
#include "core/base/sha256.h"
#include "core/remote/faults.h"
#include "core/remote/labels.h"

#include <chrono>
#include <numeric>

namespace stillhouse::remote {

namespace {

using Clock = std::chrono::steady_clock;

/// Tells how far a batch is, a few times a second.
class Meter {
public:
    Meter(RunControl& control, std::size_t asks, std::size_t cached, std::size_t perExample)
        : control_(control), total_(asks), done_(cached), cached_(cached), perExample_(double(perExample)) {}

    void count(std::size_t more) {
        done_ += more;
        const auto now = Clock::now();
        if (done_ < total_ && now - told_ < std::chrono::milliseconds(200))
            return;
        told_ = now;
        Progress progress;
        progress.done = std::int64_t(double(done_) / perExample_);
        progress.total = std::int64_t(double(total_) / perExample_);
        const double seconds = std::chrono::duration<double>(now - start_).count();
        progress.rate = seconds > 0 ? double(done_ - cached_) / perExample_ / seconds : 0;
        progress.rateUnit = "examples/s";
        progress.secondsLeft = progress.rate > 0 ? double(total_ - done_) / perExample_ / progress.rate : 0;
        progress.activity = SH_TR("Asking the remote teacher");
        control_.report(progress);
    }

private:
    RunControl& control_;
    std::size_t total_, done_, cached_;
    double perExample_;
    Clock::time_point start_ = Clock::now(), told_;
};

bool isAnswer(const HttpReply& reply) {
    return reply.fault == Fault::None && reply.status == 200;
}

void mustHaveLogprobs(const RemoteAnswer& answer, const std::string& where) {
    if (answer.tokens.empty())
        base::fail(where, SH_TR("The server returns no log-probabilities"),
                   SH_TR("Choose a server, a model and an interface (api) that return logprobs"), ErrorKind::Unsupported);
}

} // namespace

Teacher::Teacher(const RemoteSpec& spec, const RemoteAccess& access)
    : spec_((base::checkRemoteText(spec), spec)), offline_(access.offline), url_(base::parseEndpoint(spec.endpoint)),
      key_(findKey(spec, access, url_)), cache_(access.cacheFolder, access.offline), courier_(url_, spec, key_.value, access.seed),
      api_(spec.api) {
    if (!key_.value.empty() && url_.scheme == "http" && !url_.loopback())
        warning_ = Text(SH_TR("The key travels to %1 unencrypted: anyone on the way can read it"), {url_.host});
}

RemoteUse Teacher::use() const {
    RemoteUse use = courier_.use();
    use.cached = cached_;
    return use;
}

std::vector<std::string> Teacher::models(RunControl& control) {
    if (offline_)
        base::fail(url_.text(), SH_TR("Offline, nobody is asked for a list of models"), {}, ErrorKind::Refused);
    std::vector<std::string> names;
    courier_.run({{"/models", {}}}, control, [&](std::size_t, const HttpReply& reply) {
        if (!isAnswer(reply))
            throw base::Failure(errorOf(reply, url_.text(), spec_, key_));
        names = parseModels(withoutKey(reply.body, key_.value), url_.text());
    });
    return names;
}

std::vector<RemoteApi> Teacher::choices(RemoteApi api) const {
    return api == RemoteApi::Auto ? std::vector{RemoteApi::Completions, RemoteApi::Chat} : std::vector{api};
}

std::string Teacher::cacheKey(RemoteApi api, const Ask& ask) const {
    return base::sha256(url_.text() + '\n' + base::nameOf(api) + '\n' + requestBody(spec_, api, ask));
}

RemoteAnswer Teacher::accept(RemoteApi api, const Ask& ask, const HttpReply& reply) {
    if (!isAnswer(reply))
        throw base::Failure(errorOf(reply, url_.text(), spec_, key_));
    const std::string body = withoutKey(reply.body, key_.value);
    RemoteAnswer answer = parseAnswer(body, url_.text());
    mustHaveLogprobs(answer, url_.text());
    cache_.put(cacheKey(api, ask), minified(body, url_.text()));
    return answer;
}

/// Finds out with one real question which interface there is.
void Teacher::settleApi(const Ask& ask, RunControl& control) {
    HttpReply reply;
    courier_.run({{requestPath(RemoteApi::Completions), requestBody(spec_, RemoteApi::Completions, ask)}}, control,
                 [&](std::size_t, const HttpReply& arrived) { reply = arrived; });
    const bool absent = reply.fault == Fault::None && (reply.status == 404 || reply.status == 405 || reply.status == 501);
    if (!absent) {
        settled_ = accept(RemoteApi::Completions, ask, reply);
        settledKey_ = cacheKey(RemoteApi::Completions, ask);
    }
    api_ = absent ? RemoteApi::Chat : RemoteApi::Completions;
}

/// The asks of one call that the cache does not answer; equal ones are sent once.
struct Teacher::Batch {
    std::vector<std::vector<std::size_t>> users; ///< per request: who asks it
    std::unordered_map<std::string, std::size_t> known;

    void add(std::size_t ask, const std::string& key) {
        const auto [at, fresh] = known.try_emplace(key, users.size());
        if (fresh)
            users.emplace_back();
        users[at->second].push_back(ask);
    }

    std::size_t size() const { // asks, not requests
        return std::accumulate(users.begin(), users.end(), std::size_t(0), [](auto sum, const auto& each) { return sum + each.size(); });
    }
};

std::optional<RemoteAnswer> Teacher::recall(RemoteApi api, const Ask& ask) {
    for (const RemoteApi choice : choices(api)) {
        const std::string key = cacheKey(choice, ask);
        if (key == settledKey_)
            return settled_;
        if (const auto body = cache_.find(key)) {
            RemoteAnswer answer = parseAnswer(*body, url_.text());
            answer.cached = true;
            return answer;
        }
    }
    return std::nullopt;
}

void Teacher::fetch(const std::vector<Ask>& asks, RemoteApi api, std::size_t asksPerExample, RunControl& control, const Consume& consume) {
    if (spec_.model.empty())
        base::failAt("model", SH_TR("No model is named"), SH_TR("Name one that the server lists"));
    Batch missing;
    std::size_t found = 0;
    for (std::size_t i = 0; i < asks.size(); ++i) {
        if (auto answer = recall(api, asks[i])) {
            found += answer->cached;
            consume(i, std::move(*answer));
        } else {
            missing.add(i, cacheKey(RemoteApi::Completions, asks[i]));
        }
        if (control.stopRequested())
            base::fail({}, SH_TR("Stopped while the remote teacher was asked"), {}, ErrorKind::Cancelled);
    }
    const std::size_t left = missing.size();
    if (left > 0 && offline_)
        base::fail(url_.text(),
                   Text(SH_TR("Offline, and %1 of %2 answers are not in the cache"), {std::to_string(left), std::to_string(asks.size())}),
                   SH_TR("Run once with a connection and the same prompts, model and settings"), ErrorKind::NotFound);
    if (left > 0 && api == RemoteApi::Auto) {
        settleApi(asks[missing.users[0][0]], control);
        return fetch(asks, api_, asksPerExample, control, consume); // what was consumed is consumed again, the same
    }
    cached_ += std::int64_t(found);
    settledKey_.clear();
    if (left == 0)
        return;
    std::vector<HttpRequest> requests;
    for (const auto& users : missing.users)
        requests.push_back({requestPath(api), requestBody(spec_, api, asks[users[0]])});
    Meter meter(control, asks.size(), asks.size() - left, asksPerExample);
    courier_.run(std::move(requests), control, [&](std::size_t request, const HttpReply& reply) {
        const RemoteAnswer answer = accept(api, asks[missing.users[request][0]], reply);
        for (const std::size_t user : missing.users[request])
            consume(user, answer);
        meter.count(missing.users[request].size());
    });
}

std::vector<RemoteAnswer> Teacher::answers(const std::vector<std::string>& prompts, const RemoteQuestion& question, RunControl& control) {
    std::vector<Ask> asks;
    for (const auto& prompt : prompts)
        asks.push_back({prompt, question.maxTokens, question.temperature, question.seed, false});
    std::vector<RemoteAnswer> out(prompts.size());
    fetch(asks, api_, 1, control, [&](std::size_t i, RemoteAnswer answer) { out[i] = std::move(answer); });
    return out;
}

void Teacher::fromTop(const std::vector<std::string>& prompts, const std::vector<std::string>& verbalizers, RunControl& control,
                      std::vector<LabelDistribution>& out) {
    std::vector<Ask> asks;
    for (const auto& prompt : prompts)
        asks.push_back({prompt, tokensToTellApart(verbalizers), 0, 1, false});
    fetch(asks, api_, 1, control, [&](std::size_t i, const RemoteAnswer& answer) {
        out[i] = labelsFromTop(answer, verbalizers);
        out[i].cached = answer.cached;
    });
}

void Teacher::exactly(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels, RunControl& control,
                      std::vector<LabelDistribution>& out) {
    const std::size_t n = labels.size();
    const auto verbalizer = [&](std::size_t label) {
        return labels[label].verbalizer.empty() ? labels[label].name : labels[label].verbalizer;
    };
    std::vector<Ask> asks;
    for (const auto& prompt : prompts)
        for (std::size_t label = 0; label < n; ++label)
            asks.push_back({prompt + verbalizer(label), 1, 0, 1, true});
    std::vector<EchoScore> scores(asks.size());
    std::vector<bool> cached(asks.size());
    fetch(asks, RemoteApi::Completions, n, control, [&](std::size_t i, const RemoteAnswer& answer) {
        scores[i] = scoreEcho(answer, verbalizer(i % n), url_.text());
        cached[i] = answer.cached;
    });
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const auto first = std::ptrdiff_t(i * n), end = std::ptrdiff_t((i + 1) * n);
        out[i] = labelsFromEchoes({scores.begin() + first, scores.begin() + end});
        out[i].cached = std::count(cached.begin() + first, cached.begin() + end, false) == 0;
    }
}

std::vector<LabelDistribution> Teacher::labelDistributions(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels,
                                                           const LabelQuestion& question, RunControl& control) {
    const auto verbalizers = verbalizersOf(labels);
    std::vector<LabelDistribution> out(prompts.size());
    if (question.exact)
        exactly(prompts, labels, control, out);
    else
        fromTop(prompts, verbalizers, control, out);
    return out;
}

} // namespace stillhouse::remote
