// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/peft/inspect_adapter.h"

#include "core/base/guard.h"
#include "core/formats/hf_folder.h"

namespace stillhouse {

namespace peft {

AdapterInfo describe(const AdapterFile& file, const std::string& folder) {
    AdapterInfo out;
    const auto& c = file.config();
    out.path = folder;
    out.baseModel = c.baseModel;
    out.precision = std::string(formats::dtypeName(file.dtype()));
    out.rank = c.rank;
    out.alpha = c.alpha;
    out.dropout = c.dropout;
    out.rankStabilised = c.rankStabilised;
    for (const auto& m : file.matrices())
        out.matrices.push_back({m.matrix.layer, m.matrix.module, m.matrix.out, m.matrix.in, m.rank, m.scale});
    out.parameters = file.parameters();
    out.bytes = std::int64_t(file.fileBytes());
    return out;
}

} // namespace peft

Result<AdapterInfo> inspectAdapter(const std::string& folder, const std::string& model) {
    return base::guard([&] {
        const peft::AdapterFile file(folder);
        auto out = peft::describe(file, folder);
        if (!model.empty()) {
            const auto config = formats::HfFolder(model).config();
            file.checkFits(config);
            out.modelParameters = formats::parameterCount(config);
        }
        return out;
    });
}

} // namespace stillhouse
