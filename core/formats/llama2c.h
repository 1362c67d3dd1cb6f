// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace stillhouse::formats {

/// A model file of karpathy/llama2.c, version 0: seven 32-bit counts (dim, hidden_dim, layers, heads, kv_heads, vocabulary, context;
/// a negative vocabulary means an own output matrix), then F32 weights. Its rotary embedding turns neighbouring pairs of a head, the
/// Hugging Face layout turns pairs half a head apart; the rows of q and k are handed out in the latter order, which gives the same
/// model. Sequences start with token 1 and end with 1 or 2. base::Failure names file and field; const members are thread-safe.
class Llama2cFile {
public:
    explicit Llama2cFile(const std::filesystem::path& path);

    const ModelConfig& config() const { return config_; }
    /// The values of a parameter by the name in parameterShapes(config()), row after row.
    std::vector<float> tensor(const std::string& name) const;

private:
    void readHeader();
    void layOut();
    std::size_t take(const std::string& name, std::size_t offset, std::size_t count);

    std::string where_;
    std::string content_;
    ModelConfig config_;
    std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> places_; ///< first value and count, from the file's start
};

} // namespace stillhouse::formats
