// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace stillhouse::formats {

struct OnnxWriteOptions {
    DType matrices = DType::F32;                  ///< F32 or F16
    std::map<std::string, std::string> metadata;  ///< metadata_props
    std::int64_t externalBeyond = 1'500'000'000;  ///< with more bytes of weights they go to a second file (protobuf ends at 2 GiB)
    /// Bytes of weights written so far and in all; throws to stop.
    std::function<void(std::int64_t done, std::int64_t total)> progress;
};

/// Row `row` of a parameter (a vector is one row) as F32.
using ParameterRows = std::function<void(const std::string& name, std::int64_t row, std::span<float> out)>;

/// The weights' own file beside `path`: its name with ".data" behind it.
std::filesystem::path onnxDataFile(const std::filesystem::path& path);

/// Writes decoderGraph(config, options.matrices), row after row from `rows`: never more than a small buffer of the model is held. The
/// file appears whole or not at all; the weights' own file is put in place just before it, and for that moment an older model under
/// the same name is gone; a weights' file that the new model has no use for is removed. base::Failure as base::AtomicFile, for a value that F16 cannot hold, and whatever `rows` or `progress` throw.
void writeOnnx(const std::filesystem::path& path, const ModelConfig& config, const OnnxWriteOptions& options, const ParameterRows& rows);

} // namespace stillhouse::formats
