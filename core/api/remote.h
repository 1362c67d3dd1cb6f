// SPDX-License-Identifier: GPL-3.0-or-later
// A teacher behind an OpenAI-compatible endpoint. Needs no Engine and no LibTorch. Calls block until they are done; one RemoteTeacher
// belongs to one thread, which is also the one that reports through RunControl. A stop is noticed within a second, whatever the
// server does. Answers are kept in a cache on disk, so that a repeated run asks nobody; what was answered before an error or a stop is
// kept.
#pragma once
#include "core/api/data.h"
#include "core/api/remote_spec.h"
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse {

/// What is not part of an experiment document.
struct RemoteAccess {
    std::string key;         ///< from the keychain; empty: the environment variable of the spec. Kept in memory only
    std::string cacheFolder; ///< made if missing; empty: nothing is kept
    bool offline = false;    ///< only the cache answers; a prompt that is not in it is an error, and no connection is made
    std::uint64_t seed = 1;  ///< of the jitter between tries
};

struct RemoteCandidate {
    std::string token;  ///< its bytes (not always valid UTF-8)
    double logprob = 0; ///< nats, ≤ 0
};

struct RemoteToken {
    std::string token;
    double logprob = 0;
    std::vector<RemoteCandidate> top; ///< most probable first; at most topLogprobs, and whatever the server adds
};

struct RemoteAnswer {
    std::string text;
    std::string finishReason; ///< "stop", "length", …
    std::vector<RemoteToken> tokens;
    bool cached = false;
};

struct RemoteQuestion {
    std::int64_t maxTokens = 256;
    double temperature = 0; ///< 0: greedy
    std::uint64_t seed = 1; ///< sent where temperature > 0
};

/// How a distribution over labels is asked for.
struct LabelQuestion {
    /// false: the answer's first tokens are matched with the verbalizers (one request per prompt). true: every verbalizer is scored as
    /// evaluation does, by its mean log-likelihood per token (one request per prompt and label; needs a server whose /completions can
    /// `echo`).
    bool exact = false;
};

/// p over the labels of a task, in their order, Σ p = 1.
///
/// From top tokens: a token counts for a label when, leading white space and case apart, it is a prefix of the verbalizer (or the
/// whole verbalizer followed by white space or punctuation); where two verbalizers differ only in case, case counts. A token that
/// fits several labels is followed to the next position of the answer when the answer took it; otherwise its mass is divided evenly
/// among them and does not count as covered. A label without a token gets min(smallest shown p, rest mass / such labels), at least 1e-6.
/// Then the masses are divided by their sum.
struct LabelDistribution {
    std::vector<double> probabilities;
    double covered = 0;         ///< mass that the labels' own tokens hold; exact: Σ e^(log-likelihood), how likely any label is at all
    std::vector<bool> observed; ///< per label: among the tokens shown; all true when exact
    bool cached = false;
};

/// What it took so far.
struct RemoteUse {
    std::int64_t requests = 0; ///< sent, tries included
    std::int64_t retries = 0;
    std::int64_t cached = 0;  ///< answers from the cache
    double waitedSeconds = 0; ///< for the rate limit and between tries, over all connections
};

class RemoteTeacher {
public:
    /// Checks the spec and finds the key; connects nowhere.
    static Result<RemoteTeacher> open(const RemoteSpec& spec, const RemoteAccess& access);
    RemoteTeacher(RemoteTeacher&&) noexcept;
    RemoteTeacher& operator=(RemoteTeacher&&) noexcept;
    ~RemoteTeacher();

    /// The models that the server lists: the test of a connection. Never from the cache.
    Result<std::vector<std::string>> models(RunControl& control);
    /// Text and per-token alternatives, for learning from generated answers (sorted probabilities need no common vocabulary).
    Result<std::vector<RemoteAnswer>> answers(const std::vector<std::string>& prompts, const RemoteQuestion& question, RunControl& control);
    Result<RemoteAnswer> answer(const std::string& prompt, const RemoteQuestion& question, RunControl& control);
    /// One distribution per prompt, in their order. `labels`: at least two. Reports Progress in examples.
    Result<std::vector<LabelDistribution>> labelDistributions(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels,
                                                              const LabelQuestion& question, RunControl& control);
    Result<LabelDistribution> labelDistribution(const std::string& prompt, const std::vector<TaskLabel>& labels,
                                                const LabelQuestion& question, RunControl& control);
    RemoteUse use() const;
    /// What a user should know about the connection, such as a key that travels unencrypted; empty: nothing.
    const Text& warning() const;

private:
    struct State;
    explicit RemoteTeacher(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What is wrong with which key (`Error::key`: "endpoint", "key_variable", …); looks at the text alone. The model may still be missing.
Result<void> checkRemote(const RemoteSpec& spec);

} // namespace stillhouse
