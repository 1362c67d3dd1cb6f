// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_windows.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>

namespace stillhouse::app {

namespace {

const auto kGroup = QStringLiteral("openWindows");

// "PID-START": process ids come again, start times (field 22 of /proc/PID/stat, proc(5)) do not.
QString startOf(const QString& pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    return QString::fromLatin1(line.mid(line.lastIndexOf(')') + 2).split(' ').value(19)); // the name before it may contain anything
}

QString ownKey() {
    const QString pid = QString::number(QCoreApplication::applicationPid());
    return pid + u'-' + startOf(pid);
}

bool lives(const QString& key) {
    const QString start = startOf(key.section(u'-', 0, 0));
    return !start.isEmpty() && start == key.section(u'-', 1);
}

} // namespace

void rememberOpenWindow(const OpenWindow& window) {
    QSettings settings;
    settings.beginGroup(kGroup + u'/' + ownKey());
    settings.setValue(QStringLiteral("project"), window.project);
    settings.setValue(QStringLiteral("page"), window.page);
    settings.endGroup();
    settings.sync();
}

void forgetOpenWindow() { QSettings().remove(kGroup + u'/' + ownKey()); }

std::optional<OpenWindow> takeAbandonedWindow() {
    QSettings settings;
    settings.beginGroup(kGroup);
    std::optional<OpenWindow> found;
    for (const QString& key : settings.childGroups()) {
        if (lives(key))
            continue;
        if (!found)
            found = OpenWindow{settings.value(key + QStringLiteral("/project")).toString(), settings.value(key + QStringLiteral("/page")).toString()};
        settings.remove(key);
    }
    return found && QFile::exists(found->project + QStringLiteral("/experiment.json")) ? found : std::nullopt;
}

} // namespace stillhouse::app
