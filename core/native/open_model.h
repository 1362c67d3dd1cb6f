// SPDX-License-Identifier: GPL-3.0-or-later
// Any model that runs without LibTorch, opened by what its path is.
#pragma once
#include "core/formats/generation_config.h"
#include "core/infer/model_source.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::native {

struct OpenModel {
    std::string path;
    std::shared_ptr<const infer::PackedModel> packed;
    formats::GenerationConfig generation;
    std::optional<text::Tokenizer> found; ///< may be absent: ids alone need none
    std::string tokenizerError;           ///< why there is none

    /// base::Failure when there is none.
    const text::Tokenizer& tokenizer() const;
    /// What ends a text, by tokenizer and generation configuration.
    std::vector<std::int64_t> stopIds() const;
};

/// A Hugging Face folder, a native packed file, a GGUF file, or a llama2.c `.bin` file with its tokenizer beside it. With `quant` (a packing's
/// name) every matrix is packed so, by rounding, which Int4Codebook is not for. base::Failure names file, tensor and remedy.
OpenModel openModel(const std::string& path, const std::string& quant = {});

} // namespace stillhouse::native
