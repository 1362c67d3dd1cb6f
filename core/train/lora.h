// SPDX-License-Identifier: GPL-3.0-or-later
// LoRA (Hu et al. 2021): a frozen matrix W (out,in) gets a trained product beside it, y = W·x + s·B·(A·dropout(x)) with A (r,in), B (out,r)
// and s = α/r, or α/√r (rsLoRA, Kalajdzievski 2023). At the start A is uniform in ±1/√in (Kaiming with a = √5, as the PEFT library has it)
// and B is 0, so that the first step begins at W. Merged, it is W' = W + s·B·A and costs nothing. Engine thread.
#pragma once
#include "core/model/torch.h"

#include "core/model/decoder.h"
#include "core/peft/adapter_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse::train {

class LoraAdapter {
public:
    /// A fresh one on every matrix of `decoder` that the configuration covers, with the shapes that pruning left. Fails where there is none.
    LoraAdapter(const model::Decoder& decoder, const peft::AdapterConfig& config, std::uint64_t seed);
    /// From a file, in F32. Fails as AdapterFile::checkFits.
    LoraAdapter(const model::Decoder& decoder, const peft::AdapterFile& file);

    /// Lets the decoder compute with it. The decoder's weights stay as they are; whether they want gradients is the caller's choice.
    void attach(model::Decoder& decoder) const;
    static void detach(model::Decoder& decoder);
    /// W ← W + s·B·A in place, and back. What is merged may not be attached too.
    void merge(model::Decoder& decoder) const;
    void unmerge(model::Decoder& decoder) const;

    /// A and B of every matrix under the names of the file, as leaves that want gradients.
    std::vector<model::NamedTensor> parameters() const;
    std::int64_t parameterCount() const;
    const peft::AdapterConfig& config() const { return config_; }

    /// Until keepAll(): dropout in every pass, with masks drawn from `seed`. A no-op where the configuration has none.
    void drop(std::uint64_t seed);
    void keepAll();

    /// Writes a folder for the PEFT library. `base`: what it will name as its base model.
    void save(const std::filesystem::path& folder, const std::string& base) const;

private:
    class Part;
    void add(const peft::AdaptedMatrix& matrix, torch::Tensor a, torch::Tensor b);
    void addTo(model::Decoder& decoder, double sign) const;

    peft::AdapterConfig config_;
    std::vector<std::shared_ptr<Part>> parts_;
};

/// Adapter's parameters over those of model and adapter together, as the PEFT library counts.
double trainedShare(std::int64_t adapter, std::int64_t model);

} // namespace stillhouse::train
