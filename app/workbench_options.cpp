// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench_options.h"

#include "widgets/panels.h"

#include <cstdio>
#include <QCommandLineParser>
#include <QStringList>

namespace stillhouse::app {

namespace {

struct Flags {
    QCommandLineOption project{QStringLiteral("project"), QStringLiteral("Open this project folder."), QStringLiteral("folder")};
    QCommandLineOption sample{QStringLiteral("sample"), QStringLiteral("Open the bundled sample project.")};
    QCommandLineOption theme{QStringLiteral("theme"), QStringLiteral("system, light or dark."), QStringLiteral("name")};
    QCommandLineOption lang{QStringLiteral("lang"), QStringLiteral("en or zh."), QStringLiteral("code")};
    QCommandLineOption report{QStringLiteral("report"),
                              QStringLiteral("Write the report of a run as .pdf, .html or .csv without a window, and end."),
                              QStringLiteral("file")};
    QCommandLineOption reportRun{QStringLiteral("run-id"), QStringLiteral("The run to report on; default: the newest measured one."),
                                 QStringLiteral("id")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"), QStringLiteral("Draw the window into this PNG and end."),
                                  QStringLiteral("file")};
    QCommandLineOption panel{QStringLiteral("panel"), QStringLiteral("Panels to show, comma-separated; ID/N for the N-th tab of a panel."),
                             QStringLiteral("id")};
    QCommandLineOption size{QStringLiteral("size"), QStringLiteral("Width x height."), QStringLiteral("WxH"), QStringLiteral("1280x800")};
    QCommandLineOption delay{QStringLiteral("delay"), QStringLiteral("Milliseconds before drawing."), QStringLiteral("ms"),
                             QStringLiteral("2500")};
    QCommandLineOption run{QStringLiteral("run"), QStringLiteral("Start both strategies before drawing.")};
};

// An unknown panel would be a picture of another one.
bool panelsKnown(const QString& asked) {
    QStringList ids;
    for (const auto& spec : widgets::panels())
        ids << QString::fromLatin1(spec.id);
    for (const QString& panel : asked.split(u',', Qt::SkipEmptyParts))
        if (!ids.contains(panel.section(u'/', 0, 0).section(u':', 0, 0))) {
            std::fprintf(stderr, "There is no panel \"%s\"; there are: %s\n", qPrintable(panel),
                         qPrintable(ids.join(QStringLiteral(", "))));
            return false;
        }
    return true;
}

Screenshot screenshotFrom(const QCommandLineParser& parser, const Flags& flags) {
    const QStringList size = parser.value(flags.size).split(u'x');
    return {parser.value(flags.screenshot), parser.value(flags.panel), QSize(size.value(0).toInt(), size.value(1).toInt()),
            parser.value(flags.delay).toInt(), parser.isSet(flags.run)};
}

} // namespace

std::optional<WorkbenchOptions> readOptions(const QCoreApplication& app) {
    QCommandLineParser parser;
    Flags flags;
    for (auto* hidden : {&flags.screenshot, &flags.panel, &flags.size, &flags.delay, &flags.run})
        hidden->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({flags.project, flags.sample, flags.report, flags.reportRun, flags.theme, flags.lang, flags.screenshot, flags.panel,
                       flags.size, flags.delay, flags.run});
    parser.addPositionalArgument(QStringLiteral("project"),
                                 QStringLiteral("Project to open: its folder, its project.db or its experiment.json."),
                                 QStringLiteral("[project]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(app);
    if (!panelsKnown(parser.value(flags.panel)))
        return {};
    WorkbenchOptions out;
    out.project = parser.positionalArguments().value(0, parser.value(flags.project));
    out.theme = parser.value(flags.theme);
    out.lang = parser.value(flags.lang);
    if (parser.isSet(flags.report))
        out.report = parser.value(flags.report);
    out.reportRun = parser.value(flags.reportRun);
    out.sample = parser.isSet(flags.sample);
    if (parser.isSet(flags.screenshot))
        out.screenshot = screenshotFrom(parser, flags);
    return out;
}

} // namespace stillhouse::app
