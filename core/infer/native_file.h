// SPDX-License-Identifier: GPL-3.0-or-later
// The native packed file: one .safetensors file that holds a whole model in the layout that the kernels read (packed_matrix.h), its
// configuration, its tokenizer and what the quantizer says about its work.
//
// Metadata: format "stillhouse-packed", version "1", `config` (config.json), `generation` (generation_config.json), `report` (JSON of
// the quantizer's own, may be absent) and `quantization`: {"matrices": [{"name", "packing", "rows", "cols", "two_level",
// "codebook_rows", "outliers"}]}. Tensors, by the names of formats::parameterShapes: norms and biases under their name in F32; a float
// matrix under its name, (rows, cols); an integer matrix NAME in parts: NAME.codes U8 (tiles), NAME.scales F16 (groups, blocks, 16) or
// NAME.scale_codes I8 (groups, blocks, 16) with NAME.row_scales F16 (groups, 16), NAME.codebook I8 (codebooks, 16),
// NAME.outlier_start I32 (rows + 1), NAME.outlier_column I32 and NAME.outlier_value F16. "tokenizer.json" and "tokenizer_config.json"
// are U8 tensors: the bytes of those files. Tensors stand in the order of the power of two that divides their size, largest first,
// so that all codes begin at a multiple of 64 bytes and every number at a multiple of its own size.
#pragma once
#include "core/formats/generation_config.h"
#include "core/formats/safetensors.h"
#include "core/infer/model_source.h"

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::infer {

inline constexpr const char* nativeFormat = "stillhouse-packed";

/// A matrix by the name of formats::parameterShapes.
struct NamedMatrix {
    std::string name;
    PackedMatrix matrix;
};

struct NativeWriteOptions {
    std::string tokenizerJson;       ///< bytes of tokenizer.json; empty: the file holds no tokenizer
    std::string tokenizerConfigJson; ///< bytes of tokenizer_config.json; may be empty
    formats::GenerationConfig generation;
    std::string report; ///< JSON; may be empty
};

/// Writes a native file matrix by matrix, in any order, each once: what is given goes to a nameless file beside `path` at once, so
/// never more than one matrix is held. The file appears on commit(), whole. base::Failure; not thread-safe.
class NativeWriter {
public:
    NativeWriter(std::filesystem::path path, formats::ModelConfig config, NativeWriteOptions options);
    ~NativeWriter();
    NativeWriter(const NativeWriter&) = delete;
    NativeWriter& operator=(const NativeWriter&) = delete;

    /// `name` as in formats::parameterShapes, for example "model.layers.0.self_attn.q_proj.weight". A tied head is not written.
    void matrix(const std::string& name, const PackedMatrix& matrix);
    /// A norm or a bias.
    void vector(const std::string& name, std::span<const float> values);
    /// Replaces NativeWriteOptions::report: what is known only when all is done.
    void setReport(std::string report);
    /// Fails when a parameter of the configuration was not written.
    void commit();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A whole model at once.
void writeNative(const std::filesystem::path& path, const PackedModel& model, const NativeWriteOptions& options);

/// An open native file. Everything is mapped, nothing is copied. Opening checks every size against configuration and shapes and runs
/// checkPacked on every matrix; base::Failure names file and tensor. Const members are thread-safe; matrices own the mapping.
class NativeFile : public ModelSource {
public:
    explicit NativeFile(const std::filesystem::path& path);

    const formats::ModelConfig& config() const override { return config_; }
    const formats::GenerationConfig& generation() const { return generation_; }
    const std::string& report() const { return report_; }
    /// Empty where the file holds none. Valid while this object lives.
    std::string_view tokenizerJson() const { return bytesOf("tokenizer.json"); }
    std::string_view tokenizerConfigJson() const { return bytesOf("tokenizer_config.json"); }
    /// In the order of formats::parameterShapes.
    const std::vector<NamedMatrix>& matrices() const { return matrices_; }
    PackedMatrix matrix(const std::string& name) const override;
    std::vector<float> vector(const std::string& name) const override;
    std::uint64_t fileBytes() const { return file_->fileBytes(); }
    std::string path() const { return file_->path().string(); }

private:
    void readMetadata();
    void readMatrices();
    std::string_view bytesOf(const char* name) const;

    std::shared_ptr<const formats::SafetensorsFile> file_;
    formats::ModelConfig config_;
    formats::GenerationConfig generation_;
    std::string report_;
    std::vector<NamedMatrix> matrices_;
    std::map<std::string, std::size_t> index_;
};

/// The safetensors file says that it is a native packed file. False for everything else, also for what is no safetensors file.
bool isNativeFile(const std::filesystem::path& path);

/// The model of a native file, ready to run.
PackedModel openNative(const NativeFile& file);
inline PackedModel openNative(const std::filesystem::path& path) { return openNative(NativeFile(path)); }

} // namespace stillhouse::infer
