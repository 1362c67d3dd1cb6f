// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a safetensors file: either a clear refusal or tensors whose every element can be read.
#include "core/base/failure.h"
#include "core/formats/safetensors.h"
#include "tests/fuzz/memory_file.h"

#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    const fuzz::MemoryFile file(data, size);
    try {
        const formats::SafetensorsFile opened(file.path());
        for (const auto& tensor : opened.tensors()) {
            std::vector<float> values(std::size_t(tensor.info.elements()));
            tensor.toFloat(values);
        }
    } catch (const base::Failure&) {
    }
    return 0;
}
