// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/quantize.h"
#include "core/base/guard.h"
#include "core/formats/block_float.h"
#include "core/formats/fp8.h"

namespace stillhouse {

Result<std::vector<FormatCode>> formatCodes(const std::string& format) {
    return base::guard([&] {
        std::vector<FormatCode> codes;
        if (format == "fp8-e4m3" || format == "fp8-e5m2") {
            for (int code = 0; code < 256; ++code)
                codes.push_back({code, formats::fp8ToFloat(std::uint8_t(code), format == "fp8-e4m3" ? formats::Fp8::E4M3 : formats::Fp8::E5M2)});
            return codes;
        }
        const auto block = formats::blockFormatNamed(format, "format");
        for (int code = 0; code < 1 << block.bits; ++code)
            codes.push_back({code, formats::elementValue(code, block)});
        return codes;
    });
}

} // namespace stillhouse
