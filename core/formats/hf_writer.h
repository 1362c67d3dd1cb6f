// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/generation_config.h"
#include "core/formats/model_config.h"
#include "core/formats/safetensors.h"

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::formats {

struct HfWriteOptions {
    DType dtype = DType::F32;                    ///< F32, F16 or BF16; becomes `torch_dtype`
    std::int64_t shardBytes = 5'000'000'000;     ///< weights beyond this are split, as the layout's own tools do
    std::vector<TensorInfo> extra;               ///< tensors after the parameters (a reward head), in their own types
    std::map<std::string, std::string> metadata; ///< into every weight file, beside format = pt
    std::vector<std::filesystem::path> copy;     ///< files to copy in, for example tokenizerFiles(source)
    std::map<std::string, std::string> texts;    ///< files to write beside the weights, name to content, where there is none to copy
    GenerationConfig generation;
};

/// Writes a model folder in the layout that HfFolder reads. Everything goes to a temporary folder beside the target; commit()
/// puts it in place in one step, instead of the model that stood there; other files in the folder stay. A folder that has files but
/// is no model is refused. Without commit() nothing remains. Tensors come one at a time in the
/// order of parameterShapes(config), then the extra ones, so a model is never held twice. base::Failure as SafetensorsWriter.
class HfWriter {
public:
    HfWriter(std::filesystem::path folder, ModelConfig config, HfWriteOptions options);
    ~HfWriter();
    HfWriter(const HfWriter&) = delete;
    HfWriter& operator=(const HfWriter&) = delete;

    void write(const std::string& name, std::span<const float> values);
    void writeBytes(const std::string& name, std::span<const std::byte> bytes);
    void commit();

private:
    SafetensorsWriter& writerFor(const std::string& name);
    void planShards(std::vector<TensorInfo> tensors);
    void writeIndex();

    std::filesystem::path folder_;
    std::filesystem::path temporary_;
    ModelConfig config_;
    HfWriteOptions options_;
    std::vector<std::vector<TensorInfo>> shards_;
    std::size_t shard_ = 0; ///< the one being written
    std::size_t inShard_ = 0;
    std::unique_ptr<SafetensorsWriter> writer_;
};

} // namespace stillhouse::formats
