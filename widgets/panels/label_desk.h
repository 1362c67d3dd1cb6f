// SPDX-License-Identifier: GPL-3.0-or-later
// Where labels, flags and decisions are written, one at a time, by a thread and a connection of its own: a label never waits behind what
// lists and counts are read with. Undo and redo without limit. UI thread.
#pragma once
#include "core/api/store.h"

#include <QObject>
#include <memory>
#include <vector>

namespace stillhouse::widgets {

class Session;
class StoreReader;

/// One change of one example.
struct LabelEdit {
    enum class Kind { Label, Flag, Decision };
    Kind kind = Kind::Label;
    std::int64_t rowid = 0;
    std::string annotator;
    std::optional<std::string> before, after; ///< this annotator's label, or the decision; a flag is there or not. Nothing: none
};

class LabelDesk : public QObject {
    Q_OBJECT
public:
    enum class Way { Do, Undo, Redo };
    explicit LabelDesk(Session& session, QObject* parent = nullptr);
    ~LabelDesk() override; ///< waits until what was begun is on disk

    /// Writes the edit; `saved` follows when it is on disk. While another one is on its way nothing happens, and false comes back: what
    /// is on screen is then not yet what the next key should speak of.
    bool apply(const LabelEdit& edit);
    void undo();
    void redo();
    void clear(); ///< forgets what can be undone
    bool busy() const { return busy_; }
    bool canUndo() const { return !busy_ && !done_.empty(); }
    bool canRedo() const { return !busy_ && !undone_.empty(); }

Q_SIGNALS:
    /// `edit` as it was written; the example before and after it.
    void saved(const stillhouse::widgets::LabelEdit& edit, stillhouse::widgets::LabelDesk::Way way, const stillhouse::ExampleRow& before,
               const stillhouse::ExampleRow& after);
    void failed(const stillhouse::Error& error);
    void changed(); ///< busy, canUndo or canRedo

private:
    void write(const LabelEdit& edit, Way way);
    void finish(const LabelEdit& edit, Way way);

    Session& session_;
    std::unique_ptr<StoreReader> writer_; ///< made with the first edit of a project
    std::string path_;
    bool busy_ = false;
    std::vector<LabelEdit> done_, undone_;
};

} // namespace stillhouse::widgets
