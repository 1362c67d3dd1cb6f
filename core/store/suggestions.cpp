// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_impl.h"
#include "core/store/words.h"

namespace stillhouse {

using store::Query;

Result<void> Store::beginSuggestions(std::int64_t dataset, const SuggestionSource& source) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        if (Query known(impl_->connection, "SELECT 1 FROM suggestion_sources WHERE dataset = ?1 AND source = ?2", dataset, source.key); known.next())
            return;
        Query(impl_->connection, "DELETE FROM suggestions WHERE dataset = ?1", dataset).run();
        Query(impl_->connection,
              "INSERT INTO suggestion_sources(dataset, source, model, labels) VALUES(?1, ?2, ?3, ?4)"
              " ON CONFLICT(dataset) DO UPDATE SET source = ?2, model = ?3, labels = ?4",
              dataset, source.key, source.model, store::jsonOf(source.labels))
            .run();
        transaction.commit();
    });
}

Result<void> Store::addSuggestions(std::int64_t dataset, const std::vector<std::pair<std::int64_t, LabelSuggestion>>& suggestions) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        for (const auto& [row, suggestion] : suggestions)
            Query(impl_->connection,
                  "INSERT OR REPLACE INTO suggestions(example, dataset, label, confidence, entropy, probabilities) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", row,
                  dataset, suggestion.label, suggestion.confidence, suggestion.entropy, store::jsonOf(suggestion.probabilities))
                .run();
        transaction.commit();
    });
}

Result<std::optional<SuggestionSource>> Store::suggestionSource(std::int64_t dataset) {
    return store::guard(path(), [&]() -> std::optional<SuggestionSource> {
        Query query(impl_->connection, "SELECT source, model, labels FROM suggestion_sources WHERE dataset = ?1", dataset);
        if (!query.next())
            return std::nullopt;
        return SuggestionSource{query.text(0), query.text(1), store::textsOf(query.text(2), path())};
    });
}

Result<std::vector<std::int64_t>> Store::suggested(std::int64_t dataset) {
    return store::guard(path(), [&] { return impl_->connection.integers("SELECT example FROM suggestions WHERE dataset = ?1 ORDER BY example", dataset); });
}

} // namespace stillhouse
