// SPDX-License-Identifier: GPL-3.0-or-later
// The versions that the Demo page can show: teachers, what each run ended with, students before their quantizer, files of the project.
#pragma once
#include "core/api/store.h"
#include "widgets/panels/model_sources.h"

#include <QString>
#include <string>
#include <vector>

namespace stillhouse::widgets {

struct DemoSource {
    std::string path, subject; ///< subject: "teacher", "A", …; empty: a file or folder
    std::string run;           ///< the run's name
    bool before = false;       ///< the student as it was before its quantizer
};

/// A run with measured models, that are still on disk.
struct DemoRun {
    std::string id, name;
    double started = 0; ///< seconds since the Unix epoch
    std::vector<std::pair<std::string, std::string>> subjects; ///< (subject, path): "teacher", "A", "B", …
};

struct DemoSources {
    std::vector<DemoSource> sources; ///< each path once
    std::vector<DemoRun> runs;       ///< newest first
    bool classification = false;     ///< the project's task is one
};

/// Store-reader thread.
Result<DemoSources> loadDemoSources(Store& store, const Experiment& experiment, const std::string& projectFolder);

/// The path of "teacher", "A" or "B" in a run; of the first subject that begins so where none has the name itself; else empty.
std::string pathInRun(const DemoRun& run, const std::string& subject);
QString demoSourceName(const DemoSource& source);

} // namespace stillhouse::widgets
