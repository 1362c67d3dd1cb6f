// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/fp16_calibration.h"

#include "core/base/blas.h"
#include "core/base/failure.h"
#include "core/infer/session.h"
#include "core/quantize/calibration_text.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_place.h"

#include <algorithm>

namespace stillhouse::quantize {

namespace {

constexpr std::int64_t kWindow = 512;

void checkStop(const RunControl& control) {
    if (control.stopRequested())
        base::fail({}, SH_TR("Quantization was cancelled"), {}, ErrorKind::Cancelled);
}

} // namespace

Calibrated calibrateInputs(const QuantizeRequest& request, std::int64_t mostTokens, RunControl& control) {
    const auto model = std::make_shared<infer::PackedModel>(infer::openPacked(request.model));
    const auto length = std::min(kWindow, model->config.maxPositions), count = std::max<std::int64_t>(1, mostTokens / length);
    const auto tokenizer = text::Tokenizer::load(text::tokenizerPlace(request.model));
    const auto windows = calibrationWindows(request.calibration, tokenizer, count, length, model->config.vocab, [&] { checkStop(control); });
    std::int64_t tokens = 0;
    for (const auto& window : windows)
        tokens += std::int64_t(window.size());
    Calibrated out{InputStatistics(model->config.layerCount(), tokens), tokens};
    infer::Session session(model, request.threads > 0 ? request.threads : base::defaultThreads(), length);
    session.setInputTap([&](std::int64_t layer, infer::MatrixInput input, std::span<float> x, std::int64_t rows) {
        out.statistics.add(layer, input, x, rows);
    });
    for (std::size_t i = 0; i < windows.size(); ++i) {
        checkStop(control);
        Progress progress;
        progress.activity = SH_TR("Measuring activations");
        progress.done = std::int64_t(i);
        progress.total = std::int64_t(windows.size());
        control.report(progress);
        session.truncate(0);
        session.prompt(windows[i]);
    }
    return out;
}

} // namespace stillhouse::quantize
