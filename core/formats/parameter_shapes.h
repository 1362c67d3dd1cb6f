// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::formats {

/// One parameter by the name that Hugging Face folders use, with its shape (out, in) or (width).
struct NamedShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

inline constexpr const char* embeddingName = "model.embed_tokens.weight";
inline constexpr const char* finalNormName = "model.norm.weight";
inline constexpr const char* headName = "lm_head.weight";

/// "model.layers.<index>.<part>", for example part "self_attn.q_proj.weight".
std::string layerParameterName(std::int64_t index, const char* part);

/// Every parameter of the model in the order that all of this program keeps: embedding, layers from below, final norm, and the
/// head when it is not tied. Absent sub-blocks have none, not even their norm.
std::vector<NamedShape> parameterShapes(const ModelConfig& config);

} // namespace stillhouse::formats
