// SPDX-License-Identifier: GPL-3.0-or-later
// Who labels: a name that goes with every label and choice, remembered for this user of this machine. UI thread.
#pragma once
#include <QObject>
#include <QString>
#include <string>

namespace stillhouse::widgets {

class Session;

class Annotator : public QObject {
    Q_OBJECT
public:
    /// The session's one annotator, made on first use: the name chosen last, else the one that the user is logged in with.
    static Annotator& of(Session& session);
    const QString& name() const { return name_; }
    std::string text() const { return name_.toStdString(); }
    void setName(const QString& name); ///< white space at the ends goes; an empty name changes nothing

Q_SIGNALS:
    void changed();

private:
    explicit Annotator(QObject* parent);
    QString name_;
};

} // namespace stillhouse::widgets
