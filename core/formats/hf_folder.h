// SPDX-License-Identifier: GPL-3.0-or-later
// A model folder in the layout of Hugging Face: config.json, model.safetensors or shards with an index, generation_config.json.
#pragma once
#include "core/formats/generation_config.h"
#include "core/formats/model_config.h"
#include "core/formats/safetensors.h"

#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace stillhouse::formats {

/// An opened folder. Opening reads the config and every header, follows the index (whose files must lie in the folder itself),
/// and checks that each parameter of the config is there with its shape in a floating-point type, and that no layer holds a
/// parameter the config does not know. Weights stay on disk until asked for. base::Failure names file, tensor and remedy.
/// Const members are thread-safe.
class HfFolder {
public:
    explicit HfFolder(const std::filesystem::path& folder);

    const std::filesystem::path& path() const { return path_; }
    const ModelConfig& config() const { return config_; }
    /// From generation_config.json; from the ids of config.json when there is none.
    const GenerationConfig& generation() const { return generation_; }

    /// Every stored tensor, file by file in file order: for listings. Includes what is no parameter (a reward head).
    std::vector<TensorInfo> tensors() const;
    std::uint64_t fileBytes() const;

    /// A parameter by the name in parameterShapes(config()), or any other stored tensor. Knows the synonyms of the layout: a tied
    /// model may store its matrix under the head's name alone, and base models leave out the prefix "model.".
    const TensorView& tensor(const std::string& name) const;
    bool has(const std::string& name) const { return find(name) != nullptr; }
    const std::map<std::string, std::string>& metadata() const { return files_.front().metadata(); }

private:
    void openShards(const std::filesystem::path& index);
    void checkParameters() const;
    const TensorView* find(const std::string& name) const;
    const TensorView* findExact(const std::string& name) const;

    std::filesystem::path path_;
    ModelConfig config_;
    GenerationConfig generation_;
    std::vector<SafetensorsFile> files_;
};

/// The files beside the weights that make up the tokenizer, as far as they exist in `folder`.
std::vector<std::filesystem::path> tokenizerFiles(const std::filesystem::path& folder);

} // namespace stillhouse::formats
