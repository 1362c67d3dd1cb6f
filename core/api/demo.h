// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of a model answer one prompt side by side: a text token by token, or the labels of a task with their probabilities. From
// packed weights, without LibTorch and without an Engine. Any thread; calls block until they are done.
#pragma once
#include "core/api/engine.h"
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse {

struct DemoRequest {
    std::vector<std::string> models; ///< any that NativeModel opens, in the order in which they answer
    std::string prompt;
    std::string task;             ///< task file: its template is put around the prompt; a classification also gets its labels' probabilities. Empty: the prompt as it stands
    bool text = true;             ///< false: labels alone, where there is a classification
    std::int64_t maxTokens = 64;  ///< new tokens of the text at most
    double temperature = 0, topP = 1; ///< as in GenerateRequest; 0: greedy
    std::uint64_t seed = 1;
    bool together = false;        ///< all at the same time, which share `threads`; else one after another with all of them
    int threads = 0;              ///< 0: one per core
};

enum class DemoState { Waiting, Opening, Reading, Writing, Done, Stopped, Failed };

/// What is known of one version's answer so far. Times are wall-clock milliseconds from the moment the version got the prompt, measured
/// after its weights were read once (opening is not in them); 0 or negative: not measured.
struct DemoAnswer {
    DemoState state = DemoState::Waiting;
    std::string path, precision, kernel;
    Text format;                        ///< "Hugging Face folder", "packed file", …
    std::int64_t parameters = 0, bytes = 0; ///< bytes of the weights' files
    bool simulated = false;             ///< part of the format is computed with in F32: its speed is not the format's
    int threads = 0;

    std::vector<std::string> labels;
    std::vector<double> probabilities;  ///< softmax over the labels' length-normalised log-likelihoods, as evaluation has it; in the order of `labels`
    int best = -1;                      ///< the most probable label; the first on a tie
    std::string text;

    std::int64_t promptTokens = 0, truncated = 0, tokens = 0; ///< of the prompt; left out at its start; of the text
    double openMs = 0, firstTokenMs = 0, totalMs = 0;         ///< firstTokenMs: until the first token of an answer was known
    double tokensPerSecond = 0;  ///< of the text behind its first token; 0 for fewer than two
    double promptPerSecond = 0;  ///< tokens of the prompt over the time of its pass
    Error error;                 ///< of state Failed
};

/// Called with everything known of version `index` whenever that grows. One call at a time, on a thread of the demonstration's.
using DemoWatch = std::function<void(std::size_t index, const DemoAnswer& answer)>;

/// Keeps the models of the last call open, so that the next prompt is answered at once. One caller at a time.
class Demo {
public:
    Demo();
    Demo(Demo&&) noexcept;
    Demo& operator=(Demo&&) noexcept;
    ~Demo();

    /// One answer per model. A model that cannot be opened or asked has state Failed and its error, and the others answer; a stop leaves what was
    /// written so far with state Stopped. The Error of the call itself speaks of the request: no model, no prompt, a task that cannot be read.
    Result<std::vector<DemoAnswer>> ask(const DemoRequest& request, const DemoWatch& watch, RunControl& control);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace stillhouse
