// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/keychain.h"

#include <QPointer>
#include <qt6keychain/keychain.h>

namespace stillhouse::widgets {

namespace {

const QString kService = QStringLiteral("stillhouse");

KeychainAnswer answerOf(const QKeychain::Job& job) {
    using State = KeychainAnswer::State;
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return {State::Absent, {}, {}};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {State::NoService, {}, {}};
    default:
        return {State::Refused, {}, job.errorString()};
    }
}

void start(QKeychain::Job* job, QObject* owner, const QString& name, std::function<void(KeychainAnswer)> done) {
    job->setInsecureFallback(false);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [owner = QPointer(owner), done = std::move(done)](QKeychain::Job* finished) {
        if (owner)
            done(answerOf(*finished));
    });
    job->start(); // deletes itself when it has finished
}

} // namespace

void SystemKeychain::read(QObject* owner, const QString& name, Done done) {
    auto* job = new QKeychain::ReadPasswordJob(kService);
    start(job, owner, name, [job, done = std::move(done)](KeychainAnswer answer) {
        if (answer.state == KeychainAnswer::State::Done)
            answer.key = job->textData();
        done(answer);
    });
}

void SystemKeychain::write(QObject* owner, const QString& name, const QString& key, Done done) {
    auto* job = new QKeychain::WritePasswordJob(kService);
    job->setTextData(key);
    start(job, owner, name, std::move(done));
}

void readKeys(Keychain& keychain, QObject* owner, const QStringList& names, std::function<void(std::map<std::string, std::string>)> done) {
    using Keys = std::map<std::string, std::string>;
    if (names.isEmpty())
        return done({});
    keychain.read(owner, names.front(), [&keychain, owner, names, done = std::move(done)](const KeychainAnswer& answer) {
        readKeys(keychain, owner, names.mid(1), [name = names.front().toStdString(), answer, done](Keys keys) {
            if (answer.state == KeychainAnswer::State::Done)
                keys[name] = answer.key.toStdString();
            done(std::move(keys));
        });
    });
}

} // namespace stillhouse::widgets
