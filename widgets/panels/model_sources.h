// SPDX-License-Identifier: GPL-3.0-or-later
// The models that a project knows: its teachers, the students of its finished runs, and what was quantized or exported in it.
#pragma once
#include "core/api/experiment.h"
#include "core/api/store.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

struct ModelSource {
    enum class Kind { Teacher, Student, File, Chosen };
    Kind kind = Kind::Chosen;
    std::string path, subject, run; ///< subject: "A", "B" of a student; run: its name
};

/// Only what is on disk, students of the newest run first. Store-reader thread. `files`: also packed and GGUF files in <project>/models.
Result<std::vector<ModelSource>> modelSources(Store& store, const std::vector<TeacherSpec>& teachers, const std::string& projectFolder, bool files);

/// Makes the folder of `path` where it stands directly in the project (its models, its exports); elsewhere folders are the user's.
void makeProjectFolder(const std::string& path, const std::string& projectFolder);

/// A packed native or GGUF file by its ending, as opposed to a model folder.
bool isModelFile(const std::string& path);

} // namespace stillhouse::widgets
