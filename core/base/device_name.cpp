// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/device_name.h"

#include <charconv>
#include <string_view>

namespace stillhouse::base {

std::optional<DeviceName> parseDeviceName(const std::string& text) {
    using Kind = DeviceName::Kind;
    if (text == "auto" || text == "cpu")
        return DeviceName{text == "auto" ? Kind::Auto : Kind::Cpu, 0};
    if (text == "cuda")
        return DeviceName{Kind::Cuda, 0};
    const std::string_view prefix = "cuda:";
    if (!text.starts_with(prefix) || text.size() > prefix.size() + 3) // LibTorch counts devices in one byte
        return std::nullopt;
    DeviceName name{Kind::Cuda, 0};
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + prefix.size(), last, name.index);
    return error == std::errc() && end == last && name.index >= 0 && name.index < 128 ? std::optional(name) : std::nullopt;
}

} // namespace stillhouse::base
