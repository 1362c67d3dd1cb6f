// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page's report and the rows of other programs, with real widgets.
#include "app/headless_report.h"
#include "core/api/bench_import.h"
#include "core/api/store.h"
#include "tests/ui/support/project.h"
#include "widgets/panels/compare_panel.h"
#include "widgets/panels/compare_rivals.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/report_dialog.h"
#include "widgets/report_pdf.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

struct ReportFixture {
    SmallProject project;
    std::string run;
    Session session;

    ReportFixture() {
        auto store = Store::open(project.path("project.db").toStdString());
        Experiment experiment = *readExperiment(project.path("experiment.json").toStdString());
        run = *store->beginRun(experiment, project.path("runs").toStdString(), "0.1");
        std::vector<Report> reports;
        for (const char* subject : {"teacher", "A", "B"}) {
            Evaluation e;
            e.subject = subject;
            e.split = "test";
            e.examples = 400;
            e.metrics = {{"accuracy", {0.875, 0.85, 0.9}}};
            e.parameters = e.fileBytes = 1000;
            reports.push_back(e);
            reports.push_back(LatencyRecord{subject, "classify", {1, 2, 3}, 2, "Some CPU", "avx2", "f32", true, 0});
            for (int step = 0; step < 30; ++step)
                reports.push_back(Metric{subject, 0, "loss", step, 1.0 / (step + 1)});
        }
        reports.push_back(StageState{"A", 0, "distill.soft", StageStatus::Done, 3});
        reports.push_back(RunState{RunStatus::Finished, {}});
        EXPECT_TRUE(store->write(run, reports).ok());
        session.openProject(project.folder().toStdString());
    }
    QByteArray read(const QString& path) {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << qPrintable(path);
        return file.readAll();
    }
};

ReportDialog* openDialog(ComparePanel& panel) {
    QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("reportButton")), Qt::LeftButton);
    ReportDialog* dialog = nullptr;
    waitFor([&] { return (dialog = panel.findChild<ReportDialog*>()) && dialog->isVisible(); });
    return dialog;
}

} // namespace

TEST(Report, TheButtonOfComparePutsTheChosenRunIntoAFile) {
    ReportFixture f;
    ComparePanel panel(f.session);
    panel.resize(1100, 700);
    panel.show();
    ASSERT_TRUE(waitFor([&] { return panel.runs()->chosen() == f.run; }));
    auto* dialog = openDialog(panel);
    ASSERT_NE(dialog, nullptr);
    auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("reportPath"));
    auto* format = dialog->findChild<QComboBox*>(QStringLiteral("reportFormat"));
    EXPECT_EQ(path->placeholderText().isEmpty() && path->text().isEmpty(), false) << "a place is suggested";
    path->setFocus();
    path->selectAll();
    QTest::keyClicks(path, f.project.path("out.pdf"));
    const auto written = [&](const char* name) {
        auto* write = dialog->findChild<QPushButton*>(QStringLiteral("writeReport"));
        QTest::mouseClick(write, Qt::LeftButton);
        return waitFor([&] { return QFileInfo::exists(f.project.path(name)) && write->isEnabled(); });
    };
    ASSERT_TRUE(written("out.pdf"));
    EXPECT_TRUE(f.read(f.project.path("out.pdf")).startsWith("%PDF-"));
    QTest::keyClick(format, Qt::Key_Down);
    EXPECT_TRUE(path->text().endsWith(QStringLiteral("out.html"))) << "the name follows the format: " << qPrintable(path->text());
    dialog->findChild<QComboBox*>(QStringLiteral("reportLanguage"))->setCurrentIndex(1);
    ASSERT_TRUE(written("out.html"));
    EXPECT_TRUE(f.read(f.project.path("out.html")).contains("教师模型"));
    QTest::keyClick(format, Qt::Key_Down);
    ASSERT_TRUE(written("out.csv"));
    EXPECT_TRUE(f.read(f.project.path("out.csv")).startsWith("run_id,"));
    bool notice = false;
    waitFor([&] {
        for (auto* label : dialog->findChildren<QLabel*>())
            notice = notice || (label->isVisible() && label->text().contains(QStringLiteral("out.csv")));
        return notice;
    });
    EXPECT_TRUE(notice);
    path->setText(f.project.path("none/out.csv"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("writeReport")), Qt::LeftButton);
    EXPECT_TRUE(waitFor([&] {
        for (auto* label : dialog->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("none/out.csv")))
                return true;
        return false;
    })) << "an error says where";
}

