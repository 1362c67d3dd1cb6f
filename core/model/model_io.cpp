// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/model_io.h"

#include "core/base/failure.h"
#include "core/base/sha256.h"
#include "core/formats/hf_folder.h"
#include "core/formats/hf_writer.h"
#include "core/formats/llama2c.h"

#include <ATen/Parallel.h>
#include <cstring>
#include <span>

namespace stillhouse::model {

namespace {

using torch::Tensor;

Decoder loadFolder(const std::filesystem::path& path) {
    const formats::HfFolder folder(path);
    Decoder decoder(folder.config());
    decoder.visit([&folder](const std::string& name, Tensor& weight) { weight = toTensor(folder.tensor(name)).to(torch::kFloat); });
    return decoder;
}

Decoder loadLlama2c(const std::filesystem::path& path) {
    const formats::Llama2cFile file(path);
    Decoder decoder(file.config());
    decoder.visit([&file](const std::string& name, Tensor& weight) {
        const auto values = file.tensor(name);
        std::memcpy(weight.data_ptr<float>(), values.data(), values.size() * sizeof(float));
    });
    return decoder;
}

// Contiguous F32 on the CPU; the weight itself when it is that already.
Tensor plainFloat(const Tensor& weight) {
    return weight.detach().to(torch::kCPU, torch::kFloat).contiguous();
}

std::span<const float> valuesOf(const Tensor& plain) {
    return {plain.data_ptr<float>(), static_cast<std::size_t>(plain.numel())};
}

} // namespace

torch::ScalarType scalarType(formats::DType type) {
    using formats::DType;
    switch (type) {
    case DType::F64:
        return torch::kDouble;
    case DType::F32:
        return torch::kFloat;
    case DType::F16:
        return torch::kHalf;
    case DType::BF16:
        return torch::kBFloat16;
    case DType::I64:
        return torch::kLong;
    case DType::I32:
        return torch::kInt;
    case DType::I16:
        return torch::kShort;
    case DType::I8:
        return torch::kChar;
    case DType::U8:
        return torch::kByte;
    case DType::Bool:
        return torch::kBool;
    }
    return torch::kFloat;
}

Tensor toTensor(const formats::TensorView& view) {
    auto tensor = torch::empty(view.info.shape, torch::TensorOptions(scalarType(view.info.dtype)));
    if (!view.bytes.empty())
        std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
    return tensor;
}

namespace {

Decoder loadAny(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path))
        base::fail(path.string(), SH_TR("There is no such file or folder"), SH_TR("Choose a model folder or a llama2.c .bin file"),
                   ErrorKind::NotFound);
    torch::NoGradGuard noGrad;
    if (std::filesystem::is_directory(path))
        return loadFolder(path);
    if (path.extension() == ".bin")
        return loadLlama2c(path);
    base::fail(path.string(), SH_TR("This is neither a model folder nor a llama2.c .bin file"),
               SH_TR("Choose the folder that holds config.json"), ErrorKind::Unsupported);
}

} // namespace

Decoder loadModel(const std::filesystem::path& path, torch::Device device) {
    auto decoder = loadAny(path);
    if (!device.is_cpu())
        decoder.to(device);
    return decoder;
}

void saveModel(const Decoder& decoder, const std::filesystem::path& folder, const SaveOptions& options) {
    const auto& config = decoder.config();
    formats::HfWriteOptions write;
    write.dtype = options.dtype;
    write.shardBytes = options.shardBytes;
    write.metadata = options.metadata;
    write.generation = options.generation.value_or(formats::GenerationConfig{config.bos, config.eos, config.pad, {}, {}, {}, {}});
    if (!options.tokenizerFrom.empty())
        write.copy = formats::tokenizerFiles(options.tokenizerFrom);
    for (const auto& [name, tensor] : options.extra)
        write.extra.push_back({name, formats::DType::F32, tensor.sizes().vec()});
    formats::HfWriter writer(folder, config, std::move(write));
    for (const auto& list : {decoder.namedParameters(), options.extra})
        for (const auto& [name, tensor] : list) {
            const auto plain = plainFloat(tensor);
            writer.write(name, valuesOf(plain));
        }
    writer.commit();
}

std::string modelHash(const Decoder& decoder) {
    auto config = decoder.config();
    config.dtype = formats::DType::F32;
    const auto parameters = decoder.namedParameters();
    std::vector<std::string> parts(parameters.size());
    // Each tensor by itself, on all threads; the whole is the hash over theirs in order.
    at::parallel_for(0, static_cast<std::int64_t>(parts.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const auto plain = plainFloat(parameters[i].second);
            const auto bytes = std::as_bytes(valuesOf(plain));
            parts[i] = parameters[i].first + base::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        }
    });
    base::Sha256 whole;
    whole.add(formats::configJson(config));
    for (const auto& part : parts)
        whole.add(part);
    return whole.hex();
}

} // namespace stillhouse::model
