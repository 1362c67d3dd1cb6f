// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenAI-compatible server on loopback, for as long as the object lives. Tests set what it answers.
#pragma once
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <httplib.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace stillhouse::tests {

class LocalServer {
public:
    using Json = nlohmann::json;
    using Handler = std::function<void(const Json& request, httplib::Response& response)>;

    LocalServer() {
        server_.Get("/v1/models", [this](const httplib::Request& request, httplib::Response& response) {
            if (admit(request, response))
                response.set_content(R"({"object":"list","data":[{"id":"small"},{"id":"large"}]})", "application/json");
        });
        for (const std::string path : {"/v1/completions", "/v1/chat/completions"})
            server_.Post(path, [this, path](const httplib::Request& request, httplib::Response& response) {
                ++requests;
                Handler handler = path == "/v1/completions" ? completions : chat;
                if (!handler)
                    response.status = 404;
                else if (admit(request, response))
                    handler(Json::parse(request.body), response);
            });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        while (!server_.is_running())
            std::this_thread::yield();
    }

    ~LocalServer() {
        release();
        server_.stop();
        thread_.join();
    }

    std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

    /// Blocks a handler until the test releases it (or ends).
    void hold() {
        std::unique_lock lock(mutex_);
        released_.wait(lock, [this] { return free_; });
    }
    void release() {
        {
            std::lock_guard lock(mutex_);
            free_ = true;
        }
        released_.notify_all();
    }

    Handler completions, chat; ///< absent: 404. Set before the first request
    std::string key;           ///< empty: none is asked for
    std::atomic<int> requests{0};

private:
    bool admit(const httplib::Request& request, httplib::Response& response) {
        const std::string shown = request.get_header_value("Authorization");
        if (key.empty() || shown == "Bearer " + key)
            return true;
        response.status = 401;
        response.set_content(Json{{"error", {{"message", "Incorrect API key provided: " + shown}}}}.dump(), "application/json");
        return false;
    }

    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable released_;
    bool free_ = false;
};

/// {"choices":[…]} of /completions with one position: token → probability, the first is the sampled one.
inline nlohmann::json completionsAnswer(const std::vector<std::pair<std::string, double>>& top) {
    nlohmann::json map = nlohmann::json::object();
    for (const auto& [token, p] : top)
        map[token] = std::log(p);
    const nlohmann::json logprobs{{"tokens", {top[0].first}}, {"token_logprobs", {std::log(top[0].second)}}, {"top_logprobs", {map}}};
    return {{"choices", {{{"text", top[0].first}, {"finish_reason", "length"}, {"logprobs", logprobs}}}}};
}

/// The same of /chat/completions.
inline nlohmann::json chatAnswer(const std::vector<std::pair<std::string, double>>& top) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [token, p] : top) {
        std::vector<int> bytes;
        for (const char c : token)
            bytes.push_back(static_cast<unsigned char>(c));
        list.push_back({{"token", token}, {"logprob", std::log(p)}, {"bytes", bytes}});
    }
    nlohmann::json first = list[0];
    first["top_logprobs"] = list;
    const nlohmann::json message{{"role", "assistant"}, {"content", top[0].first}};
    return {{"choices", {{{"message", message}, {"finish_reason", "stop"}, {"logprobs", {{"content", {first}}}}}}}};
}

} // namespace stillhouse::tests
