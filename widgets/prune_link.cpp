// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/prune_link.h"

#include "widgets/session.h"

namespace stillhouse::widgets {

PruneLink& PruneLink::of(Session& session) {
    if (auto* known = session.findChild<PruneLink*>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new PruneLink(&session);
}

} // namespace stillhouse::widgets
