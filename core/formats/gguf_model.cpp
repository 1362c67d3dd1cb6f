// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_model.h"

#include "core/base/failure.h"
#include "core/formats/gguf_names.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace stillhouse::formats {

GgufModel::GgufModel(const std::filesystem::path& path) : file_(path), config_(readGgufConfig(file_)) {
    if (file_.tensors().empty())
        base::fail(path.string(), SH_TR("The file holds a vocabulary but no weights"), SH_TR("Choose the model's own file"));
    check();
}

void GgufModel::check() const {
    std::unordered_set<std::string> known = {"rope_freqs.weight"};
    for (const auto& parameter : parameterShapes(config_)) {
        const auto& found = tensor(parameter.name);
        known.insert(found.name);
        if (found.shape != parameter.shape)
            base::fail(found.where, SH_TR("The tensor's shape does not fit the metadata"), SH_TR("The file is damaged; get it again"));
        if (!ggufReadable(found.type))
            base::fail(found.where, Text(SH_TR("Tensors of type %1 cannot be read"), {std::string(found.typeName())}),
                       SH_TR("Use a file with F32, F16, BF16, Q8_0, Q4_0, Q4_1 or IQ4_NL weights"), ErrorKind::Unsupported);
    }
    for (const auto& found : file_.tensors())
        if (!known.contains(found.name))
            base::fail(found.where, SH_TR("The metadata do not explain this tensor, so the model would be computed wrongly"), {},
                       ErrorKind::Unsupported);
}

const GgufTensor& GgufModel::tensor(const std::string& name) const {
    const auto file = ggufTensorName(name);
    const auto* found = file_.find(file);
    if (!found)
        base::fail(file_.path().string() + ", tensor " + file, SH_TR("The tensor is missing"), SH_TR("Get the whole file"));
    return *found;
}

void GgufModel::read(const std::string& name, std::span<float> out) const {
    const auto& found = tensor(name);
    if (ggufReorderedHeads(config_, name) == 0)
        return found.toFloat(out);
    std::vector<float> values(out.size());
    found.toFloat(values);
    reorderRows(values, out, found.shape.size() == 2 ? found.shape[1] : 1, config_.headDim, false);
}

std::string GgufModel::precision() const {
    std::map<std::string, std::size_t> bytes;
    for (const auto& tensor : file_.tensors())
        if (tensor.shape.size() == 2)
            bytes[std::string(tensor.typeName())] += tensor.bytes.size();
    std::string most =
        std::max_element(bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
    std::transform(most.begin(), most.end(), most.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return most;
}

} // namespace stillhouse::formats
