// SPDX-License-Identifier: GPL-3.0-or-later
// The Teacher panel's page for a remote teacher: its endpoint beside a probe that asks it.
#pragma once
#include "core/api/remote.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class EndpointEditor;
class Keychain;
class Session;
class TeacherProbe;

class EndpointPage : public QWidget {
    Q_OBJECT
public:
    EndpointPage(Session& session, Keychain& keychain, QWidget* parent = nullptr);
    /// Shows the experiment's own endpoint; without one the fields stay as they are.
    void follow();

Q_SIGNALS:
    void folderWanted(); ///< a model folder instead
    void left();         ///< back to what was there before

protected:
    void changeEvent(QEvent* event) override;

private:
    void adopt(const RemoteSpec& spec, const QString& key);
    void retranslate();

    Session& session_;
    Keychain& keychain_;
    RemoteSpec shown_;
    QLabel* title_;
    QPushButton *folder_, *back_;
    EndpointEditor* editor_;
    TeacherProbe* probe_;
};

} // namespace stillhouse::widgets
