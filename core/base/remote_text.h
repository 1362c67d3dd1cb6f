// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/remote_spec.h"

#include <string>

namespace stillhouse::base {

/// An endpoint taken apart. `path` has no slash at the end: "/v1".
struct EndpointUrl {
    std::string scheme; ///< "http" or "https"
    std::string host;   ///< lower case; IPv6 without brackets
    int port = 0;
    std::string path;

    bool loopback() const;
    /// "https://host:port/v1", the same for every spelling of it.
    std::string text() const;
};

/// Fails at "endpoint" when the text is no http(s) URL, or carries a user, a query or a fragment (that is where keys leak from). The
/// message never repeats the text.
EndpointUrl parseEndpoint(const std::string& text);

/// Fails at the key at fault; the model may be missing. Values that look like a key themselves are refused and not repeated.
void checkRemoteText(const RemoteSpec& spec);

const char* nameOf(RemoteApi api); ///< "auto", "completions", "chat"
RemoteApi remoteApiNamed(const std::string& name);

} // namespace stillhouse::base
