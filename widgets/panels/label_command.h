// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/example_table.h"

#include <QUndoCommand>

namespace stillhouse::widgets {

/// Who labels: the name set in the environment of the session.
inline std::string annotatorName() {
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? "user" : name.toStdString();
}

/// One change of one label. Undo writes the old label again, so the history in the store stays whole.
class LabelCommand : public QUndoCommand {
public:
    LabelCommand(ExampleTable& table, qint64 rowid, QString before, QString after)
        : table_(table), rowid_(rowid), before_(std::move(before)), after_(std::move(after)) {}
    void redo() override { table_.setLabel(rowid_, after_, QString::fromStdString(annotatorName())); }
    void undo() override { table_.setLabel(rowid_, before_, QString::fromStdString(annotatorName())); }

private:
    ExampleTable& table_;
    qint64 rowid_;
    QString before_, after_;
};

} // namespace stillhouse::widgets