TEST(Report, ThePdfHoldsVectorsAndItsFontsAndNoPicture) {
    ReportFixture f;
    auto store = Store::open(f.project.path("project.db").toStdString());
    for (const auto language : {ReportLanguage::English, ReportLanguage::Chinese}) {
        const auto page = reportPage(*store, {f.run, f.project.folder().toStdString(), language});
        ASSERT_TRUE(page) << page.error().english();
        const QString path = f.project.path("r.pdf");
        ASSERT_TRUE(writeReportPdf(*page, path.toStdString()));
        const QByteArray pdf = f.read(path);
        EXPECT_FALSE(pdf.contains("/Subtype /Image")) << "plots are lines, not pixels";
        EXPECT_TRUE(pdf.contains("/FontFile2") || pdf.contains("/FontFile3"));
        EXPECT_TRUE(pdf.trimmed().endsWith("%%EOF"));
    }
    EXPECT_EQ(writeReportPdf({}, f.project.path("none/r.pdf").toStdString()).error().kind, ErrorKind::Io);
}

TEST(Report, IsWrittenWithoutAWindow) {
    ReportFixture f;
    EXPECT_EQ(app::writeReportHeadless(f.project.folder(), {}, f.project.path("a.pdf")), 0);
    EXPECT_EQ(app::writeReportHeadless(f.project.path("project.db"), QString::fromStdString(f.run), f.project.path("a.html")), 0);
    EXPECT_TRUE(QFileInfo::exists(f.project.path("a.pdf")) && QFileInfo::exists(f.project.path("a.html")));
    EXPECT_EQ(app::writeReportHeadless(f.project.folder(), QStringLiteral("none"), f.project.path("b.pdf")), 1);
    EXPECT_EQ(app::writeReportHeadless(f.project.path("nowhere"), {}, f.project.path("b.pdf")), 1);
    EXPECT_FALSE(QFileInfo::exists(f.project.path("nowhere/project.db")));
}

TEST(Report, OtherProgramsRowsStandBesideOurs) {
    ReportFixture f;
    ComparePanel panel(f.session);
    panel.resize(1100, 700);
    panel.show();
    ASSERT_TRUE(waitFor([&] { return panel.runs()->chosen() == f.run; }));
    EXPECT_TRUE(panel.rivals()->rows().empty()) << "requests are no tokens per second";
    writeText(f.project.path("bench.jsonl"), R"({"model_filename":"m.gguf","model_type":"llama 1B Q4_0","model_size":1048576,"n_threads":4,"n_prompt":0,"n_gen":32,"samples_ts":[12,13,14],"cpu_info":"Other CPU"})");
    panel.rivals()->importFile(f.project.path("bench.jsonl"));
    ASSERT_TRUE(waitFor([&] { return panel.rivals()->rows().size() == 1; }));
    const RivalRow& row = panel.rivals()->rows()[0];
    EXPECT_EQ(row.median, 13);
    EXPECT_EQ(row.bytes, 1048576);
    EXPECT_TRUE(row.imported);
    auto* view = panel.findChild<QTableView*>(QStringLiteral("rivalsTable"));
    ASSERT_EQ(view->model()->rowCount(), 1);
    EXPECT_EQ(view->model()->index(0, 2).data().toString(), QStringLiteral("13.00"));
    EXPECT_TRUE(view->model()->index(0, 6).data().toString().contains(QStringLiteral("Other CPU")));
    ASSERT_TRUE(waitFor([&] { return panel.runs()->table()->rowCount() == 4; })) << "and they are a line of the table of runs";
    EXPECT_EQ(panel.runs()->chosen(), f.run) << "what was chosen stays chosen";
    writeText(f.project.path("bench.jsonl"), "{");
    panel.rivals()->importFile(f.project.path("bench.jsonl"));
    EXPECT_TRUE(waitFor([&] {
        for (auto* label : panel.rivals()->findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("line 1")))
                return true;
        return false;
    }));
}
