// SPDX-License-Identifier: GPL-3.0-or-later
// The Export page over core itself, on the bundled sample's teacher.
#include "tests/ui/support/small_model.h"
#include "widgets/error_bar.h"
#include "widgets/job_progress.h"
#include "widgets/panels/export_panel.h"
#include "widgets/panels/export_setup.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/path_field.h"

#include <QMimeData>
#include <QRadioButton>
#include <QTableView>
#include <QUrl>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kExportMs = 120'000;

class ExportPanelTest : public tests::SmallModelFixture {
protected:
    void openPanel() {
        openWithTeacher();
        panel_ = std::make_unique<ExportPanel>(session());
        show(*panel_);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->chooser()->path() == model(); }));
    }
    // Chooses a format with the mouse and exports to where the page suggests.
    void exportAs(const char* format) {
        auto* choice = panel_->findChild<QRadioButton*>(QStringLiteral("format.") + QLatin1String(format));
        ASSERT_NE(choice, nullptr);
        QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(8, choice->height() / 2));
        const auto before = panel_->exports().size();
        QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->button()->isVisible(); }, kExportMs));
        ASSERT_EQ(panel_->exports().size(), before + 1);
    }

    std::unique_ptr<ExportPanel> panel_;
};

} // namespace

TEST_F(ExportPanelTest, EveryFormatIsWrittenCheckedAndListed) {
    openPanel();
    ASSERT_GE(exportFormats().size(), 3u);
    for (const auto& format : exportFormats()) {
        exportAs(format.id.c_str());
        ASSERT_FALSE(HasFatalFailure()) << format.id;
        const ExportReport& report = panel_->exports().back();
        EXPECT_EQ(report.format, format.id);
        EXPECT_TRUE(QFileInfo::exists(QString::fromStdString(report.path))) << report.path;
        EXPECT_EQ(QFileInfo(QString::fromStdString(report.path)).isDir(), format.folder);
        EXPECT_GT(report.checkedTokens, 0);
        EXPECT_TRUE(visibleText(*panel_, QStringLiteral("Written and checked: ") + QFileInfo(QString::fromStdString(report.path)).fileName()));
    }
    EXPECT_EQ(panel_->history()->model()->rowCount(), int(exportFormats().size()));
    panel_->history()->selectRow(0);
    EXPECT_TRUE(visibleText(*panel_, QString::fromStdString(panel_->exports()[0].path))) << "the table leads back to the first";
}

TEST_F(ExportPanelTest, CancelWritesNothing) {
    openPanel();
    const QString target = panel_->setup()->output()->path();
    QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
    QTest::mouseClick(panel_->setup()->progress()->cancelButton(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->button()->isVisible(); }, kExportMs));
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("The export was cancelled")));
    EXPECT_FALSE(QFileInfo::exists(target));
    EXPECT_TRUE(panel_->exports().empty());
}

TEST_F(ExportPanelTest, ATargetThatCannotBeWrittenIsAnErrorWithItsPlace) {
    openPanel();
    const QString inside = write(QStringLiteral("file"), "no folder") + QStringLiteral("/model.onnx");
    panel_->setup()->selectFormat("onnx");
    panel_->setup()->output()->setPath(inside);
    QTest::mouseClick(panel_->setup()->button(), Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->setup()->button()->isVisible(); }, kExportMs));
    bool said = panel_->findChild<ErrorBar*>()->isVisible();
    for (auto* label : panel_->setup()->output()->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->property("type").toString() == QStringLiteral("error"));
    EXPECT_TRUE(said);
    EXPECT_TRUE(panel_->exports().empty());
}

TEST_F(ExportPanelTest, ADroppedFileOfTheProjectBecomesTheModel) {
    openPanel();
    const QString file = write(QStringLiteral("packed.gguf"), "GGUF");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    EXPECT_TRUE(panel_->setup()->chooser()->accepts(&data));
    panel_->setup()->chooser()->take(&data);
    EXPECT_EQ(panel_->setup()->chooser()->path(), file);
    EXPECT_TRUE(panel_->setup()->output()->path().contains(QStringLiteral("/exports/packed")));
}
