// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/decoder.h"

#include <cstddef>
#include <cstdint>

namespace stillhouse::align {

/// Gradual unfreezing (Howard & Ruder 2018): how many of `groups`, counted from the head down, train during update `update`:
/// first + update / every, at most all; every = 0 thaws all at once.
std::size_t thawedGroups(std::size_t groups, std::int64_t first, std::int64_t every, std::int64_t update);

/// Lets the first `count` groups of `decoder` want gradients and freezes the others. With tied embeddings the head's matrix is the
/// embedding, so it trains from the start.
void thaw(model::Decoder& decoder, std::size_t count);

} // namespace stillhouse::align
