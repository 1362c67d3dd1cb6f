// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include <memory>

namespace stillhouse::model {

struct Linear;

/// Replaces how one matrix is applied: an adapter, a simulated number format, an observer of its inputs. Set and removed by whoever
/// needs it; clone(), saving and hashing of a Decoder see the plain weights only.
class LinearExtension {
public:
    virtual ~LinearExtension() = default;
    /// x (…,in) → (…,out).
    virtual torch::Tensor apply(const torch::Tensor& x, const Linear& linear) = 0;
};

/// y = x·Wᵀ + b with W (out,in); b is undefined when there is none.
struct Linear {
    torch::Tensor weight;
    torch::Tensor bias;
    std::shared_ptr<LinearExtension> extension;

    torch::Tensor plain(const torch::Tensor& x) const { return torch::linear(x, weight, bias); }
    torch::Tensor operator()(const torch::Tensor& x) const { return extension ? extension->apply(x, *this) : plain(x); }
};

} // namespace stillhouse::model
