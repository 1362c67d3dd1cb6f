// SPDX-License-Identifier: GPL-3.0-or-later
// How the Quantization and Export pages write their numbers and the names of matrices.
#pragma once
#include "core/api/events.h"

#include <QString>
#include <optional>
#include <string>

namespace stillhouse::widgets {

/// "5.21e-3": three digits, whatever the size; "–" for what was not measured (negative or not a number).
QString errorText(double error);
/// "12.3 ± 0.4" with `decimals`; the half width of the 95 % interval.
QString intervalText(const Interval& interval, int decimals);
QString wholeText(std::int64_t value); ///< "32,768"
/// "4.31 MiB → 1.20 MiB (27.8 %)"
QString sizeChangeText(double before, double after);

/// Where a matrix stands: "model.layers.3.self_attn.q_proj.weight" is layer 3, kind "q".
struct MatrixPlace {
    int layer = 0;
    QString kind;
};
std::optional<MatrixPlace> matrixPlace(const std::string& tensor);
/// The name without what all share: "3.q_proj".
QString shortTensorName(const std::string& tensor);
/// "A" for strategy A's INT4, "B" for the formats of B, "baseline" for the rest: colours of plots.
std::string tokenOfChoice(const std::string& choice);

} // namespace stillhouse::widgets
