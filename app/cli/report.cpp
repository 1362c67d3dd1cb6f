// SPDX-License-Identifier: GPL-3.0-or-later
// `report`: a run on one page. `import-bench`: other programs' measurements. `tensorboard`: a run's curves as event files.
#include "app/cli/command.h"
#include "core/api/bench_import.h"
#include "core/api/report.h"
#include "core/api/tensorboard.h"

#include <filesystem>

namespace stillhouse::cli {

namespace {

struct ReportArguments {
    std::string store, out, language = "en";
    ReportRequest request;
};

int writeRun(ReportArguments arguments, const Shared& shared) {
    if (!std::filesystem::exists(arguments.store))
        return report({ErrorKind::NotFound, SH_TR("There is no project database"), arguments.store, SH_TR("Give the path of project.db"), {}, {}}, shared);
    auto store = Store::open(arguments.store);
    if (!store)
        return report(store.error(), shared);
    arguments.request.language = arguments.language == "zh" ? ReportLanguage::Chinese : ReportLanguage::English;
    if (const auto written = writeReport(*store, arguments.request, arguments.out); !written)
        return report(written.error(), shared);
    std::error_code ignored;
    print({{"path", arguments.out}, {"bytes", std::filesystem::file_size(arguments.out, ignored)}}, shared);
    say("Wrote " + arguments.out, shared);
    return Done;
}

int importRows(const std::string& store, const std::string& file, const Shared& shared) {
    const auto imported = importBench(store, file);
    if (!imported)
        return report(imported.error(), shared);
    print({{"rows", imported->rows}, {"runs", imported->runIds}}, shared);
    say("Imported " + std::to_string(imported->rows) + " rows of " + std::to_string(imported->runIds.size()) + " models into " + store, shared);
    return Done;
}

int writeEvents(const std::string& store, const std::string& run, const std::string& out, const Shared& shared) {
    const auto written = exportTensorboard(store, run, out);
    if (!written)
        return report(written.error(), shared);
    print({{"path", written->path}, {"series", written->series}, {"points", written->points}}, shared);
    say("Wrote " + std::to_string(written->points) + " points of " + std::to_string(written->series) + " curves to " + written->path, shared);
    return Done;
}

} // namespace

Command reportCommand() {
    return {"report", "A run on one page: HTML, or every measured value as CSV", [](CLI::App& app, Shared& shared) {
                auto arguments = std::make_shared<ReportArguments>();
                app.add_option("--store", arguments->store, "Project database")->required();
                app.add_option("--run", arguments->request.runId, "Run id; default: the newest measured run");
                app.add_option("--out", arguments->out, "File to write: .html or .csv (a .pdf is written by `stillhouse --project FOLDER --report FILE.pdf`)")->required();
                app.add_option("--lang", arguments->language, "Language of the page")->check(CLI::IsMember({"en", "zh"}))->capture_default_str();
                return [=, &shared]() -> int { return writeRun(*arguments, shared); };
            }};
}

Command importBenchCommand() {
    return {"import-bench", "Rows of `llama-bench -o jsonl` into a project's comparison", [](CLI::App& app, Shared& shared) {
                auto store = std::make_shared<std::string>(), file = std::make_shared<std::string>();
                app.add_option("file", *file, "Output of llama-bench -o jsonl")->required();
                app.add_option("--store", *store, "Project database; made when missing")->required();
                return [=, &shared]() -> int { return importRows(*store, *file, shared); };
            }};
}

Command tensorboardCommand() {
    return {"tensorboard", "The curves of a recorded run as TensorBoard event files", [](CLI::App& app, Shared& shared) {
                auto store = std::make_shared<std::string>(), run = std::make_shared<std::string>(), out = std::make_shared<std::string>();
                app.add_option("--store", *store, "Project database")->required();
                app.add_option("--run", *run, "Run id; default: the newest run with curves");
                app.add_option("--out", *out, "Folder; the files go to a folder of the run's name in it")->required();
                return [=, &shared]() -> int { return writeEvents(*store, *run, *out, shared); };
            }};
}

} // namespace stillhouse::cli
