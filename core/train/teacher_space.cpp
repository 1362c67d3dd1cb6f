// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/teacher_space.h"

#include "core/base/failure.h"

namespace stillhouse::train {

TeacherSpace teacherSpace(const SpaceQuestion& q, const std::string& key) {
    const bool classification = q.taskKind == "classification";
    if (q.wanted == "tokens" && q.remote)
        base::failAt(key, SH_TR("A teacher behind an endpoint does not tell its whole distribution, so it cannot be matched token by token"),
                     SH_TR("Choose auto, or labels or sorted probabilities"));
    if (q.wanted == "tokens" && !q.sharesTokens)
        base::failAt(key, SH_TR("Teacher and student have different tokenizers, so they cannot be matched token by token"), SH_TR("Choose auto, or labels or sorted probabilities"));
    if (q.wanted == "labels" && !classification)
        base::failAt(key, SH_TR("A generation task has no labels to compare"), SH_TR("Choose auto, tokens or sorted probabilities"));
    if (q.wanted == "sorted" && q.remote && classification)
        base::failAt(key, SH_TR("A teacher behind an endpoint is asked for its labels in a classification task"), SH_TR("Choose auto or labels"));
    if (q.wanted == "tokens" || (q.wanted == "auto" && q.sharesTokens && !q.remote))
        return TeacherSpace::Tokens;
    if (q.wanted == "labels" || (q.wanted == "auto" && classification))
        return TeacherSpace::Labels;
    return TeacherSpace::Sorted;
}

} // namespace stillhouse::train
