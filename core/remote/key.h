// SPDX-License-Identifier: GPL-3.0-or-later
// The key of an endpoint: where it comes from, and that it goes nowhere else.
#pragma once
#include "core/api/remote.h"
#include "core/base/remote_text.h"

#include <string>

namespace stillhouse::remote {

struct Key {
    std::string value; ///< empty: none
    Text missing;      ///< what to do when the server asks for one: names the variable or the entry, never the value
};

/// access.key, otherwise the environment variable of the spec, otherwise STILLHOUSE_API_KEY, otherwise OPENAI_API_KEY if the host is
/// api.openai.com (a key for one service is not shown to another). Fails when a variable or entry is named and holds nothing, unless
/// offline; and on a key that no header can carry.
Key findKey(const RemoteSpec& spec, const RemoteAccess& access, const base::EndpointUrl& url);

/// `text` with every occurrence of the key replaced by "***": servers repeat what they were sent.
std::string withoutKey(std::string text, const std::string& key);

} // namespace stillhouse::remote
