// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/experiment.h"

#include <functional>

namespace stillhouse {

/// Calls `change` on every file or folder that an experiment names outside its stages; empty ones are left out.
/// Only these move with the document: options of a stage are known to the engine alone.
inline void forEachPath(Experiment& experiment, const std::function<void(std::string&)>& change) {
    std::vector<std::string*> paths{&experiment.student.path, &experiment.data.train, &experiment.data.eval, &experiment.data.task,
                                    &experiment.data.preferences};
    for (TeacherSpec& teacher : experiment.teachers)
        paths.push_back(&teacher.path);
    for (std::string* path : paths)
        if (!path->empty())
            change(*path);
}

} // namespace stillhouse
