// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/http.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <httplib.h>

namespace stillhouse::remote {

namespace {

using Clock = std::chrono::steady_clock;
constexpr double longestConnect = 10; // seconds

std::string originOf(const base::EndpointUrl& url) {
    auto origin = url;
    origin.path.clear();
    return origin.text();
}

std::chrono::microseconds microseconds(double seconds) {
    return std::chrono::microseconds(std::int64_t(seconds * 1e6));
}

Fault faultOf(httplib::Error error, bool late) {
    switch (error) {
    case httplib::Error::Success:
        return Fault::None;
    case httplib::Error::Connection:
    case httplib::Error::BindIPAddress:
        return Fault::Connect;
    case httplib::Error::ConnectionTimeout:
        return Fault::Timeout;
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
        return Fault::Certificate;
    default:
        return late ? Fault::Timeout : Fault::Broken;
    }
}

} // namespace

struct Connection::Client {
    httplib::Client http;
    std::string base;
    double timeout;
    std::size_t largestBody;
    std::atomic<bool> stopped{false};

    Client(const base::EndpointUrl& url, double seconds, std::size_t most)
        : http(originOf(url)), base(url.path), timeout(seconds), largestBody(most) {}
};

Connection::Connection(const base::EndpointUrl& url, const std::string& key, double timeoutSeconds, std::size_t largestBody)
    : client_(std::make_unique<Client>(url, timeoutSeconds, largestBody)) {
    httplib::Client& http = client_->http;
    http.set_connection_timeout(microseconds(std::min(timeoutSeconds, longestConnect)));
    http.set_read_timeout(microseconds(timeoutSeconds));
    http.set_write_timeout(microseconds(timeoutSeconds));
    http.set_keep_alive(true);
    http.set_tcp_nodelay(true);
    http.set_follow_location(false);
    if (url.scheme == "https")
        http.enable_server_certificate_verification(true);
    if (!key.empty())
        http.set_bearer_token_auth(key);
}

Connection::~Connection() = default;

void Connection::stop() {
    client_->stopped = true;
    client_->http.stop();
}

HttpReply Connection::send(const HttpRequest& request) {
    HttpReply reply;
    Client& client = *client_;
    const auto start = Clock::now();
    const auto late = [&] { return std::chrono::duration<double>(Clock::now() - start).count() >= client.timeout * 0.99; };
    bool tooLarge = false;
    httplib::Request message;
    message.method = request.body.empty() ? "GET" : "POST";
    message.path = client.base + request.path;
    message.body = request.body;
    message.set_header("Accept", "application/json");
    if (!request.body.empty())
        message.set_header("Content-Type", "application/json");
    message.content_receiver = [&](const char* bytes, std::size_t count, std::uint64_t, std::uint64_t) {
        tooLarge = count > client.largestBody - reply.body.size();
        if (tooLarge || client.stopped || late())
            return false;
        reply.body.append(bytes, count);
        return true;
    };
    if (client.stopped) {
        reply.fault = Fault::Stopped;
        return reply;
    }
    const auto result = client.http.send(message);
    if (client.stopped)
        reply.fault = Fault::Stopped;
    else if (tooLarge)
        reply.fault = Fault::TooLarge;
    else if (!result)
        reply.fault = faultOf(result.error(), late());
    else {
        reply.status = result->status;
        reply.retryAfter = result->get_header_value("Retry-After");
    }
    return reply;
}

} // namespace stillhouse::remote
