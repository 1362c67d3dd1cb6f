// SPDX-License-Identifier: GPL-3.0-or-later
// Quantization of a model folder into one native packed file, and what the Quantization page shows of it. Needs no engine and no
// LibTorch. Any thread; calls block, report Progress and Events, stop at the next tensor when asked, and leave no half-written file.
#pragma once
#include "core/api/method.h"
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

/// The quantizers in the order of the screen: "quantize.int4" (strategy A) and "quantize.fp16" (strategy B).
const std::vector<MethodSpec>& quantizers();

struct QuantizeRequest {
    std::string model;       ///< Hugging Face folder
    std::string out;         ///< the .safetensors file to write
    std::string method = "quantize.int4";
    std::string calibration; ///< text, JSONL or CSV file; empty: no calibration (weights alone decide)
    OptionMap options;       ///< of the method
    bool resume = false;     ///< take over the layers that an interrupted call had finished (kept beside `out`)
    int threads = 0;
    std::uint64_t seed = 1;
};

/// One matrix before and after.
struct QuantizedTensor {
    std::string name, packing; ///< "int4-nonuniform", "int8", "f16", …
    std::int64_t rows = 0, cols = 0, protectedWeights = 0;
    double bitsPerWeight = 0;
    double weightError = 0; ///< ‖W − Ŵ‖² / ‖W‖²
    double outputError = 0; ///< ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² on the calibration inputs; −1 without calibration
};

/// The range of one matrix's input, as calibration saw it. Drift is measured against it while the model runs.
struct ActivationRange {
    std::string name;                                    ///< of the matrix
    double p50 = 0, p99 = 0, p999 = 0, largest = 0;      ///< percentiles of |x|
    /// Where one INT8 range for all tokens would best be cut off. Told, not applied: the kernels scale every token's blocks of 32 by their
    /// own largest value, and cutting that short only loses (model-tinystories-656k in INT8: KL 0.0009 as it is, 0.0016 cut off here).
    double clip = 0;
};

struct QuantizeResult {
    std::string out, method; ///< method: its id; empty in files of older programs
    std::int64_t bytes = 0, originalBytes = 0, calibrationTokens = 0;
    double bitsPerWeight = 0; ///< over all matrices
    std::vector<QuantizedTensor> tensors;
    std::vector<ActivationRange> activations; ///< with calibration
    double seconds = 0;
    bool native = true; ///< false where part of the format is simulated in F32 (FP8 activations on a CPU)
};

Result<QuantizeResult> quantizeModel(const QuantizeRequest& request, RunControl& control);
/// What a packed file says about itself: the same, read back from the file.
Result<QuantizeResult> readQuantization(const std::string& packedFile);

/// One matrix looked at: its histogram and the levels that a quantizer would give it.
struct WeightPicture {
    std::string tensor;
    std::vector<double> edges;                ///< bins + 1
    std::vector<std::int64_t> counts;         ///< bins
    std::vector<double> levels;               ///< of row group 0, as multiples of its median scale
    double largest = 0, deviation = 0;        ///< max |w|, standard deviation
};
Result<WeightPicture> weightPicture(const std::string& model, const std::string& tensor, int bins);

/// Error against size for one matrix: every choice of bits and method, each computed now from the weights.
struct BitsError {
    std::string choice; ///< "int4 rtn", "int4-nonuniform", "int4-nonuniform +0.5 %", "int8 rtn", "bfp8 (32)", …
    double bits = 0, error = 0; ///< bits per weight; ‖W − Ŵ‖² / ‖W‖²
};
Result<std::vector<BitsError>> bitsErrorCurve(const std::string& model, const std::string& tensor, RunControl& control);

/// Every value of a small format and its code: for the code grid.
struct FormatCode {
    int code = 0;
    double value = 0; ///< NaN and infinities as such
};
/// "fp8-e4m3", "fp8-e5m2", "mxfp4", "bfp8", … ; base unit scale.
Result<std::vector<FormatCode>> formatCodes(const std::string& format);

/// The inputs of a packed model's matrices on new text against what calibration saw.
struct DriftRow {
    std::string name;
    double calibrated = 0, now = 0; ///< the p99.9 of |x|
    double clip = 0;                ///< the threshold that the monitor moved to
    bool drifted = false;
};
Result<std::vector<DriftRow>> activationDrift(const std::string& packedFile, const std::string& textFile, RunControl& control);

} // namespace stillhouse
