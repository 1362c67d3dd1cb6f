// SPDX-License-Identifier: GPL-3.0-or-later
// The attention of a model over one text as plain numbers for a screen.
#pragma once
#include "core/model/torch.h"

#include "core/api/events.h"
#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

/// Most tokens of a picture: a map has their square, and no screen shows more apart.
inline constexpr std::int64_t kMaxPictureTokens = 256;

/// A text as the model will see it. Labels are the tokens' own bytes where these are UTF-8, otherwise as the vocabulary writes them.
struct PictureInput {
    std::vector<std::int32_t> ids;
    std::vector<std::string> labels;
    std::int64_t omitted = 0;
};

/// The prompt in the task's template, cut to `maxTokens` as training cuts it. base::Failure when the template alone is longer.
PictureInput pictureInput(const TaskEncoder& encoder, const std::string& prompt, std::int64_t maxTokens);
/// The text as it stands, with what the tokenizer puts in front; the end is kept. base::Failure when there are no tokens.
PictureInput pictureInput(const text::Tokenizer& tokenizer, const std::string& text, std::int64_t maxTokens);

/// One forward pass without gradients. Shape and values as Picture says; `layer` and `head` from 0, -1 for all.
/// base::Failure for a layer or head that the model does not have, and for ids outside its vocabulary or context.
Picture attentionPicture(const model::Decoder& decoder, const PictureInput& input, std::int64_t layer = -1, std::int64_t head = -1);

} // namespace stillhouse::evaluate
