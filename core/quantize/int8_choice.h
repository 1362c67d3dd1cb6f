// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/packed_model.h"
#include "core/infer/worker_pool.h"
#include "core/quantize/int4_options.h"

#include <functional>
#include <set>
#include <string>

namespace stillhouse::quantize {

/// The matrices of the layers that go to INT8 after int8_tensors. "auto": those whose relative error at 4 bits, on up to 1,024 rows
/// spread over the matrix and without calibration, is above 1.5 times the median, worst first, while the added bits fit the budget.
/// base::Failure for a name that the model has not.
std::set<std::string> chooseInt8(infer::WorkerPool& pool, const infer::PackedModel& source, const Int4Options& options, const std::function<void()>& check);

} // namespace stillhouse::quantize
