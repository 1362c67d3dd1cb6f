// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/onnx_reader.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace stillhouse::native {

/// Computes the graph of a file that formats::writeOnnx wrote, operator by operator as the ONNX specification defines them, for the
/// check after an export: ids (batch, sequence) row after row → logits (batch · sequence, V). Knows the operators of
/// formats::decoderGraph in opset 17 and no others; base::Failure names the first node that is none of them or whose inputs do not
/// fit. Values that no later node needs are dropped, so a matrix is held in F32 only while it is used. `check` is called before each
/// node and may throw to stop.
std::vector<float> evaluateOnnx(const formats::OnnxFile& file, std::span<const std::int64_t> ids, std::int64_t batch, int threads,
                                const std::function<void()>& check = {});

} // namespace stillhouse::native
