// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent and what comes back, as OpenAI-compatible servers have it (OpenAI API reference; vLLM and llama.cpp server documentation).
#pragma once
#include "core/api/remote.h"

#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::remote {

struct Ask {
    std::string prompt;
    std::int64_t maxTokens = 1;
    double temperature = 0;
    std::uint64_t seed = 1;
    bool echo = false; ///< also the prompt's own tokens; /completions only
};

/// The body for `api` (not Auto), keys in a stable order: it is also what the cache knows an answer by.
std::string requestBody(const RemoteSpec& spec, RemoteApi api, const Ask& ask);
const char* requestPath(RemoteApi api); ///< "/completions"

/// Reads an answer of either interface by its shape: `logprobs.content[]` (chat, and llama.cpp for both) or `logprobs.tokens`,
/// `token_logprobs`, `top_logprobs` (completions). Without logprobs, `tokens` is empty. Fails, naming `where` and the field, on
/// anything else: not JSON, nesting above 16, an error object, lists of different lengths, a log-probability that is no finite number or
/// above 0, alternatives whose probabilities sum to more than 1.
RemoteAnswer parseAnswer(std::string_view body, const std::string& where);
/// The ids of /models; at most 10 000.
std::vector<std::string> parseModels(std::string_view body, const std::string& where);
/// The message in an error body, on one line of at most 300 bytes; empty when there is none.
std::string errorMessage(std::string_view body);
/// The same document without white space.
std::string minified(std::string_view body, const std::string& where);

} // namespace stillhouse::remote
