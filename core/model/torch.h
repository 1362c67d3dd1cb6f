// SPDX-License-Identifier: GPL-3.0-or-later
// The one header through which core sees LibTorch. It is precompiled; it also holds what differs between 1.13 and 2.x.
#pragma once
#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

namespace stillhouse::model::compat {

/// Whether operations take the form that gives the same bits again; those without one warn. From 2.2 on that mode would also fill every
/// fresh tensor with NaN, which costs a pass over memory and changes no result of a program that writes before it reads.
inline void setRepeatable(bool wanted) {
    at::globalContext().setDeterministicAlgorithms(wanted, true);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
    at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
}

} // namespace stillhouse::model::compat
