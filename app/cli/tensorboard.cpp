// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/tensorboard.h"

#include "app/cli/recorded_run.h"

#include <filesystem>

namespace stillhouse::cli {

Result<void> addTensorboard(const std::string& folder, const std::string& runId) {
    if (folder.empty())
        return {};
    auto observer = tensorboardObserver((std::filesystem::path(folder) / runId).string());
    if (!observer)
        return observer.error();
    control().addObserver(std::move(observer.value()));
    return {};
}

} // namespace stillhouse::cli
