// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/key.h"

#include "core/base/failure.h"

#include <algorithm>
#include <cstdlib>

namespace stillhouse::remote {

namespace {

std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    std::string key = value ? value : "";
    while (!key.empty() && (key.back() == '\n' || key.back() == '\r' || key.back() == ' ')) // $(cat file)
        key.pop_back();
    return key;
}

std::string fromEnvironment(const RemoteSpec& spec, const base::EndpointUrl& url) {
    if (!spec.keyVariable.empty())
        return variable(spec.keyVariable);
    const std::string own = variable("STILLHOUSE_API_KEY");
    return own.empty() && url.host == "api.openai.com" ? variable("OPENAI_API_KEY") : own;
}

} // namespace

Key findKey(const RemoteSpec& spec, const RemoteAccess& access, const base::EndpointUrl& url) {
    Key key;
    key.value = access.key.empty() ? fromEnvironment(spec, url) : access.key;
    const std::string name = spec.keyVariable.empty() ? "STILLHOUSE_API_KEY" : spec.keyVariable;
    key.missing = !spec.keyName.empty()
                      ? Text(SH_TR("Check the entry \"%1\" of the keychain, or the environment variable %2"), {spec.keyName, name})
                      : Text(SH_TR("Check the environment variable %1"), {name});
    const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::all_of(key.value.begin(), key.value.end(), printable))
        base::failAt(spec.keyName.empty() ? "key_variable" : "key_name", SH_TR("The key holds characters that no key has"), key.missing);
    if (!key.value.empty() || access.offline)
        return key;
    if (!spec.keyName.empty())
        base::failAt(
            "key_name", Text(SH_TR("The key \"%1\" is not there"), {spec.keyName}),
            Text(SH_TR("The window reads it from the system keychain; elsewhere put it into the environment variable %1"), {name}));
    if (!spec.keyVariable.empty())
        base::failAt("key_variable", Text(SH_TR("The environment variable %1 is not set"), {name}),
                     SH_TR("Set it before the program starts"));
    return key;
}

std::string withoutKey(std::string text, const std::string& key) {
    if (key.empty())
        return text;
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + 3))
        text.replace(at, key.size(), "***");
    return text;
}

} // namespace stillhouse::remote
