// SPDX-License-Identifier: GPL-3.0-or-later
// Agreement of annotators and deciding where they differ, with the keyboard alone.
#include "tests/ui/project_fixture.h"
#include "widgets/annotator.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/panels/data_panel.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTableView>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

class AdjudicationTest : public tests::ProjectFixture {
protected:
    ~AdjudicationTest() override { QSettings().remove(QStringLiteral("labelling")); }
    // ann says high to the first 25 of 50 and low to the others, bob high to 20 and 10 of them: κ 0.4, 15 disagreements.
    void openDisputes() {
        open(60);
        auto store = Store::open(session().storePath());
        std::vector<std::pair<std::string, std::string>> ann, bob;
        for (int i = 0; i < 50; ++i) {
            ann.emplace_back(std::to_string(i), i < 25 ? "high" : "low");
            bob.emplace_back(std::to_string(i), i < 20 || (i >= 25 && i < 35) ? "high" : "low");
        }
        ASSERT_EQ(*store->addAnnotations(1, ann, "ann"), 50);
        ASSERT_EQ(*store->addAnnotations(1, bob, "bob"), 50);
        Annotator::of(session()).setName(QStringLiteral("eva"));
    }
    QTableView* view(const char* name) { return panel_->findChild<QTableView*>(QLatin1String(name)); }
    QString cell(const char* name, int row, int column) { return view(name)->model()->index(row, column).data().toString(); }
    void openPage() {
        panel_ = std::make_unique<DataPanel>(session());
        show(*panel_);
        auto* button = panel_->findChild<QPushButton*>(QStringLiteral("agreement"));
        ASSERT_TRUE(QTest::qWaitFor([&] { return button->isVisible(); }));
        page_ = panel_->findChild<AdjudicationPage*>();
        QSignalSpy loaded(page_, &AdjudicationPage::loaded);
        QTest::mouseClick(button, Qt::LeftButton);
        ASSERT_TRUE(QTest::qWaitFor([&] { return loaded.count() == 1; }));
    }
    std::unique_ptr<DataPanel> panel_;
    AdjudicationPage* page_ = nullptr;
};

} // namespace

TEST_F(AdjudicationTest, ShowsKappaWithItsTableAndDecidesByKey) {
    openDisputes();
    openPage();
    ASSERT_EQ(view("agreementPairs")->model()->rowCount(), 1);
    EXPECT_EQ(cell("agreementPairs", 0, 4), QLocale().toString(0.4, 'f', 3));
    EXPECT_EQ(cell("agreementTable", 0, 1), QStringLiteral("20"));
    EXPECT_EQ(cell("agreementTable", 1, 1), QStringLiteral("10"));
    auto* disputes = view("disputes");
    ASSERT_EQ(disputes->model()->rowCount(), 15);
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("15 examples · 0 of them decided")));
    const auto first = Store::open(session().storePath())->disputed(1)->front();
    QTest::keyClick(disputes, Qt::Key_3); // high, low, medium
    EXPECT_EQ(disputes->currentIndex().row(), 0) << "until it is written";
    ASSERT_TRUE(QTest::qWaitFor([&] { return disputes->currentIndex().row() == 1; }));
    auto row = Store::open(session().storePath())->examples({first})->front();
    EXPECT_TRUE(row.adjudicated);
    EXPECT_EQ(row.example.label, "medium");
    EXPECT_EQ(cell("disputes", 0, 4), QStringLiteral("medium"));
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("1 of them decided")));
    QTest::keyClick(disputes, Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("0 of them decided")); }));
    EXPECT_FALSE(Store::open(session().storePath())->examples({first})->front().adjudicated);
    EXPECT_EQ(disputes->currentIndex().row(), 0);
    QTest::keyClick(disputes, Qt::Key_Y, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleText(*panel_, QStringLiteral("1 of them decided")); }));
    QTest::keyClick(disputes, Qt::Key_Escape);
    EXPECT_FALSE(page_->isVisible());
    EXPECT_TRUE(view("examples")->isVisible());
}

TEST_F(AdjudicationTest, WhatOthersDecideAndLabelAppearsAndNothingMoves) {
    openDisputes();
    openPage();
    auto* disputes = view("disputes");
    disputes->setCurrentIndex(disputes->model()->index(4, 1));
    const QString chosen = cell("disputes", 4, 0);
    auto store = Store::open(session().storePath());
    const auto rows = *store->disputed(1);
    ASSERT_TRUE(store->adjudicate(rows[2], "low", "somebody else"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return cell("disputes", 2, 4) == QStringLiteral("low"); }));
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("15 examples · 1 of them decided")));
    // bob says now what ann says: no dispute any more.
    const auto row = store->examples({rows[0]})->front();
    std::string ann;
    for (const auto& said : row.annotations)
        ann = said.annotator == "ann" ? said.label : ann;
    ASSERT_TRUE(store->setLabel(rows[0], ann, "bob"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return disputes->model()->rowCount() == 14; }));
    EXPECT_EQ(disputes->currentIndex().siblingAtColumn(0).data().toString(), chosen);
    EXPECT_EQ(cell("disputes", 1, 4), QStringLiteral("low")) << "decided ones stay where they were";
}

TEST_F(AdjudicationTest, WithoutTwoAnnotatorsItSaysHowToGetThem) {
    open(30);
    openPage();
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("No two people have labelled the same example yet")));
    auto* back = page_->findChild<QPushButton*>(QString());
    ASSERT_NE(back, nullptr);
    QTest::keyClick(page_, Qt::Key_Escape);
    EXPECT_FALSE(page_->isVisible());
}
