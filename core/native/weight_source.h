// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/packed_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <variant>

namespace stillhouse::native {

/// A packed model's parameters as F32 by the names of formats::parameterShapes, whatever they are packed as: what every writer of
/// another format asks for. Const members are thread-safe.
class WeightSource {
public:
    explicit WeightSource(std::shared_ptr<const infer::PackedModel> model);

    const formats::ModelConfig& config() const { return model_->config; }
    /// Row `row` of a matrix; a vector is one row. `out` has its length.
    void row(const std::string& name, std::int64_t row, std::span<float> out) const;
    /// All rows; `out` holds rows · cols. `between` is called after every mebibyte or so, and may throw to stop.
    void all(const std::string& name, std::span<float> out, const std::function<void(std::int64_t bytes)>& between = {}) const;
    /// Null for a vector.
    const infer::PackedMatrix* matrix(const std::string& name) const;
    /// Values that all parameters have together, a tied head counted once.
    std::int64_t parameters() const;

private:
    using Part = std::variant<const infer::PackedMatrix*, const std::vector<float>*>;
    void addLinear(const std::string& name, const infer::PackedLinear& linear);
    void addLayer(std::int64_t index, const infer::PackedLayer& layer);
    const Part& at(const std::string& name) const;

    std::shared_ptr<const infer::PackedModel> model_;
    std::unordered_map<std::string, Part> parts_;
};

} // namespace stillhouse::native
