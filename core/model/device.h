// SPDX-License-Identifier: GPL-3.0-or-later
// Where LibTorch computes: the processor, or a CUDA device where LibTorch is built for CUDA and the driver finds one. A model is brought
// there when it is loaded; what it makes follows it. Files are always written from the CPU's copy.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::model {

/// "cpu", then "cuda:0", "cuda:1", … as LibTorch can use them now.
std::vector<std::string> deviceNames();

/// What `name` (core/base/device_name.h) stands for here. base::Failure with `key` for another spelling and for a device that there is not.
torch::Device deviceNamed(const std::string& name, const std::string& key = "device");

/// deviceNamed, with LibTorch set for work there. On CUDA: products in float32 without TF32, and of every operation the form that gives the
/// same bits again; where LibTorch has none it warns on stderr and goes on. Acts on the whole process; call it from the engine thread
/// between two pieces of work.
torch::Device useDevice(const std::string& name, const std::string& key = "device");

/// "cuda:0 (NVIDIA H100 80GB HBM3)"; the bare name where the driver does not tell.
std::string deviceTitle(torch::Device device);

/// Of a CUDA device, in bytes, other programs' share included; zeros for the CPU and where the driver does not tell.
struct DeviceMemory {
    std::int64_t free = 0, total = 0;
};
DeviceMemory deviceMemory(torch::Device device);

/// Returns once everything that was begun there is done. For clocks: CUDA works behind the caller's back.
void finishWork(torch::Device device);

} // namespace stillhouse::model
