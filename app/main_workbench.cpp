// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless_report.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/workbench_options.h"
#include "widgets/theme.h"

#include <algorithm>
#include <QApplication>
#include <string_view>

using namespace stillhouse::app;
using stillhouse::widgets::Theme;

namespace {

void dress(const WorkbenchOptions& options) {
    const Preferences preferences = Preferences::load();
    stillhouse::widgets::theme().apply(options.theme == QLatin1String("dark")    ? Theme::Mode::Dark
                                       : options.theme == QLatin1String("light") ? Theme::Mode::Light
                                                                                 : preferences.theme);
    applyLanguage(options.lang == QLatin1String("zh") ? Language::Chinese : options.lang == QLatin1String("en") ? Language::English : preferences.language);
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

    const auto options = readOptions(app);
    if (!options)
        return 2;
    dress(*options);
    if (options->report)
        return writeReportHeadless(options->project, options->reportRun, *options->report);
    MainWindow window;
    if (options->screenshot)
        takeScreenshot(window, *options->screenshot);
    window.show();
    if (!options->project.isEmpty())
        window.openProject(options->project);
    else if (options->sample)
        window.openSample();
    else if (!options->screenshot)
        window.restoreSession();
    if (!options->screenshot)
        window.greet();
    return QApplication::exec();
}
