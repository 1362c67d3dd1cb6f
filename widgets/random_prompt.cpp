// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/random_prompt.h"

namespace stillhouse::widgets {

Result<QString> randomPrompt(Store& store, std::uint32_t random) {
    const auto sets = store.datasets();
    if (!sets)
        return sets.error();
    if (sets->empty())
        return Error{ErrorKind::NotFound, SH_TR("The project has no data yet"), {}, SH_TR("Import a data file first"), {}, {}};
    ExampleQuery query;
    query.dataset = sets->back().id;
    const auto ids = store.exampleIds(query);
    if (!ids)
        return ids.error();
    if (ids->empty())
        return QString();
    const auto rows = store.examples({(*ids)[random % ids->size()]});
    if (!rows)
        return rows.error();
    return rows->empty() ? QString() : QString::fromStdString(rows->front().example.prompt);
}

} // namespace stillhouse::widgets
