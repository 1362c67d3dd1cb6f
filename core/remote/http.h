// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP connection. The only place that knows cpp-httplib.
#pragma once
#include "core/base/remote_text.h"

#include <cstddef>
#include <memory>
#include <string>

namespace stillhouse::remote {

struct HttpRequest {
    std::string path; ///< behind the endpoint's own: "/completions"
    std::string body; ///< JSON; empty: a GET
};

enum class Fault { None, Connect, Timeout, Broken, Certificate, TooLarge, Stopped };

struct HttpReply {
    Fault fault = Fault::None; ///< None: status, body and retryAfter hold
    int status = 0;
    std::string body;
    std::string retryAfter; ///< the header as it came
};

/// Kept open between requests. Certificates are verified against the system's store; no redirect is followed, so that the key stays with
/// the host that the user named. One thread sends; stop() may come from any other.
class Connection {
public:
    Connection(const base::EndpointUrl& url, const std::string& key, double timeoutSeconds, std::size_t largestBody);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    HttpReply send(const HttpRequest& request);
    /// Breaks off the request under way, if there is one, and every later one.
    void stop();

private:
    struct Client;
    std::unique_ptr<Client> client_;
};

} // namespace stillhouse::remote
