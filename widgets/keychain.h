// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of remote teachers in the system's own store (Secret Service, KWallet, …), by QtKeychain. Nothing falls back to a plain file.
#pragma once
#include <functional>
#include <map>
#include <QObject>
#include <QString>
#include <QStringList>
#include <string>

namespace stillhouse::widgets {

struct KeychainAnswer {
    enum class State { Done, Absent, NoService, Refused };
    State state = State::Done; ///< Absent: no such entry. NoService: this system has no keychain
    QString key;               ///< of a read that is Done
    QString reason;            ///< the system's words, for Refused
};

/// The answer comes on the UI thread, later, unless `owner` is gone by then. Tests put their own in its place.
class Keychain {
public:
    using Done = std::function<void(const KeychainAnswer&)>;
    virtual ~Keychain() = default;
    virtual void read(QObject* owner, const QString& name, Done done) = 0;
    virtual void write(QObject* owner, const QString& name, const QString& key, Done done) = 0;
};

class SystemKeychain : public Keychain {
public:
    void read(QObject* owner, const QString& name, Done done) override;
    void write(QObject* owner, const QString& name, const QString& key, Done done) override;
};

/// Reads several entries one after the other; those that are not there are left out. Without names, `done` is called at once.
void readKeys(Keychain& keychain, QObject* owner, const QStringList& names, std::function<void(std::map<std::string, std::string>)> done);

} // namespace stillhouse::widgets
