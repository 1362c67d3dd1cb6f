// SPDX-License-Identifier: GPL-3.0-or-later
// The Teacher panel's page for a remote teacher: its endpoint beside a probe that asks it.
#pragma once
#include "core/api/remote.h"

#include <QWidget>

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
    /// Shows the endpoint of the experiment's teacher at `index`; −1: one that is not among them yet.
    void follow(int index);

Q_SIGNALS:
    void adopted(int index); ///< the experiment has it now, at this place
    void left();             ///< back to what was there before

protected:
    void changeEvent(QEvent* event) override;

private:
    void adopt(const RemoteSpec& spec, const QString& key);
    void retranslate();

    Session& session_;
    Keychain& keychain_;
    RemoteSpec shown_;
    int index_ = -1;
    QPushButton* back_;
    EndpointEditor* editor_;
    TeacherProbe* probe_;
};

} // namespace stillhouse::widgets
