// SPDX-License-Identifier: GPL-3.0-or-later
// The one header through which core sees LibTorch. It is precompiled; it also holds what differs between 1.13 and 2.x.
#pragma once
#include <torch/torch.h>
