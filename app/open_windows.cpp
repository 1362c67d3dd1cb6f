// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_windows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <cstdio>

namespace stillhouse::app {

namespace {

QDir openWindowsFolder() { return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/windows")); }

// Process ids come again, start times (field 22 of /proc/PID/stat, proc(5)) do not.
QString startOf(const QString& pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    return QString::fromLatin1(line.mid(line.lastIndexOf(')') + 2).split(' ').value(19)); // the name before it may contain anything
}

QString ownFile() {
    const QString pid = QString::number(QCoreApplication::applicationPid());
    return openWindowsFolder().filePath(pid + u'-' + startOf(pid) + QStringLiteral(".json"));
}

// `name`: PID-START.json
bool processLives(const QString& name) {
    const QString start = startOf(name.section(u'-', 0, 0));
    return !start.isEmpty() && start == name.section(u'-', 1).section(u'.', 0, 0);
}

OpenWindow windowFrom(const QString& path) {
    QFile file(path);
    const auto object = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const auto text = [&](const char* key) { return object[QLatin1String(key)].toString(); };
    return {text("project"), text("page"), QByteArray::fromBase64(text("geometry").toLatin1()), QByteArray::fromBase64(text("docks").toLatin1())};
}

} // namespace

void rememberOpenWindow(const OpenWindow& window) {
    const QString path = ownFile(), fresh = path + QStringLiteral(".new");
    QDir().mkpath(openWindowsFolder().path());
    const QJsonObject object{{QStringLiteral("project"), window.project},
                             {QStringLiteral("page"), window.page},
                             {QStringLiteral("geometry"), QString::fromLatin1(window.geometry.toBase64())},
                             {QStringLiteral("docks"), QString::fromLatin1(window.docks.toBase64())}};
    QFile file(fresh);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0)
        return;
    file.close();
    if (file.error() == QFileDevice::NoError)
        (void)std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData()); // in one step, unlike QFile::rename
}

void forgetOpenWindow() { QFile::remove(ownFile()); }

std::optional<OpenWindow> takeAbandonedWindow() {
    const QDir folder = openWindowsFolder();
    std::optional<OpenWindow> found;
    for (const QString& name : folder.entryList(QDir::Files, QDir::Time)) { // newest first
        if (processLives(name))
            continue;
        if (!found && name.endsWith(QStringLiteral(".json")))
            if (auto window = windowFrom(folder.filePath(name)); QFile::exists(window.project + QStringLiteral("/experiment.json")))
                found = std::move(window);
        QFile::remove(folder.filePath(name));
    }
    return found;
}

} // namespace stillhouse::app
