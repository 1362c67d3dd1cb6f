// SPDX-License-Identifier: GPL-3.0-or-later
// Sends many requests over a few connections: rate limit, retries, pause and stop.
#pragma once
#include "core/api/remote.h"
#include "core/remote/http.h"

#include <functional>
#include <memory>
#include <vector>

namespace stillhouse::remote {

class Courier {
public:
    /// `key` travels as a bearer token and is kept nowhere else.
    Courier(const base::EndpointUrl& url, const RemoteSpec& spec, const std::string& key, std::uint64_t seed);
    ~Courier();

    using Deliver = std::function<void(std::size_t request, const HttpReply& reply)>;
    /// Sends every request and calls `deliver` once for each on this thread, in the order of arrival, with the last reply that its tries
    /// brought. When `deliver` throws, or the control stops (base::Failure, Cancelled), the requests under way are broken off; what had
    /// arrived is delivered before. Returns within a second of a stop, even where a name lookup hangs.
    void run(std::vector<HttpRequest> requests, RunControl& control, const Deliver& deliver);
    RemoteUse use() const;

private:
    struct Shared;
    void work(RunControl& control, const Deliver& deliver);
    void breakOff(const Deliver& deliver);
    void start(std::size_t workers);

    base::EndpointUrl url_;
    RemoteSpec spec_;
    std::string key_;
    std::shared_ptr<Shared> shared_;
    std::vector<std::shared_ptr<Connection>> connections_;
};

} // namespace stillhouse::remote
