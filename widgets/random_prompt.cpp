// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/random_prompt.h"

namespace stillhouse::widgets {

Result<Example> randomExample(Store& store, std::uint32_t random, const std::string& split) {
    const auto sets = store.datasets();
    if (!sets)
        return sets.error();
    if (sets->empty())
        return Error{ErrorKind::NotFound, SH_TR("The project has no data yet"), {}, SH_TR("Import a data file first"), {}, {}};
    ExampleQuery query;
    query.dataset = sets->back().id;
    query.split = split;
    const auto ids = store.exampleIds(query);
    if (!ids)
        return ids.error();
    const auto rows = ids->empty() ? Result<std::vector<ExampleRow>>(std::vector<ExampleRow>()) : store.examples({(*ids)[random % ids->size()]});
    if (!rows)
        return rows.error();
    if (rows->empty())
        return Error{ErrorKind::NotFound, SH_TR("The project has no test examples"), {}, SH_TR("Import data first"), {}, {}};
    return rows->front().example;
}

Result<QString> randomPrompt(Store& store, std::uint32_t random) {
    const auto example = randomExample(store, random);
    if (!example)
        return example.error();
    return QString::fromStdString(example->prompt);
}

} // namespace stillhouse::widgets
