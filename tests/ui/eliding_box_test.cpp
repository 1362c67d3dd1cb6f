// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/eliding_box.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QTest>

using namespace stillhouse::widgets;

TEST(ElidingBox, CutsNamesInTheMiddleAndShowsThemWholeInItsList) {
    ElidingBox box(8, nullptr);
    const QString name = QStringLiteral("Student A: a-name-that-is-longer-than-any-box-20261126-1");
    box.addItems({name, QStringLiteral("short")});
    box.resize(160, 30);
    box.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&box));
    EXPECT_TRUE(box.shownText().startsWith(QStringLiteral("Stud"))) << qPrintable(box.shownText());
    EXPECT_TRUE(box.shownText().endsWith(QStringLiteral("-1"))) << "the end tells one run from another";
    EXPECT_LE(box.fontMetrics().horizontalAdvance(box.shownText()), 160);
    box.setCurrentIndex(1);
    EXPECT_EQ(box.shownText(), QStringLiteral("short"));
    box.showPopup();
    EXPECT_GE(box.view()->width(), std::min(box.fontMetrics().horizontalAdvance(name), 380));
    box.hidePopup();
    box.setPlaceholderText(QStringLiteral("No model yet"));
    box.setCurrentIndex(-1);
    EXPECT_EQ(box.shownText(), QStringLiteral("No model yet"));
}
