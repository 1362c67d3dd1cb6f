// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/feedback_link.h"

#include "widgets/session.h"

namespace stillhouse::widgets {

FeedbackLink& FeedbackLink::of(Session& session) {
    if (auto* known = session.findChild<FeedbackLink*>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new FeedbackLink(&session);
}

} // namespace stillhouse::widgets
