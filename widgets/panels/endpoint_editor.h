// SPDX-License-Identifier: GPL-3.0-or-later
// A remote teacher: its address, its model, where its key is; a test of the connection, and a button that takes it.
#pragma once
#include "core/api/remote.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace stillhouse::widgets {

class ErrorBar;
class Keychain;
class Session;

class EndpointEditor : public QWidget {
    Q_OBJECT
public:
    enum class KeyPlace { None, Keychain, Variable };
    EndpointEditor(Session& session, Keychain& keychain, QWidget* parent = nullptr);

    void setSpec(const RemoteSpec& spec);
    RemoteSpec spec() const; ///< as the fields say; the key itself is never part of it
    bool testing() const { return testing_; }
    void test();
    /// Stores a typed key in the keychain and then emits `accepted`.
    void accept();

Q_SIGNALS:
    void accepted(const stillhouse::RemoteSpec& spec, const QString& key); ///< key: from the keychain, for a probe; may be empty

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    KeyPlace keyPlace() const;
    void showKeyPlace();
    void updateButtons();
    void withKey(std::function<void(const QString& key)> use);
    void connectTo(const QString& key);
    void tested(const Result<std::vector<std::string>>& models, const Text& warning);
    void explain(const struct KeychainAnswer& answer);
    void retranslate();

    Session& session_;
    Keychain& keychain_;
    RemoteSpec base_; ///< what has no field here is kept
    bool testing_ = false;
    QLineEdit *url_, *name_, *key_, *variable_;
    QComboBox *model_, *place_;
    QSpinBox* rate_;
    QFormLayout* form_;
    QLabel *note_, *state_;
    QPushButton *test_, *use_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
