// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of a remote teacher ask for, and an answer to it.
#pragma once
#include "core/api/remote.h"
#include "tests/remote/local_server.h"

#include <stdexcept>

namespace stillhouse::tests {

inline const std::vector<TaskLabel> labels{{"fraud", " fraud"}, {"clean", " clean"}};

inline RemoteSpec specFor(const LocalServer& server) {
    RemoteSpec spec;
    spec.endpoint = server.endpoint();
    spec.model = "small";
    spec.timeoutSeconds = 20;
    return spec;
}

inline RemoteTeacher opened(const RemoteSpec& spec, const RemoteAccess& access = {}) {
    auto teacher = RemoteTeacher::open(spec, access);
    if (!teacher)
        throw std::runtime_error(teacher.error().english());
    return std::move(teacher.value());
}

/// p(fraud) is the number in the prompt.
inline void answerWithNumber(const LocalServer::Json& request, httplib::Response& response) {
    const double p = std::stod(request.at("prompt").get<std::string>());
    response.set_content(completionsAnswer({{" fraud", p}, {" clean", 0.99 - p}}).dump(), "application/json");
}

} // namespace stillhouse::tests
