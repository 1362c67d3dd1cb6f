// SPDX-License-Identifier: GPL-3.0-or-later
// The matrices of a decoder that an adapter can sit on, and how PEFT's configuration names them.
#pragma once
#include "core/formats/model_config.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::peft {

/// "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj": all linear layers of a block, in the order of the pass.
const std::vector<std::string>& linearModules();
/// What PEFT takes for the Llama family when nothing is said: q_proj and v_proj.
const std::vector<std::string>& standardModules();

/// One matrix (out, in) of a layer.
struct Matrix {
    std::int64_t layer = 0;
    std::string module; ///< one of linearModules()
    std::int64_t out = 0, in = 0;

    /// "model.layers.3.self_attn.q_proj"
    std::string path() const;
};

/// Every matrix of the layers, layer by layer, with the shapes that pruning left; an absent sub-block has none.
std::vector<Matrix> matricesOf(const formats::ModelConfig& config);

/// What adapter_config.json says, as far as it decides what an adapter computes.
struct AdapterConfig {
    std::int64_t rank = 8;
    double alpha = 8;
    double dropout = 0;           ///< on the adapter's input, while it trains
    bool rankStabilised = false;  ///< scale α/√r (Kalajdzievski 2023) instead of α/r
    std::vector<std::string> targets = standardModules(); ///< ends of module paths ("q_proj", "self_attn.q_proj"), or "all-linear" alone
    std::string targetPattern;    ///< a regular expression over the whole path, instead of `targets`
    std::vector<std::string> excluded; ///< ends of paths that have none
    std::string excludedPattern;
    std::vector<std::int64_t> layers;  ///< only these; empty: all
    std::vector<std::pair<std::string, std::int64_t>> rankPattern; ///< end of a path or regular expression → its rank
    std::vector<std::pair<std::string, double>> alphaPattern;
    std::string baseModel; ///< base_model_name_or_path; may be empty
};

/// Rank and scale of one matrix.
struct Strength {
    std::int64_t rank = 0;
    double scale = 0; ///< α/r, or α/√r
};

/// Answers for module paths what the configuration means, by PEFT's rules. Faulty regular expressions, and patterns of which two
/// speak for one matrix and say different things, are base::Failures at `where`.
class Targets {
public:
    Targets(const AdapterConfig& config, std::string where);
    ~Targets();
    Targets(Targets&&) noexcept;

    bool covers(const Matrix& matrix) const;
    Strength strength(const Matrix& matrix) const;
    /// Fails where a target of the list names nothing in this model.
    void checkNames(const std::vector<Matrix>& matrices) const;

private:
    struct Patterns;
    AdapterConfig config_;
    std::string where_;
    std::unique_ptr<Patterns> patterns_;
};

} // namespace stillhouse::peft
