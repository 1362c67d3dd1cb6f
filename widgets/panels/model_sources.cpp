// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/model_sources.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace stillhouse::widgets {

namespace {

namespace fs = std::filesystem;

void addFiles(const std::string& folder, std::vector<ModelSource>& out) {
    std::error_code none;
    std::set<std::string> found; // in the order of their names
    for (fs::directory_iterator it(folder, none), end; !none && it != end; it.increment(none))
        if (isModelFile(it->path().string()) && it->is_regular_file(none))
            found.insert(it->path().string());
    for (const auto& path : found)
        out.push_back({ModelSource::Kind::File, path, {}, {}});
}

} // namespace

void makeProjectFolder(const std::string& path, const std::string& projectFolder) {
    const auto folder = fs::path(path).parent_path();
    std::error_code none; // what cannot be made is said by whoever writes there
    if (folder.parent_path() == fs::path(projectFolder))
        fs::create_directory(folder, none);
}

bool isModelFile(const std::string& path) {
    const auto ending = fs::path(path).extension().string();
    return ending == ".safetensors" || ending == ".gguf";
}

Result<std::vector<ModelSource>> modelSources(Store& store, const std::vector<TeacherSpec>& teachers, const std::string& projectFolder, bool files) {
    std::vector<ModelSource> out;
    std::error_code none;
    for (const auto& teacher : teachers)
        if (fs::exists(teacher.path, none))
            out.push_back({ModelSource::Kind::Teacher, teacher.path, "teacher", {}});
    auto runs = store.runs();
    if (!runs)
        return runs.error();
    std::stable_sort(runs->begin(), runs->end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    for (const auto& run : *runs) {
        auto artifacts = store.artifacts(run.id);
        if (!artifacts)
            return artifacts.error();
        for (const auto& artifact : *artifacts)
            if (artifact.kind == "model" && artifact.subject.rfind("teacher", 0) != 0 && fs::exists(artifact.path, none))
                out.push_back({ModelSource::Kind::Student, artifact.path, artifact.subject, run.name.empty() ? run.id : run.name});
    }
    if (files)
        addFiles(projectFolder + "/models", out);
    return out;
}

} // namespace stillhouse::widgets
