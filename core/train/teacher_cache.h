// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/batch.h"
#include "core/train/stage.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace stillhouse::train {

/// The teacher's distributions over the scored positions of every example, computed once: the k most probable ids with their log
/// probabilities; the rest of the mass is their complement, spread evenly by the loss. Keyed by example id, never by position in
/// an epoch, so another order, batch size or split reads the same file. Stored as one safetensors file named after the hashes of teacher, data and
/// encoding; a file that does not match is made again. Engine thread.
class TeacherCache {
public:
    struct Rows {
        torch::Tensor ids;      ///< (R,k) int64
        torch::Tensor logProbs; ///< (R,k) float32
    };
    struct Key {
        std::string teacher, data;
        std::int64_t k = 0;
        std::int64_t maxTokens = 0;
        double promptWeight = 0; ///< decides which positions are scored
        std::int64_t vocab = 0;  ///< only the ids below count (a padded vocabulary); 0: all of the teacher's
    };

    /// Opens the file in `folder`, or makes it with `teacher`, reporting progress; empty when cancelled on the way.
    static std::unique_ptr<TeacherCache> open(const std::filesystem::path& folder, const Key& key, const model::Decoder& teacher,
                                              std::span<const evaluate::EncodedExample> examples, StageContext& context);

    /// The rows of a batch, in its order. Every example must be in the cache.
    Rows rows(const Batch& batch, std::span<const evaluate::EncodedExample> examples) const;
    /// Mean probability mass outside the k ids: what the approximation spreads evenly.
    double meanRestMass() const { return meanRest_; }
    std::int64_t bytes() const;

private:
    TeacherCache() = default;
    bool read(const std::filesystem::path& file);
    bool fill(const Key& key, const model::Decoder& teacher, std::span<const evaluate::EncodedExample> examples, StageContext& context);
    void write(const std::filesystem::path& file) const;
    void index();

    std::string names_;                ///< example ids, each ended by '\n'
    torch::Tensor offsets_;            ///< (E+1) int64: rows of example e
    torch::Tensor ids_;                ///< (R,k) int32
    torch::Tensor logProbs_;           ///< (R,k) float32
    std::unordered_map<std::string, std::int64_t> place_;
    double meanRest_ = 0;
};

} // namespace stillhouse::train
