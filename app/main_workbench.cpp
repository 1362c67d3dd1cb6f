// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless_report.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/screenshot.h"
#include "widgets/panels.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <algorithm>
#include <cstdio>
#include <string_view>

using namespace stillhouse::app;
using stillhouse::widgets::Theme;

namespace {

struct Options {
    QCommandLineOption project{QStringLiteral("project"), QStringLiteral("Open this project folder."), QStringLiteral("folder")};
    QCommandLineOption sample{QStringLiteral("sample"), QStringLiteral("Open the bundled sample project.")};
    QCommandLineOption theme{QStringLiteral("theme"), QStringLiteral("system, light or dark."), QStringLiteral("name")};
    QCommandLineOption lang{QStringLiteral("lang"), QStringLiteral("en or zh."), QStringLiteral("code")};
    QCommandLineOption report{QStringLiteral("report"), QStringLiteral("Write the report of a run as .pdf, .html or .csv without a window, and end."), QStringLiteral("file")};
    QCommandLineOption reportRun{QStringLiteral("run-id"), QStringLiteral("The run to report on; default: the newest measured one."), QStringLiteral("id")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"), QStringLiteral("Draw the window into this PNG and end."), QStringLiteral("file")};
    QCommandLineOption panel{QStringLiteral("panel"), QStringLiteral("Panels to show, comma-separated; ID/N for the N-th tab of a panel."), QStringLiteral("id")};
    QCommandLineOption size{QStringLiteral("size"), QStringLiteral("Width x height."), QStringLiteral("WxH"), QStringLiteral("1280x800")};
    QCommandLineOption delay{QStringLiteral("delay"), QStringLiteral("Milliseconds before drawing."), QStringLiteral("ms"), QStringLiteral("2500")};
    QCommandLineOption run{QStringLiteral("run"), QStringLiteral("Start both strategies before drawing.")};
};

// An unknown panel would be a picture of another one.
bool panelsKnown(const QString& asked) {
    QStringList ids;
    for (const auto& spec : stillhouse::widgets::panels())
        ids << QString::fromLatin1(spec.id);
    for (const QString& panel : asked.split(u',', Qt::SkipEmptyParts))
        if (!ids.contains(panel.section(u'/', 0, 0).section(u':', 0, 0))) {
            std::fprintf(stderr, "There is no panel \"%s\"; there are: %s\n", qPrintable(panel), qPrintable(ids.join(QStringLiteral(", "))));
            return false;
        }
    return true;
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

    QCommandLineParser parser;
    Options options;
    for (auto* hidden : {&options.screenshot, &options.panel, &options.size, &options.delay, &options.run})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({options.project, options.sample, options.report, options.reportRun, options.theme, options.lang, options.screenshot, options.panel, options.size,
                       options.delay, options.run});
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("Project to open: its folder, its project.db or its experiment.json."), QStringLiteral("[project]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(app);
    if (!panelsKnown(parser.value(options.panel)))
        return 2;

    const Preferences preferences = Preferences::load();
    const QString theme = parser.value(options.theme);
    stillhouse::widgets::theme().apply(theme == QLatin1String("dark")    ? Theme::Mode::Dark
                                       : theme == QLatin1String("light") ? Theme::Mode::Light
                                                                         : preferences.theme);
    const QString lang = parser.value(options.lang);
    applyLanguage(lang == QLatin1String("zh") ? Language::Chinese : lang == QLatin1String("en") ? Language::English : preferences.language);

    const QString project = parser.positionalArguments().value(0, parser.value(options.project));
    if (parser.isSet(options.report))
        return writeReportHeadless(project, parser.value(options.reportRun), parser.value(options.report));
    MainWindow window;
    if (parser.isSet(options.screenshot)) {
        const QStringList size = parser.value(options.size).split(u'x');
        takeScreenshot(window, {parser.value(options.screenshot), parser.value(options.panel), QSize(size.value(0).toInt(), size.value(1).toInt()),
                                parser.value(options.delay).toInt(), parser.isSet(options.run)});
    }
    window.show();
    if (!project.isEmpty())
        window.openProject(project);
    else if (parser.isSet(options.sample))
        window.openSample();
    else if (!parser.isSet(options.screenshot))
        window.restoreSession();
    if (!parser.isSet(options.screenshot))
        window.greet();
    return QApplication::exec();
}
