// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/quantize/quantizer.h"

namespace stillhouse::quantize {

/// "quantize.int4": strategy A (ENGINE.md, section 2, A-quant). Sources: SqueezeLLM (Kim 2023) for learned levels and protected weights,
/// GPTQ (Frantar 2022) for compensation, GPTAQ (Li 2025) for the correction of drift.
Quantizer int4Quantizer();

} // namespace stillhouse::quantize
