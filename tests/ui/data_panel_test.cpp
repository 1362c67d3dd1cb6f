// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"
#include "core/api/store.h"
#include "tests/ui/project_fixture.h"
#include "widgets/models/example_table.h"
#include "widgets/panels/data_import.h"
#include "widgets/panels/data_panel.h"
#include "widgets/panels/share_bars.h"

#include <gtest/gtest.h>

#include <future>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::ProjectFixture;

namespace {

class DataPanelTest : public ProjectFixture {};

int shownRows(const QTableView* table) { return table->model()->rowCount(); }

} // namespace

TEST_F(DataPanelTest, WithoutDataSaysWhatFillsItAndHasTheButton) {
    open(0);
    DataPanel panel(session());
    show(panel);
    auto* button = visibleButton(panel, QStringLiteral("Import data…"));
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return button->isEnabled(); })) << "busy while the store is asked";
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(panel.findChild<DataImport*>()->isVisible());
}

TEST_F(DataPanelTest, PromptsKeepTheirRoomBesideTheHelp) {
    open(300);
    DataPanel panel(session());
    show(panel);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("examples"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return shownRows(table) == 300; }));
    EXPECT_FALSE(table->isColumnHidden(ExampleTable::Length));
    EXPECT_TRUE(table->isColumnHidden(ExampleTable::Suggested)) << "nobody has suggested anything";
    panel.resize(790, 700); // 1280 wide, less rail and help
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->columnWidth(ExampleTable::Prompt) >= 260; })) << table->columnWidth(ExampleTable::Prompt);
    EXPECT_FALSE(table->isColumnHidden(ExampleTable::Label));
    panel.resize(1100, 720);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !table->isColumnHidden(ExampleTable::Id) && !table->isColumnHidden(ExampleTable::Length); }));
}

TEST_F(DataPanelTest, SearchFiltersAndSortNarrowTheTable) {
    open(3000);
    DataPanel panel(session());
    show(panel);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("examples"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return shownRows(table) == 3000; }));
    auto* search = panel.findChild<QLineEdit*>(QStringLiteral("search"));
    QTest::keyClicks(search, QStringLiteral("number2999"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return shownRows(table) == 1; })) << shownRows(table);
    QTest::keyClick(search, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(search, Qt::Key_Delete);
    ASSERT_TRUE(QTest::qWaitFor([&] { return shownRows(table) == 3000; }));
    auto* bars = panel.findChild<ShareBars*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return bars->shares().size() == 3; })) << "the classes of what is shown";
    QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(10, 10)); // the largest class stands first
    ASSERT_TRUE(QTest::qWaitFor([&] { return shownRows(table) == 1000; })) << shownRows(table);
    EXPECT_TRUE(QTest::qWaitFor([&] { return table->model()->index(0, ExampleTable::Label).data().toString() == bars->shares()[0].key; }));
    table->sortByColumn(ExampleTable::Length, Qt::DescendingOrder);
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->model()->index(0, ExampleTable::Prompt).data().toString().startsWith(QStringLiteral("example text number29")); }))
        << table->model()->index(0, ExampleTable::Prompt).data().toString().toStdString();
}

TEST_F(DataPanelTest, ADroppedFileIsPreviewedMappedAndImported) {
    open(0);
    DataPanel panel(session());
    show(panel);
    const QString file = write(QStringLiteral("new.csv"), "subject,text,label\nHello,\"one,\ntwo\",ham\nBye,three,spam\n");
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    auto* page = panel.findChild<DataImport*>();
    QSignalSpy previewed(page, &DataImport::previewed);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&panel, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QApplication::sendEvent(&panel, &drop);
    ASSERT_TRUE(page->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([&] { return previewed.count() > 0; }));
    auto* rows = page->findChild<QTableWidget*>();
    EXPECT_EQ(rows->rowCount(), 2);
    EXPECT_EQ(rows->item(0, 1)->text(), QStringLiteral("one, two"));
    EXPECT_TRUE(rows->horizontalHeaderItem(2)->text().contains(QStringLiteral("Label")));
    ReadOptions asked;
    QString path;
    QObject::connect(&session(), &Session::importRequested, page, [&](const QString& p, const ReadOptions& options) { path = p, asked = options; });
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("import")), Qt::LeftButton);
    EXPECT_EQ(path, file);
    EXPECT_DOUBLE_EQ(asked.testFraction, 0.2);
    EXPECT_TRUE(asked.mapping.promptTemplate.empty()) << "nothing was changed: the import recognises the same";
    Progress progress;
    progress.done = 50, progress.total = 100, progress.rate = 10, progress.secondsLeft = 5;
    Q_EMIT session().importProgress(progress);
    QSignalSpy cancelled(&session(), &Session::cancelImportRequested);
    auto* cancel = visibleButton(*page, QStringLiteral("Cancel the import"));
    ASSERT_NE(cancel, nullptr);
    QTest::mouseClick(cancel, Qt::LeftButton);
    EXPECT_EQ(cancelled.count(), 1);
}

