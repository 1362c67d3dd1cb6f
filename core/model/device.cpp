// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/device.h"

#include "core/base/device_name.h"
#include "core/base/failure.h"

#include <dlfcn.h>

namespace stillhouse::model {

namespace {

int cudaDevices() { return torch::cuda::is_available() ? int(torch::cuda::device_count()) : 0; }

std::string allNames() {
    std::string out;
    for (const auto& name : deviceNames())
        out += (out.empty() ? "" : ", ") + name;
    return out;
}

// The driver's own library, which LibTorch has opened by the time there is a device. Asking it directly needs neither CUDA's headers nor
// a LibTorch that was built with them, and its names are older and stabler than LibTorch's.
template <class Function> Function* driverFunction(const char* name) {
    static void* const library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL | RTLD_NOLOAD);
    return library ? reinterpret_cast<Function*>(dlsym(library, name)) : nullptr;
}

// Makes the device's context the one that the driver's calls of this thread are about.
void enter(torch::Device device) { (void)torch::zeros({1}, torch::TensorOptions(torch::kFloat).device(device)); }

} // namespace

std::vector<std::string> deviceNames() {
    std::vector<std::string> out{"cpu"};
    for (int i = 0; i < cudaDevices(); ++i)
        out.push_back("cuda:" + std::to_string(i));
    return out;
}

torch::Device deviceNamed(const std::string& name, const std::string& key) {
    using Kind = base::DeviceName::Kind;
    const auto wanted = base::parseDeviceName(name);
    if (!wanted)
        base::failAt(key, Text(SH_TR("There is no device \"%1\""), {name.substr(0, 80)}), SH_TR("Write auto, cpu, cuda or cuda:N"));
    const int count = cudaDevices();
    if (wanted->kind == Kind::Cpu || (wanted->kind == Kind::Auto && count == 0))
        return torch::kCPU;
    if (wanted->index >= count)
        base::failAt(key, Text(SH_TR("LibTorch finds no device \"%1\" here; there are: %2"), {name, allNames()}),
                     SH_TR("Choose one of these or auto; CUDA needs NVIDIA's driver and a LibTorch built for it"));
    return {torch::kCUDA, static_cast<c10::DeviceIndex>(wanted->index)};
}

torch::Device useDevice(const std::string& name, const std::string& key) {
    const auto device = deviceNamed(name, key);
    compat::setRepeatable(device.is_cuda());
    if (device.is_cuda()) {
        at::globalContext().setFloat32MatmulPrecision("highest");
        at::globalContext().setDeterministicCuDNN(true);
    }
    return device;
}

std::string deviceTitle(torch::Device device) {
    const auto name = device.str();
    if (!device.is_cuda())
        return name;
    enter(device);
    const auto get = driverFunction<int(int*, int)>("cuDeviceGet");
    const auto nameOf = driverFunction<int(char*, int, int)>("cuDeviceGetName");
    int handle = 0;
    char text[128] = {};
    const bool told = get && nameOf && get(&handle, device.index()) == 0 && nameOf(text, int(sizeof text) - 1, handle) == 0;
    return told ? name + " (" + text + ")" : name;
}

DeviceMemory deviceMemory(torch::Device device) {
    if (!device.is_cuda())
        return {};
    enter(device);
    const auto info = driverFunction<int(std::size_t*, std::size_t*)>("cuMemGetInfo_v2");
    std::size_t free = 0, total = 0;
    if (!info || info(&free, &total) != 0)
        return {};
    return {std::int64_t(free), std::int64_t(total)};
}

void finishWork(torch::Device device) {
    if (device.is_cuda())
        torch::cuda::synchronize(device.index());
}

} // namespace stillhouse::model
