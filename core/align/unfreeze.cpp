// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/unfreeze.h"

#include <algorithm>

namespace stillhouse::align {

std::size_t thawedGroups(std::size_t groups, std::int64_t first, std::int64_t every, std::int64_t update) {
    if (every == 0)
        return groups;
    return std::min(groups, std::size_t(first + update / every));
}

void thaw(model::Decoder& decoder, std::size_t count) {
    const auto groups = decoder.groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool head = decoder.config().tiedEmbeddings && groups[i].name == "embedding";
        for (auto tensor : groups[i].tensors) {
            tensor.set_requires_grad(i < count || head);
            if (!tensor.requires_grad())
                tensor.mutable_grad() = torch::Tensor();
        }
    }
}

} // namespace stillhouse::align
