// SPDX-License-Identifier: GPL-3.0-or-later
// What model files of one kind say about themselves, for inspectModel. base::Failure names file, tensor and remedy.
#pragma once
#include "core/api/engine.h"
#include "core/formats/model_config.h"

namespace stillhouse::formats {

/// Everything that follows from the configuration: architecture, shapes, parameters per layer, FLOP per token.
void describeConfig(const ModelConfig& config, ModelInfo& out);
/// "F16, F32": the types of out.tensors, each once.
std::string tensorTypes(const ModelInfo& out);

void describeFolder(const std::string& path, ModelInfo& out);
/// Also of files that cannot be run: a vocabulary alone, another architecture, types that are not read.
void describeGguf(const std::string& path, ModelInfo& out);
void describeLlama2c(const std::string& path, ModelInfo& out);
/// Also of graphs that other programs wrote: initializers and the ends of the graph; the rest from this program's metadata.
void describeOnnx(const std::string& path, ModelInfo& out);

} // namespace stillhouse::formats
