// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

#include <memory>

namespace stillhouse::engine {

/// A teacher behind an endpoint, ready to be asked; connects nowhere yet. Answers are kept in the run's cache folder, so that a resumed or
/// repeated question asks nobody. A base::Failure where the endpoint or its key is not usable.
std::shared_ptr<const train::RemoteVoice> remoteVoice(const RemoteSpec& spec, const RunRequest& request);

} // namespace stillhouse::engine
