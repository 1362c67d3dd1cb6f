// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of a data set as a table. Row ids come once per filter; texts are fetched in blocks of 256 when a row is looked at,
// and the blocks used least recently are forgotten, so a million rows cost 8 bytes each. UI thread; lists come from ExampleLists, texts through
// Session::query.
#pragma once
#include "core/api/store.h"

#include <QAbstractTableModel>
#include <QHash>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QTimer;

namespace stillhouse::widgets {

class ExampleLists;
class Session;

class ExampleTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Id, Prompt, Label, Suggested, Split, Source, Length, ColumnCount };
    static constexpr int kBlock = 256, kBlocks = 64;

    explicit ExampleTable(Session& session, QObject* parent = nullptr);

    /// Reads the rows of another filter or order; the old ones stay until the answer is there. Emits `loaded` or `failed`.
    void setQuery(const ExampleQuery& query);
    const ExampleQuery& query() const { return query_; }
    ExampleLists& lists() { return *lists_; } ///< where they are made
    /// The row when its block is here; otherwise nothing, and the block is asked for.
    std::optional<ExampleRow> row(int index);
    /// Shows a row as it is now, where it is held.
    void replace(const ExampleRow& row);
    /// Reads the rows between these again and forgets all others: the store has changed under them.
    void reread(int first, int last);
    int indexOf(std::int64_t rowid) const; ///< −1: not among the rows
    const std::vector<std::int64_t>& ids() const { return ids_; }
    /// Shows the labels of this annotator alone; empty: those in force.
    void setBlind(const std::string& annotator);
    /// The label that is shown: of the one annotator, or in force.
    std::string shownLabel(const ExampleRow& row) const;
    int blocksHeld() const { return int(blocks_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    /// Nothing: a letter typed into the table would read a million rows on the UI thread. The search field finds them.
    QModelIndexList match(const QModelIndex&, int, const QVariant&, int, Qt::MatchFlags) const override { return {}; }

Q_SIGNALS:
    void loaded(qint64 rows);
    void failed(const stillhouse::Error& error);
    void blockArrived(int firstRow, int lastRow);

private:
    struct Block {
        std::vector<ExampleRow> rows;
        std::list<int>::iterator use;
    };
    const ExampleRow* held(int index) const;
    void want(int block) const;
    void fetch();
    void keep(int block, std::vector<ExampleRow> rows);
    QVariant shownValue(const ExampleRow& row, int column) const;
    QVariant mark(const ExampleRow& row, int column) const;
    QVariant saidBy(const ExampleRow& row) const;

    Session& session_;
    ExampleLists* lists_;
    ExampleQuery query_;
    std::vector<std::int64_t> ids_;
    mutable std::map<int, Block> blocks_;
    mutable std::list<int> recent_; ///< most recently used first
    mutable std::set<int> wanted_; ///< to be asked for after the paint
    std::set<int> asked_; ///< on their way
    std::set<int> stale_; ///< held, but to be read again
    std::string blind_;
    quint64 generation_ = 0;
    quint64 replaced_ = 0; ///< rows so far: what was read before the newest may be older than it
    quint64 shown_ = 0; ///< the query that ids_ answer: rows read for another one must not be shown in their place
    QTimer* timer_;
};

} // namespace stillhouse::widgets
