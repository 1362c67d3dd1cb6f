// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an ONNX file: either a clear refusal or a graph whose every weight can be looked at.
#include "core/base/failure.h"
#include "core/formats/onnx_reader.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    const fuzz::MemoryFile file(data, size);
    try {
        const formats::OnnxFile opened(file.path());
        std::uint8_t seen = 0;
        for (const auto& tensor : opened.graph().initializers) {
            if (std::uint64_t(tensor.byteCount()) != tensor.bytes.size() || opened.find(tensor.name) != &tensor)
                __builtin_trap();
            for (const auto byte : tensor.bytes)
                seen = std::uint8_t(seen ^ std::to_integer<std::uint8_t>(byte));
        }
        static volatile std::uint8_t kept;
        kept = seen;
    } catch (const base::Failure&) {
    }
    return 0;
}
