// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/cell_table.h"

#include <gtest/gtest.h>

#include <QHeaderView>
#include <QTableView>
#include <QTest>

using namespace stillhouse::widgets;

// A long prompt made the table scroll sideways where there was little room, and the labels behind it were out of sight.
TEST(CellView, TheWideColumnIsCutToItsLeastWhereThereIsLittleRoom) {
    CellTable table;
    auto* view = makeCellView(&table, nullptr);
    table.setColumns({{QStringLiteral("Id"), {}}, {QStringLiteral("Prompt"), {}}, {QStringLiteral("Label"), {}}});
    table.setRows({{{QStringLiteral("1")}, {QString(400, u'x')}, {QStringLiteral("low")}}});
    setWideColumn(view, 1, 260);
    const auto* header = view->horizontalHeader();
    view->resize(1200, 200);
    view->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(view));
    EXPECT_EQ(header->length(), view->viewport()->width()) << "what is left is the prompt's";
    EXPECT_GT(header->sectionSize(1), 260);
    view->resize(300, 200);
    QTest::qWait(20);
    EXPECT_EQ(header->sectionSize(1), 260);
    view->resize(1200, 200);
    QTest::qWait(20);
    EXPECT_EQ(header->length(), view->viewport()->width());
    delete view;
}
