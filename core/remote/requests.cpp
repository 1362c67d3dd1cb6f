// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/messages.h"

#include <nlohmann/json.hpp>

namespace stillhouse::remote {

std::string requestBody(const RemoteSpec& spec, RemoteApi api, const Ask& ask) {
    nlohmann::json body{{"model", spec.model}, {"max_tokens", ask.maxTokens}, {"temperature", ask.temperature}};
    if (ask.temperature > 0)
        body["seed"] = ask.seed;
    if (api == RemoteApi::Chat) {
        body["messages"] = nlohmann::json::array({{{"role", "user"}, {"content", ask.prompt}}});
        body["logprobs"] = true;
        body["top_logprobs"] = spec.topLogprobs;
    } else {
        body["prompt"] = ask.prompt;
        body["logprobs"] = ask.echo ? 1 : spec.topLogprobs;
        if (ask.echo)
            body["echo"] = true;
    }
    return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

const char* requestPath(RemoteApi api) {
    return api == RemoteApi::Chat ? "/chat/completions" : "/completions";
}

} // namespace stillhouse::remote
