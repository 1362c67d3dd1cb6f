// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/remote_text.h"

#include "core/base/failure.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace stillhouse::base {
namespace {

constexpr std::size_t longestUrl = 2000;

[[noreturn]] void badEndpoint(Text what) {
    failAt("endpoint", std::move(what), SH_TR("Write it like http://127.0.0.1:8080/v1 or https://api.example.com/v1"));
}

bool isHostCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
}

bool isPathCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("/._~-%:+=,@").find(c) != std::string_view::npos;
}

int portFrom(std::string_view digits, int standard) {
    if (digits.empty())
        return standard;
    int port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535)
        badEndpoint(SH_TR("The port of the endpoint is no number from 1 to 65535"));
    return port;
}

/// "host", "host:port", "[::1]:port".
void readAuthority(std::string_view text, EndpointUrl& url) {
    const int standard = url.scheme == "https" ? 443 : 80;
    if (text.find('@') != std::string_view::npos)
        failAt("endpoint", SH_TR("The endpoint holds a user name or a key"),
               SH_TR("Leave it out here; name an environment variable or an entry of the keychain for the key"));
    if (!text.empty() && text[0] == '[') {
        const auto end = text.find(']');
        const auto inside = end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
        const auto rest = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const bool fits = std::all_of(inside.begin(), inside.end(),
                                      [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) || c == ':' || c == '.'; });
        if (inside.empty() || !fits || (!rest.empty() && rest[0] != ':'))
            badEndpoint(SH_TR("The host of the endpoint is no valid address"));
        url.host = inside;
        url.port = portFrom(rest.empty() ? rest : rest.substr(1), standard);
    } else {
        const auto colon = text.find(':');
        url.host = text.substr(0, colon);
        url.port = portFrom(colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1), standard);
        if (url.host.empty() || !std::all_of(url.host.begin(), url.host.end(), isHostCharacter))
            badEndpoint(SH_TR("The host of the endpoint is no valid name"));
    }
    std::transform(url.host.begin(), url.host.end(), url.host.begin(), [](unsigned char c) { return char(std::tolower(c)); });
}

bool looksLikeKey(const std::string& text) {
    constexpr std::array<std::string_view, 6> starts{"sk-", "sk_", "hf_", "gsk_", "xai-", "Bearer"};
    return text.size() > 80 || std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

[[noreturn]] void keyInText(const char* at) {
    failAt(at, SH_TR("This looks like a key, not like the name of one"),
           SH_TR("Put the key into an environment variable and name that in \"key_variable\", or into the system keychain and name the "
                 "entry in \"key_name\""));
}

void within(const char* key, double value, double low, double high) {
    if (!(value >= low && value <= high))
        failAt(key, Text(SH_TR("The value must lie between %1 and %2"),
                         {std::to_string(std::int64_t(low)), std::to_string(std::int64_t(high))}));
}

} // namespace

bool EndpointUrl::loopback() const {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string EndpointUrl::text() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return scheme + "://" + name + ":" + std::to_string(port) + path;
}

EndpointUrl parseEndpoint(const std::string& text) {
    EndpointUrl url;
    const auto scheme = text.find("://");
    url.scheme = text.substr(0, std::min(scheme, text.size()));
    std::transform(url.scheme.begin(), url.scheme.end(), url.scheme.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (scheme == std::string::npos || (url.scheme != "http" && url.scheme != "https") || text.size() > longestUrl)
        badEndpoint(SH_TR("The endpoint is no http or https address"));
    const std::string_view rest = std::string_view(text).substr(scheme + 3);
    const auto slash = rest.find_first_of("/?#");
    readAuthority(rest.substr(0, slash), url);
    url.path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    if (url.path.find_first_of("?#") != std::string::npos)
        failAt("endpoint", SH_TR("The endpoint holds a query or a fragment"),
               SH_TR("Keep what stands before the question mark; a key belongs into an environment variable or the keychain"));
    if (!std::all_of(url.path.begin(), url.path.end(), isPathCharacter))
        badEndpoint(SH_TR("The path of the endpoint holds characters that no URL has"));
    while (url.path.ends_with('/'))
        url.path.pop_back();
    return url;
}

void checkRemoteText(const RemoteSpec& spec) {
    (void)parseEndpoint(spec.endpoint);
    const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    if (!spec.keyVariable.empty()) {
        if (looksLikeKey(spec.keyVariable))
            keyInText("key_variable");
        if (std::isdigit(static_cast<unsigned char>(spec.keyVariable[0])) ||
            !std::all_of(spec.keyVariable.begin(), spec.keyVariable.end(), letter))
            failAt("key_variable", SH_TR("This is no name of an environment variable"),
                   SH_TR("Letters, digits and underscores, like STILLHOUSE_API_KEY"));
    }
    if (looksLikeKey(spec.keyName))
        keyInText("key_name");
    within("requests_per_minute", spec.requestsPerMinute, 0, 1e6);
    within("timeout_seconds", spec.timeoutSeconds, 1, 3600);
    within("retries", double(spec.retries), 0, 20);
    within("top_logprobs", double(spec.topLogprobs), 1, 20);
    within("connections", double(spec.connections), 1, 32);
}

const char* nameOf(RemoteApi api) {
    return api == RemoteApi::Auto ? "auto" : api == RemoteApi::Chat ? "chat" : "completions";
}

RemoteApi remoteApiNamed(const std::string& name) {
    for (const auto api : {RemoteApi::Auto, RemoteApi::Completions, RemoteApi::Chat})
        if (name == nameOf(api))
            return api;
    failAt("api", Text(SH_TR("Unknown interface \"%1\""), {name.substr(0, 80)}), SH_TR("Choose auto, completions or chat"));
}

} // namespace stillhouse::base
