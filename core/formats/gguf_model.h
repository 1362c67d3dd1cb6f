// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/gguf.h"
#include "core/formats/model_config.h"

#include <filesystem>
#include <span>
#include <string>

namespace stillhouse::formats {

/// Whether general.architecture is one that readGgufConfig knows: llama (which Mistral files use too), qwen2, qwen3.
bool ggufArchitectureKnown(const GgufFile& file);

/// The model that the metadata and the tensor table describe; also of a vocabulary-only file whose metadata are complete. A "llama"
/// file with a sliding window is Mistral. base::Failure names file and key; ErrorKind::Unsupported for experts, other architectures,
/// rope scaling other than linear and Llama 3's, partial rotation.
ModelConfig readGgufConfig(const GgufFile& file);

/// An opened model: every parameter is there with its shape and no tensor is left unexplained. base::Failure names file and
/// tensor. Const members are thread-safe.
class GgufModel {
public:
    explicit GgufModel(const std::filesystem::path& path);

    const GgufFile& file() const { return file_; }
    const ModelConfig& config() const { return config_; }
    /// By the name in parameterShapes(config()). Rows may be in the file's order: see ggufReorderedHeads.
    const GgufTensor& tensor(const std::string& name) const;
    /// A parameter as F32 in the layout of Hugging Face; `out` holds its elements.
    void read(const std::string& name, std::span<float> out) const;
    /// The type that most of the matrices' bytes have, "q4_0".
    std::string precision() const;

private:
    void check() const;

    GgufFile file_;
    ModelConfig config_;
};

} // namespace stillhouse::formats
