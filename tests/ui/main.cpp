// SPDX-License-Identifier: GPL-3.0-or-later
// One QApplication for all tests of the window, with settings and data kept out of the user's own folders.
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ::testing::InitGoogleTest(&argc, argv);
    QTemporaryDir own;
    const QDir home(qEnvironmentVariable("STILLHOUSE_CHILD_HOME", own.path())); // processes of one test may share their settings
    qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toUtf8());
    QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Stillhouse"));
    QApplication::setApplicationName(QStringLiteral("stillhouse-test"));
    stillhouse::widgets::theme().apply(stillhouse::widgets::Theme::Mode::Light);
    return RUN_ALL_TESTS();
}
