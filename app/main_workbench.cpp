// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/headless_report.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/screenshot.h"
#include "app/start_up.h"
#include "widgets/theme.h"

#include <QApplication>
#include <algorithm>
#include <string_view>

using namespace stillhouse::app;
using stillhouse::widgets::Theme;

namespace {

void dress(const CommandLine& line) {
    const Preferences preferences = Preferences::load();
    stillhouse::widgets::theme().apply(line.theme == QLatin1String("dark")    ? Theme::Mode::Dark
                                       : line.theme == QLatin1String("light") ? Theme::Mode::Light
                                                                              : preferences.theme);
    applyLanguage(line.lang == QLatin1String("zh") ? Language::Chinese : line.lang == QLatin1String("en") ? Language::English : preferences.language);
}

} // namespace

int main(int argc, char** argv) {
    const bool draws = std::any_of(argv + 1, argv + argc, [](const char* argument) { return std::string_view(argument).starts_with("--report"); });
    if (draws && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // fonts are all it needs
    QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Stillhouse"));
    QApplication::setApplicationName(QStringLiteral("stillhouse"));
    QApplication::setApplicationVersion(QStringLiteral(STILLHOUSE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.stillhouse.Stillhouse")); // the icon of the window under Wayland
    const CommandLine line = readCommandLine(app);
    dress(line);
    if (!line.report.isEmpty())
        return writeReportHeadless(line.project, line.reportRun, line.report);
    MainWindow window;
    const bool watched = !line.screenshot.isEmpty() || line.startUp;
    if (!line.screenshot.isEmpty())
        takeScreenshot(window, {line.screenshot, line.panel, line.size, line.delayMs, line.run});
    if (line.startUp)
        reportStartUp(window);
    window.show();
    if (!line.project.isEmpty())
        window.openProject(line.project);
    else if (line.sample)
        window.openSample();
    else if (!watched)
        window.restoreSession();
    if (!watched)
        window.greet();
    return QApplication::exec();
}
