// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as adapter_config.json: refused, or a configuration that answers for every matrix of a model and survives being written.
#include "core/base/failure.h"
#include "core/peft/adapter_config.h"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    formats::ModelConfig model;
    model.hidden = 8;
    model.headDim = 4;
    model.layers = {{2, 1, 6, true, true}, {1, 1, 3, true, false}};
    try {
        const auto config = peft::parseAdapterConfig({reinterpret_cast<const char*>(data), size}, "input");
        const peft::Targets targets(config, "input");
        const auto matrices = peft::matricesOf(model);
        targets.checkNames(matrices);
        for (const auto& matrix : matrices)
            if (targets.covers(matrix) && targets.strength(matrix).rank < 1)
                std::abort();
        if (peft::parseAdapterConfig(peft::adapterConfigJson(config), "written").rank != config.rank)
            std::abort();
    } catch (const base::Failure& failure) {
        if (failure.error().where.rfind("written", 0) == 0)
            std::abort();
    }
    return 0;
}
