// SPDX-License-Identifier: GPL-3.0-or-later
// `runs`: the runs of a project, with the tags and notes that people gave them.
#include "app/cli/format.h"
#include "app/cli/project_store.h"

#include <algorithm>
#include <ctime>
#include <filesystem>

namespace stillhouse::cli {

using nlohmann::json;

Result<Store> openProject(const std::string& path) {
    if (!std::filesystem::exists(path))
        return Error{ErrorKind::NotFound, SH_TR("There is no project database"), path, SH_TR("Give the path of project.db"), {}, {}};
    return Store::open(path);
}

Result<RunRow> findRun(Store& store, const std::string& name) {
    auto runs = store.runs(); // newest first
    if (!runs)
        return runs.error();
    if ((name == "last" && !runs->empty()) || (name == "previous" && runs->size() > 1))
        return (*runs)[name == "last" ? 0 : 1];
    const RunRow* found = nullptr;
    for (const auto& run : *runs) {
        if (run.id == name)
            return run;
        if (!run.id.starts_with(name) || name.empty())
            continue;
        if (found)
            return Error{ErrorKind::BadInput, Text(SH_TR("Several runs begin with \"%1\""), {name}), store.path(), SH_TR("Write more of its id"), {}, {}};
        found = &run;
    }
    if (found)
        return *found;
    return Error{ErrorKind::NotFound, Text(SH_TR("The run %1 is not in the project"), {name}), store.path(), SH_TR("`stillhouse-cli runs list` names all of them"), {}, {}};
}

namespace {

struct RunsOptions {
    std::string store, run, note;
    std::vector<std::string> add, remove;
    bool clear = false;
};

std::string joinedTags(const RunRow& run) {
    std::string text;
    for (const auto& tag : run.tags)
        text += (text.empty() ? "" : ", ") + tag;
    return text;
}

std::string startedText(double started) {
    const auto time = std::time_t(started);
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &utc);
    return text;
}

json runJson(const RunRow& run) {
    return {{"run_id", run.id}, {"run", run.name}, {"status", run.status}, {"started", run.started}, {"seconds", run.seconds}, {"tags", run.tags},
            {"note", run.note}, {"parent", run.parent}, {"seed", run.seed}, {"folder", run.folder}, {"error", run.error}};
}

int listRuns(Store& store, const Shared& shared) {
    const auto runs = store.runs();
    if (!runs)
        return report(runs.error(), shared);
    json rows = json::array();
    std::vector<std::vector<std::string>> table{{"run", "name", "status", "started, UTC", "seconds", "tags", "note"}};
    for (const auto& run : *runs) {
        rows.push_back(runJson(run));
        table.push_back({run.id, run.name, run.status, startedText(run.started), fixed(run.seconds, 1), joinedTags(run), run.note});
    }
    print({{"runs", rows}}, shared);
    say(runs->empty() ? std::string("No runs yet") : aligned(table), shared);
    return Done;
}

int changeRun(Store& store, const RunsOptions& o, bool note, const Shared& shared) {
    auto run = findRun(store, o.run);
    if (!run)
        return report(run.error(), shared);
    if (!note) {
        if (o.clear)
            run->tags.clear();
        std::erase_if(run->tags, [&](const std::string& tag) { return std::find(o.remove.begin(), o.remove.end(), tag) != o.remove.end(); });
        for (const auto& tag : o.add)
            if (!tag.empty() && std::find(run->tags.begin(), run->tags.end(), tag) == run->tags.end())
                run->tags.push_back(tag);
    }
    const auto done = note ? store.setNote(run->id, o.note) : store.setTags(run->id, run->tags);
    if (!done)
        return report(done.error(), shared);
    const auto now = store.run(run->id);
    if (!now)
        return report(now.error(), shared);
    print(runJson(**now), shared);
    say(run->id + (note ? "  note: " + (*now)->note : "  tags: " + joinedTags(**now)), shared);
    return Done;
}

} // namespace

Command runsCommand() {
    return {"runs", "The runs of a project: list, tag, note", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<RunsOptions>();
                app.require_subcommand(1);
                app.fallthrough();
                auto* list = app.add_subcommand("list", "All runs, the newest first");
                auto* tag = app.add_subcommand("tag", "Give a run tags, or take them away");
                auto* note = app.add_subcommand("note", "Write a run's note; an empty text takes it away");
                for (auto* one : {list, tag, note})
                    one->add_option("--store", o->store, "Project database")->required();
                for (auto* one : {tag, note})
                    one->add_option("run", o->run, "Its id or the beginning of it, \"last\" or \"previous\"")->required();
                tag->add_option("tags", o->add, "Tags to add");
                tag->add_option("--remove", o->remove, "Tags to take away");
                tag->add_flag("--clear", o->clear, "Take all of its tags away first");
                note->add_option("text", o->note, "The note")->required();
                return [=, &shared]() -> int {
                    auto store = openProject(o->store);
                    if (!store)
                        return report(store.error(), shared);
                    return list->parsed() ? listRuns(*store, shared) : changeRun(*store, *o, note->parsed(), shared);
                };
            }};
}

} // namespace stillhouse::cli
