// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "core/base/failure.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

namespace stillhouse::train {

namespace {

namespace fs = std::filesystem;
using formats::DType;

constexpr const char* kPrefix = "checkpoint-";
constexpr const char* kSuffix = ".safetensors";
constexpr const char* kRandom = "random/default";

DType dtypeOf(const torch::Tensor& t) {
    switch (t.scalar_type()) {
    case torch::kFloat32: return DType::F32;
    case torch::kFloat64: return DType::F64;
    case torch::kFloat16: return DType::F16;
    case torch::kBFloat16: return DType::BF16;
    case torch::kInt64: return DType::I64;
    case torch::kInt32: return DType::I32;
    case torch::kUInt8: return DType::U8;
    default: base::fail({}, SH_TR("A checkpoint cannot hold this kind of tensor"), {}, ErrorKind::Internal);
    }
}

torch::ScalarType scalarOf(DType dtype, const std::string& where) {
    switch (dtype) {
    case DType::F32: return torch::kFloat32;
    case DType::F64: return torch::kFloat64;
    case DType::F16: return torch::kFloat16;
    case DType::BF16: return torch::kBFloat16;
    case DType::I64: return torch::kInt64;
    case DType::I32: return torch::kInt32;
    case DType::U8: return torch::kUInt8;
    default: base::fail(where, SH_TR("A checkpoint does not use this element type"), SH_TR("Resume from an earlier checkpoint"));
    }
}

// Hexadecimal bits: decimal text would not give back the same number for every reader.
std::string bitsOf(double value) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", (unsigned long long)std::bit_cast<std::uint64_t>(value));
    return text;
}

double fromBits(const std::string& text, const std::string& where) {
    std::uint64_t bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, 16);
    if (error != std::errc() || end != text.data() + text.size())
        base::fail(where, SH_TR("The checkpoint's state is damaged"), SH_TR("Resume from an earlier checkpoint"));
    return std::bit_cast<double>(bits);
}

std::optional<std::int64_t> stepOf(const fs::path& file) {
    const std::string name = file.filename().string(), prefix = kPrefix, suffix = kSuffix;
    if (name.size() <= prefix.size() + suffix.size() || name.rfind(prefix, 0) != 0 || !name.ends_with(suffix))
        return std::nullopt;
    std::int64_t step = 0;
    const char* last = name.data() + name.size() - suffix.size();
    const auto [end, error] = std::from_chars(name.data() + prefix.size(), last, step);
    return error == std::errc() && end == last ? std::optional(step) : std::nullopt;
}

std::vector<std::pair<std::int64_t, fs::path>> checkpointsIn(const fs::path& folder) {
    std::vector<std::pair<std::int64_t, fs::path>> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const auto step = stepOf(entry.path()))
            found.emplace_back(*step, entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

fs::path writeCheckpoint(const fs::path& folder, const Checkpoint& checkpoint, int keep) {
    fs::create_directories(folder);
    NamedTensors tensors = checkpoint.tensors;
    tensors.emplace_back(kRandom, at::detail::getDefaultCPUGenerator().get_state());
    std::vector<formats::TensorInfo> infos;
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.detach().to(torch::kCPU).contiguous();
        infos.push_back({name, dtypeOf(tensor), tensor.sizes().vec()});
    }
    std::map<std::string, std::string> metadata{{"format", "stillhouse-checkpoint-1"}, {"step", std::to_string(checkpoint.step)}};
    for (const auto& [key, value] : checkpoint.scalars)
        metadata["scalar." + key] = bitsOf(value);
    for (const auto& [key, text] : checkpoint.texts)
        metadata["text." + key] = text;
    const fs::path file = folder / (kPrefix + std::to_string(checkpoint.step) + kSuffix);
    formats::SafetensorsWriter writer(file, std::move(infos), std::move(metadata));
    for (const auto& [name, tensor] : tensors)
        writer.writeBytes(name, {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()});
    writer.commit();
    auto all = checkpointsIn(folder);
    for (std::size_t i = 0; i + std::size_t(keep) < all.size(); ++i)
        fs::remove(all[i].second);
    return file;
}

Checkpoint readCheckpoint(const fs::path& path) {
    const formats::SafetensorsFile file(path);
    const auto& metadata = file.metadata();
    const auto format = metadata.find("format");
    if (format == metadata.end() || format->second != "stillhouse-checkpoint-1")
        base::fail(path.string(), SH_TR("This is not a checkpoint of this program"), SH_TR("Choose a checkpoint-*.safetensors file of a run"));
    Checkpoint out;
    out.step = stepOf(path).value_or(std::atoll(metadata.count("step") ? metadata.at("step").c_str() : "0"));
    for (const auto& [key, value] : metadata)
        if (key.rfind("scalar.", 0) == 0)
            out.scalars[key.substr(7)] = fromBits(value, path.string());
        else if (key.rfind("text.", 0) == 0)
            out.texts[key.substr(5)] = value;
    for (const auto& view : file.tensors()) {
        auto tensor = torch::empty(view.info.shape, scalarOf(view.info.dtype, path.string()));
        std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
        if (view.info.name == kRandom) {
            auto generator = at::detail::getDefaultCPUGenerator();
            generator.set_state(tensor);
        } else {
            out.tensors.emplace_back(view.info.name, tensor);
        }
    }
    return out;
}

std::optional<fs::path> newestCheckpoint(const fs::path& folder) {
    const auto all = checkpointsIn(folder);
    return all.empty() ? std::nullopt : std::optional(all.back().second);
}

void restoreTensors(const Checkpoint& checkpoint, const std::string& prefix, const NamedTensors& targets, const std::string& where) {
    torch::NoGradGuard noGradient;
    std::map<std::string, torch::Tensor> stored(checkpoint.tensors.begin(), checkpoint.tensors.end());
    for (const auto& [name, target] : targets) {
        const auto found = stored.find(prefix + "/" + name);
        if (found == stored.end() || found->second.sizes() != target.sizes())
            base::fail(where, Text(SH_TR("The checkpoint does not fit: %1 is missing or has another shape"), {name}),
                       SH_TR("The student's shape changed since; start a new run"));
        auto destination = target;
        destination.copy_(found->second);
    }
}

} // namespace stillhouse::train
