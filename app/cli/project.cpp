// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on projects: sample, schema.
#include "app/cli/command.h"
#include "core/api/resources.h"

#include <iostream>

namespace stillhouse::cli {

Command sampleCommand() {
    return {"sample", "Write the bundled sample project (synthetic transaction reviews) into a folder", [](CLI::App& app, Shared& shared) {
                auto folder = std::make_shared<std::string>(), resources = std::make_shared<std::string>(resourceFolder());
                auto examples = std::make_shared<std::int64_t>(8000);
                app.add_option("folder", *folder, "Folder to make")->required();
                app.add_option("--examples", *examples, "How many examples to write")->check(CLI::Range(100, 10000000))->capture_default_str();
                app.add_option("--resources", *resources, "Folder of the program's resources");
                return [=, &shared]() -> int {
                    const auto path = writeSampleProject(*folder, *resources, *examples, std::uint64_t(shared.seedGiven ? shared.seed : 7));
                    if (!path)
                        return report(path.error(), shared);
                    print({{"experiment", *path}}, shared);
                    say("Wrote " + *path, shared);
                    return Done;
                };
            }};
}

Command schemaCommand() {
    return {"schema", "The JSON Schema of experiment documents, made from the methods' own tables", [](CLI::App& app, Shared& shared) {
                return [&shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    std::cout << experimentSchema(e->methods()) << "\n";
                    return Done;
                };
            }};
}

} // namespace stillhouse::cli
