// SPDX-License-Identifier: GPL-3.0-or-later
// A model in a format that other programs read. Needs no engine. Any thread; blocks, reports Progress, stops when asked. What was
// written is read back and its logits are compared before the call returns; a file appears whole or not at all.
#pragma once
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

struct ExportFormat {
    std::string id;                 ///< "hf", "gguf", "native", "onnx"
    Text title, summary;
    std::vector<std::string> types; ///< precisions, the default first: gguf "f16", "f32", "q8_0", "q4_0", "iq4_nl"
    bool folder = false;            ///< writes a folder, not a file
};
/// In the order of the screen.
const std::vector<ExportFormat>& exportFormats();

struct ExportRequest {
    std::string model; ///< any model that NativeModel opens
    std::string format = "hf", type, out;
    int threads = 0;
};

struct ExportReport {
    std::string path, format, type;
    std::int64_t bytes = 0;
    double maxAbsError = 0; ///< largest difference of logits between the model and what was written, read back
    double kl = 0;          ///< mean KL(model ‖ written) in nats per token over the same check ids
    std::int64_t checkedTokens = 0;
    std::vector<Text> notes; ///< "The learned codebooks have no GGUF type: re-quantized from F16 as IQ4_NL"
};
Result<ExportReport> exportModel(const ExportRequest& request, RunControl& control);

} // namespace stillhouse
