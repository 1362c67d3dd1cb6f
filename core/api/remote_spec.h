// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>

namespace stillhouse {

enum class RemoteApi { Auto, Completions, Chat };

/// Where a remote teacher answers and how it is asked: any OpenAI-compatible server that returns `logprobs`. The key is never part
/// of it, only the name under which the key is found.
struct RemoteSpec {
    std::string endpoint;          ///< base URL, http or https: "http://127.0.0.1:8080/v1"
    std::string model;             ///< as the server names it
    std::string keyVariable;       ///< environment variable with the key; empty: STILLHOUSE_API_KEY, and for api.openai.com OPENAI_API_KEY
    std::string keyName;           ///< entry of the system keychain; the window looks it up and hands the key over in memory
    double requestsPerMinute = 0;  ///< 0: no limit
    double timeoutSeconds = 60;    ///< for one answer
    std::int64_t retries = 5;      ///< further tries after a broken connection, a full server (429) or a failing one (5xx)
    std::int64_t topLogprobs = 20; ///< alternatives per position, 1 to 20; servers may allow fewer
    std::int64_t connections = 4;  ///< requests at the same time
    RemoteApi api = RemoteApi::Auto; ///< Auto: /completions, and /chat/completions where the server has no other

    bool operator==(const RemoteSpec&) const = default;
};

} // namespace stillhouse
