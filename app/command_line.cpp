// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "widgets/panels.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <cstdio>
#include <cstdlib>

namespace stillhouse::app {

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
    QCommandLineOption startUp{QStringLiteral("start-up"), QStringLiteral("Say when the window was painted and when the engine was there, and end.")};
};

// An unknown panel would be a picture of another one.
bool panelsKnown(const QString& asked) {
    QStringList ids;
    for (const auto& spec : widgets::panels())
        ids << QString::fromLatin1(spec.id);
    for (const QString& panel : asked.split(u',', Qt::SkipEmptyParts))
        if (!ids.contains(panel.section(u'/', 0, 0).section(u':', 0, 0))) {
            std::fprintf(stderr, "There is no panel \"%s\"; there are: %s\n", qPrintable(panel), qPrintable(ids.join(QStringLiteral(", "))));
            return false;
        }
    return true;
}

} // namespace

CommandLine readCommandLine(const QCoreApplication& app) {
    QCommandLineParser parser;
    Options options;
    for (auto* hidden : {&options.screenshot, &options.panel, &options.size, &options.delay, &options.run, &options.startUp})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({options.project, options.sample, options.report, options.reportRun, options.theme, options.lang, options.screenshot, options.panel, options.size,
                       options.delay, options.run, options.startUp});
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("Project to open: its folder, its project.db or its experiment.json."), QStringLiteral("[project]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(app);
    CommandLine line;
    line.project = parser.positionalArguments().value(0, parser.value(options.project));
    line.sample = parser.isSet(options.sample);
    line.theme = parser.value(options.theme);
    line.lang = parser.value(options.lang);
    line.report = parser.value(options.report);
    line.reportRun = parser.value(options.reportRun);
    line.screenshot = parser.value(options.screenshot);
    line.panel = parser.value(options.panel);
    const QStringList size = parser.value(options.size).split(u'x');
    line.size = QSize(size.value(0).toInt(), size.value(1).toInt());
    line.delayMs = parser.value(options.delay).toInt();
    line.run = parser.isSet(options.run);
    line.startUp = parser.isSet(options.startUp);
    if (!panelsKnown(line.panel))
        std::exit(2);
    return line;
}

} // namespace stillhouse::app
