// SPDX-License-Identifier: GPL-3.0-or-later
// `export`: a model in a format that other programs read.
#include "app/cli/command.h"
#include "core/api/report.h"

namespace stillhouse::cli {

namespace {

std::vector<std::string> formatIds() {
    std::vector<std::string> ids;
    for (const auto& format : exportFormats())
        ids.push_back(format.id);
    return ids;
}

std::string typesHelp() {
    std::string text = "Precision of the weights";
    for (const auto& format : exportFormats()) {
        text += "; " + format.id + ":";
        for (const auto& type : format.types)
            text += " " + type;
    }
    return text;
}

int runExport(ExportRequest request, const std::string& store, const Shared& shared) {
    request.threads = shared.threads;
    showProgress(shared);
    const auto written = exportModel(request, control());
    if (!written)
        return report(written.error(), shared);
    const auto card = writeModelCard(*written, request.model, store.empty() ? storeOfModel(request.model) : store);
    if (!card)
        return report(card.error(), shared);
    auto notes = nlohmann::json::array();
    for (const auto& note : written->notes)
        notes.push_back(note.english());
    print({{"path", written->path}, {"format", written->format}, {"type", written->type}, {"bytes", written->bytes}, {"max_abs_error", written->maxAbsError},
           {"kl", written->kl}, {"checked_tokens", written->checkedTokens}, {"card", *card}, {"notes", notes}}, shared);
    say("Wrote " + written->path + ", " + std::to_string(written->bytes) + " bytes; largest logit difference after reading back " +
            std::to_string(written->maxAbsError) + ", KL " + std::to_string(written->kl) + " nats per token over " + std::to_string(written->checkedTokens) + " tokens",
        shared);
    for (const auto& note : written->notes)
        say(note.english(), shared);
    say("Model card: " + *card, shared);
    return Done;
}

} // namespace

Command exportCommand() {
    return {"export", "A model in another format, verified by reading it back", [](CLI::App& app, Shared& shared) {
                auto request = std::make_shared<ExportRequest>();
                app.add_option("model", request->model, "Model folder or file")->required();
                app.add_option("--format", request->format, "What to write")->check(CLI::IsMember(formatIds()))->capture_default_str();
                app.add_option("--out", request->out, "Folder or file to write")->required();
                app.add_option("--type", request->type, typesHelp());
                auto store = std::make_shared<std::string>();
                app.add_option("--store", *store, "Project database whose measurements the model card gives; default: project.db above the model");
                return [=, &shared]() -> int { return runExport(*request, *store, shared); };
            }};
}

} // namespace stillhouse::cli
