// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>
#include <string>

namespace stillhouse::base {

/// Where LibTorch shall compute, as documents and flags spell it: "auto" (the first CUDA device where there is one, else the CPU), "cpu",
/// "cuda" (the first) or "cuda:N".
struct DeviceName {
    enum class Kind { Auto, Cpu, Cuda };
    Kind kind = Kind::Auto;
    int index = 0; ///< of a CUDA device
};

/// Nothing for any other spelling. Whether there is such a device, only LibTorch knows (core/model/device.h).
std::optional<DeviceName> parseDeviceName(const std::string& text);

} // namespace stillhouse::base
