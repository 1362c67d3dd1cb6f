// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/result.h"

namespace stillhouse {

std::string Error::english() const {
    std::string out;
    if (!where.empty())
        out += where + ": ";
    if (!key.empty())
        out += "'" + key + "': ";
    out += what.english();
    if (!remedy.empty())
        out += ". " + remedy.english();
    return out;
}

} // namespace stillhouse
