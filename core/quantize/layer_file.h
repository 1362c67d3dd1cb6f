// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/quantize.h"
#include "core/infer/native_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::quantize {

/// Finished matrices and what is said about them: one layer, or embedding and head.
struct FinishedPart {
    std::vector<infer::NamedMatrix> matrices;
    QuantizeResult report; ///< tensors and activations alone

    const infer::PackedMatrix& matrix(const std::string& name) const;
};

/// Keeps a part on disk until the whole model is done, atomically. `key`: of everything that the part depends on.
void writePart(const std::filesystem::path& path, const std::string& key, const FinishedPart& part);
/// Nothing when there is no such file, it has another key, or it is damaged: then the part is made again. Matrices lie in the mapping.
std::optional<FinishedPart> readPart(const std::filesystem::path& path, const std::string& key);

} // namespace stillhouse::quantize
