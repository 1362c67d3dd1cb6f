// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/task_prompt.h"

namespace stillhouse {

std::string promptInTemplate(const std::string& pattern, const std::string& prompt) {
    const std::string mark = "{prompt}";
    const auto at = pattern.find(mark);
    return at == std::string::npos ? pattern + prompt : pattern.substr(0, at) + prompt + pattern.substr(at + mark.size());
}

} // namespace stillhouse
