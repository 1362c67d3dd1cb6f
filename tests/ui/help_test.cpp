// SPDX-License-Identifier: GPL-3.0-or-later
// F1: every page and every dock says what it shows, how that is computed, and after whom.
#include "app/help_dock.h"
#include "app/main_window.h"
#include "tests/ui/support/project.h"
#include "widgets/panels.h"

#include <QApplication>
#include <QDockWidget>
#include <QSettings>
#include <QTextBrowser>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

class Help : public ::testing::Test {
protected:
    void SetUp() override {
        QSettings().clear();
        window_ = std::make_unique<app::MainWindow>(false);
        window_->resize(1280, 800);
        window_->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
        window_->openProject(project_.folder());
        help_ = window_->findChild<app::HelpDock*>();
    }
    QString text() const { return help_->findChild<QTextBrowser*>()->toPlainText(); }

    const SmallProject project_;
    std::unique_ptr<app::MainWindow> window_;
    app::HelpDock* help_ = nullptr;
};

} // namespace

TEST_F(Help, EveryPanelExplainsItself) {
    for (const auto& panel : panels()) {
        ASSERT_NE(panel.help, nullptr) << panel.id;
        EXPECT_GT(QByteArray(panel.help).size(), 250) << panel.id;
        EXPECT_TRUE(QByteArray(panel.help).startsWith("<p>") && QByteArray(panel.help).endsWith("</p>")) << panel.id;
    }
    QTest::keyClick(window_.get(), Qt::Key_F1);
    ASSERT_TRUE(help_->isVisible());
    for (const auto& panel : panels())
        if (panel.onRail) {
            window_->showPanel(QString::fromLatin1(panel.id));
            QTextDocument expected;
            expected.setHtml(QString::fromUtf8(panel.help));
            EXPECT_TRUE(text().contains(expected.toPlainText().section(u'\n', 0, 0))) << panel.id << ": " << qPrintable(text());
        }
}

TEST_F(Help, F1ComesGoesAndFollowsThePage) {
    QTest::keyClick(window_.get(), Qt::Key_F1);
    EXPECT_TRUE(text().contains(QStringLiteral("Unicode NFKC"))) << "Data";
    window_->showPanel(QStringLiteral("run"));
    EXPECT_TRUE(text().contains(QStringLiteral("Gradient norm")));
    QTest::keyClick(window_.get(), Qt::Key_F1);
    EXPECT_FALSE(help_->isVisible());
}

TEST_F(Help, InADockF1SpeaksOfTheDock) {
    window_->showPanel(QStringLiteral("temperature"));
    auto* dock = window_->findChild<QDockWidget*>(QStringLiteral("dock.temperature"));
    ASSERT_TRUE(waitFor([&] { return dock->isVisible(); }));
    auto* inside = dock->findChild<QWidget*>(QStringLiteral("temperatureEditor"));
    ASSERT_TRUE(inside && waitFor([&] { return inside->isVisible(); }));
    dock->activateWindow();
    inside->setFocus();
    ASSERT_TRUE(waitFor([&] { return QApplication::focusWidget() == inside; })) << (QApplication::focusWidget() ? qPrintable(QApplication::focusWidget()->objectName()) : "no focus");
    window_->findChild<QAction*>(QStringLiteral("action.help"))->trigger();
    EXPECT_TRUE(text().contains(QStringLiteral("Gradient balance"))) << qPrintable(text());
}
