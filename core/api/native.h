// SPDX-License-Identifier: GPL-3.0-or-later
// Models that run from packed weights without LibTorch: what needs no Engine. Any thread; calls block until they are done.
#pragma once
#include "core/api/engine.h"
#include "core/api/result.h"
#include "core/api/run_control.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse {

struct NativeOptions {
    std::string quant;        ///< "f32", "f16", "bf16", "int8", "int4": packed so on opening, by rounding; empty: as the model is stored
    std::string cache;        ///< keys and values in "f32", "f16", "fp8-e4m3", "fp8-e5m2", "bfp8" or "bfp4"; empty: "f32" for weights in
                              ///< floating point, so that logits are those of the training side, else "f16"
    int threads = 0;          ///< 0: one per core
    std::int64_t context = 0; ///< tokens of one sequence at most; 0: the model's own. Memory is taken as a call needs it
};

/// What a compressed model gives away, on one text: how llama.cpp judges a quantization. KL(reference ‖ model) in nats per token over
/// the windows and positions that perplexity scores; sameTop: share of positions where both prefer the same token.
struct Divergence {
    double nll = 0, perplexity = 0, referenceNll = 0, referencePerplexity = 0;
    Interval kl, sameTop; ///< 95 % bootstrap over windows
    double klMedian = 0, kl99 = 0;
    std::int64_t tokens = 0, windows = 0;
};

/// An open model and one sequence: a Hugging Face folder, a native packed file (.safetensors) or a GGUF file. Weights stay in the
/// mapped file where their type allows it. One caller at a time.
class NativeModel {
public:
    static Result<NativeModel> open(const std::string& path, const NativeOptions& options = {});
    NativeModel(NativeModel&&) noexcept;
    NativeModel& operator=(NativeModel&&) noexcept;
    ~NativeModel();

    std::string kernel() const;    ///< "avx2", …
    std::string precision() const; ///< "int4-nonuniform", "f16", …
    std::int64_t vocab() const;
    std::int64_t bytes() const; ///< of all matrices

    /// `request.model` is ignored. `onText` gets whole characters as they come; false ends the text. Sampling as `request` says.
    Result<GenerateResult> generate(const GenerateRequest& request, const std::function<bool(const std::string&)>& onText);
    Result<std::vector<std::vector<float>>> logits(const std::vector<std::int64_t>& ids);
    Result<PerplexityResult> perplexity(const std::string& textFile, std::int64_t context, RunControl& control);

private:
    struct Impl;
    explicit NativeModel(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Both models over the same windows of the same text; their vocabularies must be the same. Of a JSONL, CSV or TSV file, the text is that
/// of its examples, prompt and response, as calibration reads them. maxTokens 0: the whole file.
Result<Divergence> compareOnText(const std::string& reference, const std::string& model, const std::string& textFile, std::int64_t context,
                                 std::int64_t maxTokens, const NativeOptions& options, RunControl& control);

struct NativeBenchRequest {
    std::string model;           ///< any model that NativeModel opens; or
    std::string synthetic;       ///< "llama-110m", "llama-1b": random weights in a known shape
    std::string quant;           ///< "f32", "f16", "bf16", "int8", "int4", "int4-nonuniform"; empty: as the model is stored (synthetic: f16)
    std::string cache;           ///< as in NativeOptions, but f16 when empty
    std::int64_t prompt = 512;   ///< tokens processed at once; 0: not measured
    std::int64_t generate = 64;  ///< tokens decoded one by one; 0: not measured
    std::int64_t depth = 0;      ///< tokens already in the cache
    int repeat = 3, threads = 0; ///< threads 0: one per core
    std::uint64_t seed = 1;
};

/// Rates in tokens per second: medians, with every sample.
struct NativeBench {
    double promptTps = 0, decodeTps = 0;
    std::vector<double> promptSamples, decodeSamples;
    std::int64_t modelBytes = 0, bytesPerToken = 0, parameters = 0; ///< bytesPerToken: weights that one decoded token reads
    std::int64_t cacheBytesPerToken = 0;                            ///< keys and values it reads besides, on average
    double readSpeed = 0;                                           ///< GB/s at which these threads read as many bytes from memory, in the same minute
    std::int64_t peakResidentBytes = 0;                             ///< of the whole process
    std::string kernel, quant;
    int threads = 0;

    /// What decoding read per second as a share of what the memory can give (roofline); 0 where nothing was decoded.
    double rooflineShare() const { return readSpeed > 0 ? decodeTps * double(bytesPerToken + cacheBytesPerToken) / 1e9 / readSpeed : 0; }
};

/// Reports Progress; Cancelled between two repetitions.
Result<NativeBench> benchNative(const NativeBenchRequest& request, RunControl& control);

} // namespace stillhouse
