// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless_report.h"

#include "app/preferences.h"
#include "widgets/report_pdf.h"

#include <QFileInfo>
#include <cstdio>

namespace stillhouse::app {

int writeReportHeadless(const QString& project, const QString& run, const QString& path) {
    const QString folder = projectFolderOf(project), store = folder + QStringLiteral("/project.db");
    const auto failed = [](const Error& error) {
        std::fprintf(stderr, "stillhouse: %s\n", error.english().c_str());
        return 1;
    };
    if (!QFileInfo::exists(store))
        return failed({ErrorKind::NotFound, SH_TR("There is no project database"), store.toStdString(), SH_TR("Give a project folder with --project"), {}, {}});
    auto opened = Store::open(store.toStdString());
    if (!opened)
        return failed(opened.error());
    const auto language = shownLanguage() == QLatin1String("zh") ? ReportLanguage::Chinese : ReportLanguage::English;
    if (const auto written = widgets::writeReportFile(*opened, {run.toStdString(), folder.toStdString(), language}, path.toStdString()); !written)
        return failed(written.error());
    std::fprintf(stderr, "Wrote %s\n", qPrintable(path));
    return 0;
}

} // namespace stillhouse::app
