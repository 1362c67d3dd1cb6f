// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flow_layout.h"
#include "widgets/panels/data_detail.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace stillhouse::widgets;

TEST(FlowLayout, AFullLineIsFollowedByAnother) {
    QWidget box;
    auto* flow = new FlowLayout(&box);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(8);
    std::vector<QWidget*> items;
    for (int i = 0; i < 4; ++i) {
        items.push_back(new QWidget);
        items.back()->setFixedSize(100, 30);
        flow->addWidget(items.back());
    }
    EXPECT_EQ(flow->sizeHint(), QSize(424, 30)) << "4 × 100 and 3 × 8";
    EXPECT_EQ(flow->minimumSize(), QSize(100, 30));
    EXPECT_EQ(flow->heightForWidth(424), 30);
    EXPECT_EQ(flow->heightForWidth(423), 68) << "30 + 8 + 30";
    EXPECT_EQ(flow->heightForWidth(207), 144) << "one on each line: 4 × 30 + 3 × 8";
    box.resize(320, 100);
    box.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&box));
    EXPECT_EQ(items[2]->geometry(), QRect(216, 0, 100, 30));
    EXPECT_EQ(items[3]->geometry(), QRect(0, 38, 100, 30));
    items[1]->hide();
    QCoreApplication::processEvents();
    EXPECT_EQ(flow->heightForWidth(320), 30) << "what is hidden takes no room";
}

TEST(FlowLayout, NineLongLabelsAreAllInsideTheLabellingDesk) {
    DataDetail detail;
    std::vector<std::string> labels;
    for (int i = 1; i <= 9; ++i)
        labels.push_back("A label of some length, number " + std::to_string(i));
    detail.setLabels(labels);
    detail.showRow(stillhouse::ExampleRow{}, {});
    detail.resize(520, 400);
    detail.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&detail));
    std::vector<QRect> places;
    for (auto* button : detail.findChildren<QPushButton*>())
        if (button->accessibleName().startsWith(QStringLiteral("Label this example"))) {
            places.emplace_back(button->mapTo(&detail, QPoint()), button->size());
            EXPECT_TRUE(detail.rect().contains(places.back())) << qPrintable(button->text());
            EXPECT_GE(button->width(), button->sizeHint().width());
        }
    ASSERT_EQ(places.size(), 9u);
    for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(places[i].intersects(places[j])) << i << " over " << j;
}
