// SPDX-License-Identifier: GPL-3.0-or-later
// The real main window, walked by mouse and keys as a person does: what is clicked must be visible and enabled, and what is asserted is
// what stands on the screen.
#pragma once
#include "app/main_window.h"
#include "app/preferences.h"
#include "tests/ui/support/project.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

namespace stillhouse::tests {

class Journey : public ::testing::Test {
protected:
    void openWindow(bool engine) {
        QSettings().clear();
        widgets::theme().apply(widgets::Theme::Mode::Light);
        app::applyLanguage(app::Language::English);
        window_ = std::make_unique<app::MainWindow>(engine);
        window_->resize(1280, 800);
        window_->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window_.get()));
    }
    widgets::Session& session() { return window_->session(); }

    template <class Widget>
    Widget* find(const char* name, const QWidget* root = nullptr) const {
        return (root ? root : window_.get())->findChild<Widget*>(QLatin1String(name));
    }
    QWidget* page(const char* id) const { return window_->findChild<QWidget*>(QStringLiteral("panel.") + QLatin1String(id)); }

    /// A page of the rail, by a click on its button.
    void goTo(const char* id) {
        const QString action = QStringLiteral("action.") + QLatin1String(id);
        for (auto* button : window_->findChildren<QToolButton*>())
            if (button->isVisible() && button->defaultAction() && button->defaultAction()->objectName() == action) {
                click(button);
                EXPECT_EQ(window_->currentPanel(), QLatin1String(id));
                return;
            }
        ADD_FAILURE() << "the rail has no " << id;
    }
    static void click(QWidget* widget) {
        ASSERT_NE(widget, nullptr);
        ASSERT_TRUE(widget->isVisible()) << qPrintable(widget->objectName());
        ASSERT_TRUE(waitFor([&] { return widget->isEnabled(); }, 20000)) << qPrintable(widget->objectName()) << ": " << qPrintable(widget->toolTip());
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    /// The visible button with these words.
    void clickText(const QString& text, const QWidget* root = nullptr) {
        QPushButton* found = nullptr;
        EXPECT_TRUE(waitFor([&] {
            for (auto* button : (root ? root : window_.get())->findChildren<QPushButton*>())
                if (button->isVisible() && button->text() == text)
                    found = button;
            return found != nullptr;
        }, 20000)) << "no button " << qPrintable(text);
        if (found)
            click(found);
    }
    void clickTab(QTabWidget* tabs, const QString& text) {
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i).startsWith(text)) {
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
                EXPECT_EQ(tabs->currentIndex(), i) << qPrintable(text);
                return;
            }
        ADD_FAILURE() << "no tab " << qPrintable(text);
    }
    static void clickRow(QAbstractItemView* view, const QModelIndex& index, Qt::KeyboardModifiers keys = {}) {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, keys, view->visualRect(index).center());
    }
    /// Chooses a line of a combo box with the arrow keys.
    static void choose(QComboBox* box, int index) {
        ASSERT_GE(index, 0);
        box->setFocus();
        for (int moves = 0; box->currentIndex() != index && moves < 100; ++moves)
            QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        EXPECT_EQ(box->currentIndex(), index);
    }
    /// Opens the button's menu and clicks the entry with these words.
    void pickFromMenu(QPushButton* button, const QString& text) {
        bool picked = false;
        QTimer::singleShot(100, button, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu)
                return;
            for (auto* action : menu->actions())
                if (action->text() == text) {
                    picked = true;
                    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                }
            if (!picked)
                menu->close();
        });
        click(button); // returns when the menu is gone
        EXPECT_TRUE(picked) << "no entry " << qPrintable(text);
    }
    bool says(const QString& text, const QWidget* root = nullptr, int milliseconds = 10000) const {
        return waitFor([&] {
            for (auto* label : (root ? root : window_.get())->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        }, milliseconds);
    }
    static void type(QWidget* field, const QString& text) {
        field->setFocus();
        QTest::keyClicks(field, text);
    }

    std::unique_ptr<app::MainWindow> window_;
};

} // namespace stillhouse::tests
