// SPDX-License-Identifier: GPL-3.0-or-later
// What people said about two answers, and the preferences that follow from it.
#include "core/store/store_impl.h"

#include <algorithm>
#include <array>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

constexpr std::array verdictWords{"first", "second", "tie", "skip", "edited"};

std::string verdictWord(Verdict verdict) { return verdictWords.at(std::size_t(verdict)); }

// A word of a newer program counts as a skip: it teaches nothing.
Verdict verdictOf(const std::string& word) {
    const auto found = std::find(verdictWords.begin(), verdictWords.end(), word);
    return found == verdictWords.end() ? Verdict::Skip : Verdict(found - verdictWords.begin());
}

std::int64_t insertChoice(Connection& connection, const AnswerChoice& choice, double time) {
    const auto& pair = choice.pair;
    Query(connection,
          "INSERT INTO choices(pair_key, prompt, first, second, source, verdict, edited, annotator, time)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
          pairKey(pair), pair.prompt, pair.first, pair.second, pair.source, verdictWord(choice.verdict), choice.edited, choice.annotator, time)
        .run();
    return connection.database().getLastInsertRowid();
}

} // namespace

Result<std::int64_t> Store::addChoice(const AnswerChoice& choice) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        const double time = store::now();
        store::WriteTransaction transaction(connection);
        const std::int64_t id = insertChoice(connection, choice, time);
        for (const Preference& p : preferencesOf(choice))
            Query(connection, "INSERT INTO preferences(prompt, chosen, rejected, annotator, time, choice) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                  p.prompt, p.chosen, p.rejected, p.annotator, time, id)
                .run();
        transaction.commit();
        return id;
    });
}

Result<void> Store::undoChoice(std::int64_t id) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        Query(connection, "UPDATE choices SET undone = 1 WHERE id = ?1", id).run();
        if (connection.database().getChanges() == 0)
            base::fail(path(), Text(SH_TR("There is no choice %1"), {std::to_string(id)}), SH_TR("It may have been deleted by another window"),
                       ErrorKind::NotFound);
        Query(connection, "DELETE FROM preferences WHERE choice = ?1", id).run();
        transaction.commit();
    });
}

Result<std::vector<AnswerChoice>> Store::choices() {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT prompt, first, second, source, verdict, edited, annotator, id, time FROM choices WHERE undone = 0 ORDER BY id");
        std::vector<AnswerChoice> out;
        while (query.next())
            out.push_back({{query.text(0), query.text(1), query.text(2), query.text(3)},
                           verdictOf(query.text(4)),
                           query.text(5),
                           query.text(6),
                           query.integer(7),
                           query.real(8)});
        return out;
    });
}

Result<std::vector<Preference>> Store::preferences() {
    return store::guard(path(), [&] {
        Query query(impl_->connection, "SELECT prompt, chosen, rejected, annotator FROM preferences ORDER BY id");
        std::vector<Preference> out;
        while (query.next())
            out.push_back({query.text(0), query.text(1), query.text(2), query.text(3)});
        return out;
    });
}

Result<std::vector<AnswerPair>> Store::samplePairs(const std::string& runId, const std::string& lane, std::int64_t limit) {
    return store::guard(path(), [&] {
        // With min() SQLite takes the other columns from the row that holds the least gap.
        Query query(impl_->connection,
                    "WITH answers AS (SELECT prompt, response, avg(reward) AS reward, min(number) AS number FROM samples"
                    " WHERE run = ?1 AND lane = ?2 GROUP BY prompt, response)"
                    " SELECT a.prompt, a.response, b.response, min(abs(a.reward - b.reward)) AS gap FROM answers a"
                    " JOIN answers b ON b.prompt = a.prompt AND b.number > a.number GROUP BY a.prompt ORDER BY gap, a.number LIMIT ?3",
                    store::runKey(impl_->connection, runId), lane, limit);
        std::vector<AnswerPair> out;
        while (query.next())
            out.push_back(shuffledSides({query.text(0), query.text(1), query.text(2), runId}));
        return out;
    });
}

} // namespace stillhouse
