// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report_pdf.h"

#include "widgets/report_painter.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>

namespace stillhouse::widgets {

Result<void> writeReportPdf(const ReportPage& page, const std::string& path) {
    QSaveFile file(QString::fromStdString(path));
    const auto failed = [&] {
        return Error{ErrorKind::Io, Text(SH_TR("Cannot write the file: %1"), {file.errorString().toStdString()}), path, SH_TR("Choose a place that may be written to"), {}, {}};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    {
        QPdfWriter writer(&file);
        writer.setResolution(1200);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(14, 14, 14, 14), QPageLayout::Millimeter);
        writer.setTitle(QString::fromStdString(page.title));
        writer.setCreator(QStringLiteral("Stillhouse"));
        ReportPainter painter(writer);
        if (!painter.active())
            return failed();
        painter.paint(page);
    }
    if (!file.commit())
        return failed();
    return {};
}

Result<void> writeReportFile(Store& store, const ReportRequest& request, const std::string& path) {
    if (QFileInfo(QString::fromStdString(path)).suffix() != QLatin1String("pdf"))
        return writeReport(store, request, path);
    const auto page = reportPage(store, request);
    return page ? writeReportPdf(*page, path) : Result<void>(page.error());
}

} // namespace stillhouse::widgets