TEST_F(DataPanelTest, AChangedMappingIsAskedForAndABadFileExplained) {
    open(0);
    DataImport page;
    show(page);
    QSignalSpy previewed(&page, &DataImport::previewed);
    page.openFile(write(QStringLiteral("a.csv"), "subject,text,label\nHello,one,ham\n"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return previewed.count() == 1; }));
    QComboBox* label = nullptr;
    for (auto* box : page.findChildren<QComboBox*>())
        if (box->accessibleName() == QStringLiteral("Column of: Label"))
            label = box;
    ASSERT_NE(label, nullptr);
    EXPECT_EQ(label->currentText(), QStringLiteral("label"));
    label->setCurrentIndex(0);
    EXPECT_EQ(page.options().mapping.label, "-");
    EXPECT_EQ(page.options().mapping.promptTemplate, "Subject: {subject}\n{text}");
    page.openFile(write(QStringLiteral("empty.csv"), ""));
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleText(page, QStringLiteral("The file is empty")); }));
    EXPECT_FALSE(page.findChild<QPushButton*>(QStringLiteral("import"))->isEnabled());
}

TEST_F(DataPanelTest, TwoHundredThousandRowsHoldFewBlocks) {
    open(200'000);
    ExampleTable model(session());
    QTableView view;
    view.setModel(&model);
    view.resize(800, 600);
    show(view);
    QSignalSpy loaded(&model, &ExampleTable::loaded), arrived(&model, &ExampleTable::blockArrived);
    ExampleQuery query;
    query.dataset = 1;
    model.setQuery(query);
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }, 20'000));
    EXPECT_EQ(model.rowCount(), 200'000);
    for (int i = 0; i <= 100; ++i) {
        const int row = int(199'999LL * i / 100);
        view.scrollTo(model.index(row, 0));
        ASSERT_TRUE(QTest::qWaitFor([&] { return model.row(row).has_value(); })) << row;
        EXPECT_EQ(model.row(row)->example.id, std::to_string(row));
    }
    EXPECT_LE(model.blocksHeld(), ExampleTable::kBlocks);
}

// Rows of the old list were once asked for while the new list was on its way, and then stood in the new list's places.
TEST_F(DataPanelTest, RowsAskedForBeforeAFilterDoNotShowBehindIt) {
    open(600);
    ExampleTable model(session());
    QSignalSpy loaded(&model, &ExampleTable::loaded);
    ExampleQuery query;
    query.dataset = 1;
    model.setQuery(query);
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.row(599).has_value(); }));
    const std::string last = model.row(599)->example.id;
    query.sortBy = "id";
    query.descending = true;
    model.setQuery(query);
    EXPECT_FALSE(model.row(100).has_value()); // asked for now, of the list that is still there
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 2; }));
    QTest::qWait(50);
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.row(100).has_value() && model.row(101).has_value(); }));
    EXPECT_GT(model.row(100)->example.id, model.row(101)->example.id);
}

// A view that was painted again while its rows were read once dropped them and read anew, and what had scrolled half away was forgotten.
TEST_F(DataPanelTest, RowsOnTheirWayAreNeitherReadAgainNorForgotten) {
    open(3 * ExampleTable::kBlock);
    ExampleTable model(session());
    QSignalSpy loaded(&model, &ExampleTable::loaded);
    ExampleQuery query;
    query.dataset = 1;
    model.setQuery(query);
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }));
    QTest::qWait(50);
    std::promise<void> gate; // the reader waits here while the view asks
    session().query<bool>(&model, {}, [&](Store&) { gate.get_future().wait(); return Result<bool>(true); }, [](const Result<bool>&) {});
    const auto ask = [&](int row) {
        EXPECT_FALSE(model.row(row).has_value());
        QTest::qWait(5);
    };
    ask(0);
    ask(ExampleTable::kBlock);
    bool passed = false; // by the reader, behind the request that stands now
    session().query<bool>(&model, {}, [](Store&) { return Result<bool>(true); }, [&](const Result<bool>&) { passed = true; });
    ask(ExampleTable::kBlock);
    ask(0);
    gate.set_value();
    ASSERT_TRUE(QTest::qWaitFor([&] { return passed; }));
    EXPECT_TRUE(model.row(0).has_value());
    EXPECT_TRUE(model.row(ExampleTable::kBlock).has_value());
}

TEST_F(DataPanelTest, TheModelKeepsQtsRules) {
    open(600);
    ExampleTable model(session());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy loaded(&model, &ExampleTable::loaded);
    ExampleQuery query;
    query.dataset = 1;
    model.setQuery(query);
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.row(599).has_value(); }));
    query.label = "none has it";
    model.setQuery(query);
    ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 2; }));
    EXPECT_EQ(model.rowCount(), 0);
}
