// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of a run's policy as a table. The store counts and sorts; texts are fetched in blocks of 256 when a row is looked at, and
// the blocks used least recently are forgotten. UI thread; reads go through Session::query.
#pragma once
#include "core/api/feedback.h"

#include <QAbstractTableModel>
#include <list>
#include <map>
#include <optional>
#include <set>

class QTimer;

namespace stillhouse::widgets {

class Session;

/// Which samples: of a run and a lane, filtered and sorted, holding these words.
struct SampleChoice {
    std::string run, lane, words;
    SampleQuery query; ///< offset and limit are the table's
};

class SampleTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Prompt, Answer, Reward, Kl, Fate, ColumnCount };
    static constexpr int kBlock = 256, kBlocks = 32;

    explicit SampleTable(Session& session, QObject* parent = nullptr);

    /// Reads the rows of another choice; the old ones stay until the answer is there. Emits `loaded` or `failed`.
    void setChoice(const SampleChoice& choice);
    const SampleChoice& choice() const { return choice_; }
    void clear();
    /// The row when its block is here; otherwise nothing, and the block is asked for.
    std::optional<Sample> row(int index);
    int blocksHeld() const { return int(blocks_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded(qint64 rows);
    void failed(const stillhouse::Error& error);
    void blockArrived(int firstRow, int lastRow);

private:
    struct Block {
        std::vector<Sample> rows;
        std::list<int>::iterator use;
    };
    const Sample* held(int index) const;
    void want(int block) const;
    void fetch();
    void keep(int block, std::vector<Sample> rows);

    Session& session_;
    SampleChoice choice_;
    qint64 total_ = 0;
    mutable std::map<int, Block> blocks_;
    mutable std::list<int> recent_; ///< most recently used first
    mutable std::set<int> wanted_;
    quint64 generation_ = 0;
    QTimer* timer_;
};

/// A sample's fate in the user's language, and the theme colour and icon that go with it.
QString fateWord(const std::string& fate);
const char* fateToken(const std::string& fate);
const char* fateIcon(const std::string& fate);

} // namespace stillhouse::widgets
