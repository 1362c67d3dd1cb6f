// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/remote.h"
#include "core/remote/http.h"
#include "core/remote/key.h"

namespace stillhouse::remote {

/// What a person is told about a reply that is no answer. `where`: the endpoint. The key is in none of it.
Error errorOf(const HttpReply& reply, const std::string& where, const RemoteSpec& spec, const Key& key);

} // namespace stillhouse::remote
