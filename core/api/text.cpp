// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/text.h"

namespace stillhouse {

std::string Text::english() const {
    std::string out;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const bool place = key[i] == '%' && i + 1 < key.size() && key[i + 1] >= '1' && key[i + 1] <= '9';
        const std::size_t index = place ? std::size_t(key[i + 1] - '1') : 0;
        if (place && index < args.size()) {
            out += args[index];
            ++i;
        } else {
            out += key[i];
        }
    }
    return out;
}

} // namespace stillhouse
