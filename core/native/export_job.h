// SPDX-License-Identifier: GPL-3.0-or-later
// One export going on, and what a format has to bring.
#pragma once
#include "core/api/export.h"
#include "core/native/open_model.h"
#include "core/native/weight_source.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace stillhouse::native {

/// The bytes of a tokenizer's files; empty where the model has none.
struct TokenizerTexts {
    std::string json, config;
};

class ExportJob {
public:
    /// Opens the model. `type` is one of the format's.
    ExportJob(const ExportRequest& request, std::string type, RunControl& control);

    const std::filesystem::path& out() const { return out_; }
    const std::string& type() const { return type_; }
    int threads() const { return threads_; }
    const OpenModel& model() const { return model_; }
    const WeightSource& weights() const { return weights_; }
    const formats::ModelConfig& config() const { return model_.packed->config; }
    TokenizerTexts tokenizer() const;

    void note(Text text) { notes_.push_back(std::move(text)); }
    const std::vector<Text>& notes() const { return notes_; }
    /// Tells how much is done, in bytes of F32 weights; base::Failure (Cancelled) when a stop was asked for.
    void advance(std::int64_t bytes);
    /// What is written is whole from here on: a stop no longer takes it away, and says so.
    void startComparing();
    /// base::Failure (Cancelled) when a stop was asked for.
    void checkStop() const;
    /// A whole parameter as F32, advancing on the way; valid until the next call.
    std::span<const float> parameter(const std::string& name, std::int64_t elements);

private:
    std::filesystem::path out_;
    std::string type_;
    int threads_ = 1;
    RunControl& control_;
    OpenModel model_;
    WeightSource weights_;
    std::vector<Text> notes_;
    std::vector<float> buffer_;
    std::int64_t done_ = 0;
    bool comparing_ = false;
};

/// Token sequences of one length, and the logits of all their tokens, one sequence after another: (tokens, V). Stops as `job` is asked.
using Sequences = std::vector<std::vector<std::int64_t>>;
std::vector<float> sessionLogits(const std::shared_ptr<const infer::PackedModel>& model, const Sequences& ids, const ExportJob& job);

struct ExportTarget {
    ExportFormat format;
    std::string extension;                                                    ///< of the file, with its dot; empty: any
    void (*write)(ExportJob& job);                                            ///< leaves the whole file or nothing
    std::vector<float> (*logits)(const ExportJob& job, const Sequences& ids); ///< of what was written
};
ExportTarget hfTarget();
ExportTarget ggufTarget();
ExportTarget nativeTarget();
ExportTarget onnxTarget();

} // namespace stillhouse::native
