// SPDX-License-Identifier: GPL-3.0-or-later
// What RemoteTeacher (core/api/remote.h) does, with exceptions instead of results.
#pragma once
#include "core/api/remote.h"
#include "core/remote/cache.h"
#include "core/remote/courier.h"
#include "core/remote/key.h"
#include "core/remote/messages.h"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stillhouse::remote {

class Teacher {
public:
    Teacher(const RemoteSpec& spec, const RemoteAccess& access);

    std::vector<std::string> models(RunControl& control);
    std::vector<RemoteAnswer> answers(const std::vector<std::string>& prompts, const RemoteQuestion& question, RunControl& control);
    std::vector<LabelDistribution> labelDistributions(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels,
                                                      const LabelQuestion& question, RunControl& control);
    RemoteUse use() const;
    const Text& warning() const { return warning_; }

private:
    using Consume = std::function<void(std::size_t ask, RemoteAnswer answer)>;
    struct Batch;
    void fetch(const std::vector<Ask>& asks, RemoteApi api, std::size_t asksPerExample, RunControl& control, const Consume& consume);
    void settleApi(const Ask& ask, RunControl& control);
    std::vector<RemoteApi> choices(RemoteApi api) const;
    std::string cacheKey(RemoteApi api, const Ask& ask) const;
    std::optional<RemoteAnswer> recall(RemoteApi api, const Ask& ask);
    RemoteAnswer accept(RemoteApi api, const Ask& ask, const HttpReply& reply);
    void fromTop(const std::vector<std::string>& prompts, const std::vector<std::string>& verbalizers, RunControl& control,
                 std::vector<LabelDistribution>& out);
    void exactly(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels, RunControl& control,
                 std::vector<LabelDistribution>& out);

    RemoteSpec spec_;
    bool offline_;
    base::EndpointUrl url_;
    Key key_;
    AnswerCache cache_;
    Courier courier_;
    RemoteApi api_;
    std::string settledKey_; ///< of the answer that told which interface there is; it counts for the batch that it was asked for
    RemoteAnswer settled_;
    std::int64_t cached_ = 0;
    Text warning_;
};

} // namespace stillhouse::remote
